"""The mirror: what makes this trainee go hard, soft or vague, across sessions, in counts.

It answers two questions. Which customer move comes before which pitfall, and how often against all other
moves? And how does what the trainee said of a session stand beside what was found in it? Nothing is shown
before it happened five times in two sessions or more: one talk is no habit.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal, get_args

from scoring.codebook import SIDES, Side, codebook
from scoring.finding import PITFALLS, Pitfall
from scoring.progress import Kept, student_quantile
from scoring.scorecard import beta_quantile

FEWEST = 5
"""Occurrences, or sessions with a word of the trainee's own, before anything is shown."""
FEWEST_SESSIONS = 2
"""Sessions that the occurrences must lie in."""

Way = Literal["hard", "soft", "vague"]
"""Where one goes under pressure: against the person, along with them, or out of it."""

WAYS: tuple[Way, ...] = get_args(Way)
_WAY_OF: dict[Pitfall, Way] = {
    "hard": "hard", "judge": "hard", "defend": "hard",
    "concede": "soft", "appease": "soft",
    "vague": "vague", "absent": "vague",
}  # fmt: skip
"""Which pitfall shows which way. A formula or an assumption shows none."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One customer turn and the trainee turn after it."""

    move: str
    """What the customer did."""
    pitfalls: frozenset[Pitfall]
    """What the trainee's answer fell into. May be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One session as the mirror sees it."""

    kept: Kept
    """The session as it was scored, with the trainee's guesses."""
    exchanges: tuple[Exchange, ...]
    """In the order of the talk, without what was shared with the session it branched from."""
    intention: str = ""
    """What the trainee set out to do. Empty: not said."""
    hook: str = ""
    """What usually hooks them, in their own words. Empty: not said."""
    pressed_by: str | None = None
    """The customer move that pressed most, by the trainee's own word. None: not said."""
    went: Way | None = None
    """Where the trainee felt pulled, or says they went. None: not said."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often something happened: a count and the interval of its rate."""

    hits: int
    """How many times."""
    of: int
    """Out of how many."""
    low: int
    """Lower end of the rate's interval, the 5 % quantile, in percent."""
    high: int
    """Upper end, the 95 % quantile, in percent."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A customer move and the pitfall that follows it."""

    move: str
    pitfall: Pitfall
    here: Share
    """How often the pitfall followed this move."""
    elsewhere: Share
    """How often it followed any other move."""
    sessions: int
    """In how many sessions it followed this move."""

    @property
    def stands_out(self) -> bool:
        """Whether the pitfall follows this move more often than others, beyond both intervals."""
        return self.here.low > self.elsewhere.high


@dataclass(frozen=True, slots=True)
class OwnWord:
    """What the trainee said of one session, beside what was found in it."""

    session: str
    intention: str
    hook: str
    pressed_by: str | None
    went: Way | None
    found: tuple[tuple[str, Pitfall], ...]
    """Customer move and pitfall of each slip, in the order of the talk. May be empty."""


@dataclass(frozen=True, slots=True)
class GuessGap:
    """Own guesses of one side against the scores."""

    count: int
    """How many sessions have both."""
    inside: int
    """How many guesses lay in the score's interval."""
    mean: float
    """Mean of guess − score, in points; above 0 where the guesses are higher."""
    low: float
    """Lower end of the mean's 95 % interval."""
    high: float
    """Upper end of the mean's 95 % interval."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """What there is to see; each part is empty or None until there is enough."""

    patterns: tuple[Pattern, ...]
    """Those that stand out first, then by how often the pitfall followed."""
    words: tuple[OwnWord, ...]
    """Sessions of which the trainee said anything, oldest first."""
    pulls: Share | None
    """In how many sessions the pull that the trainee named was found. None: named in fewer than five."""
    pressed: Share | None
    """In how many sessions a slip followed the move that the trainee named. None: fewer than five."""
    guesses: dict[Side, GuessGap]
    """Per side, from five guesses on."""
    waiting: tuple[str, ...]
    """Ids of flagged sessions that are kept out until their owner looks, oldest first."""


def mirror_of(sessions: Sequence[Looked]) -> Mirror:
    """Return the mirror over a trainee's sessions, oldest first."""
    seen = [each for each in sessions if not each.kept.waits]
    return Mirror(
        patterns=_patterns(seen),
        words=tuple(_own_word(each) for each in seen if _said_something(each)),
        pulls=_share_of(each.went in _ways(each) for each in seen if each.went),
        pressed=_share_of(
            any(move == each.pressed_by for move, _ in _slips(each)) for each in seen if each.pressed_by
        ),
        guesses={side: gap for side in SIDES if (gap := _gap(side, [each.kept for each in seen]))},
        waiting=tuple(each.kept.id for each in sessions if each.kept.waits),
    )


