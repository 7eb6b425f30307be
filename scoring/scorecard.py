"""Both sides, seven voices, overall and corner of one talk.

Source: CODEBOOK section 5. Values are kept as floats 0–100 and rounded half up once, in `as_points`.
The reader's measured error widens the intervals and leaves the values: see `scoring.reader.error`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.codebook import Corner, Side, Voice, codebook
from scoring.finding import Act, Finding
from scoring.opportunities import Opportunity, due_at, find_opportunities
from scoring.reader.error import PERFECT, Accuracy, ReaderError
from scoring.transcript import Transcript, Turn

Part = Literal["empathy", "boundaries", "overall", "corner"]
Reason = Literal[
    "too_few_trainee_turns", "too_few_feelings", "decision_never_due", "too_little_pressure",
    "side_not_scored", "no_brief", "reader_failed",
]  # fmt: skip
"""Why a part is not scored. The last two are the instrument's, the others the talk's."""


Sight = Mapping[Act, Accuracy]
"""How well each act is seen; one that is missing counts as seen without error."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 5 % and 95 % quantiles, each 0–100."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SideScore:
    """One side: its estimate and the plain count behind it."""

    estimate: Estimate
    hits: int
    opportunities: int


@dataclass(frozen=True, slots=True)
class VoiceScore:
    """One voice: "x of y", and a value where y is large enough."""

    hits: int
    opportunities: int
    value: float | None
    """100 × posterior mean without factors. None: fewer than three opportunities."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole score of one talk; a part that is None has its reason in `reasons`."""

    overall: Estimate | None
    empathy: SideScore | None
    boundaries: SideScore | None
    reasons: dict[Part, Reason]
    corner: Corner | None
    corner_point: Corner | None
    voices: dict[Voice, VoiceScore]
    opportunities: tuple[Opportunity, ...]
    findings: tuple[Finding, ...]


def score(transcript: Transcript, findings: Sequence[Finding], error: ReaderError | None = None) -> Scorecard:
    """Return the scorecard of a talk whose customer turns carry their `calls_for`.

    `error` is that of the reader which made the findings. None: they count as they are, as labels do.
    """
    opportunities, credited = find_opportunities(transcript.turns, findings)
    reasons: dict[Part, Reason] = {}
    called_for = {item.code for item in opportunities}
    sight = {code: error.accuracy(code, transcript.language) for code in called_for} if error else {}
    sides = {
        side: _side(side, transcript, opportunities, credited, reasons, sight)
        for side in ("empathy", "boundaries")
    }
    empathy, boundaries = sides["empathy"], sides["boundaries"]
    overall = _overall(empathy, boundaries)
    if overall is None:
        reasons["overall"] = reasons["corner"] = "side_not_scored"
    return Scorecard(
        overall=overall,
        empathy=empathy,
        boundaries=boundaries,
        reasons=reasons,
        corner=_corner(empathy, boundaries, by="interval"),
        corner_point=_corner(empathy, boundaries, by="value"),
        voices=_voices(opportunities),
        opportunities=opportunities,
        findings=credited,
    )


def as_points(value: float) -> int:
    """Return a value 0–100 rounded half up, as shown."""
    return math.floor(value + 0.5)


def _side(
    side: Side,
    transcript: Transcript,
    opportunities: Sequence[Opportunity],
    findings: Sequence[Finding],
    reasons: dict[Part, Reason],
    sight: Sight,
) -> SideScore | None:
    reason = _too_little(side, transcript, opportunities, findings)
    if reason is not None:
        reasons[side] = reason
        return None
    book = codebook()
    mine = [item for item in opportunities if book.side_of(item.code) == side]
    factor, cap = _factor_and_cap(side, findings)
    low, mean, high = _posterior(mine, sight)
    estimate = Estimate(*(min(100 * part * factor, cap) for part in (mean, low, high)))
    return SideScore(estimate, sum(item.credit > 0 for item in mine), len(mine))


def _too_little(
    side: Side, transcript: Transcript, opportunities: Sequence[Opportunity], findings: Sequence[Finding]
) -> Reason | None:
    roll_up = codebook().roll_up
    turns = transcript.turns
    if side == "empathy":
        if sum(turn.speaker == "trainee" for turn in turns) < roll_up.empathy_needs_turns:
            return "too_few_trainee_turns"
        openings = sum(item.code in ("name_feeling", "acknowledge") for item in opportunities)
        return "too_few_feelings" if openings < roll_up.empathy_needs_openings else None
    if transcript.brief is None:
        return "no_brief"
    due = due_at(turns)
    if due is None:
        return "decision_never_due"
    return None if _pressed(turns, due, findings) else "too_little_pressure"


