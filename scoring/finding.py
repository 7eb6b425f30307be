"""A finding: one code that one trainee turn earned, with the trainee's own words."""

from dataclasses import dataclass
from typing import Literal, get_args

Act = Literal[
    "acknowledge", "name_feeling", "ask", "check", "help",
    "state", "explain", "answer", "hold", "limit", "next_step",
]  # fmt: skip
Pitfall = Literal["hard", "judge", "script", "absent", "assume", "defend", "vague", "concede", "appease"]
Code = Act | Pitfall | Literal["repair"]

Way = Literal[
    "siding", "see_what_i_can_do", "hinted_review", "same_as_you", "outside_offer",
    "just_this_once", "skipped", "system", "guessed_date", "unproven_fault",
]  # fmt: skip
"""The ten indirect ways to concede (codebook section 4), in the order they stand there."""

ACTS: tuple[Act, ...] = get_args(Act)
PITFALLS: tuple[Pitfall, ...] = get_args(Pitfall)
WAYS: tuple[Way, ...] = get_args(Way)
CODES: tuple[Code, ...] = (*ACTS, *PITFALLS, "repair")


@dataclass(frozen=True, slots=True)
class Finding:
    """One occurrence of a code in a trainee turn."""

    turn: int
    """Index of the trainee turn in the transcript, from 0."""
    code: Code
    """Which code."""
    quote: str
    """The trainee's words, verbatim in the turn's text. Empty only for an omission (`cites` is then set)."""
    credited: bool = False
    """Whether an opportunity paid for it."""
    cites: int | None = None
    """Index of the customer turn it answers, or that it failed to answer. None: nothing in particular."""
    way: Way | None = None
    """For `concede`: which of the indirect ways. None: directly, or another code."""
