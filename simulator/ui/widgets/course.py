"""How the talk went: the mood turn by turn, and what became of the decision."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scoring.ledger import LedgerLine, Status
from simulator.debrief import Debrief
from simulator.labels import STATUS_NAMES, WAY_NAMES
from simulator.ui.widgets.curve import Curve, mood_series
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
        moods = [point.mood for point in debrief.moods]
        yield Curve(t, mood_series(debrief.stage.persona.kind, moods, t), pivot)
        yield Static(t("What became of the decision"), markup=False, classes="title")
        for line in debrief.assessment.ledger:
            yield Static(self._ledger_line(line), markup=False, classes="ledger")
        if not debrief.assessment.ledger:
            yield Static(t("It was never said."), markup=False)

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
