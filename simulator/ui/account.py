"""What a debrief shows beside the talk itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.shown import ScoreObject
from scoring.transcript import Turn
from simulator.debrief import Debrief, MoodPoint
from simulator.readings import Readings
from simulator.store.records import Reflection


@dataclass(frozen=True, slots=True)
class Guess:
    """What the trainee thinks, 0–100 each."""

    empathy: int
    boundaries: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One try of a talk."""

    label: str
    """Which try it is, in the interface's language."""
    turns: tuple[Turn, ...]
    moods: tuple[MoodPoint, ...]
    """The mood at each customer turn, in order."""
    score: ScoreObject
    """By the same measure as the other tries, so that they can be compared."""

    def own_number(self, index: int) -> int:
        """Return which of the trainee's own turns stands at an index, or comes next there; from 1."""
        return sum(turn.speaker == "trainee" for turn in self.turns[:index]) + 1


@dataclass(frozen=True, slots=True)
class Account:
    """One debrief with its surroundings."""

    debrief: Debrief
    guess: Guess | None
    """The trainee's own guess. None: not given."""
    reflection: Reflection
    readings: Readings
    """The scores that are kept of this session, and which one stands."""
    here: Branch
    """This session as one try among others."""
    branches: Sequence[Branch] = ()
    """The other tries of the same talk, oldest first. May be empty."""
    earlier: Sequence[tuple[float, float]] = ()
    """Where the last sessions lie, as (empathy, boundaries), oldest first. May be empty."""
    exam: bool = False
    """An exam cannot be tried again from a turn."""
    mixed: bool = False
    """Whether tries are compared by scores of which not all stand, since different readers' do."""
    small_print: Sequence[str] = ()
    """What a model had to do with it. Empty: none took part."""
    trouble: str = ""
    """Why the house style is left out. Empty: it is not."""


def parting(one: Branch, other: Branch) -> int:
    """Return the index of the first turn in which two tries differ, else the length of the shorter."""
    pairs = zip(one.turns, other.turns, strict=False)
    shortest = min(len(one.turns), len(other.turns))
    return next((n for n, (here, there) in enumerate(pairs) if here.text != there.text), shortest)
