"""The trainee's own guess, before any score is shown."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Footer, Static

from simulator.ui.account import Guess
from simulator.ui.room import Room
from simulator.ui.widgets.slider import Slider
from simulator.words import Words, mark


class GuessRoom(Room[Guess | None]):
    """Answers with the guess, or None where the trainee would rather not."""

    CSS_PATH = "guess.tcss"
    AUTO_FOCUS = "#empathy"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", mark("go on"), id="guess.on", priority=True),
        Binding("down,j", "app.focus_next", mark("next"), id="guess.next", show=False),
        Binding("up,k", "app.focus_previous", mark("back"), id="guess.previous", show=False),
        Binding("escape", "skip", mark("see without guessing"), id="guess.skip"),
    ]

    def __init__(self, t: Words) -> None:
        """Put both bars in the middle."""
        super().__init__(t)
        self._empathy = Slider(t("Empathy"), t("the person was met"), "$accent")
        self._boundaries = Slider(t("Boundaries"), t("the decision stood"), "$primary")
        self._empathy.id, self._boundaries.id = "empathy", "boundaries"

    def compose(self) -> ComposeResult:
        """Yield the question and both bars."""
        with Vertical(id="sheet"):
            yield Static(
                self.t("Before you read on: how did it go, do you think?"), markup=False, classes="title"
            )
            yield self._empathy
            yield self._boundaries
            yield Static(
                self.t("← → set it. Nobody grades the guess; it trains the eye."),
                markup=False,
                classes="beside",
            )
        yield Footer(compact=True, show_command_palette=False)

    def action_on(self) -> None:
        """Go to the second bar, and from there on with both."""
        if self._empathy.has_focus:
            self._boundaries.focus()
        else:
            self.dismiss(Guess(self._empathy.value, self._boundaries.value))

    def action_skip(self) -> None:
        """Go on without a guess."""
        self.dismiss(None)