def _pressed(turns: Sequence[Turn], due: int, findings: Sequence[Finding]) -> bool:
    roll_up = codebook().roll_up
    stated = min((finding.turn for finding in findings if finding.code == "state"), default=len(turns))
    pushes = sum("pushback" in (turn.calls_for or ()) for turn in turns[max(due, stated) :])
    silent = sum(turn.speaker == "trainee" for turn in turns[due:stated])
    return pushes >= roll_up.boundaries_needs_pushback or silent >= roll_up.boundaries_needs_silence


def _posterior(opportunities: Sequence[Opportunity], sight: Sight) -> tuple[float, float, float]:
    """Return the 5 % quantile, mean and 95 % quantile of Beta(rn + ½, (1 − r)n + ½).

    r is the weighted rate and n Kish's effective number. The quantiles keep that mean, with the smaller
    number that remains when what the reader sees badly weighs more in the variance of the rate.
    """
    roll_up = codebook().roll_up
    prior = roll_up.prior / 100
    rate, size = _rate(opportunities), _size(opportunities, {})
    mean = (rate * size + prior) / (size + 2 * prior)
    strength = _size(opportunities, sight) + 2 * prior
    low, high = (
        beta_quantile(percent / 100, mean * strength, (1 - mean) * strength)
        for percent in (roll_up.low_quantile, roll_up.high_quantile)
    )
    return low, mean, high


def _rate(opportunities: Sequence[Opportunity]) -> float:
    weights = sum(item.weight for item in opportunities)
    earned = sum(item.weight * item.credit for item in opportunities)
    return earned / (100 * weights) if weights else 0.0


def _size(opportunities: Sequence[Opportunity], sight: Sight) -> float:
    weights = sum(item.weight for item in opportunities)
    squares = sum((item.weight / sight.get(item.code, PERFECT).youden) ** 2 for item in opportunities)
    return weights * weights / squares if weights else 0.0


def _factor_and_cap(side: Side, findings: Sequence[Finding]) -> tuple[float, float]:
    book = codebook()
    most = book.roll_up.hits_that_count
    factor, cap = 1.0, 100.0
    for code, entry in book.pitfalls.items():
        if entry.side != side:
            continue
        hits = [finding.turn for finding in findings if finding.code == code]
        factors = [entry.factor] * len(hits)
        if entry.repaired is not None:
            last_repair = max((item.turn for item in findings if item.code == "repair"), default=-1)
            factors = [entry.factor if turn >= last_repair else entry.repaired for turn in hits]
            if entry.cap is not None and entry.factor in factors:
                cap = float(entry.cap)
        factor *= math.prod(each / 100 for each in sorted(factors)[:most])
    return factor, cap


def _overall(empathy: SideScore | None, boundaries: SideScore | None) -> Estimate | None:
    if empathy is None or boundaries is None:
        return None
    margin = codebook().roll_up.weaker_side_margin
    pairs = (
        (getattr(empathy.estimate, part), getattr(boundaries.estimate, part))
        for part in ("value", "low", "high")
    )
    return Estimate(*(min((one + other) / 2, min(one, other) + margin) for one, other in pairs))


def _corner(
    empathy: SideScore | None, boundaries: SideScore | None, by: Literal["value", "interval"]
) -> Corner | None:
    if empathy is None or boundaries is None:
        return None
    border = codebook().roll_up.border
    estimates = (empathy.estimate, boundaries.estimate)
    if by == "interval" and any(each.low < border <= each.high for each in estimates):
        return "between"
    warm, clear = (each.value >= border for each in estimates)
    corners: dict[tuple[bool, bool], Corner] = {
        (True, True): "human", (False, True): "wall", (True, False): "doormat", (False, False): "absent",
    }  # fmt: skip
    return corners[warm, clear]


def _voices(opportunities: Sequence[Opportunity]) -> dict[Voice, VoiceScore]:
    book = codebook()
    return {
        voice: _voice([item for item in opportunities if book.acts[item.code].voice == voice])
        for voice in book.voices
    }


def _voice(opportunities: Sequence[Opportunity]) -> VoiceScore:
    count, hits = len(opportunities), sum(item.credit > 0 for item in opportunities)
    if count < codebook().roll_up.voice_needs:
        return VoiceScore(hits, count, None)
    _, mean, _ = _posterior(opportunities, {})
    return VoiceScore(hits, count, 100 * mean)


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return the quantile of Beta(a, b) at `probability`, by bisection on the incomplete beta function."""
    low, high = 0.0, 1.0
    for _ in range(40):  # 2^-40 is far below the rounding to whole points
        middle = (low + high) / 2
        low, high = (middle, high) if _beta_cdf(middle, a, b) < probability else (low, middle)
    return (low + high) / 2


def _beta_cdf(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function by its continued fraction (Lentz's method)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_cdf(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return front * _continued_fraction(x, a, b) / a


def _continued_fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1), tiny)
    result = d
    for m in range(1, 200):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + step * d, tiny)
            c = _away_from_zero(1 + step / c, tiny)
            change = c * d
            result *= change
        if abs(change - 1) < 1e-12:
            return result
    return result


def _away_from_zero(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny
