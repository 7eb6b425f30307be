"""The numbers that a text names, in digits or in words, also in compounds such as `tolvhundranittio`."""

import re
from collections.abc import Iterator
from functools import cache

from scoring.reader.words import words_of
from scoring.transcript import Language

_UNITS: dict[Language, str] = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton "
    "nitton tjugo",
    "da": "to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten "
    "nitten tyve",
}
_TENS: dict[Language, str] = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "sv": "trettio fyrtio femtio sextio sjuttio åttio nittio",
    "da": "tredive fyrre halvtreds tres halvfjerds firs halvfems",
}
_SCALES: dict[Language, dict[str, int]] = {
    "en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000},
    "sv": {"hundra": 100, "tusen": 1_000, "miljoner": 1_000_000, "miljon": 1_000_000},
    "da": {"hundrede": 100, "hundred": 100, "tusinde": 1_000, "tusind": 1_000, "millioner": 1_000_000},
}
_JOINTS: dict[Language, tuple[str, ...]] = {"en": ("and",), "sv": ("och",), "da": ("og",)}
_ONES: dict[Language, tuple[str, ...]] = {"en": ("one",), "sv": ("ett", "en"), "da": ("et", "en")}
_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"(?<=\d)[ .,\u00a0](?=\d{3}(?!\d))")


def numbers_in(text: str, language: Language) -> list[int]:
    """Return the numbers of a text, those in digits first. One is none: it is an article as well."""
    digits = [int(found[:12]) for found in _DIGITS.findall(_GROUPED.sub("", text))]
    spelled = [value for run in _runs(text, language) if (value := _value(run, language)) > 1]
    return [*digits, *spelled]


def _runs(text: str, language: Language) -> Iterator[list[str]]:
    """Yield stretches of number words, compounds taken apart."""
    run: list[str] = []
    for word in words_of(_DIGITS.sub(" ", text)):
        parts = [part for piece in word.split("-") for part in _parts(piece, language)]
        if parts:
            run += parts
        elif not (run and word in _JOINTS[language]):
            yield run
            run = []
    yield run


@cache
def _parts(word: str, language: Language) -> tuple[str, ...]:
    """Return the number words that a word is made of; empty where it is none."""
    known = _known(language)
    if word in known:
        return (word,)
    for cut in range(len(word) - 1, 1, -1):
        head, tail = word[:cut], word[cut:]
        rest = tail[2:] if language == "da" and tail.startswith("og") else tail
        if (head in known or head in _ONES[language]) and (found := _parts(rest, language)):
            return (head, *found)
    return ()


def _value(run: list[str], language: Language) -> int:
    total = current = 0
    for word in run:
        scale = _SCALES[language].get(word, 0)
        if scale:
            current = max(current, 1) * scale
            total, current = (total + current, 0) if scale >= 1_000 else (total, current)
        else:
            current += _known(language).get(word, 1)
    return total + current


@cache
def _known(language: Language) -> dict[str, int]:
    units = {word: value for value, word in enumerate(_UNITS[language].split(), 2)}
    tens = {word: 10 * value for value, word in enumerate(_TENS[language].split(), 3)}
    return units | tens | _SCALES[language]
