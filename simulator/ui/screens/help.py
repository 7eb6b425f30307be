"""Every key that works on the screen beneath."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.ui.room import Aside
from simulator.words import Words, mark


class Help(Aside[None]):
    """A list of keys and what they do."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "close", mark("back"), id="help.close", priority=True),
    ]

    def __init__(
        self, t: Words, bindings: Mapping[str, ActiveBinding], key_name: Callable[[Binding], str]
    ) -> None:
        """Take the keys of the screen beneath, already in the interface's language."""
        super().__init__(t)
        self._rows: dict[str, list[str]] = {}
        for active in bindings.values():
            if active.binding.id and active.binding.description and active.enabled:
                self._rows.setdefault(active.binding.description, []).append(key_name(active.binding))

        self._rows[t("move")] = ["↑ ↓ ← →", "tab"]

    def compose(self) -> ComposeResult:
        """Yield a row for each thing that a key does."""
        with Vertical(classes="sheet"):
            yield Static(self.t("Keys here"), markup=False, classes="question")
            with VerticalScroll():
                for description, keys in self._rows.items():
                    shown = ", ".join(dict.fromkeys(keys))
                    yield Static(
                        Content.assemble((f"{shown:>14}", "bold $primary"), f"  {description}"), markup=False
                    )
            yield Static(self.t("esc goes back"), markup=False, classes="beside")
