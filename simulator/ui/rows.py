"""The rows of the settings: what each is called, how its value reads, and how it turns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, get_args

from simulator.labels import LANGUAGE_NAMES, MODE_NAMES
from simulator.settings import Reading
from simulator.settling import ModelChoice
from simulator.store.names import VoiceKind
from simulator.ui.house import Mode, Preferences, TextSpeed, ThemeName
from simulator.ui.themes import THEME_NAMES
from simulator.words import Words, mark

SPEED_NAMES: dict[TextSpeed, str] = {
    "instant": mark("at once"),
    "slow": mark("slow"),
    "normal": mark("at speaking pace"),
    "fast": mark("fast"),
}
VOICE_CHOICES: dict[VoiceKind, str] = {"understudy": mark("authored lines"), "model": mark("a model")}
READER_CHOICES: dict[Reading, str] = {
    "local": mark("this program's"),
    "both": mark("this program's, a model's too"),
    "model": mark("a model's, this program's too"),
}
Value = TypeVar("Value")

_LEVELS: tuple[int | None, ...] = (None, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Everything that the settings change."""

    preferences: Preferences
    model: ModelChoice

    def is_fixed(self, row: "Row") -> bool:
        """Return whether the command line or the environment has settled a row."""
        return row.key in self.model.fixed


@dataclass(frozen=True, slots=True)
class Row:
    """One setting."""

    title: str
    shown: Callable[[Chosen, Words], str]
    turned: Callable[[Chosen, int], Chosen]
    key: Literal["", "voice", "reader", "endpoint"] = ""
    """Its key among what the command line or the environment may settle."""
    opens: bool = False
    """Whether it opens a screen of its own, and does not turn."""


def _preference(
    title: str,
    shown: Callable[[Preferences, Words], str],
    turned: Callable[[Preferences, int], Preferences],
) -> Row:
    return Row(
        title,
        lambda now, t: shown(now.preferences, t),
        lambda now, way: replace(now, preferences=turned(now.preferences, way)),
    )


def _beside(now: Value, values: Sequence[Value], way: int) -> Value:
    return values[(values.index(now) + way) % len(values)]


def _voice(now: Chosen, way: int) -> Chosen:
    return replace(now, model=replace(now.model, voice=_beside(now.model.voice, tuple(VOICE_CHOICES), way)))


def _reader(now: Chosen, way: int) -> Chosen:
    return replace(
        now, model=replace(now.model, reader=_beside(now.model.reader, tuple(READER_CHOICES), way))
    )


def _where(now: Chosen, t: Words) -> str:
    endpoint = now.model.endpoint.filled()
    return " · ".join(part for part in (endpoint.host or endpoint.base_url, endpoint.model) if part)


ROWS: tuple[Row, ...] = (
    _preference(
        mark("Language of the interface"),
        lambda now, t: LANGUAGE_NAMES[now.ui_language],
        lambda now, way: replace(now, ui_language=_beside(now.ui_language, tuple(LANGUAGE_NAMES), way)),
    ),
    _preference(
        mark("Language of the talk"),
        lambda now, t: LANGUAGE_NAMES[now.language],
        lambda now, way: replace(now, language=_beside(now.language, tuple(LANGUAGE_NAMES), way)),
    ),
    _preference(
        mark("Theme"),
        lambda now, t: t(THEME_NAMES[now.theme]),
        lambda now, way: replace(now, theme=_beside(now.theme, get_args(ThemeName), way)),
    ),
    _preference(
        mark("How fast the customer's words appear"),
        lambda now, t: t(SPEED_NAMES[now.speed]),
        lambda now, way: replace(now, speed=_beside(now.speed, get_args(TextSpeed), way)),
    ),
    _preference(
        mark("Mode"),
        lambda now, t: t(MODE_NAMES[now.mode]),
        lambda now, way: replace(now, mode=_beside(now.mode, get_args(Mode), way)),
    ),
    _preference(
        mark("Intensity"),
        lambda now, t: t("theirs") if now.intensity is None else f"{now.intensity} / 5",
        lambda now, way: replace(now, intensity=_beside(now.intensity, _LEVELS, way)),
    ),
    _preference(
        mark("Insults and swearing"),
        lambda now, t: t("allowed") if now.abuse else t("off"),
        lambda now, way: replace(now, abuse=not now.abuse),
    ),
    Row(
        mark("Who finds the customer's words"),
        lambda now, t: t(VOICE_CHOICES[now.model.voice]),
        _voice,
        "voice",
    ),
    Row(
        mark("Whose reading of the talk stands"),
        lambda now, t: t(READER_CHOICES[now.model.reader]),
        _reader,
        "reader",
    ),
    Row(mark("Where the model is"), _where, lambda now, way: now, "endpoint", opens=True),
)
