"""One session in words, in the interface's language: what every page about it shows."""

from dataclasses import dataclass

from scoring.codebook import Side
from scoring.ledger import Status
from scoring.shown import ScoreObject
from scoring.transcript import Language


@dataclass(frozen=True, slots=True)
class Found:
    """One finding beside the line it is about."""

    sign: str
    """`+` it paid, `·` it paid nothing, `–` a pitfall."""
    name: str
    quote: str
    """The trainee's words. Empty: something was left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One turn."""

    number: int
    """Of the trainee's own turns, from 1; a customer turn has that of the answer to it."""
    own: bool
    """Whether the trainee speaks."""
    who: str
    text: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One line of the ledger."""

    number: int
    """Of the trainee's own turns, from 1."""
    status: Status
    name: str
    quote: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One voice: "x of y"."""

    name: str
    side: Side
    hits: int
    of: int


@dataclass(frozen=True, slots=True)
class Felt:
    """One dial over the customer's turns."""

    name: str
    shares: tuple[float, ...]
    """0–1, one a customer turn."""
    role: str
    """`ruling`, `trust` or `need`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One session in words."""

    language: Language
    """The interface's language, in which everything but the talk is."""
    spoken: Language
    """The talk's language."""
    title: str
    beside: tuple[str, ...]
    """When, who, in which language, how hard."""
    brief: tuple[tuple[str, tuple[str, ...]], ...]
    """Titles with their lines. May be empty."""
    score: ScoreObject | None
    """None: it was never scored."""
    results: tuple[tuple[str, str], ...]
    """Overall and both sides with their values. May be empty."""
    verdict: tuple[str, ...]
    """The corner and what it means, and how the talk ended. May be empty."""
    guess: tuple[int, int] | None
    """The trainee's own guess of empathy and boundaries."""
    voices: tuple[Heard, ...]
    moods: tuple[Felt, ...]
    pivot: int | None
    """Which customer turn came after the largest move, from 0. None: none did."""
    ledger: tuple[Held, ...]
    lines: tuple[Line, ...]
    cards: tuple[tuple[str, ...], ...]
    """Feedback in the talk's language, card by card. May be empty."""
    second_title: str
    """Who reads beside the reader whose score stands."""
    second: tuple[str, ...]
    """What the reader beside it gives, and where they differ. May be empty."""
    reflection: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    small_print: tuple[str, ...]
    """What a model had to do with it. Empty: none took part."""
