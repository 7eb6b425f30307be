"""What one customer turn calls for, where the transcript does not say.

Weights say how likely a tag is, forms whether it can be at all. Of the reader's own, only the lexicon's
words for feelings and insults play a part.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import BaseModel

from scoring.forms import forms, packaged_forms
from scoring.reader.passage import Passage, passage
from scoring.reader.sentences import sentences_of
from scoring.reader.weights import StoredTable, Table, load_table
from scoring.reader.words import words_of
from scoring.transcript import TAGS, Language, Tag

_PIECE = 25
"""Words from which a turn is read in pieces: the weights come from turns of about this length."""
_TELLING = 4
"""Words from which a turn tells a fact or a feeling where nothing is decided."""
_NAMED = frozenset({"feeling", "heavy", "insult"})
"""Concepts of the reader's lexicon that are named rarely, and mean much where they are."""
TOLD: frozenset[Tag] = frozenset({"emotion", "story"})
"""What is told, over one turn or several. A question, a push or an insult is of the moment."""
_LONG = 5
"""Letters from which a word counts by its beginning too."""
_WITHOUT_BRIEF: dict[Tag, int] = {"emotion": -40, "abuse": -48, "story": 0, "question": 0, "closing": 0}
"""Added to a score, in 1/32 of a logit, where nothing is decided; a tag that is missing needs a decision.

The weights come from customers who are nearly all upset with whom they talk to.
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where in the talk a customer turn stands."""

    first: bool = False
    """Whether it is the customer's first."""
    due: bool = False
    """Whether the customer asked for the outcome before."""
    stated: bool = False
    """Whether the decision was stated before."""
    briefed: bool = True
    """Whether there is a decision at all."""
    decision: Passage | None = None
    """The decision. None: not known."""

    @property
    def place(self) -> str:
        """How far the talk has come, in a word."""
        return "first" if self.first else "stated" if self.stated else "due" if self.due else "before"


class StoredInference(BaseModel):
    """The file of weights."""

    tags: tuple[Tag, ...]
    calls: StoredTable


def infer_calls(
    text: str,
    language: Language,
    *,
    first: bool = False,
    stated: bool = False,
    moment: Moment | None = None,
    trained: Table | None = None,
) -> tuple[Tag, ...]:
    """Return what a customer turn calls for, in the codebook's order; empty where it is small talk.

    `moment` says more than `first` and `stated` and replaces them; `trained` replaces the packaged weights.
    """
    moment = moment or Moment(first=first, stated=stated, due=stated)
    if not words_of(text) or (not moment.stated and forms(language).only_listens(text)):
        return ()
    scores = call_scores(text, language, moment, trained)
    if not moment.briefed:
        scores = {tag: scores[tag] + added for tag, added in _WITHOUT_BRIEF.items()}
        if forms(language).tells(text):
            scores["story"] = 1
    if _names_feeling(text, language):
        scores["emotion"] = 1
    return tuple(tag for tag in TAGS if scores.get(tag, 0) > 0 and _may_stand(tag, text, language, moment))


def call_scores(
    text: str, language: Language, moment: Moment, trained: Table | None = None
) -> dict[Tag, int]:
    """Return the score of each tag, in 1/32 of a logit, the best of the turn's pieces; above 0 counts."""
    table = trained or _packaged_weights()
    rows = [
        table.scores(moment_features(passage(piece, language), language, moment)) for piece in _pieces(text)
    ]
    return {tag: max(row[at] for row in rows) for at, tag in enumerate(TAGS)}


def inference_version() -> str:
    """Return the hash of what inference goes by, eight hexadecimal digits."""
    return hashlib.sha256(_packaged_file() + packaged_forms()).hexdigest()[:8]


def moment_features(turn: Passage, language: Language, moment: Moment) -> list[str]:
    """Return the names of the features of a customer turn, each once, in a fixed order."""
    return list(dict.fromkeys((*_features(turn, language, moment), *_words(turn, language))))


def _features(turn: Passage, language: Language, moment: Moment) -> Iterator[str]:
    text, book, words = turn.text.rstrip("\"'”’)] "), forms(language), set(turn.words)
    place, marks = moment.place, min(turn.text.count("?"), 2)
    length = len(turn.words)
    own, asked = bool(words & book.own), book.asks(turn.text)
    yield f"place:{place}"
    yield f"asks:{marks}"
    yield f"place:{place}&asks:{marks}"
    yield f"form:{asked:d}&asks:{marks}"
    yield f"own:{own:d}&form:{asked:d}"
    yield f"own:{own:d}&yours:{bool(words & book.yours):d}"
    yield f"cries:{min(turn.text.count('!'), 2)}"
    yield f"ends:{text[-1] if text and text[-1] in '.?!' else 'open'}&{place}"
    yield f"length:{next((limit for limit in (3, 6, 10, 15, 25, 40) if length <= limit), 99)}"
    if turn.numbers:
        yield "number"
    if book.takes_leave(text):
        yield f"farewell&{place}"
        yield f"farewell&length:{min(length, 9) // 3}"
    if book.presses(text):
        yield f"pressing&{place}"
    named = [concept for here in turn.concepts for concept in here if concept in _NAMED]
    yield from (f"c:{concept}" for concept in named)
    yield f"named:{bool(named):d}&own:{own:d}"
    if moment.decision is not None:
        shared = min(turn.shared(moment.decision), 2)
        yield f"decision:{shared}"
        yield f"decision:{shared}&{place}&form:{asked:d}"


def _words(turn: Passage, language: Language) -> Iterator[str]:
    yield from (f"w:{language}:{word}" for word in turn.words)
    yield from (f"s:{language}:{word[:_LONG]}" for word in turn.words if len(word) > _LONG)
    pairs = zip(("^", *turn.words), (*turn.words, "$"), strict=True)
    yield from (f"b:{language}:{one} {two}" for one, two in pairs)


def _pieces(text: str) -> list[str]:
    """Return `text` cut between sentences into pieces; one, empty, where it has no words."""
    pieces: list[list[str]] = [[]]
    for sentence in sentences_of(text):
        if sum(len(words_of(part)) for part in pieces[-1]) >= _PIECE:
            pieces.append([])
        pieces[-1].append(sentence.text)
    return [" ".join(piece) for piece in pieces]


def _may_stand(tag: Tag, text: str, language: Language, moment: Moment) -> bool:
    if tag in TOLD and not moment.briefed and len(words_of(text)) < _TELLING:
        return False
    if tag == "question":
        return forms(language).asks(text)
    if tag == "decision_due":
        return forms(language).wishes(text)
    if tag == "pushback":
        return moment.stated
    if tag == "closing":
        return moment.stated or forms(language).takes_leave(text)
    return True


def _names_feeling(text: str, language: Language) -> bool:
    """Return whether a sentence in the first person names a feeling and does not deny it."""
    return any(_feels(passage(sentence.text, language), language) for sentence in sentences_of(text))


def _feels(sentence: Passage, language: Language) -> bool:
    seen = {concept for here in sentence.concepts for concept in here}
    own = not forms(language).own.isdisjoint(sentence.words)
    return own and "feeling" in seen and "neg" not in seen


@cache
def _packaged_weights() -> Table:
    return load_table(StoredInference.model_validate(json.loads(_packaged_file())).calls)


def _packaged_file() -> bytes:
    return resources.files("scoring").joinpath("inference.json").read_bytes()
