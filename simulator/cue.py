"""The cue: the director's note for one customer turn."""

from dataclasses import dataclass
from typing import Literal, get_args

from scoring.transcript import Tag
from simulator.content.written import Move, Tone

Ending = Literal["accepted", "sad_but_calm", "unresolved", "walked_away"]
Source = Literal[
    "persona", "reaction", "opening", "story", "secret", "asks_decision", "after_news", "push", "question"
]

ENDINGS: tuple[Ending, ...] = get_args(Ending)
GOOD_ENDINGS: tuple[Ending, ...] = ("accepted", "sad_but_calm")
MOST_CUSTOMER_TURNS = 16


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a customer turn that one authored line fills."""

    source: Source
    """Which part of the content the line comes from."""
    name: str = ""
    """Move, reaction, story fact, push or question id within that part. Empty where there is only one."""

    @property
    def fact(self) -> str:
        """The id of the gated fact that the line tells, e.g. `story.gift`; empty where it tells none."""
        if self.source == "secret":
            return "secret"
        return f"{self.source}.{self.name}" if self.source in ("story", "question", "push") else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the director wants of the next customer turn, before it has words."""

    move: Move
    slots: tuple[Slot, ...]
    """Lines in the order they are spoken; the last one carries the move."""
    calls_for: tuple[Tag, ...]
    """What the turn calls for, two tags at most, in codebook order."""
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A planned turn with its understudy line: everything a voice needs to word it."""

    move: Move
    intensity: int
    """How hot the turn is, 1–5."""
    tone: Tone
    calls_for: tuple[Tag, ...]
    facts: tuple[str, ...]
    """Ids of the facts told in this turn, in the order of telling. May be empty."""
    most_words: int
    """Word budget of the turn."""
    ending: Ending | None
    """How the talk ends with this turn. None: it goes on."""
    line: str
    """The understudy's words for it."""
