"""Cuts a stream of pieces into sentences, and leaves out thoughts and the marks around it all."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from simulator.errors import EmptyError
from simulator.voices.chat import Finish

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+")
_LONGEST = 500
"""Characters a sentence may have."""
_OPENINGS = ("<think>", "<thinking>", "[think]", "<|channel|>", "<|start|>")
_CLOSING = re.compile(r"</think(?:ing)?>|\[/think\]|<\|channel\|>final[^<]*<\|message\|>", re.I)
_LONGEST_CLOSING = 60
_FEW = 12
"""Letters by which every beginning of a thought shows as one."""
_MUSING = re.compile(r"(?:ok(?:ay|ej)?|alright|h+m+|let me|let's|we need|i need to|the user|first)\b", re.I)
"""How thoughts begin whose opening tag a template has swallowed; such an answer is read to its end first."""
_AFTERMATH = re.compile(r"(?:\s*<\|(?:return|end|im_end)\|>)+\s*$")
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "»": "«", "«": "»"}


async def sentences_in(
    pieces: AsyncIterator[str | Finish], hold: bool = False
) -> AsyncIterator[str | Finish]:
    """Yield sentences, raw, as soon as each is complete; at last how it ended.

    With `hold` nothing is yielded before the end, or before thoughts are seen to end. Where the answer ran
    into its limit, the sentence that was cut is left out.

    Raises:
        EmptyError: the model thought, and said nothing.
    """
    cutter = _Cutter(hold)
    async for piece in pieces:
        if isinstance(piece, Finish):
            for sentence in cutter.rest(piece.cut):
                yield sentence
            yield piece
            if cutter.only_thought:
                raise EmptyError("the model thought and said nothing; take one that does not think")
            return
        for sentence in cutter.whole(piece):
            yield sentence


@dataclass
class _Cutter:
    """An answer while it comes."""

    hold: bool
    waiting: str = ""
    begun: bool = False
    """Whether what waits is said, and not thought."""
    closer: str = ""
    """The sign that ends a quotation around the whole answer. Empty: there is none."""
    wrapped: bool = False
    """Whether the sign that begins that quotation has been taken off."""
    only_thought: bool = False

    def whole(self, piece: str) -> list[str]:
        """Take a piece, and return the sentences that are now whole."""
        self.waiting += piece
        if not self.begun:
            self._leave_out_thoughts(len(piece))
            if self.hold or self._may_think():
                return []
            self._begin()
        *whole, self.waiting = self._split()
        if len(self.waiting) > _LONGEST:  # what does not end is too long for any cue
            whole, self.waiting = [*whole, self.waiting], ""
        return [sentence for sentence in whole if sentence.strip()]

    def rest(self, cut: bool) -> list[str]:
        """Return what is left at the end."""
        if not self.begun:
            self.only_thought = self._opens() or (cut and _MUSING.match(self.waiting) is not None)
            if self.only_thought:
                return []
            self._begin()
        self.waiting = _AFTERMATH.sub("", self.waiting)
        if self.closer and self.waiting.rstrip().endswith(self.closer):
            self.waiting = self.waiting.rstrip()[:-1]
        *whole, last = self._split(last=True)
        return [each for each in (*whole, *([] if cut else [last])) if each.strip(' "\n\t')]

    def _leave_out_thoughts(self, fresh: int) -> None:
        start = max(0, len(self.waiting) - fresh - _LONGEST_CLOSING)
        if closed := _CLOSING.search(self.waiting, start):
            self.waiting, self.hold = self.waiting[closed.end() :], False
            self._leave_out_thoughts(len(self.waiting))
        self.waiting = self.waiting.lstrip()

    def _may_think(self) -> bool:
        """Return whether this may be a thought; of a few letters nobody can tell."""
        few = len(self.waiting) < _FEW
        return few or self._opens() or _MUSING.match(self.waiting) is not None

    def _opens(self) -> bool:
        return self.waiting[:20].lower().startswith(_OPENINGS)

    def _begin(self) -> None:
        self.begun = True
        self.closer = _QUOTES.get(self.waiting[:1], "")

    def _split(self, last: bool = False) -> list[str]:
        """Return the sentences of what waits; but at the `last` time the last one may not be whole."""
        if not self.closer:
            return _END.split(self.waiting)
        # What follows a closed quotation is not said: it gets a mark, which the guard does not let through.
        marked = re.sub(rf"(?<=[.!?…]){self.closer}\s+", ' "', self.waiting)
        first, *others = _END.split(marked)
        if self.wrapped or not (others or last):
            return [first, *others]
        if self.closer in first[1:]:  # a quotation within the first sentence, and none around it all
            self.closer = ""
            return _END.split(self.waiting)
        self.wrapped = True
        return [first[1:], *others]
