"""What a debrief shows beside the talk itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.debrief import Debrief
from simulator.store.records import Reflection


@dataclass(frozen=True, slots=True)
class Guess:
    """What the trainee thinks, 0–100 each."""

    empathy: int
    boundaries: int


@dataclass(frozen=True, slots=True)
class Branch:
    """Another try of the same talk."""

    label: str
    """From which turn it differs, and what it scored; in the interface's language."""
    spot: tuple[float, float] | None
    """Empathy and boundaries, 0–100. None: not scored."""


@dataclass(frozen=True, slots=True)
class Account:
    """One debrief with its surroundings."""

    debrief: Debrief
    guess: Guess | None
    """The trainee's own guess. None: not given."""
    reflection: Reflection
    earlier: Sequence[tuple[float, float]] = ()
    """Where the last sessions lie, as (empathy, boundaries), oldest first. May be empty."""
    branches: Sequence[Branch] = ()
    """The other tries of the same talk, oldest first. May be empty."""
    exam: bool = False
    """An exam cannot be tried again from a turn."""
