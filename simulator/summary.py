"""The account of one transcript as plain text for people, in the language of the talk."""

import textwrap
from collections.abc import Iterator

from scoring.assessment import Assessment
from scoring.codebook import SIDES, codebook
from scoring.feedback import feedback_on
from scoring.house import HouseView
from scoring.ledger import LedgerLine
from scoring.scorecard import Estimate, Part, SideScore, as_points
from simulator.labels import (
    CORNER_MEANINGS,
    FLAG_NAMES,
    GATE_NAMES,
    REASONS,
    RESULT_NAMES,
    RULE_NAMES,
    SIDE_NAMES,
    STATUS_NAMES,
    WAY_NAMES,
)
from simulator.words import Words, words

WIDTH = 88
"""Characters of the longest line."""
_INDENT = "    "


def summary(assessment: Assessment) -> str:
    """Return the account of a talk: both sides, the decision line by line, what carried, and what to try."""
    t = words(assessment.transcript.language)
    parts = [
        _score(assessment, t),
        decision_lines(assessment, t),
        *_cards(assessment, t),
        house_lines(assessment, t),
        flag_lines(assessment, t),
    ]
    blocks = ("\n".join(line for written in part for line in _wrapped(written)) for part in parts)
    return "\n\n".join(block for block in blocks if block)


def _score(assessment: Assessment, t: Words) -> Iterator[str]:
    card = assessment.scorecard
    yield f"{assessment.transcript.id}  ({assessment.version})"
    yield t("Overall: {value}").format(value=valued(assessment, "overall", card.overall, t))
    sides = {"empathy": card.empathy, "boundaries": card.boundaries}
    for side in SIDES:
        yield f"{t(SIDE_NAMES[side])}: {side_valued(assessment, side, sides[side], t)}"
    names = {name: entry.name[assessment.transcript.language] for name, entry in codebook().voices.items()}
    yield " · ".join(
        f"{names[name]} {voice.hits}/{voice.opportunities}" for name, voice in card.voices.items()
    )
    if card.corner_point:
        yield t(CORNER_MEANINGS[card.corner_point])


def valued(assessment: Assessment, part: Part, estimate: Estimate | None, t: Words) -> str:
    """Return "61 (45–75)", or why a part is not scored."""
    if estimate is None:
        return t("not scored: {reason}").format(reason=t(REASONS[assessment.scorecard.reasons[part]]))
    return f"{as_points(estimate.value)} ({as_points(estimate.low)}–{as_points(estimate.high)})"


def side_valued(assessment: Assessment, part: Part, side: SideScore | None, t: Words) -> str:
    """Return a side's value with its count, or why it is not scored."""
    if side is None:
        return valued(assessment, part, None, t)
    count = t("{hits} of {count}").format(hits=side.hits, count=side.opportunities)
    return f"{valued(assessment, part, side.estimate, t)}, {count}"


def decision_lines(assessment: Assessment, t: Words) -> Iterator[str]:
    """Yield the ledger under its heading; nothing where there is none."""
    if assessment.ledger:
        yield t("What became of the decision:")
    for line in assessment.ledger:
        yield _INDENT + _line(line, t)


def _line(line: LedgerLine, t: Words) -> str:
    status = t(STATUS_NAMES[line.status])
    way = f", {t(WAY_NAMES[line.way])}" if line.way else ""
    return f"{line.turn + 1}. {status}{way}: {line.quote or t('(silence)')}"


def _cards(assessment: Assessment, t: Words) -> Iterator[Iterator[str]]:
    for card in feedback_on(assessment).first:
        lines = card.lines(assessment.transcript.language)
        yield iter((t("Turn {turn}").format(turn=card.turn + 1), *(_INDENT + line for line in lines)))


def house_lines(assessment: Assessment, t: Words) -> Iterator[str]:
    """Yield how the talk stands to the house style; nothing where none is set."""
    view = assessment.house
    if view is None:
        return
    rule, name = view.house.pass_rule, view.house.name or t("House style")
    yield f"{name}: {house_result(view, t)}" if rule else name
    if rule and rule.both_sides:
        yield _INDENT + t("both sides at {points} or more").format(points=rule.both_sides)
    for gate, held in view.gates.items():
        yield f"{_INDENT}{t(GATE_NAMES[gate])}{'' if held else ': ' + t(RESULT_NAMES['not_yet'])}"
    for remark in view.remarks:
        where = "" if remark.turn is None else t("Turn {turn}").format(turn=remark.turn + 1) + ": "
        quote = f": {remark.quote}" if remark.quote else ""
        yield f"{_INDENT}{where}{t(RULE_NAMES[remark.rule])}{quote}"


def house_result(view: HouseView, t: Words) -> str:
    """Return whether a talk passes by its house's rule, and whether that is sure."""
    if view.result is None:
        return t("not scored: {reason}").format(reason=t(REASONS["side_not_scored"]))
    result = t(RESULT_NAMES[view.result])
    return result if view.certain else t("{result}, as far as one talk can tell").format(result=result)


def flag_lines(assessment: Assessment, t: Words) -> Iterator[str]:
    """Yield what to look at before trusting the score."""
    yield from (f"! {t(FLAG_NAMES[flag])}" for flag in assessment.flags)


def _wrapped(line: str) -> Iterator[str]:
    indent = _INDENT if line.startswith(_INDENT) else ""
    yield from textwrap.wrap(line, WIDTH, initial_indent="", subsequent_indent=indent and f"{indent}  ")
