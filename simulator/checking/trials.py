"""The cast at work: each role plays a persona in a scenario, and the rule it must keep is checked.

Source: DESIGN 1.4. `balanced` must reach a good ending in the corner `human`, `blunder` a good ending after
its repair, and no other role may ever reach one. Paraphrases are measured; only the last rule binds them.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import floor
from typing import Literal

from scoring.assessment import assess
from scoring.codebook import Corner
from scoring.transcript import Language
from simulator.cast import ROLES, CastLines, Role
from simulator.content.models import Persona, Scenario
from simulator.cue import GOOD_ENDINGS, Ending
from simulator.errors import ContentError
from simulator.playing import Played, play_role
from simulator.stage import Stage

Wording = Literal["exemplars", "paraphrases"]
_WORTH_SHARING = 4  # matches, about a second of work each
WINNERS: tuple[Role, ...] = ("balanced", "blunder")


@dataclass(frozen=True, slots=True)
class Match:
    """One persona in one scenario and language, with the words the cast speaks."""

    persona: Persona
    scenario: Scenario
    language: Language
    stand_in: Persona | None
    lines: CastLines
    wording: Wording = "exemplars"


@dataclass(frozen=True, slots=True)
class Trial:
    """One talk that a role of the cast played to its end."""

    persona: str
    scenario: str
    language: Language
    wording: Wording
    role: Role
    seed: int
    ending: Ending | None = None
    """None: the persona ran out of lines before the end."""
    turns: int = 0
    """Trainee turns."""
    corner_point: Corner | None = None
    """None: not scored."""
    overall: int | None = None
    """0–100. None: not scored."""

    @property
    def kept(self) -> bool:
        """Whether the role ended as its rule says."""
        good = self.ending in GOOD_ENDINGS
        if self.role not in WINNERS:
            return not good and self.ending is not None
        if self.wording == "paraphrases":
            return self.ending is not None
        return good and (self.role == "blunder" or self.corner_point == "human")


def play_match(match: Match, seeds: Sequence[int], roles: Sequence[Role] = ROLES) -> Iterator[Trial]:
    """Yield a trial for each role and seed, roles in the order given."""
    for role in roles:
        for seed in seeds:
            yield played_trial(match, role, seed)[0]


def play_matches(matches: Sequence[Match], seeds: Sequence[int]) -> Iterator[Trial]:
    """Yield the trials of all matches in their order; several processes share the work where it is long."""
    if len(matches) < _WORTH_SHARING:
        for match in matches:
            yield from play_match(match, seeds)
        return
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for trials in pool.map(partial(_all_of, seeds=seeds), matches):
            yield from trials


def _all_of(match: Match, seeds: Sequence[int]) -> list[Trial]:
    return list(play_match(match, seeds))


def rule_of(role: Role) -> str:
    """Return what a role must reach, in words."""
    if role not in WINNERS:
        return "must never reach a good ending"
    return "must reach a good ending" + (" with corner_point human" if role == "balanced" else "")


def played_trial(match: Match, role: Role, seed: int) -> tuple[Trial, Played | None]:
    """Return what a role got in one talk, and the talk. None: the persona ran out of lines."""
    persona = match.persona
    stage = Stage(persona, match.scenario, match.language, seed, persona.intensity)
    trial = Trial(persona.id, match.scenario.id, match.language, match.wording, role, seed)
    try:
        played = play_role(stage, match.stand_in, role, match.lines)
    except ContentError:
        return trial, None
    card = assess(played.talk.transcript(played.name)).scorecard
    trial = replace(
        trial,
        ending=played.talk.ending,
        turns=sum(said.turn.speaker == "trainee" for said in played.talk.said),
        corner_point=card.corner_point,
        overall=floor(card.overall.value + 0.5) if card.overall else None,
    )
    return trial, played
