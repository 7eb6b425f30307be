"""The words and lines that content is written with: kinds, moves, reactions, and what a line may be."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scoring.text import safe_text

Kind = Literal["angry", "anxious", "confused", "cold", "bargaining", "too_nice"]
Tone = Literal["angry", "anxious", "confused", "cold", "too_nice"]
Opens = Literal["inbound_angry", "inbound_unaware", "outbound"]
Move = Literal[
    "open", "vent", "accuse", "ask", "plead", "bargain", "push", "misunderstand",
    "repeat", "insult", "threaten", "go_quiet", "disclose", "soften", "accept", "leave",
]  # fmt: skip
PersonaMove = Literal[
    "vent", "accuse", "ask", "plead", "bargain", "misunderstand", "repeat",
    "insult", "threaten", "go_quiet", "soften", "accept", "leave",
]  # fmt: skip
PressingMove = Literal["push", "accuse", "threaten", "plead", "bargain", "repeat", "misunderstand", "insult"]
Reaction = Literal[
    "acknowledge", "name_feeling", "ask", "help", "limit", "repair", "silence",
    "hard", "judge", "script", "absent", "assume", "defend", "vague", "concede", "appease",
]  # fmt: skip
TrainingTag = Literal[
    "hold", "name_feeling", "ask", "next_step", "plain_words", "silence", "abuse", "language",
    "outbound", "unaware", "error_of_ours", "secret",
]  # fmt: skip
"""What meeting this person or giving this news trains.

hold: keeping the decision under bargaining and threats. name_feeling, ask, next_step: that act opens the
person. plain_words: being understood. silence: bearing it. abuse: setting a limit.
language: somebody with little of the language. outbound: the trainee rings. unaware: the customer does not
expect bad news. error_of_ours: owning a fault. secret: it takes more than usual to be told what is at stake.
"""

KINDS: tuple[Kind, ...] = get_args(Kind)
TONES: tuple[Tone, ...] = get_args(Tone)
MOVES: tuple[Move, ...] = get_args(Move)
TRAINING_TAGS: tuple[TrainingTag, ...] = get_args(TrainingTag)


def through_the_door(raw: str) -> str:
    """Return a text as the one door lets it in, without white space around it; empty is refused."""
    text = safe_text(raw).strip()
    if not text:
        raise ValueError("must not be empty; write a sentence or leave the field out")
    return text


Line = Annotated[str, Field(max_length=400), AfterValidator(through_the_door)]
"""One line somebody says or reads: 1–400 characters."""
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=200)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Level = Annotated[int, Field(ge=1, le=5)]
Percent = Annotated[int, Field(ge=0, le=100)]
LinesByLevel = Annotated[dict[Level, Lines], Field(min_length=1)]
LinesByTone = Annotated[dict[Tone, Lines], Field(min_length=1)]


class Written(BaseModel):
    """A value that people write: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
