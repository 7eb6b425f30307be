"""A question that is answered in writing, over the screen that asks it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from scoring.text import safe_text
from simulator.ui.room import Aside
from simulator.ui.widgets.writing import Field
from simulator.words import Words, mark


class Ask(Aside[str | None]):
    """Answers with what was written, or None."""

    CSS_PATH = "ask.tcss"
    AUTO_FOCUS = "#answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", mark("back"), id="ask.close"),
    ]

    def __init__(
        self, t: Words, question: str, begun: str, fault: Callable[[str], str], aside: str = ""
    ) -> None:
        """Ask, with an answer begun; `fault` says what is wrong with one, and nothing where it will do."""
        super().__init__(t)
        self._question = question
        self._begun = begun
        self._fault = fault
        self._aside = aside

    def compose(self) -> ComposeResult:
        """Yield the question, the line to write on, what is wrong, and a word beside."""
        with Vertical(classes="sheet"):
            yield Static(Content(self._question), markup=False, classes="question")
            yield Field(self._begun, id="answer", compact=True, max_length=1_000)
            yield Static(markup=False, id="fault")
            yield Static(Content(self._aside), markup=False, classes="beside")

    @property
    def _said(self) -> str:
        return safe_text(self.query_one("#answer", Input).value).strip()

    def on_input_changed(self) -> None:
        """Say at once what is wrong with what is written."""
        self.query_one("#fault", Static).update(Content(self._fault(self._said) if self._said else ""))

    def on_input_submitted(self) -> None:
        """Answer, where nothing is wrong."""
        fault = self._fault(self._said)
        self.query_one("#fault", Static).update(Content(fault))
        if not fault:
            self.dismiss(self._said)
