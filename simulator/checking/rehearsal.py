"""A dry run: the cast plays one setting, role by role, and the mood of a talk is kept to be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.cast import ROLES, Role
from simulator.checking.trials import Match, Trial, played_trial
from simulator.mood import Mood

SEEDS = (1, 2, 3)
"""Talks of each role in a dry run."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What one role of the cast got."""

    role: Role
    trials: tuple[Trial, ...]
    """One a talk, at least one."""
    moods: tuple[Mood, ...]
    """The mood at each customer turn of the first talk. Empty: the persona ran out of lines."""

    @property
    def kept(self) -> bool:
        """Whether every talk ended as the role's rule says."""
        return all(trial.kept for trial in self.trials)


def rehearse(match: Match, seeds: Sequence[int] = SEEDS) -> Iterator[Rehearsal]:
    """Yield a rehearsal for each role of the cast, in their order, each as soon as it is played."""
    for role in ROLES:
        talks = [played_trial(match, role, seed) for seed in seeds]
        first = talks[0][1]
        moods = tuple(said.mood for said in first.talk.said if said.mood) if first else ()
        yield Rehearsal(role, tuple(trial for trial, _ in talks), moods)
