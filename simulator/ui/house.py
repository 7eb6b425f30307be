"""What the app is given at the door: content, store, and how this trainee likes to practise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import SystemRandom
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # loaded behind the first paint
    from scoring.transcript import Language
    from simulator.content.library import Library
    from simulator.session import Voice
    from simulator.settling import ModelChoice
    from simulator.speaking import Judge
    from simulator.store.store import Store

Mode = Literal["learn", "practice", "exam"]
TextSpeed = Literal["instant", "slow", "normal", "fast"]
ThemeName = Literal["motet-dark", "motet-light", "motet-contrast"]

_SEEDS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How this trainee likes to practise."""

    trainee: str
    language: Language = "en"
    """The talk's language."""
    ui_language: Language = "en"
    """The interface's language."""
    mode: Mode = "practice"
    intensity: int | None = None
    """1–5. None: as the customer is."""
    abuse: bool = True
    """Whether the customer may attack the person."""
    theme: ThemeName = "motet-dark"
    speed: TextSpeed = "normal"
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of what they do, in place of the usual ones."""


def _fresh_seed() -> int:
    return SystemRandom().randrange(_SEEDS)


def _no_model() -> ModelChoice:
    from simulator.settling import ModelChoice

    return ModelChoice()


def _nowhere(before: ModelChoice, after: ModelChoice) -> None:
    """Keep nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Where the app finds what it needs. Each is asked for when it is first needed, off the screen's loop."""

    preferences: Preferences
    library: Callable[[], Library]
    store: Callable[[], Store]
    keep: Callable[[Preferences], None] = lambda preferences: None
    """Keeps changed preferences for the next time."""
    voice: Callable[[], Voice | None] = lambda: None
    """Who words the customer. None: the authored lines."""
    judge: Callable[[], Judge | None] = lambda: None
    """Who reads a finished talk as a second reader. None: nobody."""
    model: Callable[[], ModelChoice] = _no_model
    """What is settled about a model, as it stands now."""
    keep_model: Callable[[ModelChoice, ModelChoice], None] = _nowhere
    """Keeps what has changed about it, from then to now."""
    seed: Callable[[], int] = _fresh_seed
    """Gives each new session its seed; exams have one of their own."""
    data_folder: str = ""
    """Shown in the settings."""
    log_file: str = ""
    """Where a crash is written down. Empty: nowhere."""
