"""Cuts a turn into the sentences that are read one by one."""

import re
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+|\s+[-–—]\s+(?=\w)|;\s+")
_ABBREVIATION = re.compile(
    r"\b(?:kl|ca|nr|mr|mrs|ms|dr|st|tlf|tel|bl|inkl|t\.ex|f\.eks|e\.g|i\.e|d)\.$", re.I
)
_ORDINAL = re.compile(r"\b\d{1,2}\.$")
_LETTER = re.compile(r"\w")
_LONG_WITHOUT_END = 25
_CHAT_BREAK = re.compile(
    r"\s+(?=(?:but|and (?:i|you|we|it|that|the|so)|so (?:i|you|we|it|that)|because"
    r"|men|och (?:jag|du|vi|det|så)|så (?:jag|du|vi|det)|eftersom"
    r"|og (?:jeg|du|vi|det|så)|så (?:jeg|du)|fordi)\s)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn, verbatim."""

    text: str
    """Its words, without surrounding white space."""
    start: int
    """Where it begins in the turn."""


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text` in order; empty where nothing but signs was written.

    Long stretches without a full stop, as people type in a chat, are cut before conjunctions.
    """
    found: list[Sentence] = []
    start = 0
    for end, following in [*_breaks(text), (len(text), len(text))]:
        _append(found, text, start, end)
        start = following
    return tuple(found)


def _breaks(text: str) -> list[tuple[int, int]]:
    breaks: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        before = text[max(start, match.start() - 8) : match.start()]
        ordinal = _ORDINAL.search(before) and text[match.end() : match.end() + 1].islower()
        if not ordinal and not _ABBREVIATION.search(before):
            breaks.append((match.start(), match.end()))
            start = match.end()
    return breaks


def _append(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if not _LETTER.search(piece):
        return
    if piece.count(" ") < _LONG_WITHOUT_END or "," in piece:
        found.append(_trimmed(piece, start))
        return
    at = 0
    for match in [*_CHAT_BREAK.finditer(piece), None]:
        stop = match.start() if match else len(piece)
        if piece[at:stop].strip():
            found.append(_trimmed(piece[at:stop], start + at))
        at = match.end() if match else stop


def _trimmed(piece: str, start: int) -> Sentence:
    lead = len(piece) - len(piece.lstrip())
    return Sentence(piece.strip(), start + lead)
