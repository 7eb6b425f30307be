"""The feedback's texts as values, kept in `feedback.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from scoring.finding import Act, Pitfall, Way
from scoring.transcript import Language

Pull = Literal["heat", "soft", "away", "plain", "worked"]
"""What a question back is about: getting hot, going soft, going away, hurrying on, and what went well."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Frames(_Entry):
    """The sentence around each part of a card; `{quote}`, `{text}` and `{offer}` are filled in."""

    marks: str
    customer: str
    trainee: str
    silence: str
    goal: str
    better: str
    exemplar: str
    opener: str
    brief: str
    offer: str
    worked: str
    question: str


class Missed(_Entry):
    """What is said about an act that a moment called for."""

    goal: str
    better: tuple[str, ...]
    openers: tuple[str, ...]


class Slipped(_Entry):
    """What is said about a pitfall."""

    goal: str
    effect: str
    better: tuple[str, ...]


class Given(_Entry):
    """What is said about one way to give the decision away."""

    effect: str
    better: str


class FeedbackTexts(_Entry):
    """All texts of one language."""

    frames: Frames
    missed: dict[Act, Missed]
    pitfall: dict[Pitfall, Slipped]
    way: dict[Way, Given]
    worked: dict[Act | Literal["repair"], str]
    questions: dict[Pull, tuple[str, ...]]


@cache
def feedback_texts(language: Language) -> FeedbackTexts:
    """Return the texts of `language`, read once."""
    raw = tomllib.loads(files("scoring").joinpath("feedback.toml").read_text("utf-8"))
    return TypeAdapter(dict[Language, FeedbackTexts]).validate_python(raw)[language]
