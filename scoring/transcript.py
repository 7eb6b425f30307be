"""A conversation as data: what the reader reads and the score counts.

The JSON form is `motet-transcript/1`. Keys that are not known here are ignored.
"""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from scoring.text import safe_text

Language = Literal["en", "sv", "da"]
Speaker = Literal["customer", "trainee"]
Tag = Literal["emotion", "story", "question", "decision_due", "pushback", "abuse", "closing"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
TAGS: tuple[Tag, ...] = get_args(Tag)


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Turn(_Value):
    """One turn of a conversation."""

    speaker: Speaker
    """Who speaks."""
    text: str
    """The words, sanitised and in NFC. May be empty: silence is a turn."""
    calls_for: tuple[Tag, ...] | None = None
    """What a customer turn calls for (codebook section 2), at most a few tags. None: not known."""

    @field_validator("text")
    @classmethod
    def _sanitise(cls, raw: str) -> str:
        return safe_text(raw)


class Brief(_Value):
    """What the trainee knows: the decision, its true reason, and the mandate."""

    decision: str
    """The decision that cannot be changed."""
    reason: str
    """The true reason in plain words."""
    fault_established: bool = False
    """Whether a fault of the trainee's own side is established."""
    may_offer: tuple[str, ...] = ()
    """What may be offered. May be empty."""
    must_not: tuple[str, ...] = ()
    """What must not be said or promised, also as phrases. May be empty."""
    facts: tuple[str, ...] = ()
    """Facts the trainee has at hand. May be empty."""


class Transcript(_Value):
    """A whole conversation; turns alternate and may start with either speaker."""

    format: Literal["motet-transcript/1"] = "motet-transcript/1"
    """The name and version of this format."""
    id: str
    """A name for the conversation."""
    language: Language
    """The language the two speak."""
    brief: Brief | None = None
    """What the trainee knew. None: only what needs no brief can be read."""
    turns: tuple[Turn, ...] = Field(default=())
    """The turns in order."""
