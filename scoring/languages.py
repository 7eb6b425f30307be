"""Which language a text is written in, told by its little words."""

import re
from collections.abc import Sequence

from scoring.transcript import LANGUAGES, Language

_LITTLE_WORDS: dict[Language, str] = {
    "en": "the and you is to that it of we are not for with have this be my your can was i'm it's don't what "
    "but will if so do at they there how when i'll can't would from our an as or about",
    "sv": "och att det jag är inte för när från vad också du har som på vi den av med till en ett om så men "
    "kan ska mig dig blir inget hur eller nu får ni skulle era din där",
    "da": "og at det jeg er ikke for når fra hvad også du har som på vi den af med til en et om så men kan "
    "skal mig dig bliver intet hvordan eller nu får i skulle jeres din der noget",
}
_WORDS = {language: frozenset(words.split()) for language, words in _LITTLE_WORDS.items()}
_OWN_WORDS = {
    language: words.difference(*(other for name, other in _WORDS.items() if name != language))
    for language, words in _WORDS.items()
}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_ENOUGH_WORDS = 25
_FOREIGN_SHARE = 0.08
"""Below this share of its little words a text is in no language known here; ordinary talk has .3 to .5."""


def little_words(language: Language) -> frozenset[str]:
    """Return the most frequent little words of a language."""
    return _WORDS[language]


def guessed_language(text: str) -> Language:
    """Return the language whose own little words are the most frequent in `text`; English in doubt."""
    words = _words(text)
    return max(LANGUAGES, key=lambda language: _count(words, _OWN_WORDS[language]))


def is_in_another_language(text: str, language: Language) -> bool:
    """Return whether `text` is long enough to tell, and clearly not written in `language`."""
    words = _words(text)
    if len(words) < _ENOUGH_WORDS:
        return False
    own = {each: _count(words, _OWN_WORDS[each]) for each in LANGUAGES}
    unknown = _count(words, _WORDS[language]) < _FOREIGN_SHARE * len(words)
    return unknown or max(own.values()) > 2 * own[language]


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def _count(words: Sequence[str], little: frozenset[str]) -> int:
    return sum(word in little for word in words)
