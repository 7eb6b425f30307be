"""A stretch of text as the reader sees it: words, stems, numbers and concepts."""

from dataclasses import dataclass

from scoring.reader.lexicon import lexicon
from scoring.reader.words import numbers_of, stem, tails, words_of
from scoring.transcript import Language

_CONTENT = 4
"""Letters from which a word is taken to carry content."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text taken apart once."""

    text: str
    """The words as they were written."""
    words: tuple[str, ...]
    """Its words in lower case, in order."""
    stems: frozenset[str]
    """The stems of its content words."""
    tails: frozenset[str]
    """The stems of what its longer words may end in."""
    numbers: frozenset[int]
    """The numbers it names."""
    concepts: tuple[tuple[str, ...], ...]
    """The concepts that begin at each word."""

    def shared(self, other: "Passage") -> int:
        """Return how many content words of this text stand in `other` too, also as part of a compound."""
        return len(self.stems & (other.stems | other.tails)) + len((self.tails & other.stems) - self.stems)

    @property
    def lead(self) -> str:
        """The stem of what must not be done: the first of two words that says anything; else empty."""
        opening = zip(self.words[:2], self.concepts, strict=False)
        telling = (word for word, here in opening if len(word) >= _CONTENT and "third" not in here)
        return stem(next(telling, ""))

    def key(self) -> str:
        """Return the words alone, so that a repetition is known again."""
        return " ".join(self.words)


def passage(text: str, language: Language) -> Passage:
    """Return `text` taken apart."""
    words = words_of(text)
    book = lexicon(language)
    content = [word for word in words if len(word) >= _CONTENT]
    return Passage(
        text,
        tuple(words),
        frozenset(stem(word) for word in content),
        frozenset(tail for word in content for tail in tails(word)),
        numbers_of(text, words, language),
        tuple(tuple(book.concepts_at(words, at)) for at in range(len(words))),
    )
