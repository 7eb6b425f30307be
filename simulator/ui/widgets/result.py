"""What came of a talk, on one page: overall, the plane, and the seven voices."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scoring.codebook import Corner, Side, Voice, codebook
from scoring.scorecard import Estimate, Scorecard, SideScore, as_points
from scoring.shown import ScoreObject
from simulator.debrief_text import beside_text
from simulator.labels import (
    BESIDE,
    BY_MODEL,
    CORNER_MEANINGS,
    CORNER_NAMES,
    ENDING_NAMES,
    FLAG_NAMES,
    REASONS,
    SIDE_NAMES,
    VOICE_NAMES,
)
from simulator.notices import failed_line
from simulator.readings import Readings
from simulator.ui.account import Account, Branch
from simulator.ui.widgets.plane import Plane, Spot
from simulator.ui.widgets.standing import Standing
from simulator.words import Words

_COLOURS: dict[Side, str] = {"empathy": "$accent", "boundaries": "$primary"}
_BAR = 8


class Result(VerticalScroll):
    """Overall with its interval, where the talk lies, and what each voice took of what was called for."""

    def __init__(self, t: Words, account: Account) -> None:
        """Take the debrief and what stands beside it."""
        super().__init__()
        self.t = t
        self._account = account
        self._debrief = account.debrief
        self._card = account.debrief.assessment.scorecard

    def compose(self) -> ComposeResult:
        """Yield the summary over the plane and the voices."""
        yield Static(self._summary(), markup=False, classes="summary")
        with Horizontal(classes="halves"):
            yield Plane(self.t, _spot(self._card), self._account.earlier)
            with Vertical(classes="voices"):
                for side in SIDE_NAMES:
                    yield Static(self._side(side), markup=False)
        for branch in self._account.branches:
            yield Static(self._branch(branch), markup=False, classes="branch")
        yield from self._second(self._account.readings)
        yield from self._house()
        for flag in self._debrief.assessment.flags:
            yield Static(Content(f"! {self.t(FLAG_NAMES[flag])}"), markup=False, classes="flag")
        if self._account.small_print:
            yield Static(Content("\n".join(self._account.small_print)), markup=False, classes="small_print")

    def _summary(self) -> Content:
        t, card, ending = self.t, self._card, self._debrief.ending
        rows = [t(ENDING_NAMES[ending]) if ending else t("You ended the talk.")]
        if self._debrief.assessment.reader == "model":
            rows[0] += f" {t(BY_MODEL)}"
        if card.overall and card.corner:
            name = (f"  {self._corner(card.corner)}", "bold")
            rows_of_score = Content.assemble((_shown(card.overall), "bold $secondary"), name)
            return Content("\n").join(
                [
                    rows_of_score,
                    Content(t(CORNER_MEANINGS[card.corner])),
                    Content.styled(rows[0], "$text-muted"),
                ]
            )
        why = [
            f"{t(SIDE_NAMES[side])}: {t(REASONS[card.reasons[side]])}"
            for side in SIDE_NAMES
            if side in card.reasons
        ]
        rows.insert(0, t("Not scored yet, which is not zero. {reasons}.").format(reasons="; ".join(why)))
        return Content("\n".join(rows))

    def _branch(self, branch: Branch) -> Content:
        """Return another try with its score; its page sets both side by side."""
        if self._account.mixed:  # a score that does not stand here is no value beside the one that does
            return Content(f"⎇ {branch.label}")
        overall = branch.score.overall
        value = f"{overall.value} ({overall.low}–{overall.high})" if overall else self.t("not scored")
        return Content(f"⎇ {branch.label}: {value}")

    def _second(self, readings: Readings) -> Iterator[Static]:
        """Yield the score beside the one that stands, or why a model that was asked gives none."""
        if readings.failed:
            yield Static(failed_line(readings.failed, self.t), markup=False, classes="second")
        if readings.beside:
            yield Static(self._beside(readings, readings.beside), markup=False, classes="second")

    def _beside(self, readings: Readings, score: ScoreObject) -> Content:
        """Return the other reader's score, and in which turns it reads otherwise."""
        t = self.t
        rows = [Content.assemble((f"{t(BESIDE[readings.other])}: ", "bold"), beside_text(score, t))]
        if readings.apart:
            where = ", ".join(str(self._debrief.own_number(each.turn)) for each in readings.apart)
            rows.append(
                Content(t("Where it reads otherwise: turn {turns} (see the talk).").format(turns=where))
            )
        else:
            rows.append(Content(t("Both find the same in every turn.")))
        return Content("\n").join(rows)

    def _house(self) -> Iterator[Static]:
        """Yield how the talk stands to the house's style, and why it does not where the style is broken."""
        if view := self._debrief.assessment.house:
            yield Standing(self.t, self._debrief, view)
        if self._account.trouble:
            told = self.t("The house style is left out: {why}").format(why=self._account.trouble)
            yield Static(Content(f"! {told}"), markup=False, classes="flag")

    def _corner(self, corner: Corner) -> str:
        """Return the corner's name; between them, also the nearest."""
        name, nearest = self.t(CORNER_NAMES[corner]), self._card.corner_point
        if corner != "between" or nearest is None:
            return name
        return self.t("{name}, nearest to {corner}").format(name=name, corner=self.t(CORNER_NAMES[nearest]))

    def _side(self, side: Side) -> Content:
        score = self._card.empathy if side == "empathy" else self._card.boundaries
        rows = [self._side_heading(side, score)]
        voices = [name for name, entry in codebook().voices.items() if entry.side == side]
        rows += [self._voice(voice, _COLOURS[side]) for voice in voices]
        return Content("\n").join(rows)

    def _side_heading(self, side: Side, score: SideScore | None) -> Content:
        value = _shown(score.estimate) if score else "–"
        own = ""
        if self._account.guess:
            points = self._account.guess.empathy if side == "empathy" else self._account.guess.boundaries
            own = " " + self.t("your guess {points}").format(points=points)
        return Content.assemble(
            (self.t(SIDE_NAMES[side]), f"bold {_COLOURS[side]}"), (f" {value}", "bold"), (own, "$text-muted")
        )

    def _voice(self, voice: Voice, colour: str) -> Content:
        score, name = self._card.voices[voice], self.t(VOICE_NAMES[voice])
        taken = self.t("{hits} of {all}").format(hits=score.hits, all=score.opportunities)
        filled = round(_BAR * score.hits / score.opportunities) if score.opportunities else 0
        return Content.assemble(
            f"{name:<13}", ("━" * filled, colour), ("─" * (_BAR - filled), "$border"), f"  {taken}"
        )


def _shown(estimate: Estimate) -> str:
    return f"{as_points(estimate.value)} ({as_points(estimate.low)}–{as_points(estimate.high)})"


def _spot(card: Scorecard) -> Spot | None:
    if card.empathy is None or card.boundaries is None:
        return None
    warm, clear = card.empathy.estimate, card.boundaries.estimate
    return Spot((warm.low, warm.value, warm.high), (clear.low, clear.value, clear.high))
