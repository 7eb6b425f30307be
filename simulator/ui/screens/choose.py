"""A question with a few answers, over the screen that asks it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.ui.room import Aside
from simulator.words import Words, mark


class Choose(Aside[str | None]):
    """Answers with the id of what was chosen, or None."""

    CSS_PATH = "choose.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", mark("back"), id="choose.close"),
    ]

    def __init__(self, t: Words, question: str, answers: Sequence[tuple[str, str]], aside: str = "") -> None:
        """Ask `question`; each answer is an id and its text, both shown literally."""
        super().__init__(t)
        self._question = question
        self._answers = answers
        self._aside = aside

    def compose(self) -> ComposeResult:
        """Yield the question, the answers and a word beside."""
        options = [Option(Content(text), id=name) for name, text in self._answers]
        with Vertical(classes="sheet"):
            yield Static(Content(self._question), markup=False, classes="question")
            yield OptionList(*options, markup=False, compact=True)
            if self._aside:
                yield Static(Content(self._aside), markup=False, classes="beside")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option.id)
