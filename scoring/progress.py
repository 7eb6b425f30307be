"""A trainee's own sessions over time, and whether a change can be told from chance.

One session says little: eight turns against the next eight, about a session each, correlate .4–.5
(CODEBOOK 7). Two rules follow.

* How many sessions. By Spearman and Brown's formula the mean of k sessions has the reliability
  kρ / (1 + (k − 1)ρ). With the lower figure, ρ = .4, a mean of four is the first above .70, the usual least
  (Nunnally, Psychometric Theory, 1978). So: four earlier sessions against four later ones.
* How large a change. The difference of both means must exceed what unreliability alone gives less than once
  in twenty times (Jacobson and Truax, J. Consulting and Clinical Psychology 59 (1991) 12–19). The error of a
  mean is the larger of what the sessions' intervals say and what their spread says, so that a good day with
  an easy customer is no progress; by Student's t, since the spread of a few sessions is itself uncertain.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, variance
from typing import Literal, get_args

from scoring.assessment import comparable_part
from scoring.codebook import SIDES, Side
from scoring.flags import Flag
from scoring.scorecard import beta_quantile

RELIABILITY = 0.4
"""Of one session: the lower end of .4–.5."""
RELIABLE_MEAN = 0.7
"""Reliability that the mean of a stretch of sessions must have."""
_SPREADS = 2 * 1.6449
"""Standard deviations between the 5 % and the 95 % quantile."""
_ONCE_IN = 0.05

ChangeReason = Literal["too_few_sessions", "waiting_for_a_look", "other_versions"]
"""Why nothing is said about change. too_few_sessions: the trainee's, more practice brings it.
waiting_for_a_look: flagged sessions are kept out until their owner has looked at them.
other_versions: the instrument's; there are enough sessions, but by versions that cannot be compared."""
Direction = Literal["up", "down", "none"]
"""none: what was found does not stand out from chance."""

CHANGE_REASONS: tuple[ChangeReason, ...] = get_args(ChangeReason)
OF_THE_INSTRUMENT: frozenset[Flag] = frozenset({"calls_for_inferred", "quote_not_found"})
"""Flags that say something about the reading and nothing about the trainee's words; they keep nothing out."""


@dataclass(frozen=True, slots=True)
class Points:
    """A shown value with its 5 % and 95 % quantiles, each 0–100."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One session as it was scored."""

    id: str
    version: str
    """What the score was made with. Empty: never scored."""
    sides: dict[Side, Points] = field(default_factory=dict)
    """What is scored of it. May be empty."""
    guesses: dict[Side, int] = field(default_factory=dict)
    """The trainee's own guess before the score was shown, 0–100. May be empty."""
    flags: tuple[Flag, ...] = ()
    looked_at: bool = False
    """Whether its owner has looked at a flagged session and lets it count."""
    branch: bool = False
    """Whether it shares turns with an earlier session; then it is no further evidence."""

    @property
    def waits(self) -> bool:
        """Return whether it is kept out until its owner looks at it."""
        return not self.looked_at and not OF_THE_INSTRUMENT.issuperset(self.flags)


@dataclass(frozen=True, slots=True)
class Spot:
    """One scored session on one side."""

    id: str
    points: Points
    guess: int | None
    """The trainee's own guess. None: not given."""
    counts: bool
    """Whether change is reckoned with it."""


@dataclass(frozen=True, slots=True)
class Change:
    """The later half of the sessions against the earlier half."""

    earlier: float
    """Mean of the earlier half, 0–100."""
    later: float
    """Mean of the later half, 0–100; the middle one of an odd number belongs to it."""
    low: float
    """Lower end of the difference's 95 % interval, in points."""
    high: float
    """Upper end of the difference's 95 % interval, in points."""
    sessions: int
    """How many were compared."""

    @property
    def points(self) -> float:
        """The difference, in points; above 0 where the later half is higher."""
        return self.later - self.earlier

    @property
    def direction(self) -> Direction:
        """Where it went, as far as it stands out from chance."""
        if self.low > 0:
            return "up"
        return "down" if self.high < 0 else "none"


@dataclass(frozen=True, slots=True)
class Course:
    """One side over time."""

    spots: tuple[Spot, ...]
    """The scored sessions that are not kept out, oldest first. May be empty."""
    change: Change | None
    """None: see `reason`."""
    reason: ChangeReason | None
    """Why nothing is said about change. None: something is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A trainee's sessions over time."""

    courses: dict[Side, Course]
    waiting: tuple[str, ...]
    """Ids of flagged sessions that are kept out until their owner looks, oldest first. May be empty."""


def sessions_needed() -> int:
    """Return from how many comparable sessions on change is spoken of: two reliable stretches."""
    stretch = RELIABLE_MEAN * (1 - RELIABILITY) / (RELIABILITY * (1 - RELIABLE_MEAN))
    return 2 * math.ceil(stretch - 1e-9)


def progress_of(sessions: Sequence[Kept], version: str) -> Progress:
    """Return the progress over `sessions`, oldest first; `version` is that of the present measure."""
    waiting = tuple(each.id for each in sessions if each.waits)
    return Progress({side: _course(side, sessions, comparable_part(version)) for side in SIDES}, waiting)


def _course(side: Side, sessions: Sequence[Kept], version: str) -> Course:
    scored = [each for each in sessions if side in each.sides]
    known = [each for each in scored if not each.waits]
    counted = [each for each in known if _counts(each, version)]
    spots = tuple(
        Spot(each.id, each.sides[side], each.guesses.get(side), _counts(each, version)) for each in known
    )
    if len(counted) >= sessions_needed():
        return Course(spots, change_between([each.sides[side] for each in counted]), None)
    return Course(spots, None, _reason(scored, version))


def _counts(session: Kept, version: str) -> bool:
    return not session.branch and comparable_part(session.version) == version


def _reason(scored: Sequence[Kept], version: str) -> ChangeReason:
    if sum(_counts(each, version) for each in scored) >= sessions_needed():
        return "waiting_for_a_look"
    own = sum(not each.branch and not each.waits for each in scored)
    return "other_versions" if own >= sessions_needed() else "too_few_sessions"


def change_between(points: Sequence[Points]) -> Change:
    """Return the change over four or more sessions, oldest first; the interval is Student's."""
    middle = len(points) // 2
    halves = points[:middle], points[middle:]
    earlier, later = (fmean(each.value for each in half) for half in halves)
    error = math.sqrt(sum(_squared_error(half) for half in halves))
    reach = student_quantile(len(points) - 2) * error
    step = later - earlier
    return Change(earlier, later, step - reach, step + reach, len(points))


def _squared_error(half: Sequence[Points]) -> float:
    """Return the squared standard error of a half's mean."""
    by_interval = fmean(((each.high - each.low) / _SPREADS) ** 2 for each in half)
    return max(by_interval, variance(each.value for each in half)) / len(half)


def student_quantile(freedom: int) -> float:
    """Return what Student's t exceeds, either way, once in twenty times."""
    share = beta_quantile(_ONCE_IN, freedom / 2, 0.5)
    return math.sqrt(freedom * (1 - share) / share)
