"""The guard's word lists, and everything that is written about one stage, as words to compare with."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel

from scoring.languages import little_words
from scoring.reader.words import stem, words_of
from scoring.transcript import LANGUAGES, Language, Tag
from simulator.content.models import ScenarioVoice
from simulator.content.written import Move
from simulator.stage import Stage

ListName = Literal[
    "assistant_like", "out_of_character", "reasoning", "format", "ends_talk", "too_nice", "too_hard",
    "turned_round", "negation", "numbers", "dates", "people", "foreign",
]  # fmt: skip
_SHORTEST_TELLING = 4


@cache
def _lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(files("simulator.voices").joinpath("guard.toml").read_text("utf-8"))


def listed(name: ListName, language: Language) -> tuple[str, ...]:
    """Return the entries of a list that hold in a language."""
    entries = _lists()[name]
    return (*entries.get("any", ()), *entries.get(language, ()))


@cache
def pattern(name: ListName, language: Language) -> re.Pattern[str]:
    """Return what finds any entry of a list in a sentence."""
    return re.compile("|".join(f"(?:{entry})" for entry in listed(name, language)), re.I | re.M)


def beyond(found: re.Pattern[str], sentence: str, line: str) -> bool:
    """Return whether a sentence has something that is looked for and that the authored line has not."""
    own = {match[0].lower() for match in found.finditer(line)}
    return any(match[0].lower() not in own for match in found.finditer(sentence))


def stems_of(text: str) -> list[str]:
    """Return the stems of the telling words of a text, in order: the little ones are left out."""
    return [stem(word) for word in words_of(text) if len(word) >= _SHORTEST_TELLING and word not in _little()]


def texts_of(value: BaseModel | Mapping[object, object] | Sequence[object] | object) -> Iterator[str]:
    """Return every text that stands anywhere in a piece of content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from texts_of(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from texts_of(part)


def vocabularies(stage: Stage) -> dict[Language, frozenset[str]]:
    """Return the words of each language in which this stage is written, its little words among them."""
    return {
        language: frozenset(word for text in _written(stage, language) for word in words_of(text))
        | little_words(language)
        for language in LANGUAGES
    }


_FELT: frozenset[Move] = frozenset({"vent", "accuse", "plead", "insult", "threaten", "go_quiet"})
_PRESSED: frozenset[Move] = frozenset({"accuse", "plead", "bargain", "misunderstand", "repeat", "threaten"})


def calling_words(stage: Stage) -> dict[Tag, frozenset[str]]:
    """Return for each tag the stems of the authored words that do what it calls for."""
    matter = stage.matter
    asked = [*texts_of(matter.asks_decision)]
    felt = [*_of_moves(stage, _FELT), *texts_of(matter.opening.tell), *texts_of(matter.reaction)]
    pressed = [*_of_moves(stage, _PRESSED), *(text for push in matter.pushes for text in texts_of(push.say))]
    by_tag: dict[Tag, list[str]] = {
        "decision_due": asked, "emotion": [*felt, *_told(matter)], "pushback": pressed,
        "abuse": [*_of_moves(stage, frozenset({"insult", "accuse"}))],
    }  # fmt: skip
    return {
        tag: frozenset(found for text in texts for found in stems_of(text)) for tag, texts in by_tag.items()
    }


def _told(matter: ScenarioVoice) -> Iterator[str]:
    yield from texts_of(matter.secret.tell)
    for fact in matter.story:
        yield from texts_of(fact.tell)


def _of_moves(stage: Stage, moves: frozenset[Move]) -> Iterator[str]:
    for move, lines in stage.persona.languages[stage.language].lines.items():
        if move in moves:
            yield from texts_of(lines)


def _written(stage: Stage, language: Language) -> Iterator[str]:
    for spoken in (stage.persona.languages.get(language), stage.scenario.languages.get(language)):
        yield from texts_of(spoken)


@cache
def _little() -> frozenset[str]:
    return frozenset().union(*(little_words(language) for language in LANGUAGES))
