"""One trainee turn taken apart: its sentences, what is remarkable in them, and which of them may count."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.reader.features import features_of
from scoring.reader.guards import barred
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage, passage
from scoring.reader.sentences import Sentence, sentences_of
from scoring.reader.turnfeatures import turn_features


@dataclass(frozen=True, slots=True)
class Examination:
    """A trainee turn before any verdict."""

    sentences: tuple[Sentence, ...]
    """Its sentences, in order."""
    passages: tuple[Passage, ...]
    """The same, taken apart."""
    names: tuple[Sequence[str], ...]
    """Per sentence, the names of its features. Empty for a barred one."""
    barred: tuple[bool, ...]
    """Per sentence, whether it earns nothing whatever it says."""
    turn_names: Sequence[str]
    """The names of the features of the turn as a whole."""


def examine(text: str, memory: Memory) -> Examination:
    """Return the trainee turn `text` taken apart against what `memory` holds."""
    sentences = sentences_of(text)
    passages = tuple(passage(sentence.text, memory.language) for sentence in sentences)
    bars = barred(passages, memory)
    names = tuple(() if bars[at] else features_of(passages, at, memory) for at in range(len(passages)))
    return Examination(sentences, passages, names, bars, turn_features(passages, memory))
