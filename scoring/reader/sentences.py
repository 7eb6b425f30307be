"""Cuts a turn into the sentences that are read one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.reader.weights import Table
from scoring.transcript import Language

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+|\s+[-–—]\s+(?=\w)|;\s+")
_CLAUSE_END = re.compile(_END.pattern + r"|(?<=[^\W\d]):\s+(?=[^\W\d])")
_ABBREVIATION = re.compile(
    r"\b(?:kl|ca|nr|mr|mrs|ms|dr|st|tlf|tel|bl|inkl|t\.ex|f\.eks|e\.g|i\.e|d)\.$", re.I
)
_ORDINAL = re.compile(r"\b\d{1,2}\.$")
_CLOSED = re.compile(r"[.!?…:][\"'”’)\]*]*\s*$")
_WORD = re.compile(r"[^\W_]+(?:['’:/-][^\W_]+)*")
_LONGEST_UNCUT = 6
"""Words that a stretch without a closing sign may have before sentences are looked for in it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn, verbatim."""

    text: str
    """Its words, without surrounding white space."""
    start: int
    """Where it begins in the turn."""


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return what signs separate in `text`, in order; empty where nothing but signs was written."""
    return _between(text, _END)


def clauses_of(text: str) -> tuple[Sentence, ...]:
    """Return what signs separate in `text`, colons too, in order; so a reader cuts it."""
    return _between(text, _CLAUSE_END)


def utterances_of(text: str, language: Language, breaks: Table) -> tuple[Sentence, ...]:
    """Return the sentences of `text` in order, also where someone types on without full stops.

    What stands after a colon is one by itself: "I have hard news: …" prepares and then says it.
    `breaks` says between which words a sentence ends when no sign does.
    """
    return tuple(
        _sentence(text, first, last)
        for start, end in _signed(text, _CLAUSE_END)
        for first, last in _stretches(text, start, end, language, breaks)
    )


def _between(text: str, ends: re.Pattern[str]) -> tuple[Sentence, ...]:
    return tuple(
        _sentence(text, start, end) for start, end in _signed(text, ends) if _WORD.search(text, start, end)
    )


def _sentence(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    return Sentence(piece.strip(), start + len(piece) - len(piece.lstrip()))


def _signed(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for end, following in [*_signs(text, ends), (len(text), len(text))]:
        yield start, end
        start = following


def _signs(text: str, ends: re.Pattern[str]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    start = 0
    for match in ends.finditer(text):
        before = text[max(start, match.start() - 8) : match.start()]
        ordinal = _ORDINAL.search(before) and text[match.end() : match.end() + 1].islower()
        if not ordinal and not _ABBREVIATION.search(before):
            places.append((match.start(), match.end()))
            start = match.end()
    return places


def _stretches(
    text: str, start: int, end: int, language: Language, breaks: Table
) -> Iterator[tuple[int, int]]:
    matches = list(_WORD.finditer(text, start, end))
    if not matches:
        return
    if len(matches) > _LONGEST_UNCUT and not _CLOSED.search(text, max(start, end - 8), end):
        words = [match[0].lower() for match in matches]
        for at in broken_before(words, language, breaks):
            yield start, matches[at].start()
            start = matches[at].start()
    yield start, end


def broken_before(words: Sequence[str], language: Language, breaks: Table) -> list[int]:
    """Return the indices of the words before which a new sentence begins, ascending."""
    found: list[int] = []
    last = 0
    for at in range(1, len(words)):
        if breaks.scores(break_features(words, at, at - last, language))[0] > 0:
            found.append(at)
            last = at
    return found


def break_features(words: Sequence[str], at: int, run: int, language: Language) -> list[str]:
    """Return the names of the features of the gap before word `at`, `run` words after the last break."""
    before, after = words[at - 1], words[at]
    second = words[at - 2] if at > 1 else "^"
    fourth = words[at + 1] if at + 1 < len(words) else "$"
    return [
        f"run:{next((limit for limit in (1, 2, 3, 5, 8, 12, 18) if run <= limit), 99)}",
        f"left:{min(len(words) - at, 4)}",
        f"{language}<{before}",
        f"{language}>{after}",
        f"{language}<<{second} {before}",
        f"{language}>>{after} {fourth}",
        f"{language}<>{before} {after}",
        f"{language}>_{fourth}",
        f"{language}<_{second}",
    ]
