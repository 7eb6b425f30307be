"""How the talk went: the mood turn by turn, and what became of the decision."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scoring.ledger import LedgerLine, Status
from simulator.debrief import Debrief, ruling_dial
from simulator.labels import DIAL_NAMES, STATUS_NAMES, WAY_NAMES
from simulator.mood import DIAL_TOP, NEED_TOP, Dial
from simulator.ui.widgets.curve import Curve, Series
from simulator.words import Words

SIGNS: dict[Status, tuple[str, str]] = {
    "stated": ("■", "$primary"),
    "held": ("■", "$success"),
    "softened": ("▒", "$warning"),
    "conceded": ("□", "$error"),
    "repaired": ("▣", "$success"),
}
"""What a line of the ledger looks like: its sign, and its colour in the theme."""


class Course(VerticalScroll):
    """Mood curve and ledger."""

    def __init__(self, t: Words, debrief: Debrief) -> None:
        """Take the debrief."""
        super().__init__()
        self.t = t
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """Yield the curve, then the ledger."""
        debrief, t = self._debrief, self.t
        pivot = next((n for n, point in enumerate(debrief.moods) if point.turn - 1 == debrief.pivotal), None)
        yield Static(t("How the customer felt"), markup=False, classes="title")
        yield Curve(t, self._series(), pivot)
        yield Static(t("What became of the decision"), markup=False, classes="title")
        for line in debrief.assessment.ledger:
            yield Static(self._ledger_line(line), markup=False, classes="ledger")
        if not debrief.assessment.ledger:
            yield Static(t("It was never said."), markup=False)

    def _series(self) -> list[Series]:
        dials: tuple[Dial, ...] = (ruling_dial(self._debrief.stage.persona.kind), "trust")
        moods = [point.mood.dials() for point in self._debrief.moods]
        series = [
            Series(
                self.t(DIAL_NAMES[dial]),
                tuple(mood[dial] / DIAL_TOP for mood in moods),
                "$primary" if dial == "trust" else "$accent",
            )
            for dial in dials
        ]
        needs = tuple(mood["need"] / NEED_TOP for mood in moods)
        return [*series, Series(self.t(DIAL_NAMES["need"]), needs, "$secondary")]

    def _ledger_line(self, line: LedgerLine) -> Content:
        sign, colour = SIGNS[line.status]
        way = f", {self.t(WAY_NAMES[line.way])}" if line.way else ""
        turn = self.t("turn {turn}").format(turn=self._debrief.own_number(line.turn))
        quote = f"  “{line.quote}”" if line.quote else ""
        return Content.assemble(
            (f"{sign} ", colour),
            (f"{turn:<8} ", "$text-muted"),
            (f"{self.t(STATUS_NAMES[line.status])}{way}", f"bold {colour}"),
            (quote, "italic"),
        )
