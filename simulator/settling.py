"""What the person settles about the model without opening a file, kept in the settings' own file.

Comments and everything else in the file stay as they are, where its form allows it.
"""

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from scoring.text import safe_text
from simulator.endpoints import EndpointSettings
from simulator.errors import UsageError
from simulator.settings import Reading, Settings
from simulator.store.names import VoiceKind

Plain = str | int | float | bool
Place = tuple[str, ...]
"""A key at the top of the file, or a table and a key in it."""

_EDITED = ("base_url", "model", "key_env", "key_file", "keyring", "budget_tokens")
"""What the app can change of an endpoint."""
_HEADER = re.compile(r"^\s*\[")


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Whether a model takes part, as what, and where it is."""

    voice: VoiceKind = "understudy"
    """Who finds the customer's words."""
    reader: Reading = "local"
    """Who reads a finished talk."""
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    judge: EndpointSettings | None = None
    """Where the judge is, if elsewhere."""
    fixed: frozenset[str] = frozenset()
    """What the command line or the environment has settled, so that the file has no say in it."""

    @property
    def hosts(self) -> tuple[str, str]:
        """The machines to which a talk would go: while it is spoken, and when it is read. Empty: nowhere."""
        told = self.endpoint.filled().host if self.voice == "model" else ""
        read = (self.judge or self.endpoint).filled().host if self.reader != "local" else ""
        return told, read


def model_choice(chosen: Settings, named: Sequence[str] = ()) -> ModelChoice:
    """Return what is settled about the model; `named` are the keys that stand on the command line."""
    fixed = {key for key in ("voice", "reader", "endpoint") if key in named or _in_environment(key)}
    return ModelChoice(chosen.voice, chosen.reader, chosen.endpoint, chosen.judge, frozenset(fixed))


def keep_choice(file: Path, before: ModelChoice, after: ModelChoice) -> None:
    """Write what has changed into the settings' file; the file is made where there is none.

    Raises:
        UsageError: the file cannot be read or written.
    """
    changes = _changes(before, after)
    if not changes:
        return
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(file.resolve(), with_values(text, changes))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{file} cannot be changed ({safe_text(str(reason))}); nothing was kept") from None


def with_values(text: str, changes: Mapping[Place, Plain | None]) -> str:
    """Return a TOML text with some values changed; None takes a key away.

    Where the lines cannot simply be changed, as within a table on one line, the text is written anew.
    """
    wanted = _changed(tomllib.loads(text), changes)
    lines = text.splitlines()
    for place, value in changes.items():
        _set(lines, place, value)
    edited = "\n".join(lines).strip("\n") + "\n"
    try:
        kept = tomllib.loads(edited) == wanted
    except tomllib.TOMLDecodeError:
        kept = False
    return edited if kept else _written(wanted)


def _in_environment(key: str) -> bool:
    return any(
        name == f"MOTET_{key.upper()}" or name.startswith(f"MOTET_{key.upper()}__") for name in os.environ
    )


def _changes(before: ModelChoice, after: ModelChoice) -> dict[Place, Plain | None]:
    changes: dict[Place, Plain | None] = {}
    if before.voice != after.voice:
        changes["voice",] = after.voice
    if before.reader != after.reader:
        changes["reader",] = after.reader
    old, new = before.endpoint.model_dump(mode="json"), after.endpoint.model_dump(mode="json")
    changes |= {("endpoint", key): new[key] for key in _EDITED if new[key] != old[key]}
    return changes


def _changed(table: dict[str, object], changes: Mapping[Place, Plain | None]) -> dict[str, object]:
    for (*above, key), value in changes.items():
        within = table
        for name in above:
            inner = within.setdefault(name, {})
            within = inner if isinstance(inner, dict) else {}
        within.pop(key, None)
        if value is not None:
            within[key] = value
    return table


def _set(lines: list[str], place: Place, value: Plain | None) -> None:
    *above, key = place
    start, end = _section(lines, above[0] if above else "")
    if start is None:
        lines += ["", f"[{above[0]}]"]
        start = end = len(lines)
    at = next((n for n in range(start, end) if re.match(rf"\s*{key}\s*=", lines[n])), None)
    new = [] if value is None else [f"{key} = {_literal(value)}"]
    if at is None:
        while end > start and not lines[end - 1].strip():
            end -= 1
        lines[end:end] = new
    else:
        lines[at : at + 1] = new


def _section(lines: Sequence[str], name: str) -> tuple[int | None, int]:
    """Return the first line of a table and the one after its last. None: there is no such table."""
    headers = [n for n, line in enumerate(lines) if _HEADER.match(line)]
    if not name:
        return 0, headers[0] if headers else len(lines)
    start = next((n for n in headers if lines[n].split("#")[0].strip() == f"[{name}]"), None)
    if start is None:
        return None, len(lines)
    return start + 1, next((n for n in headers if n > start), len(lines))


def _literal(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else str(value)


def _written(table: Mapping[str, object]) -> str:
    tables = {name: inner for name, inner in table.items() if isinstance(inner, dict)}
    lines = [f"{name} = {_literal(value)}" for name, value in table.items() if name not in tables]
    for name, inner in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_literal(value)}" for key, value in inner.items())]
    return "\n".join(lines).strip("\n") + "\n"


def _replace(file: Path, text: str) -> None:
    """Put the new file in the old one's place at once, so that a reader meets one or the other."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, prefix=".", delete=False) as fresh:
        fresh.write(text)
        fresh.flush()
        os.fsync(fresh.fileno())
    os.replace(fresh.name, file)
