"""One trainee turn taken apart: its sentences, what is remarkable in them, and which of them may count."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.finding import ACTS, Code
from scoring.reader.evidence import out_of_reach
from scoring.reader.features import features_of
from scoring.reader.guards import Standing, standings_of
from scoring.reader.memory import SILENCE, Memory
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
    shut: frozenset[Code]
    """The codes that it cannot earn, whatever the model thinks."""
    fresh: bool
    """Whether it is said for the first time, and not in the shadow of talk to the grader."""


@dataclass(frozen=True, slots=True)
class Examination:
    """A trainee turn before any verdict."""

    parts: tuple[Part, ...]
    """Its sentences in order, without those that are barred."""
    turn_names: Sequence[str]
    """The names of the features of the turn as a whole, read from its fresh sentences."""

    blank: Sequence[str]
    """The names of the features that any words at all would have at this moment."""

    def passages(self) -> list[Passage]:
        """Return the sentences, taken apart."""
        return [part.passage for part in self.parts]


def examine(text: str, memory: Memory, breaks: Table) -> Examination:
    """Return the trainee turn `text` taken apart against what `memory` holds.

    Fresh sentences are read beside one another; what is barred, shadowed or echoed is out of their sight,
    so that nothing is won by adding it.
    """
    sentences = utterances_of(text, memory.language, breaks)
    passages = [passage(sentence.text, memory.language) for sentence in sentences]
    standings = standings_of(passages, memory)
    fresh = [words for words, standing in zip(passages, standings, strict=True) if standing == "fresh"]
    parts: list[Part] = []
    place = 0
    for sentence, words, standing in zip(sentences, passages, standings, strict=True):
        if standing == "fresh":
            names = features_of(fresh, place, memory)
            parts.append(Part(sentence, words, names, out_of_reach(words, memory), True))
            place += 1
        elif standing != "barred":
            parts.append(
                Part(sentence, words, features_of([words], 0, memory), _closed_to(standing, fresh), False)
            )
    return Examination(tuple(parts), turn_features(fresh, memory), features_of([SILENCE], 0, memory))


def _closed_to(standing: Standing, fresh: Sequence[Passage]) -> frozenset[Code]:
    if standing == "echo" and fresh:
        # The decision's own words may recur where the turn says something new beside them.
        return _ACTS - {"hold"}
    return _ACTS


_ACTS: frozenset[Code] = frozenset((*ACTS, "repair"))
