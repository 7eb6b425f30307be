"""The feedback: one card a moment, and what might come next."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scoring.feedback import Card
from scoring.transcript import Language
from simulator.debrief import Debrief
from simulator.labels import CODE_NAMES, NEXT_STEPS
from simulator.words import Words


class Cards(VerticalScroll):
    """What carried, three moments to try again, where the readings differ, and what next."""

    def __init__(self, t: Words, debrief: Debrief) -> None:
        """Take the debrief; cards are in the talk's language, like the lines that they quote."""
        super().__init__()
        self.t = t
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """Yield the cards, the weightiest first."""
        debrief, t = self._debrief, self.t
        for card in debrief.feedback.first:
            yield Static(
                _content(card, debrief.stage.language),
                markup=False,
                classes="worked card" if card.worked else "card",
            )
        if not debrief.feedback.first:
            yield Static(
                t("Too little was said for a card. The conversation stands on the next page."), markup=False
            )
        for difference in debrief.differences[:3]:
            felt = ", ".join(t(CODE_NAMES[code]) for code in difference.only_cue) or "–"
            shown = ", ".join(t(CODE_NAMES[code]) for code in difference.only_shown) or "–"
            text = t(
                "Turn {turn} reads in two ways. Felt by the customer: {felt}. In the words shown: {shown}."
            )
            yield Static(
                Content(text.format(turn=debrief.own_number(difference.turn), felt=felt, shown=shown)),
                markup=False,
                classes="card",
            )
        yield Static(Content(t(NEXT_STEPS[debrief.next])), markup=False, classes="next")


def _content(card: Card, language: Language) -> Content:
    """Return a card's lines, what precedes each colon set apart."""
    rows = []
    for line in card.lines(language):
        head, colon, rest = line.partition(": ")
        quoted = rest[:1] in "“”‘’»"
        rows.append(
            Content.assemble((head + colon, "$text-muted" if quoted else "bold"), rest)
            if colon
            else Content(line)
        )
    return Content("\n").join(rows)
