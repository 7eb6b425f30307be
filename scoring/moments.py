"""The moments of a talk that feedback can speak about, and how much each one weighs.

A moment is an opportunity that nobody took, or a pitfall. It weighs the share of its side that it cost;
the weaker side counts whole, the other less, because overall follows the weaker one (CODEBOOK 5).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.assessment import Assessment
from scoring.codebook import Side, codebook
from scoring.finding import PITFALLS, Act, Finding, Pitfall, Way
from scoring.transcript import Turn

_STRONGER_SIDE = 0.6
_LATER_OF_A_CODE = 0.4
"""What a further moment of a code already chosen still weighs, so that the first cards differ."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One place in the talk worth a card."""

    turn: int
    """Index of the trainee turn."""
    cites: int | None
    """Index of the customer turn before it. None: the trainee spoke first."""
    code: Act | Pitfall
    """The act that was called for, or the pitfall."""
    weight: float
    """The share of its side that it cost, 0–1."""
    quote: str = ""
    """For a pitfall: the trainee's words. Empty: a missed act, or an omission."""
    way: Way | None = None
    """For a concession: which indirect way."""


def chosen_moments(assessment: Assessment, most: int) -> tuple[Moment, ...]:
    """Return at most `most` moments, the weightiest first, one a trainee turn."""
    left = _heaviest_by_turn(assessment)
    times: dict[str, int] = {}
    chosen: list[Moment] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda each: each.weight * _LATER_OF_A_CODE ** times.get(each.code, 0))
        left.remove(best)
        times[best.code] = times.get(best.code, 0) + 1
        chosen.append(best)
    return tuple(chosen)


def _heaviest_by_turn(assessment: Assessment) -> list[Moment]:
    by_turn: dict[int, Moment] = {}
    for moment in (*_slipped(assessment), *_missed(assessment)):
        if moment.turn not in by_turn or moment.weight > by_turn[moment.turn].weight:
            by_turn[moment.turn] = moment
    return sorted(by_turn.values(), key=lambda each: each.turn)


def _missed(assessment: Assessment) -> Iterator[Moment]:
    book = codebook()
    opportunities = assessment.scorecard.opportunities
    totals: dict[Side, int] = {"empathy": 0, "boundaries": 0}
    for item in opportunities:
        totals[book.side_of(item.code)] += item.weight
    answers = _answering_turns(assessment.transcript.turns)
    last = max((turn for turn in answers if turn is not None), default=0)
    for item in opportunities:
        side = book.side_of(item.code)
        turn = last if item.opened is None else answers[item.opened]
        if item.credit < 100 and turn is not None:
            lost = item.weight * (100 - item.credit) / 100 / totals[side]
            yield Moment(turn, turn - 1 if turn else None, item.code, lost * _part_of(assessment, side))


def _slipped(assessment: Assessment) -> Iterator[Moment]:
    book = codebook()
    last_repair = max(
        (item.turn for item in assessment.scorecard.findings if item.code == "repair"), default=-1
    )
    for finding in assessment.scorecard.findings:
        pitfall = _as_pitfall(finding)
        if pitfall:
            entry = book.pitfalls[pitfall]
            repaired = entry.repaired is not None and finding.turn < last_repair
            factor = entry.repaired if repaired and entry.repaired is not None else entry.factor
            yield Moment(
                turn=finding.turn,
                cites=finding.turn - 1 if finding.turn else None,
                code=pitfall,
                weight=(100 - factor) / 100 * _part_of(assessment, entry.side),
                quote=finding.quote,
                way=finding.way,
            )


def _as_pitfall(finding: Finding) -> Pitfall | None:
    return next((each for each in PITFALLS if each == finding.code), None)


def _answering_turns(turns: tuple[Turn, ...]) -> list[int | None]:
    """Return for each turn the next trainee turn, or None where none follows."""
    following: int | None = None
    answers: list[int | None] = []
    for index in range(len(turns) - 1, -1, -1):
        if turns[index].speaker == "trainee":
            following = index
        answers.append(following)
    return answers[::-1]


def _part_of(assessment: Assessment, side: Side) -> float:
    card = assessment.scorecard
    if card.empathy is None or card.boundaries is None:
        return 1.0
    weaker = "empathy" if card.empathy.estimate.value <= card.boundaries.estimate.value else "boundaries"
    return 1.0 if side == weaker else _STRONGER_SIDE
