"""Flags: what a person should look at before trusting a score. A flag never changes the score by itself.

Source: CODEBOOK 5. Text that addresses the grader is the exception: it earns nothing.
"""

import re
from collections.abc import Iterator
from typing import Literal, get_args

from scoring.grader_talk import addresses_grader
from scoring.languages import is_in_another_language
from scoring.plain_text import SPEAKERS
from scoring.transcript import Transcript

Flag = Literal[
    "calls_for_inferred", "addresses_grader", "long_turn", "language_mismatch",
    "role_markers", "hidden_characters", "repeated_turns", "quote_not_found", "judge_failed",
]  # fmt: skip
"""calls_for_inferred: what a customer turn called for was not given and was inferred.
addresses_grader: a trainee turn speaks to whoever scores; that text earns nothing.
long_turn: a trainee turn is longer than the 4,000 characters a live talk takes.
language_mismatch: the trainee's words are clearly not in the language that the transcript names.
role_markers: a turn contains a speaker's name with a colon, or marks of a chat format.
hidden_characters: characters that cannot be seen were taken out.
repeated_turns: the trainee said a whole turn of five words or more once more, word for word.
quote_not_found: the reader quoted words that are not in the turn; that finding was dropped.
judge_failed: a model was asked to read the talk and could not; this is the local reading."""

FLAGS: tuple[Flag, ...] = get_args(Flag)
LONGEST_LIVE_TURN = 4_000
"""Characters of a trainee turn that a live talk takes."""

_ROLE_MARKS = re.compile(
    rf"(?:^|[\n.!?]\s*)\**(?:{'|'.join(SPEAKERS)}|system|assistant|user)\**\s*:(?!\d)"
    r"|<\|?/?\s*(?:im_start|im_end|system|assistant|user|transcript|turn|rubric)\b|\[/?INST\]|^###\s",
    re.I | re.M,
)
_SHORTEST_REPEATED = 5


def flags_of(transcript: Transcript) -> Iterator[Flag]:
    """Return the flags that the words of a talk raise, each once, in no particular order."""
    said = [turn.text for turn in transcript.turns if turn.speaker == "trainee"]
    if any(addresses_grader(text) for text in said):
        yield "addresses_grader"
    if any(len(text) > LONGEST_LIVE_TURN for text in said):
        yield "long_turn"
    if is_in_another_language("\n".join(said), transcript.language):
        yield "language_mismatch"
    if any(_ROLE_MARKS.search(turn.text) for turn in transcript.turns):
        yield "role_markers"
    if _repeats(said):
        yield "repeated_turns"


def _repeats(said: list[str]) -> bool:
    plain = [" ".join(text.lower().split()) for text in said]
    long = [text for text in plain if text.count(" ") + 1 >= _SHORTEST_REPEATED]
    return len(set(long)) < len(long)
