"""Tests for what a persona and a scenario are said to train."""

import json

import pytest

from simulator.content.library import Library, packaged_folder
from simulator.content.listing import persona_rows, scenario_rows
from simulator.content.models import Persona, Scenario
from simulator.content.tags import known_tags, tags_of
from simulator.content.written import TRAINING_TAGS, TrainingTag
from simulator.errors import UsageError

LIBRARY = Library([packaged_folder()])
SPOKEN = {"languages": {"en": {"need": "To be believed.", "defence": "Talks fast."}}}


def persona(**fields: object) -> Persona:
    """Return a small persona with these fields."""
    whole = {"id": "anna", "name": "Anna", "kind": "angry", "moves": {"push": 1}, **SPOKEN, **fields}
    return Persona.model_validate_json(json.dumps(whole))


def scenario(**fields: object) -> Scenario:
    """Return a packaged scenario with other fields."""
    plain = LIBRARY.scenario("retail_hygiene_return").model_dump()
    return Scenario.model_validate_json(json.dumps({**plain, **fields}))


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ({}, ()),
        ({"moves": {}}, ("hold", "abuse")),
        ({"kind": "bargaining", "opens_on": ["help"]}, ("hold", "next_step")),
        ({"kind": "anxious"}, ("name_feeling",)),
        ({"kind": "confused", "tags": ["language"]}, ("plain_words", "language")),
        ({"kind": "too_nice"}, ("ask", "silence")),
        ({"kind": "cold", "moves": {"insult": 1}, "tags": ["abuse"]}, ("silence", "abuse")),
        ({"swearing": 2}, ("abuse",)),
    ],
)
def test_what_a_persona_trains_is_told_by_its_file(fields: dict[str, object], tags: tuple[str, ...]) -> None:
    """By its kind, its moves and what opens it; what is written comes on top, once."""
    assert tags_of(persona(**fields)) == tags


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ({}, ()),
        ({"opens": "outbound", "fault_established": True}, ("outbound", "error_of_ours")),
        ({"opens": "inbound_unaware"}, ("unaware",)),
        ({"disclosure": {"trust": 60, "need": 25}, "tags": ["hold"]}, ("hold", "secret")),
    ],
)
def test_what_a_scenario_trains_is_told_by_its_file(fields: dict[str, object], tags: tuple[str, ...]) -> None:
    """By who opens, whose fault it is, and how hard the secret is to be told."""
    assert tags_of(scenario(**fields)) == tags


@pytest.mark.parametrize("tag", TRAINING_TAGS)
def test_a_list_by_tag_holds_what_trains_it_and_nothing_else(tag: TrainingTag) -> None:
    """With two tags, what trains both."""
    rows = [*persona_rows(LIBRARY, {tag}), *scenario_rows(LIBRARY, {tag})]
    personas = [each.id for each in LIBRARY.personas().values() if tag in tags_of(each)]
    scenarios = [each.id for each in LIBRARY.scenarios().values() if tag in tags_of(each)]

    assert [row["id"] for row in rows] == personas + scenarios
    assert persona_rows(LIBRARY, {"silence", "plain_words"}) == []


def test_a_tag_that_is_none_is_named_with_the_vocabulary() -> None:
    """A near one is offered."""
    with pytest.raises(UsageError, match="unknown tag 'outbnd'; did you mean outbound"):
        known_tags(["hold", "outbnd"])
