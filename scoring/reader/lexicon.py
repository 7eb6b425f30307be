"""The lexicon: which concepts a sentence's words and phrases touch.

A concept is an ingredient of the reading and never a verdict.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scoring.transcript import Language

_LONGEST_PREFIX = 14


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and phrases of one language."""

    words: dict[str, tuple[str, ...]]
    """Concepts of a whole word."""
    prefixes: dict[str, tuple[str, ...]]
    """Concepts of every word that begins so."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """Under a phrase's first word: its remaining words and its concept."""

    def concepts_at(self, words: Sequence[str], at: int) -> list[str]:
        """Return the concepts that begin at word `at`; the same one may stand twice."""
        word = words[at]
        found = list(self.words.get(word, ()))
        for length in range(3, min(len(word), _LONGEST_PREFIX) + 1):
            found += self.prefixes.get(word[:length], ())
        for rest, concept in self.phrases.get(word, ()):
            if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                found.append(concept)
        return found


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the packaged lexicon of `language`, read once."""
    text = resources.files("scoring.reader").joinpath("lexicon.toml").read_text("utf-8")
    words: dict[str, tuple[str, ...]] = {}
    prefixes: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for concept, entries in tomllib.loads(text).items():
        for entry in entries[language].split(" | "):
            first, *rest = entry.strip().split(" ")
            if rest:
                phrases[first] = (*phrases.get(first, ()), (tuple(rest), concept))
            elif first.endswith("*"):
                prefixes[first[:-1]] = (*prefixes.get(first[:-1], ()), concept)
            else:
                words[first] = (*words.get(first, ()), concept)
    return Lexicon(words, prefixes, phrases)
