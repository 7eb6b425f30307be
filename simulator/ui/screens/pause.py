"""A calm screen in the middle of a talk. It costs nothing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from simulator.ui.room import Aside
from simulator.words import mark


class Pause(Aside[None]):
    """Stays until the trainee is ready."""

    CSS_PATH = "pause.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,f5,space", "close", mark("go on"), id="pause.close"),
    ]

    def compose(self) -> ComposeResult:
        """Yield the calm words."""
        with Vertical():
            yield Static(self.t("Paused"), classes="title", markup=False)
            yield Static(
                self.t("The customer waits. Nothing is counted while you are here."),
                markup=False,
                classes="calm",
            )
            yield Static(
                self.t("Let the shoulders drop. Breathe out, longer than you breathed in."),
                markup=False,
                classes="calm",
            )
            yield Static(
                self.t("What was it in the last line that got to you?"), markup=False, classes="calm ask"
            )
            yield Static(self.t("enter goes on"), markup=False, classes="keys")
