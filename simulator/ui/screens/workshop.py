"""The coach's shelves: every persona and scenario, whoever wrote it; typing narrows the list."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
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

    @dataclass
    class Filled(Message):
        """The shelves have been read."""

        entries: tuple[Entry, ...]

    def __init__(
        self, t: Words, read: Callable[[], tuple[Entry, ...]], language: Language, at: Path | None = None
    ) -> None:
        """Paint at once; `read` is called in a thread. `at` is the file for the cursor."""
        super().__init__(t)
        self._read = read
        self._entries: tuple[Entry, ...] | None = None
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
        """Read the shelves behind the first paint."""
        self._fill()
        self._read_shelves()

    @work(thread=True, exit_on_error=False)
    def _read_shelves(self) -> None:
        self.post_message(self.Filled(self._read()))

    def on_workshop_room_filled(self, message: Filled) -> None:
        """Fill the list."""
        self._entries = message.entries
        self.query_one("#heading", Static).update(self._heading())
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
        self._list.fill(
            [entry for entry in self._entries or () if is_meant(entry, typed, self._shown(entry))]
        )
        self._beside()

    def _shown(self, entry: Entry) -> tuple[str, ...]:
        broken = () if entry.thing else (self.t("cannot be used"),)
        return (group_of(entry, self.t), self.t(ORIGIN_NAMES[entry.origin]), *broken)

    def _beside(self) -> None:
        chosen = self._list.chosen
        reading = self._entries is None
        nothing = self.t("One moment …") if reading else self.t("Nothing on the shelves has these words.")
        missing = (Content.styled(nothing, "$text-muted"),)
        lines = beside_lines(chosen, self._language, self.t) if chosen else missing
        self.query_one("#beside", Static).update(Content("\n").join(lines))

    def _heading(self) -> Content:
        counts = ""
        if self._entries is not None:
            own = sum(entry.origin == "own" for entry in self._entries)
            said = self.t("{count} files, {own} of them yours")
            counts = said.format(count=len(self._entries), own=own)
        return Content.assemble((self.t("The workshop"), "bold"), (f"   {counts}", "$text-muted"))
