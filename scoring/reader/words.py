"""Words, stems and numbers of a text: what two sentences can have in common."""

import re
from collections.abc import Iterable
from functools import lru_cache

from scoring.transcript import Language

_WORD = re.compile(r"[^\W_]+(?:['’:/-][^\W_]+)*")
_GROUPED = re.compile(r"(?<=\d)[ .,\u00a0](?=\d{3}(?!\d))")
_DIGITS = re.compile(r"\d+")
_ENDING = re.compile(
    r"(?<=\w{4})(?:ings?|ed|es|s|arna|erna|orna|erne|ene|ene|ade|ede|ning|ar|or|er|en|et|te|a|e)$"
)
_STEM = 5

_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "sv": "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton "
    "arton nitton",
    "da": "nul et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten "
    "atten nitten",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    "da": "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
}
_SCALES = {
    "en": {"hundred": 100, "thousand": 1000},
    "sv": {"hundra": 100, "tusen": 1000, "lakan": 1000},
    "da": {"hundrede": 100, "hundred": 100, "tusind": 1000, "tusinde": 1000},
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "sv": "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde "
    "fjortonde femtonde sextonde sjuttonde artonde nittonde tjugonde",
    "da": "første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende "
    "fjortende femtende sekstende syttende attende nittende tyvende",
}
_AMBIGUOUS = {
    "en": {"one", "second"},
    "sv": {"ett", "andra", "första"},
    "da": {"et", "to", "anden", "første"},
}


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order, in lower case."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def stem(word: str) -> str:
    """Return the beginning of a word that its inflected forms share."""
    return _ENDING.sub("", word)[:_STEM]


def tails(word: str) -> list[str]:
    """Return the stems of a long word's possible last parts, as compounds have them in Swedish and Danish."""
    return [word[start : start + _STEM] for start in range(2, len(word) - _STEM + 1)] if len(word) > 7 else []


@lru_cache(maxsize=3)
def _number_words(language: Language) -> dict[str, int]:
    values = {word: value for value, word in enumerate(_UNITS[language].split())}
    values |= {word: 10 * value for value, word in enumerate(_TENS[language].split(), 2)}
    values |= {word: value for value, word in enumerate(_ORDINALS[language].split(), 1)}
    return {word: value for word, value in values.items() if word not in _AMBIGUOUS[language]}


def numbers_of(text: str, words: Iterable[str], language: Language) -> frozenset[int]:
    """Return the numbers that `text` names in digits or words, without those that are articles too."""
    digits = {int(found[:12]) for found in _DIGITS.findall(_GROUPED.sub("", text))}
    return frozenset(digits | _spelled(words, language))


def _spelled(words: Iterable[str], language: Language) -> set[int]:
    values, scales = _number_words(language), _SCALES[language]
    found: set[int] = set()
    thousands = running = 0
    for word in words:
        value, scale = values.get(word), scales.get(word)
        if scale == 100:
            running = max(running, 1) * 100
        elif scale == 1000:
            thousands, running = thousands + max(running, 1) * 1000, 0
        elif value is not None and _continues(running, value):
            running += value
        else:
            found.add(thousands + running)
            thousands, running = 0, value or 0
    return (found | {thousands + running}) - {0}


def _continues(running: int, value: int) -> bool:
    return running % 100 == 0 or (running % 10 == 0 and value < 10)
