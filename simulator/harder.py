"""Like this, but harder or easier: the nearest pairing that differs in one thing from one just practised."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from scoring.transcript import Language
from simulator.content.difficulty import Difficulty, difficulty_of
from simulator.content.library import Library, shared_languages
from simulator.errors import ContentError

Direction = Literal["harder", "easier"]
Change = Literal["persona", "intensity", "scenario"]
"""What differs: the customer meets the same news, the same pair is a notch apart, the news is another."""

CHANGES: tuple[Change, ...] = get_args(Change)
LEAST_STEP = 5
"""Points of rank that a step should have; less can hardly be felt."""
_INTENSITIES = range(1, 6)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who meets which news, in which language, and how hard."""

    persona: str
    scenario: str
    language: Language
    intensity: int
    """1–5."""


@dataclass(frozen=True, slots=True)
class Step:
    """A pairing to go on to."""

    pairing: Pairing
    change: Change
    """What differs from the one before; everything else is the same."""
    difficulty: Difficulty


def step_from(library: Library, here: Pairing, direction: Direction) -> Step | None:
    """Return the nearest harder or easier pairing that speaks the language. None: there is none.

    Content that cannot be used is passed over.

    Raises:
        UsageError: `here` names an unknown id.
        ContentError: `here` was not measured, and its scenario is broken.
    """
    now = difficulty_of(library, here.persona, here.scenario, here.intensity)
    steps = ranked(now.rank, _rated(library, neighbours(library, here)), direction)
    return next((step for step in steps if _speaks(library, step.pairing)), None)


def ranked(rank: int, steps: Iterable[Step], direction: Direction) -> list[Step]:
    """Return the steps that lead from `rank` in a direction, the nearest that can be felt first.

    Among steps as far, the same news with another customer goes before the same pair a notch on, and that
    before other news.
    """
    sign = 1 if direction == "harder" else -1

    def order(step: Step) -> tuple[bool, int, int, bool, str, str]:
        far, pairing = sign * (step.difficulty.rank - rank), step.pairing
        guessed = step.difficulty.source == "authors"
        return far < LEAST_STEP, far, CHANGES.index(step.change), guessed, pairing.persona, pairing.scenario

    return sorted((step for step in steps if sign * (step.difficulty.rank - rank) > 0), key=order)


def neighbours(library: Library, here: Pairing) -> Iterator[tuple[Pairing, Change]]:
    """Yield each pairing that differs from `here` in one thing, and what that is."""
    for persona in library.ids("personas"):
        if persona != here.persona:
            yield replace(here, persona=persona), "persona"
    for intensity in (here.intensity - 1, here.intensity + 1):
        if intensity in _INTENSITIES:
            yield replace(here, intensity=intensity), "intensity"
    for scenario in library.ids("scenarios"):
        if scenario != here.scenario:
            yield replace(here, scenario=scenario), "scenario"


def _rated(library: Library, pairings: Iterable[tuple[Pairing, Change]]) -> Iterator[Step]:
    for pairing, change in pairings:
        try:
            rated = difficulty_of(library, pairing.persona, pairing.scenario, pairing.intensity)
        except ContentError:
            continue
        yield Step(pairing, change, rated)


def _speaks(library: Library, pairing: Pairing) -> bool:
    try:
        spoken = shared_languages(library.persona(pairing.persona), library.scenario(pairing.scenario))
    except ContentError:
        return False
    return pairing.language in spoken
