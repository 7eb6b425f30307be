"""The form of what is said: whether a turn asks, wishes, presses, takes leave, tells, or only listens."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scoring.reader.sentences import sentences_of
from scoring.reader.words import words_of
from scoring.transcript import Language

_STATEMENT = 6
"""Words from which a sentence in the first person tells something."""
_SIGN = 3
"""Words that a listening sign has at most."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one language."""

    signs: frozenset[str]
    asides: frozenset[str]
    own: frozenset[str]
    yours: frozenset[str]
    asking: frozenset[str]
    verbs: frozenset[str]
    subjects: frozenset[str]
    indirect: re.Pattern[str]
    wish: re.Pattern[str]
    farewell: re.Pattern[str]
    pressing: re.Pattern[str]

    def asks(self, text: str) -> bool:
        """Return whether a turn has the form of a question, with a question mark or without any sign."""
        if "?" in text:
            asked = (part for part in re.split(r"(?<=[.!?\n])", text) if part.endswith("?"))
            return any(set(words_of(part)) - self.signs - self.asides for part in asked)
        words = words_of(text)
        if self.indirect.search(" ".join(words)):
            return True
        if re.search(r"[.!]", text):
            return any(self._opens_question(words_of(part.text)) for part in sentences_of(text))
        return any(self._opens_question(words[at : at + 2]) for at in range(len(words)))

    def _opens_question(self, words: Sequence[str]) -> bool:
        first, second = (*words[:2], "", "")[:2]
        return first in self.asking or (first in self.verbs and second in self.subjects)

    def wishes(self, text: str) -> bool:
        """Return whether a turn asks for something, as a question or as a wish."""
        return self.asks(text) or self.wish.search(text.lower()) is not None

    def presses(self, text: str) -> bool:
        """Return whether a turn speaks as one does who wants the decided thing all the same."""
        return self.pressing.search(text.lower()) is not None

    def takes_leave(self, text: str) -> bool:
        """Return whether a turn thanks or says goodbye."""
        return self.farewell.search(text.lower()) is not None

    def tells(self, text: str) -> bool:
        """Return whether a turn holds a sentence of some length about its speaker that asks nothing."""
        sentences = (words_of(part.text) for part in sentences_of(text) if "?" not in part.text)
        return any(len(words) >= _STATEMENT and not self.own.isdisjoint(words) for words in sentences)

    def only_listens(self, text: str) -> bool:
        """Return whether a turn only shows that its speaker listens: "Mm-hmm." Silence shows nothing."""
        words = words_of(text)
        return "?" not in text and 0 < len(words) <= _SIGN and self.signs.issuperset(words)


def packaged_forms() -> bytes:
    """Return the file of forms as it is packaged."""
    return resources.files("scoring").joinpath("forms.toml").read_bytes()


@cache
def forms(language: Language) -> Forms:
    """Return the packaged forms of `language`, read once."""
    table: dict[str, dict[str, str]] = tomllib.loads(packaged_forms().decode())

    def words(name: str) -> frozenset[str]:
        return frozenset(table[name][language].split())

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(table[name][language])

    return Forms(
        signs=words("signs"),
        asides=words("asides"),
        own=words("own"),
        yours=words("yours"),
        asking=words("asking"),
        verbs=words("verbs"),
        subjects=words("subjects"),
        indirect=pattern("indirect"),
        wish=pattern("wishes"),
        farewell=pattern("farewells"),
        pressing=pattern("pressing"),
    )
