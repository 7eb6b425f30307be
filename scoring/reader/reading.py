"""The local reader: finds the codes of the codebook in a trainee's turns, each with its quote."""

import hashlib
from functools import cache
from importlib import resources

from scoring.finding import Finding
from scoring.inference import infer_calls
from scoring.reader.examination import examine
from scoring.reader.memory import Memory
from scoring.reader.passage import passage
from scoring.reader.verdict import codes_of, findings_of, scored
from scoring.reader.weights import Weights, weights
from scoring.transcript import Brief, Language, Transcript, Turn

_RULES = "3"
"""Raised whenever code changes what is found with the same files."""
_READ_BY = ("weights.json", "lexicon.toml", "codebook_definitions.txt", "codebook_lines.txt")


class Reader:
    """Reads one talk turn by turn and remembers what was said."""

    def __init__(self, language: Language, brief: Brief | None, trained: Weights | None = None) -> None:
        self._memory = Memory(language, brief)
        self._weights = trained or weights()

    def hear(self, index: int, turn: Turn) -> None:
        """Take in the customer turn `index`; what it calls for is inferred where it does not say."""
        memory = self._memory
        tags = turn.calls_for
        if tags is None:
            first = memory.customer_index is None
            tags = infer_calls(turn.text, memory.language, first=first, stated=memory.stated)
        memory.hear(index, passage(turn.text, memory.language), tags)

    def read(self, index: int, turn: Turn) -> tuple[Finding, ...]:
        """Return the findings of the trainee turn `index` in the codebook's order; none is credited."""
        memory = self._memory
        examination = examine(turn.text, memory, self._weights.breaks)
        scores = scored(examination, memory, self._weights)
        codes = codes_of(scores, memory)
        found = findings_of(index, turn.text, codes, scores, examination, memory)
        memory.keep(examination.passages(), codes)
        return tuple(found)


def read(transcript: Transcript, trained: Weights | None = None) -> tuple[Finding, ...]:
    """Return the findings of all trainee turns of `transcript`, in order; `credited` stays False.

    `trained` replaces the packaged weights; for benchmarks.
    """
    reader = Reader(transcript.language, transcript.brief, trained)
    found: list[Finding] = []
    for index, turn in enumerate(transcript.turns):
        if turn.speaker == "customer":
            reader.hear(index, turn)
        else:
            found += reader.read(index, turn)
    return tuple(found)


@cache
def reader_version() -> str:
    """Return what names this reader in a score: its rules and all files it reads by."""
    folder = resources.files("scoring.reader")
    raw = b"".join(folder.joinpath(name).read_bytes() for name in _READ_BY)
    return f"local-{_RULES}+{hashlib.sha256(raw).hexdigest()[:8]}"
