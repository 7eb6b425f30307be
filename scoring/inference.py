"""What a customer turn calls for, where the transcript does not say."""

from collections.abc import Iterator

from scoring.reader.passage import Passage, passage
from scoring.reader.weights import weights
from scoring.transcript import TAGS, Language, Tag


def infer_calls(
    text: str, language: Language, *, first: bool = False, stated: bool = False
) -> tuple[Tag, ...]:
    """Return what a customer turn calls for, in the codebook's order; empty where it is small talk.

    `first` says that it is the customer's first turn, `stated` that the decision has been stated before it.
    """
    scores = weights().calls.scores(
        call_features(passage(text, language), language, first=first, stated=stated)
    )
    tags = [tag for tag, score in zip(TAGS, scores, strict=True) if score > 0]
    return tuple(tag for tag in tags if tag != "pushback" or stated)


def call_features(turn: Passage, language: Language, *, first: bool, stated: bool) -> list[str]:
    """Return the names of the features of a customer turn, each once, in a fixed order."""
    return list(dict.fromkeys(_features(turn, language, first, stated)))


def _features(turn: Passage, language: Language, first: bool, stated: bool) -> Iterator[str]:
    place = "first" if first else "stated" if stated else "before"
    length = len(turn.words)
    yield f"place:{place}"
    yield f"asks:{min(turn.text.count('?'), 2)}"
    yield f"place:{place}&asks:{min(turn.text.count('?'), 2)}"
    yield f"cries:{min(turn.text.count('!'), 2)}"
    yield f"length:{next((limit for limit in (3, 6, 10, 15, 25, 40) if length <= limit), 99)}"
    if turn.numbers:
        yield "number"
    for here in turn.concepts:
        for concept in here:
            yield f"c:{concept}"
            yield f"place:{place}&{concept}"
    yield from (f"w:{language}:{word}" for word in turn.words)
    pairs = zip(("^", *turn.words), (*turn.words, "$"), strict=True)
    yield from (f"b:{language}:{one} {two}" for one, two in pairs)
