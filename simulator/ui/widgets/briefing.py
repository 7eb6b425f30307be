"""What the trainee knows, laid out to be read at a glance."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.content.models import ScenarioVoice
from simulator.words import Words


class Briefing(VerticalScroll):
    """Role, decision, reason, facts, and what may and must not be offered."""

    def __init__(self, t: Words, matter: ScenarioVoice) -> None:
        """Take the scenario in the talk's language."""
        super().__init__()
        self.t = t
        self.matter = matter

    def compose(self) -> ComposeResult:
        """Yield the decision first and large, the mandate in two columns, the facts last."""
        t, matter = self.t, self.matter
        yield Static(Content(matter.role), markup=False, classes="role")
        yield _part(t("What is decided"), (matter.decision,), "decision")
        yield _part(t("Why"), (matter.reason,), "reason")
        with Vertical(classes="mandate"):
            yield _part(t("You may offer"), matter.may_offer, "may", "+")
            yield _part(t("Better not"), matter.must_not, "must-not", "–")
        yield _part(t("You both know"), matter.known, "known", "·")
        yield _part(t("At hand"), matter.facts, "facts", "·")


def _part(title: str, lines: Iterable[str], name: str, sign: str = "") -> Vertical:
    rows = [_row(line, sign) for line in lines]
    return Vertical(Static(title, markup=False, classes="title"), *rows, classes=f"part {name}")


def _row(line: str, sign: str) -> Static | Horizontal:
    text = Static(Content(line), markup=False)
    return Horizontal(Static(sign, markup=False, classes="sign"), text, classes="row") if sign else text
