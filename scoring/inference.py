"""What a customer turn calls for, where the transcript does not say."""

from collections import Counter

from scoring.reader.lexicon import lexicon
from scoring.reader.words import words_of
from scoring.transcript import Language, Tag


def infer_calls(text: str, language: Language, *, first: bool = False, stated: bool = False) -> tuple[Tag, ...]:
    """Return what a customer turn calls for, in the codebook's order; empty where it is small talk.

    `first` says that it is the customer's first turn, `stated` that the decision has been stated before it.
    """
    words = words_of(text)
    book = lexicon(language)
    seen = Counter(concept for at in range(len(words)) for concept in book.concepts_at(words, at))
    tags: list[Tag] = []
    if seen["feeling"]:
        tags.append("emotion")
    if len(words) > 8:
        tags.append("story")
    if "?" in text:
        tags.append("question")
    if "?" in text and not stated and not first:
        tags.append("decision_due")
    if stated and (seen["must"] or seen["neg"] or "?" in text):
        tags.append("pushback")
    return tuple(tags)
