"""One trainee turn taken apart: its sentences, what is remarkable in them, and which of them may count."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.reader.features import features_of
from scoring.reader.guards import barred, echoed
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage, passage
from scoring.reader.sentences import Sentence, utterances_of
from scoring.reader.turnfeatures import turn_features
from scoring.reader.weights import Table


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a trainee turn that may count."""

    sentence: Sentence
    """Where and what it is."""
    passage: Passage
    """The same, taken apart."""
    names: Sequence[str]
    """The names of its features."""
    echo: bool
    """Whether the trainee has said it before, in this turn or an earlier one."""


@dataclass(frozen=True, slots=True)
class Examination:
    """A trainee turn before any verdict."""

    parts: tuple[Part, ...]
    """Its sentences in order, without those that are barred."""
    turn_names: Sequence[str]
    """The names of the features of the turn as a whole, read without barred and echoed sentences."""

    def passages(self) -> list[Passage]:
        """Return the sentences, taken apart."""
        return [part.passage for part in self.parts]


def examine(text: str, memory: Memory, breaks: Table) -> Examination:
    """Return the trainee turn `text` taken apart against what `memory` holds.

    Barred and echoed sentences are out of sight of the others, so that nothing is won or lost by adding them.
    """
    sentences = utterances_of(text, memory.language, breaks)
    passages = [passage(sentence.text, memory.language) for sentence in sentences]
    bars, echoes = barred(passages, memory), echoed(passages, memory)
    fresh = [words for words, bar, echo in zip(passages, bars, echoes, strict=True) if not bar and not echo]
    parts: list[Part] = []
    place = 0
    for sentence, words, bar, echo in zip(sentences, passages, bars, echoes, strict=True):
        if not bar:
            names = features_of([words], 0, memory) if echo else features_of(fresh, place, memory)
            parts.append(Part(sentence, words, names, echo))
            place += not echo
    return Examination(tuple(parts), turn_features(fresh, memory))
