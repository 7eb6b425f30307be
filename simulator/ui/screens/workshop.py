"""The coach's shelves: every persona and scenario, whoever wrote it; typing narrows the list."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static

from scoring.transcript import Language
from simulator.ui.room import Room
from simulator.ui.widgets.shelves import Shelves
from simulator.ui.widgets.writing import Field
from simulator.ui.workshop_text import ORIGIN_NAMES, beside_lines, group_of
from simulator.words import Words, mark
from simulator.workshop import Entry, is_meant


class WorkshopRoom(Room[Path | None]):
    """Answers with the file to open, or None to go home."""

    CSS_PATH = "workshop.tcss"
    AUTO_FOCUS = "#typed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", mark("open"), id="workshop.open", priority=True),
        Binding("down", "move(1)", mark("next"), id="workshop.next", priority=True, show=False),
        Binding("up", "move(-1)", mark("back"), id="workshop.previous", priority=True, show=False),
        Binding("pagedown", "move(8)", mark("read on"), id="workshop.on", priority=True, show=False),
        Binding("pageup", "move(-8)", mark("read up"), id="workshop.up", priority=True, show=False),
        Binding("escape", "home", mark("home"), id="workshop.home"),
    ]

    def __init__(
        self, t: Words, entries: Sequence[Entry], language: Language, at: Path | None = None
    ) -> None:
        """Take every file, the language to show it in, and the one for the cursor."""
        super().__init__(t)
        self._entries = entries
        self._language = language
        self._at = at
        self._list = Shelves(t, language)

    def compose(self) -> ComposeResult:
        """Yield the line to type on, the list, and more about the file under the cursor."""
        yield Static(self._heading(), markup=False, id="heading")
        yield Field(placeholder=self.t("Type to narrow the list"), id="typed", compact=True, max_length=200)
        yield self._list
        yield Static(markup=False, id="beside")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        if self._at:
            self._list.go_to(self._at)

    def on_input_changed(self) -> None:
        """Show what has every word that is typed."""
        self._fill()

    def on_option_list_option_highlighted(self) -> None:
        """Say more of the file under the cursor."""
        self._beside()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was clicked."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Answer with the file under the cursor."""
        if chosen := self._list.chosen:
            self.dismiss(chosen.path)

    def action_move(self, by: int) -> None:
        """Move the cursor; what is typed keeps its place."""
        self._list.move(by)

    def action_home(self) -> None:
        """Go home."""
        self.dismiss(None)

    def _fill(self) -> None:
        typed = self.query_one("#typed", Field).value
        self._list.fill([entry for entry in self._entries if is_meant(entry, typed, self._shown(entry))])
        self._beside()

    def _shown(self, entry: Entry) -> tuple[str, ...]:
        broken = () if entry.thing else (self.t("cannot be used"),)
        return (group_of(entry, self.t), self.t(ORIGIN_NAMES[entry.origin]), *broken)

    def _beside(self) -> None:
        chosen = self._list.chosen
        nothing = (Content.styled(self.t("Nothing on the shelves has these words."), "$text-muted"),)
        lines = beside_lines(chosen, self._language, self.t) if chosen else nothing
        self.query_one("#beside", Static).update(Content("\n").join(lines))

    def _heading(self) -> Content:
        own = sum(entry.origin == "own" for entry in self._entries)
        counts = self.t("{count} files, {own} of them yours").format(count=len(self._entries), own=own)
        return Content.assemble((self.t("The workshop"), "bold"), (f"   {counts}", "$text-muted"))
