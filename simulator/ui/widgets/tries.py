"""Two tries of one talk side by side: where they part, what was said, scores, mood and ledger of each."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from scoring.progress import Points
from scoring.shown import ShownEstimate
from simulator.debrief import MoodPoint, ruling_dial
from simulator.labels import CORNER_NAMES, DIAL_NAMES, SIDE_NAMES, STATUS_NAMES
from simulator.mood import DIAL_TOP, NEED_TOP
from simulator.ui.account import Account, Branch, parting
from simulator.ui.widgets.bar import bar
from simulator.ui.widgets.course import SIGNS
from simulator.ui.widgets.curve import sparkline
from simulator.words import Words

_BAR = 21
_NAME = 11


class Tries(VerticalScroll):
    """This try on the left, another one on the right."""

    def __init__(self, t: Words, account: Account) -> None:
        """Take the account; at first the try that this one parts from latest stands beside it."""
        super().__init__()
        self.t = t
        self._account = account
        places = [parting(account.here, each) for each in account.branches]
        self._other = places.index(max(places)) if places else 0

    async def turn(self) -> None:
        """Put the next try beside this one."""
        self._other = (self._other + 1) % len(self._account.branches)
        await self.recompose()

    def compose(self) -> ComposeResult:
        """Yield both tries, part by part, so that like stands beside like."""
        if not self._account.branches:
            return
        t, here, there = self.t, self._account.here, self._account.branches[self._other]
        place = parting(here, there)
        count = len(self._account.branches)
        which = f"  ({self._other + 1}/{count})" if count > 1 else ""
        yield _beside(
            Content.assemble((t("This try"), "bold $secondary"), f"\n{here.label}"),
            Content.assemble((f"{t('The other try')}{which}", "bold $secondary"), f"\n{there.label}"),
        )
        yield _title(t("They part at your turn {turn}").format(turn=here.own_number(place)))
        yield from self._lines(here, there, place)
        yield _title(t("What came of it"))
        yield _beside(self._scores(here), self._scores(there))
        yield Static(self._caution(here, there), markup=False, classes="beside")
        yield _title(t("How the customer felt"))
        yield _beside(self._moods(here.moods), self._moods(there.moods))
        yield _title(t("What became of the decision"))
        yield _beside(self._ledger(here), self._ledger(there))

    def _lines(self, here: Branch, there: Branch, place: int) -> Iterator[Widget]:
        if place and here.turns[place - 1].speaker == "customer":
            yield Static(self._line(here, place - 1), markup=False, classes="shared")
        yield _beside(self._line(here, place), self._line(there, place))
        yield _beside(self._line(here, place + 1), self._line(there, place + 1))

    def _line(self, tried: Branch, place: int) -> Content:
        if place >= len(tried.turns):
            return Content.styled(self.t("Here the talk ended."), "$text-muted")
        turn = tried.turns[place]
        name = self.t("You") if turn.speaker == "trainee" else self._account.debrief.stage.persona.name
        colour = "$primary" if turn.speaker == "trainee" else "$accent"
        return Content.assemble((name, f"bold {colour}"), f"  {turn.text or self.t('(silence)')}")

    def _scores(self, tried: Branch) -> Content:
        score, t = tried.score, self.t
        rows = [
            self._score(t("Overall"), score.overall, "$secondary"),
            self._score(t(SIDE_NAMES["empathy"]), score.empathy, "$accent"),
            self._score(t(SIDE_NAMES["boundaries"]), score.boundaries, "$primary"),
        ]
        if score.corner_point:
            rows.append(Content(t(CORNER_NAMES[score.corner_point])))
        return Content("\n").join(rows)

    def _score(self, name: str, value: ShownEstimate | None, colour: str) -> Content:
        label = f"{name[: _NAME - 1]:<{_NAME}}"
        if value is None:
            return Content.assemble((label, colour), (self.t("not scored"), "$text-muted"))
        drawn = bar(Points(value.value, value.low, value.high), None, _BAR, colour)
        numbers = f"{'':{_NAME}}{value.value} ({value.low}–{value.high})"
        return Content.assemble((label, colour), drawn, ("\n" + numbers, "bold"))

    def _caution(self, here: Branch, there: Branch) -> Content:
        mine, theirs = (each.score.overall for each in (here, there))
        if mine is None or theirs is None:
            return Content("")
        apart = mine.low > theirs.high or theirs.low > mine.high
        told = [
            self.t("The intervals do not overlap.")
            if apart
            else self.t("The intervals overlap: the difference may be chance.")
        ]
        if self._account.mixed:
            told.append(
                self.t("Compared by this program's scores: those that stand are by different readers.")
            )
        return Content.styled(" ".join(told), "$text-muted")

    def _moods(self, moods: Sequence[MoodPoint]) -> Content:
        ruling = ruling_dial(self._account.debrief.stage.persona.kind)
        dials = [point.mood.dials() for point in moods]
        rows = [
            self._dial(self.t(DIAL_NAMES[ruling]), [each[ruling] / DIAL_TOP for each in dials], "$accent"),
            self._dial(self.t(DIAL_NAMES["trust"]), [each["trust"] / DIAL_TOP for each in dials], "$primary"),
            self._dial(self.t(DIAL_NAMES["need"]), [each["need"] / NEED_TOP for each in dials], "$secondary"),
        ]
        return Content("\n").join(rows)

    def _dial(self, name: str, shares: Sequence[float], colour: str) -> Content:
        ends = f" {10 * shares[0]:.0f} → {10 * shares[-1]:.0f}" if shares else "–"
        label = f"{name[: _NAME - 1]:<{_NAME}}"
        return Content.assemble((label, "$text-muted"), (sparkline(shares), colour), (ends, "bold"))

    def _ledger(self, tried: Branch) -> Content:
        if not tried.score.ledger:
            return Content.styled(self.t("It was never said."), "$text-muted")
        rows = []
        for line in tried.score.ledger:
            sign, colour = SIGNS[line.status]
            turn = self.t("turn {turn}").format(turn=tried.own_number(line.turn))
            name = self.t(STATUS_NAMES[line.status])
            rows.append(Content.assemble((f"{sign} ", colour), (f"{turn} ", "$text-muted"), (name, colour)))
        return Content("\n").join(rows)


def _beside(left: Content, right: Content) -> Horizontal:
    both = Static(left, markup=False, classes="try"), Static(right, markup=False, classes="try")
    return Horizontal(*both, classes="tries")


def _title(text: str) -> Static:
    return Static(text, markup=False, classes="title")
