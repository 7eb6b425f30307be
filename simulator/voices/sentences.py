"""Cuts a stream of pieces into sentences, and leaves out thoughts that a model shows in tags."""

import re
from collections.abc import AsyncIterator

from simulator.voices.chat import Finish

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+")
_LONGEST = 500
"""Characters a sentence may have."""
_THOUGHTS = re.compile(r"\s*<(think|thinking)>.*?</\1>", re.I | re.S)
_THINKING = re.compile(
    r"\s*(?:<(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?|<(?:think|thinking)>.*)", re.I | re.S
)


async def sentences_in(pieces: AsyncIterator[str | Finish]) -> AsyncIterator[str | Finish]:
    """Yield sentences, raw, as soon as each is complete; at last how it ended.

    Where the answer ran into its limit, the sentence that was cut is left out.
    """
    waiting, begun = "", False
    async for piece in pieces:
        if isinstance(piece, Finish):
            if waiting.strip() and not piece.cut:
                yield waiting
            yield piece
            return
        waiting += piece
        if not begun:
            waiting = _THOUGHTS.sub("", waiting, count=1) if _THOUGHTS.match(waiting) else waiting
            if not waiting.strip() or _THINKING.fullmatch(waiting):
                continue
            begun = True
        *whole, waiting = _END.split(waiting)
        if len(waiting) > _LONGEST:  # what does not end is too long for any cue
            whole, waiting = [*whole, waiting], ""
        for sentence in filter(str.strip, whole):
            yield sentence
