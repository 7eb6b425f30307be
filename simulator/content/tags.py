"""What a persona or a scenario trains, told from what its file says anyway.

A file adds by `tags:` what cannot be told from the rest, for instance `language`.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from simulator.content.models import Disclosure, Persona, Scenario
from simulator.content.written import TRAINING_TAGS, TrainingTag
from simulator.errors import UsageError
from simulator.pressing import pressing_moves

_PRESSES_ON = 2  # weight of bargaining and threats together from which a person trains holding
_USUAL_GATE = Disclosure()


def tags_of(thing: Persona | Scenario) -> tuple[TrainingTag, ...]:
    """Return what a persona or a scenario trains, in the order of the vocabulary. May be empty."""
    told = _persona_tags(thing) if isinstance(thing, Persona) else _scenario_tags(thing)
    found = {*thing.tags, *told}
    return tuple(tag for tag in TRAINING_TAGS if tag in found)


def known_tags(names: Iterable[str]) -> frozenset[TrainingTag]:
    """Return the tags of these names.

    Raises:
        UsageError: One is not in the vocabulary.
    """
    wanted = set(names)
    for name in sorted(wanted.difference(TRAINING_TAGS)):
        near = get_close_matches(name, TRAINING_TAGS, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"unknown tag {name!r}; {hint}The tags are: {', '.join(TRAINING_TAGS)}")
    return frozenset(tag for tag in TRAINING_TAGS if tag in wanted)


def _persona_tags(persona: Persona) -> Iterator[TrainingTag]:
    opens, moves = persona.opens_on, pressing_moves(persona)
    presses = moves.get("bargain", 0) + moves.get("threaten", 0)
    if persona.kind == "bargaining" or "hold" in opens or presses >= _PRESSES_ON:
        yield "hold"
    if persona.kind == "anxious" or "name_feeling" in opens:
        yield "name_feeling"
    if persona.kind == "too_nice" or "ask" in opens:
        yield "ask"
    if {"next_step", "help"} & set(opens):
        yield "next_step"
    if persona.kind == "confused":
        yield "plain_words"
    if persona.kind in ("cold", "too_nice"):
        yield "silence"
    if moves.get("insult", 0) or persona.swearing > 1:
        yield "abuse"


def _scenario_tags(scenario: Scenario) -> Iterator[TrainingTag]:
    gate = scenario.disclosure
    if scenario.opens == "outbound":
        yield "outbound"
    if scenario.opens == "inbound_unaware":
        yield "unaware"
    if scenario.fault_established:
        yield "error_of_ours"
    if gate.trust > _USUAL_GATE.trust or gate.need > _USUAL_GATE.need:
        yield "secret"
