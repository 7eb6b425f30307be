"""What the trainee chose in the app, kept for the next time in a small TOML file beside the settings."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

from scoring.text import safe_text
from scoring.transcript import LANGUAGES
from simulator.errors import UsageError
from simulator.ui.house import Mode, Preferences, TextSpeed, ThemeName

_ALLOWED: Mapping[str, tuple[object, ...]] = {
    "language": LANGUAGES,
    "ui_language": LANGUAGES,
    "mode": get_args(Mode),
    "intensity": (1, 2, 3, 4, 5),
    "abuse": (True, False),
    "theme": get_args(ThemeName),
    "speed": get_args(TextSpeed),
}


def remembered(path: Path, preferences: Preferences) -> Preferences:
    """Return the preferences with what the file says in place of theirs; unchanged where there is no file.

    The table `[keys]` holds keys by the id of what they do, for instance `"talk.hint" = "f7"`.

    Raises:
        UsageError: The file cannot be read, or holds a key or a value that is not known.
    """
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        table = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {safe_text(str(error))}; correct it or move it away") from None
    keys = table.pop("keys", dict(preferences.keymap))
    for name, value in table.items():
        if value not in _ALLOWED.get(name, ()) or isinstance(value, bool) != (name == "abuse"):
            raise UsageError(
                f"{path}: {safe_text(name)}: {safe_text(str(value))} is not known; take the line away"
            )
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        raise UsageError(f'{path}: keys: write a table such as [keys] with "talk.hint" = "f7"')
    return replace(preferences, **table, keymap=keys)


def remember(path: Path, preferences: Preferences) -> None:
    """Keep the preferences; where that cannot be done, this time is not the next time's model."""
    lines = [
        f"{name} = {json.dumps(value)}"
        for name in (field.name for field in fields(preferences))
        if name in _ALLOWED and (value := getattr(preferences, name)) is not None
    ]
    keys = [f"{json.dumps(name)} = {json.dumps(key)}" for name, key in preferences.keymap.items()]
    text = "\n".join([*lines, *(["", "[keys]"] if keys else []), *keys, ""])
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return
