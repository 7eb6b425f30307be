"""A trainee's sessions over time, and whether a change can be told from chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import mean
from typing import Literal

from simulator.content.library import Library
from simulator.store.records import StoredSession
from simulator.store.store import Store

FEWEST = 6
"""Sessions on a side before a change is spoken of: eight turns say little (CODEBOOK 7)."""
_TO_SIGMA = 3.29  # the 5 % and 95 % quantiles lie this many standard deviations apart
_RELIABLE = 1.96

Part = Literal["overall", "empathy", "boundaries"]


@dataclass(frozen=True, slots=True)
class Points:
    """A shown value with its interval, 0–100."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Past:
    """One session in the list."""

    id: str
    began: datetime
    persona: str
    """The customer's name, or the id where the file is gone."""
    news: str
    language: str
    open: bool
    branch: bool
    overall: Points | None
    empathy: Points | None
    boundaries: Points | None
    guess: tuple[int, int] | None
    """The trainee's own guess of empathy and boundaries. None: not given."""


def past_sessions(library: Library, store: Store, trainee: str) -> tuple[Past, ...]:
    """Return a trainee's sessions, oldest first. May be empty."""
    return tuple(_past(library, store, kept) for kept in store.sessions(trainee))


def change_in(past: Sequence[Past], part: Part) -> int | None:
    """Return by how many points the later half lies above the earlier one.

    None: fewer than six scored sessions. 0: no change that stands out from the intervals.
    """
    scored = [points for each in past if (points := _part(each, part))]
    if len(scored) < FEWEST:
        return None
    early, late = scored[: len(scored) // 2], scored[len(scored) // 2 :]
    step = mean(each.value for each in late) - mean(each.value for each in early)
    error = sqrt(sum(_variance(half) for half in (early, late)))
    return round(step) if error and abs(step) / error >= _RELIABLE else 0


def _part(past: Past, part: Part) -> Points | None:
    return {"overall": past.overall, "empathy": past.empathy, "boundaries": past.boundaries}[part]


def _variance(half: Sequence[Points]) -> float:
    return sum(((each.high - each.low) / _TO_SIGMA) ** 2 for each in half) / len(half) ** 2


def _past(library: Library, store: Store, kept: StoredSession) -> Past:
    personas, scenarios = library.personas(), library.scenarios()
    matter = scenarios[kept.scenario].languages.get(kept.language) if kept.scenario in scenarios else None
    scores, said = store.scores(kept.id), store.reflection(kept.id)
    shown = scores[-1].score if scores else {}
    guessed = said is not None and said.guess_empathy is not None and said.guess_boundaries is not None
    return Past(
        id=kept.id,
        began=kept.started_at,
        persona=personas[kept.persona].name if kept.persona in personas else kept.persona,
        news=matter.title if matter else kept.scenario,
        language=kept.language,
        open=kept.status == "open",
        branch=kept.parent_id is not None,
        overall=_points(shown.get("overall")),
        empathy=_points(shown.get("empathy")),
        boundaries=_points(shown.get("boundaries")),
        guess=(said.guess_empathy or 0, said.guess_boundaries or 0) if said and guessed else None,
    )


def _points(shown: object) -> Points | None:
    if not isinstance(shown, dict):
        return None
    return Points(shown["value"], shown["low"], shown["high"])
