"""One persona or scenario on the bench: its card, its lines, the cast at work, and the check's remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static, TabbedContent, TabPane
from textual.worker import get_current_worker

from scoring.text import safe_text
from simulator.checking.course import CheckedFile
from simulator.content.models import Persona
from simulator.errors import MotetError
from simulator.linebank import Part, parts_of
from simulator.ui.crafting import copied, lent_to_editor, tried
from simulator.ui.house import TextSpeed
from simulator.ui.pairing import Pairing, Try, Turn, try_of
from simulator.ui.room import Room
from simulator.ui.screens.choose import Choose
from simulator.ui.widgets.bank import Bank
from simulator.ui.widgets.rehearsing import Rehearsing
from simulator.ui.widgets.remarks import Remarks
from simulator.ui.workshop_text import card_lines, heading_of, name_of, paired_text, title_of
from simulator.watching import saves_of
from simulator.words import Words, mark
from simulator.workshop import Entry, Thing, Workshop

_FIRST: Mapping[str, str] = {"card": "#card-text", "lines": "#parts", "cast": "#roles", "remarks": "#found"}
"""What has the keys on each page."""


class BenchRoom(Room[Try | Turn | None]):
    """Answers with the talk to try, another file to open, or None to go back to the shelves."""

    CSS_PATH = "bench.tcss"
    AUTO_FOCUS = "#card-text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", mark("edit"), id="bench.edit"),
        Binding("f", "copy", mark("make a copy"), id="bench.copy"),
        Binding("p", "publish", mark("publish"), id="bench.publish"),
        Binding("r", "play", mark("let the cast play"), id="bench.play"),
        Binding("w", "partner", mark("partner"), id="bench.partner"),
        Binding("t", "try", mark("try it"), id="bench.try"),
        Binding("l", "language", mark("language"), id="bench.language"),
        Binding("1", "page('card')", mark("Card"), id="bench.card", show=False),
        Binding("2", "page('lines')", mark("Lines"), id="bench.lines", show=False),
        Binding("3", "page('cast')", mark("The cast"), id="bench.cast", show=False),
        Binding("4", "page('remarks')", mark("Remarks"), id="bench.remarks", show=False),
        Binding("escape", "stop", mark("stop the cast"), id="bench.stop"),
        Binding("escape", "back", mark("back"), id="bench.back"),
    ]

    @dataclass
    class Read(Message):
        """The file has been read."""

        entry: Entry
        parts: tuple[Part, ...]
        partners: dict[str, Thing] = field(default_factory=dict)

    @dataclass
    class Looked(Message):
        """The check has looked at the file."""

        checked: CheckedFile

    def __init__(
        self, t: Words, workshop: Workshop, entry: Entry, pairing: Pairing, speed: TextSpeed
    ) -> None:
        """Take the file, and the language and partner to try it with."""
        super().__init__(t)
        self.workshop = workshop
        self.entry = entry
        self.pairing = pairing.spoken(entry)
        self._partners: dict[str, Thing] = {}
        self._bank = Bank(t, speed)
        self._cast = Rehearsing(t)
        self._remarks = Remarks(t)

    def compose(self) -> ComposeResult:
        """Yield the heading, the four pages, a word on what just happened, and the keys."""
        yield Static(markup=False, id="heading")
        with TabbedContent():
            with TabPane(Content(self.t("Card")), id="card"), VerticalScroll(id="card-text"):
                yield Static(markup=False, id="sheet")
            with TabPane(Content(self.t("Lines")), id="lines"):
                yield self._bank
            with TabPane(Content(self.t("The cast")), id="cast"):
                yield self._cast
            with TabPane(Content(self.t("Remarks")), id="remarks"):
                yield self._remarks
        yield Static(markup=False, id="note", classes="-empty")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Read and check the file, and again whenever it is saved."""
        self._show()
        self._read()
        if self.entry.origin == "own":
            self._watch()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        worker, language = get_current_worker(), self.pairing.language
        entry = self.workshop.entry(self.entry.path)
        thing = entry.thing
        stand_in = self.workshop.library.stand_in(thing) if isinstance(thing, Persona) else None
        parts = parts_of(thing, language, stand_in) if thing else ()
        partners = self.workshop.partners(thing, language) if thing else {}
        if not worker.is_cancelled:
            self.post_message(self.Read(entry, parts, partners))
            checked = self.workshop.looked_at(entry)
        if not worker.is_cancelled:
            self.post_message(self.Looked(checked))

    @work(exclusive=True, group="watch", exit_on_error=False)
    async def _watch(self) -> None:
        async for _ in saves_of(self.entry.path):
            self._read()

    def on_bench_room_read(self, message: Read) -> None:
        """Show the file as it is now."""
        self.entry, self._partners = message.entry, message.partners
        self.pairing = self.pairing.among(self._partners)
        lines = card_lines(self.entry, message.parts, self.pairing.language, self.t)
        self.query_one("#sheet", Static).update(Content("\n").join(lines))
        self._bank.fill(message.parts, title_of(self.entry, self.pairing.language))
        self._show()

    def on_bench_room_looked(self, message: Looked) -> None:
        """List what the check found."""
        remarks = message.checked.remarks
        self._remarks.fill(remarks)
        count = f" {len(remarks)}" if remarks else ""
        self.query_one(TabbedContent).get_tab("remarks").label = Content(self.t("Remarks") + count)

    def on_rehearsing_turned(self) -> None:
        """Show the keys that work while the cast plays, or no longer does."""
        self.refresh_bindings()

    def on_tabbed_content_tab_activated(self) -> None:
        """Show the keys of the page."""
        self.refresh_bindings()

    def on_remarks_chosen(self, message: Remarks.Chosen) -> None:
        """Open the editor at a remark's line."""
        if self.entry.origin == "own":
            self.action_edit(message.line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with this file on this page."""
        page = self.query_one(TabbedContent).active if self.is_mounted else "card"
        own, usable = self.entry.origin == "own", self.entry.thing is not None
        paired = usable and bool(self.pairing.partner)
        offered = {
            "edit": own,
            "copy": usable and page == "card",
            "publish": own and page == "card",
            "play": paired and page == "cast" and not self._cast.playing,
            "partner": paired and page == "cast" and not self._cast.playing,
            "try": paired and self.entry.in_use,
            "language": len(self.entry.languages) > 1 and page != "remarks" and not self._cast.playing,
            "stop": self._cast.playing,
            "back": not self._cast.playing,
        }
        return offered.get(action, True)

    def action_page(self, name: str) -> None:
        """Show a page."""
        self._note("")
        self.query_one(TabbedContent).active = name
        self.query_one(_FIRST[name]).focus()

    def action_edit(self, line: int = 1) -> None:
        """Open the file in the person's editor, and show what the check says of it then."""
        said = lent_to_editor(self.app, self.t, self.entry.path, line)
        self.action_page("remarks")
        self._note(said)
        self._read()

    @work(exit_on_error=False)
    async def action_copy(self) -> None:
        """Ask for an id, and put a copy of one's own on the bench."""
        try:
            copy = await copied(self.app, self.t, self.workshop, self.entry)
        except MotetError as error:
            self._note(safe_text(str(error)))
            return
        if copy:
            self.dismiss(Turn(copy.path, self.pairing))

    @work(exit_on_error=False)
    async def action_publish(self) -> None:
        """Ask for a folder, check the file, and put it there."""
        self._note(await tried(self.app, self.t, self.workshop, self.entry))
        self._read()

    @work(exit_on_error=False)
    async def action_partner(self) -> None:
        """Ask whom or what to try it with."""
        language = self.pairing.language
        answers = [(name, name_of(other, language)) for name, other in self._partners.items()]
        chosen = await self.app.push_screen_wait(Choose(self.t, self.t("Try it with whom or what?"), answers))
        self.pairing = replace(self.pairing, partner=chosen or self.pairing.partner)
        self._show()

    def action_language(self) -> None:
        """Go on to the next language that the file speaks."""
        self.pairing = self.pairing.turned(self.entry)
        self._read()

    def action_play(self) -> None:
        """Let the cast play the pairing."""
        thing, partner = self.entry.thing, self._partners[self.pairing.partner]
        persona = thing if isinstance(thing, Persona) else partner
        if thing and isinstance(persona, Persona):
            match = partial(self.workshop.match, thing, partner, self.pairing.language)
            self._cast.play(persona.kind, match)

    def action_stop(self) -> None:
        """Stop the cast."""
        self._cast.stop()

    def action_try(self) -> None:
        """Answer with the talk."""
        self.dismiss(try_of(self.entry, self.pairing))

    def action_back(self) -> None:
        """Go back to the shelves."""
        self.dismiss(None)

    def _note(self, text: str) -> None:
        note = self.query_one("#note", Static)
        note.update(Content(text))
        note.set_class(not text, "-empty")

    def _show(self) -> None:
        language, partner = self.pairing.language, self._partners.get(self.pairing.partner)
        self.query_one("#heading", Static).update(heading_of(self.entry, language, self.t))
        self._cast.offer(paired_text(partner, language, self.t))
        self.refresh_bindings()
