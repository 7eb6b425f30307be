"""Where things are kept, and what the person has settled: flag, then environment, then file, then default."""

import difflib
import getpass
import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

import platformdirs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from scoring.text import safe_text
from scoring.transcript import LANGUAGES, Language
from simulator.endpoints import EndpointSettings
from simulator.errors import UsageError
from simulator.store.names import Name, VoiceKind

Value = str | int | bool | Path | None | Mapping[str, str]
TextSpeed = Literal["instant", "slow", "normal", "fast"]
OnFailure = Literal["understudy", "ask"]
Reading = Literal["local", "both", "model"]
Source = Literal["environment", "file", "default"]

TEXT_SPEEDS: tuple[TextSpeed, ...] = get_args(TextSpeed)
LARGEST_FILE = 64 * 1024

_EXAMPLES = {
    "language": '"en", "sv" or "da"',
    "ui_language": '"en", "sv" or "da"',
    "intensity": "a whole number from 1 to 5",
    "voice": '"understudy" or "model"',
    "trainee": "a name, 1 to 200 characters",
    "abuse": "true or false",
    "text_speed": '"instant", "slow", "normal" or "fast"',
    "content": "the path of a folder",
    "reader": '"local", "both" or "model"',
    "on_failure": '"understudy" or "ask"',
    "endpoint": "a table [endpoint] with base_url, model, key_env, key_file, context …",
    "judge": "a table [judge] like [endpoint]; without it the same endpoint judges",
}
"""What to write for each key, as it stands in the file."""
_FLAGS = {"language": "--lang", "ui_language": "--ui-lang"}


def system_language() -> Language:
    """Return the language of the person's system where Motet speaks it, else English."""
    spoken = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return next((language for language in LANGUAGES if spoken.split("_")[0] == language), "en")


def system_name() -> str:
    """Return the name with which the person is logged in, or `trainee` where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "trainee"


class Choices(BaseModel):
    """What a person may settle; each key may stand in `config.toml`, and as MOTET_KEY in the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    language: Language = Field(default_factory=system_language)
    """The language of the talk. Default: the system's."""
    ui_language: Language = Field(default_factory=system_language)
    """The language of the interface. Default: the system's."""
    intensity: Annotated[int, Field(ge=1, le=5)] | None = None
    """How hard the customer is, 1–5. None: as the persona is written."""
    voice: VoiceKind = "understudy"
    """Who finds the customer's words."""
    trainee: Name = Field(default_factory=system_name)
    """Who practises. Default: the name of the login."""
    abuse: bool = True
    """Whether the customer may attack the person."""
    text_speed: TextSpeed = "normal"
    """How fast the customer's words appear."""
    content: Annotated[Path, AfterValidator(Path.expanduser)] | None = None
    """A folder with personas and scenarios of one's own; in the file, seen from the file. None: none."""
    reader: Reading = "local"
    """Who reads a finished talk. `both`: a model too, the local score stands. `model`: its score stands."""
    on_failure: OnFailure = "understudy"
    """When the endpoint gives no words: the authored line, or the question whether to try again."""
    endpoint: EndpointSettings = EndpointSettings()
    """The endpoint that words the customer where `voice` is `model`."""
    judge: EndpointSettings | None = None
    """The endpoint that judges. None: the same one."""


class Settings(Choices, BaseSettings):
    """All choices together, from the first source that has them."""

    model_config = SettingsConfigDict(
        env_prefix="MOTET_",
        env_ignore_empty=True,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
    )

    @property
    def judging(self) -> EndpointSettings:
        """The endpoint that judges."""
        return self.judge or self.endpoint

    @property
    def data_folder(self) -> Path:
        """Where sessions and content of one's own are kept."""
        return folders().data

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the strongest first."""
        written = InitSettingsSource(settings_cls, dict(_written(folders().config_file)))
        return init_settings, env_settings, written


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things are kept; none of them need exist."""

    config: Path
    data: Path
    log: Path
    cache: Path
    """What can be made again at any time."""

    @property
    def config_file(self) -> Path:
        """The file that holds the person's choices."""
        return self.config / "config.toml"

    @property
    def database(self) -> Path:
        """The file that holds the sessions."""
        return self.data / "motet.db"


