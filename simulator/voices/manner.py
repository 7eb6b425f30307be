"""How a sentence sounds: its words, its build and who speaks of whom, weighed by a trained linear model.

The lists of the guard know what they name. The weights know what a misdeed sounds like in other words; they
were trained by `benchmarks/train_guard.py` and say nothing unless it is clear.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise

from pydantic import BaseModel

from scoring.languages import little_words
from scoring.reader.weights import StoredTable, Table, load_table
from scoring.reader.words import stem, words_of
from scoring.transcript import Language
from simulator.voices.lexicon import listed
from simulator.wording import Fault

KINDS: tuple[Fault, ...] = (
    "too_nice", "assistant_like", "turned_round", "ends_talk", "speaks_for_trainee", "reasoning", "format",
    "out_of_character", "invented",
)  # fmt: skip
"""The faults that have a column, in the order of the file."""
ANY = "any"
"""The column for a sentence that is wrong in one way or another."""

_PERSONS: dict[str, dict[Language, str]] = {
    "I": {
        "en": "i me my mine myself i'm i've i'd i'll",
        "sv": "jag mig mej min mitt mina",
        "da": "jeg mig min mit mine",
    },
    "you": {
        "en": "you your yours you're you've you'd you'll yourself",
        "sv": "du dig dej din ditt dina ni er ert era",
        "da": "du dig din dit dine jer jeres",
    },
    "we": {
        "en": "we us our ours we're we've we'd we'll",
        "sv": "vi oss vår vårt våra",
        "da": "vi os vores vor",
    },
    "they": {
        "en": "he she his her him hers they them their",
        "sv": "han hon hans hennes honom henne dom deras",
        "da": "han hun hans hendes ham hende deres",
    },
    "can": {
        "en": "can could will would should must may might shall",
        "sv": "kan kunde ska skulle måste får vill bör",
        "da": "kan kunne skal skulle må vil ville bør",
    },
    "what": {
        "en": "what how who which where why when",
        "sv": "vad hur vem vilken vilket vart var varför när",
        "da": "hvad hvordan hvem hvilken hvor hvorfor hvornår",
    },
}
_THEIR_I = re.compile(r"\bI\b")
"""In Danish the capital letter is "you", for several."""
_FOLD = str.maketrans("øæ", "öä")
_LONG_WORD = 6
_LENGTHS = (2, 4, 7, 11, 16)
"""Words up to which a sentence is of one length."""


class StoredManner(BaseModel):
    """The file of weights."""

    kinds: tuple[str, ...]
    """The columns, in order."""
    table: StoredTable


@cache
def _weights() -> Table:
    """Return the packaged weights, read once."""
    raw = files("simulator.voices").joinpath("manner.json").read_bytes()
    return load_table(StoredManner.model_validate_json(raw).table)


def clear_fault(sentence: str, line: str, language: Language, allowed: frozenset[Fault]) -> Fault | None:
    """Return what a sentence clearly is wrong in, but for what is `allowed`. None: it is not clear.

    `line` is the cue's own; what it says too weighs nothing.
    """
    *by_kind, any_of_them = _weights().scores(manner_of(sentence, line, language))
    scored = zip(by_kind, KINDS, strict=True)
    score, kind = max((score, kind) for score, kind in scored if kind not in allowed)
    return kind if score > 0 or (any_of_them > 0 and not allowed) else None


def manner_of(sentence: str, line: str, language: Language) -> list[str]:
    """Return the names of what stands out in a sentence, each once, without the words that `line` has too."""
    known = set(_wordings(line, language))
    fresh = (name for name in _wordings(sentence, language) if name not in known)
    return list(dict.fromkeys([*_build(sentence, _kinds(sentence, language), language), *fresh]))


def _wordings(sentence: str, language: Language) -> Iterator[str]:
    words = words_of(sentence)
    yield from (f"{language}:{name}" for name in _phrases(words))
    yield from (f"~{part}" for part in _parts(words, language))
    about = [name for name, found in _topics(language).items() if any(found.match(word) for word in words)]
    yield from (f"about:{name}" for name in _told(about, _kinds(sentence, language)))


def _kinds(sentence: str, language: Language) -> list[str]:
    """Return for each word whom it speaks of, or what else it does."""
    words = words_of(sentence)
    theirs = language == "da" and _THEIR_I.search(sentence) is not None
    return ["you" if theirs and word == "i" else _kind(word, language) for word in words]


@cache
def _topics(language: Language) -> Mapping[str, re.Pattern[str]]:
    """Return for each topic what finds a word of it."""
    lists = tomllib.loads(files("simulator.voices").joinpath("manner.toml").read_text("utf-8"))
    return {name: re.compile(_beginnings(lists[name][language])) for name in lists}


def _beginnings(words: str) -> str:
    return "|".join(re.escape(word).replace(r"\$", r"\b") for word in words.split())


@cache
def _persons(language: Language) -> Mapping[str, str]:
    """Return for each word of a person, of willing or of asking which of them it is."""
    return {word: name for name, words in _PERSONS.items() for word in words[language].split()}


def _kind(word: str, language: Language) -> str:
    if name := _persons(language).get(word):
        return name
    if word in listed("negation", language) or word.endswith("n't"):
        return "not"
    return "-" if word in little_words(language) else "*"


def _phrases(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{one} {two}" for one, two in pairwise(words))
    yield from (f"{one} _ {two}" for one, two in zip(words, words[2:], strict=False))
    yield from (f"^{' '.join(words[:count])}" for count in (1, 2, 3) if len(words) >= count)
    yield from (f"{words[-1]}$" for _ in words[:1])


def _parts(words: Sequence[str], language: Language) -> Iterator[str]:
    """Yield the stems of longer words and of the parts of the longest, alike where languages are alike."""
    for word in words:
        if len(word) >= _LONG_WORD - 1:
            yield stem(word).translate(_FOLD)
        if len(word) >= _LONG_WORD and language != "en":
            yield "-" + word[-4:].translate(_FOLD)


def _told(about: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    """Yield what a sentence is about, alone, by twos, and beside the persons and the denial in it."""
    persons = "".join(kind[0] for kind in ("I", "you", "we", "they") if kind in kinds)
    for topic in about:
        yield topic
        yield f"{topic} {persons}"
        yield f"{topic} {'not' if 'not' in kinds else 'is'}"
    yield from (f"{one} {two}" for one, two in combinations(about, 2))


def _build(sentence: str, kinds: Sequence[str], language: Language) -> Iterator[str]:
    yield f"in:{language}"
    yield from (f"has:{kind}" for kind in kinds)
    yield from (f"no:{kind}" for kind in ("I", "you", "we") if kind not in kinds)
    yield from (f"then:{one} {two}" for one, two in pairwise(kinds))
    yield from (f"then:{' '.join(kinds[at : at + 3])}" for at in range(len(kinds) - 2))
    yield f"starts:{' '.join(kinds[:2])}"
    yield f"starts:{' '.join(kinds[:3])}"
    yield f"ends:{sentence.rstrip()[-1:]}"
    yield f"length:{sum(len(kinds) > most for most in _LENGTHS)}"
    yield f"persons:{' '.join(kind for kind in ('I', 'you', 'we', 'they') if kind in kinds)}"
