"""Tests for the lines of content, part by part."""

from typing import get_args

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import Library
from simulator.content.written import PersonaMove
from simulator.linebank import counts_of, parts_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_persona_s_bank_has_every_line_once_by_move_and_intensity(
    library: Library, language: Language
) -> None:
    """In the order of the schema, the mildest first."""
    voice = library.persona("prosecutor").languages[language]
    parts = parts_of(library.persona("prosecutor"), language)
    moves = [part for part in parts if part.source == "move"]
    order = [(get_args(PersonaMove).index(part.name), part.level) for part in moves]

    assert order == sorted(order)
    assert {(part.name, part.level): part.lines for part in moves} == {
        (move, level): lines for move, levels in voice.lines.items() for level, lines in levels.items()
    }
    assert {part.name: part.lines for part in parts if part.source == "reaction"} == voice.reactions


@pytest.mark.parametrize("language", LANGUAGES)
def test_lent_lines_are_named_and_not_counted(library: Library, language: Language) -> None:
    """A persona without lines speaks those of one of its kind."""
    lender = library.persona("prosecutor")
    voice = lender.languages[language]
    accuse = {"accuse": voice.lines["accuse"]}
    poor = lender.model_copy(update={"languages": {language: voice.model_copy(update={"lines": accuse})}})
    parts = parts_of(poor, language, lender)

    assert {part.lender for part in parts if part.name == "vent"} == {lender.name}
    assert {part.lender for part in parts if part.name == "accuse"} == {""}
    assert counts_of(parts) == {"accuse": {level: len(lines) for level, lines in accuse["accuse"].items()}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_s_bank_goes_by_tone(library: Library, language: Language) -> None:
    """Opening, story, secret, the question for the outcome, the reaction, pushes and questions."""
    matter = library.scenario("retail_hygiene_return").languages[language]
    parts = parts_of(library.scenario("retail_hygiene_return"), language)

    assert [part.lines for part in parts if part.source == "opening"] == list(matter.opening.tell.values())
    assert {part.name for part in parts if part.source == "push"} == {push.id for push in matter.pushes}
    assert {part.tone for part in parts if part.source == "story"} == {*matter.story[0].tell}


def test_a_language_that_is_not_spoken_has_no_part(library: Library) -> None:
    """Nothing is borrowed from another language."""
    lender = library.persona("prosecutor")
    only_english = lender.model_copy(update={"languages": {"en": lender.languages["en"]}})

    assert parts_of(only_english, "sv", lender) == ()
