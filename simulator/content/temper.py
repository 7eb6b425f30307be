"""How a person is built: how strongly the dials move, where they start, and how much is said in a turn."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from simulator.content.written import Kind, Percent, Written


class Temperament(Written):
    """How strongly each dial of this person moves, in percent; 100 is an even temper."""

    anger: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly anger moves, 20–200 percent."""
    anxiety: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly anxiety moves, 20–200 percent."""
    confusion: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly confusion moves, 20–200 percent."""
    trust: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly trust moves, 20–200 percent."""


class StartMood(Written):
    """The mood this person comes with, each dial 0–100."""

    anger: Percent
    """Anger at the start, 0–100."""
    anxiety: Percent
    """Anxiety at the start, 0–100."""
    confusion: Percent
    """Confusion at the start, 0–100."""
    trust: Percent
    """Trust at the start, 0–100."""


def usual_start(known: Mapping[str, object]) -> StartMood:
    """Return the start mood of a kind of person; `known` are the fields read before, the kind among them."""
    return next((start for kind, start in _STARTS.items() if kind == known.get("kind")), _STARTS["angry"])


_STARTS: dict[Kind, StartMood] = {
    "angry": StartMood(anger=65, anxiety=30, confusion=15, trust=25),
    "anxious": StartMood(anger=30, anxiety=70, confusion=35, trust=30),
    "confused": StartMood(anger=30, anxiety=45, confusion=70, trust=35),
    "cold": StartMood(anger=55, anxiety=20, confusion=15, trust=20),
    "bargaining": StartMood(anger=45, anxiety=40, confusion=20, trust=30),
    "too_nice": StartMood(anger=30, anxiety=50, confusion=25, trust=35),
}


class WordBudget(Written):
    """How many words this person uses in a turn."""

    fewest: Annotated[int, Field(ge=1, le=60)] = 3
    """The shortest usual turn, in words."""
    most: Annotated[int, Field(ge=3, le=80)] = 22
    """The longest turn, in words; one turn may join two lines as long as they fit."""