def share(hits: int, of: int) -> Share:
    """Return a count with its interval: Beta(h + ½, m + ½), as the score has it."""
    roll_up = codebook().roll_up
    prior = roll_up.prior / 100
    low, high = (
        round(100 * beta_quantile(percent / 100, hits + prior, of - hits + prior))
        for percent in (roll_up.low_quantile, roll_up.high_quantile)
    )
    return Share(hits, of, low, high)


def _patterns(sessions: Sequence[Looked]) -> tuple[Pattern, ...]:
    moves = Counter(exchange.move for each in sessions for exchange in each.exchanges)
    slips = Counter(slip for each in sessions for slip in _slips(each))
    spread = Counter(slip for each in sessions for slip in set(_slips(each)))
    falls = Counter(pitfall for each in sessions for _, pitfall in _slips(each))
    found = [
        Pattern(
            move,
            pitfall,
            share(hits, moves[move]),
            share(falls[pitfall] - hits, moves.total() - moves[move]),
            spread[move, pitfall],
        )
        for (move, pitfall), hits in slips.items()
        if hits >= FEWEST and spread[move, pitfall] >= FEWEST_SESSIONS
    ]
    return tuple(sorted(found, key=_rank))


def _rank(pattern: Pattern) -> tuple[bool, int, str, int]:
    place = PITFALLS.index(pattern.pitfall)
    return not pattern.stands_out, -pattern.here.hits, pattern.move, place


def _slips(session: Looked) -> list[tuple[str, Pitfall]]:
    return [
        (exchange.move, pitfall)
        for exchange in session.exchanges
        for pitfall in PITFALLS
        if pitfall in exchange.pitfalls
    ]


def _ways(session: Looked) -> set[Way]:
    return {_WAY_OF[pitfall] for _, pitfall in _slips(session) if pitfall in _WAY_OF}


def _said_something(session: Looked) -> bool:
    return bool(session.intention or session.hook or session.pressed_by or session.went)


def _own_word(session: Looked) -> OwnWord:
    return OwnWord(
        session=session.kept.id,
        intention=session.intention,
        hook=session.hook,
        pressed_by=session.pressed_by,
        went=session.went,
        found=tuple(_slips(session)),
    )


def _share_of(outcomes: Iterable[bool]) -> Share | None:
    met = list(outcomes)
    return share(sum(met), len(met)) if len(met) >= FEWEST else None


def _gap(side: Side, sessions: Sequence[Kept]) -> GuessGap | None:
    pairs = [
        (each.guesses[side], each.sides[side])
        for each in sessions
        if side in each.guesses and side in each.sides
    ]
    if len(pairs) < FEWEST:
        return None
    gaps = [guess - points.value for guess, points in pairs]
    mean, reach = fmean(gaps), student_quantile(len(gaps) - 1) * stdev(gaps) / len(gaps) ** 0.5
    inside = sum(points.low <= guess <= points.high for guess, points in pairs)
    return GuessGap(len(pairs), inside, mean, mean - reach, mean + reach)