def folders() -> Folders:
    """Return the folders: below MOTET_HOME where it is set, else the system's own places."""
    home = os.environ.get("MOTET_HOME", "").strip()
    if home:
        root = Path(home).expanduser().absolute()
        return Folders(root / "config", root / "data", root / "log", root / "cache")
    return Folders(
        platformdirs.user_config_path("motet", appauthor=False),
        platformdirs.user_data_path("motet", appauthor=False),
        platformdirs.user_log_path("motet", appauthor=False),
        platformdirs.user_cache_path("motet", appauthor=False),
    )


def settings(flags: Mapping[str, Value] | None = None) -> Settings:
    """Return the settings; `flags` by key are the strongest, and those that are None say nothing.

    Raises:
        UsageError: a wrong value or an unknown key, naming its place and what to write.
    """
    said = {key: value for key, value in (flags or {}).items() if value is not None}
    try:
        return Settings.model_validate(said)
    except ValidationError as error:
        loc = error.errors()[0]["loc"]
        raise UsageError(f"{_place_of(str(loc[0]), said)}: {_advice(loc)}") from None


def source_of(key: str) -> Source:
    """Return where the value of a key comes from when no flag is given."""
    if os.environ.get(f"MOTET_{key.upper()}"):
        return "environment"
    return "file" if key in _written(folders().config_file) else "default"


def _place_of(key: str, said: Mapping[str, Value]) -> str:
    if key in said:
        return _FLAGS.get(key, f"--{key.replace('_', '-')}")
    if f"MOTET_{key.upper()}" in os.environ:
        return f"MOTET_{key.upper()} in the environment"
    return f"{folders().config_file}: {key}"


def _written(path: Path) -> Mapping[str, Value]:
    """Return what the file says, checked by the file's own stricter rules. Empty: there is none."""
    text = _text_of(path)
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path} is not TOML: {safe_text(str(error))}; correct it or move it away") from None
    _check(path, table)
    if isinstance(table.get("content"), str):
        table["content"] = path.parent / Path(table["content"]).expanduser()
    for name in ("endpoint", "judge"):
        if "key_file" in table.get(name, {}):
            table[name]["key_file"] = path.parent / Path(table[name]["key_file"]).expanduser()
    return table


def _check(path: Path, table: Mapping[str, object]) -> None:
    """Hold the file to exact types: TOML has its own numbers and truth values, so "3" and 1 are slips."""
    try:
        Choices.model_validate_json(json.dumps(table, default=str), strict=True)
    except ValidationError as error:
        loc = error.errors()[0]["loc"]
        raise UsageError(f"{path}: {safe_text(str(loc[0]))}: {_advice(loc)}") from None


def _advice(loc: Sequence[int | str]) -> str:
    """Return what to write in place of the slip at `loc`; a slip within a table is named in it."""
    key = safe_text(str(loc[0]))
    if key not in _EXAMPLES:
        return _advice_on_unknown(key)
    if len(loc) == 1:
        return f"write {_EXAMPLES[key]}"
    inner = safe_text(str(loc[1]))
    field = EndpointSettings.model_fields.get(inner)
    if field:
        return f"{inner}: write another value. {field.description}"
    return f"{inner}: unknown; the keys are {', '.join(EndpointSettings.model_fields)}"


def _advice_on_unknown(key: str) -> str:
    near = difflib.get_close_matches(key, _EXAMPLES, n=1)
    return f"unknown; did you mean {near[0]}?" if near else f"unknown; the keys are {', '.join(_EXAMPLES)}"


def _text_of(path: Path) -> str:
    try:
        if not path.exists():
            return ""
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            raise UsageError(f"{path} is no settings file (a plain file up to 64 KB); move it away")
        return path.read_text("utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}); make it readable or move it away"
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8") from None
