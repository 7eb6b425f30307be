"""How the talk stands to the house's style: the rule, point by point, and the words that stand against it."""

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from scoring.house import HouseView
from scoring.scorecard import as_points
from scoring.text import safe_text
from simulator.debrief import Debrief
from simulator.labels import GATE_NAMES, RULE_NAMES
from simulator.summary import house_result
from simulator.words import Words

_MOST = 3
"""How many remarks are quoted."""


class Standing(Static):
    """The pass rule's result and what it rests on. The sides and voices are the same in every house."""

    def __init__(self, t: Words, debrief: Debrief, view: HouseView) -> None:
        """Take the debrief and its talk as the house sees it."""
        self._t = t
        self._debrief = debrief
        self._view = view
        super().__init__(Content("\n").join(self._rows()), markup=False, classes="house")

    def _rows(self) -> Iterator[Content]:
        t, view, rule = self._t, self._view, self._view.house.pass_rule
        name = safe_text(view.house.name or t("House style"))
        yield Content.styled(f"{name}: {house_result(view, t)}" if rule else name, "bold")
        if rule and rule.both_sides:
            yield self._point(
                t("both sides at {points} or more").format(points=rule.both_sides), self._reached()
            )
        for gate, held in view.gates.items():
            yield self._point(t(GATE_NAMES[gate]), held)
        yield from self._remarks()

    def _point(self, text: str, held: bool) -> Content:
        sign, colour = ("✓", "$success") if held else ("·", "$warning")
        return Content.assemble((f"{sign} ", f"bold {colour}"), (text, "" if held else "$warning"))

    def _reached(self) -> bool:
        card, rule = self._debrief.assessment.scorecard, self._view.house.pass_rule
        sides = [side.estimate.value for side in (card.empathy, card.boundaries) if side]
        return (
            bool(rule) and len(sides) > 1 and min(map(as_points, sides)) >= (rule.both_sides if rule else 0)
        )

    def _remarks(self) -> Iterator[Content]:
        t, remarks = self._t, self._view.remarks
        for remark in remarks[:_MOST]:
            number = None if remark.turn is None else self._debrief.own_number(remark.turn)
            where = "" if number is None else f"{t('turn {turn}').format(turn=number)}: "
            quote = f"  “{remark.quote}”" if remark.quote else ""
            yield Content.assemble(
                ("  " + where + t(RULE_NAMES[remark.rule]), "$text-muted"), (quote, "italic")
            )
        if len(remarks) > _MOST:
            more = t("and {count} more").format(count=len(remarks) - _MOST)
            yield Content.styled(f"  {more}", "$text-muted")
