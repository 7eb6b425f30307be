"""The debrief: pages about one talk, and the ways on from it."""

import asyncio
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Footer, Static, TabbedContent, TabPane

from scoring.text import safe_text
from simulator.errors import MotetError
from simulator.labels import LANGUAGE_NAMES
from simulator.store.records import Reflection
from simulator.ui.account import Account
from simulator.ui.exporting import Save, ask_form
from simulator.ui.room import Room
from simulator.ui.widgets.cards import Cards
from simulator.ui.widgets.conversation import Conversation
from simulator.ui.widgets.course import Course
from simulator.ui.widgets.reflecting import Reflecting
from simulator.ui.widgets.result import Result
from simulator.ui.widgets.tries import Tries
from simulator.words import Words, mark

PAGES: tuple[tuple[str, str], ...] = (
    ("result", mark("Result")),
    ("feedback", mark("Feedback")),
    ("talk", mark("The talk")),
    ("course", mark("Course")),
    ("reflection", mark("Reflection")),
)
TRIES: tuple[str, str] = ("tries", mark("Tries"))
"""The page that stands there only where the talk was tried more than once."""


_RESTING = 0.4  # seconds without a keystroke after which the reflection is kept


class ReflectionNotes(Protocol):
    """Where the trainee's own words are kept."""

    def keep_reflection(self, words: Reflection) -> None:
        """Keep what the trainee says about the session."""


@dataclass(frozen=True, slots=True)
class Back:
    """The trainee is done with it."""


@dataclass(frozen=True, slots=True)
class Again:
    """The trainee wants to try again from an own turn."""

    turn: int


@dataclass(frozen=True, slots=True)
class Next:
    """The trainee follows the suggestion."""


Way = Back | Again | Next


class DebriefRoom(Room[Way]):
    """Answers with where the trainee wants to go."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = "Tabs"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", mark("what next"), id="debrief.next"),
        Binding("t", "again", mark("try again from here"), id="debrief.again"),
        Binding("e", "export", mark("export"), id="debrief.export"),
        Binding("1", "page('result')", mark("Result"), id="debrief.result", show=False),
        Binding("2", "page('feedback')", mark("Feedback"), id="debrief.feedback", show=False),
        Binding("3", "page('talk')", mark("The talk"), id="debrief.talk", show=False),
        Binding("4", "page('course')", mark("Course"), id="debrief.course", show=False),
        Binding("5", "page('reflection')", mark("Reflection"), id="debrief.reflection", show=False),
        Binding("6", "page('tries')", mark("Tries"), id="debrief.tries", show=False),
        Binding("o", "other", mark("another try"), id="debrief.other"),
        Binding("right,l", "turn(1)", mark("next page"), id="debrief.right", show=False),
        Binding("left,h", "turn(-1)", mark("previous page"), id="debrief.left", show=False),
        Binding("down,j", "read(3)", mark("read on"), id="debrief.down", show=False),
        Binding("up,k", "read(-3)", mark("read up"), id="debrief.up", show=False),
        Binding("pagedown", "read(12)", mark("read on"), id="debrief.on", show=False),
        Binding("pageup", "read(-12)", mark("read up"), id="debrief.above", show=False),
        Binding("escape", "back", mark("back"), id="debrief.back"),
    ]

    def __init__(self, t: Words, account: Account, notes: ReflectionNotes, save: Save) -> None:
        """Take what is shown, where the reflection is kept, and what writes the session to a file."""
        super().__init__(t)
        self._save = save
        self.account = account
        self.notes = notes
        self._reflecting = Reflecting(t, account.debrief, account.reflection)
        self._pages = (*PAGES, TRIES) if account.branches else PAGES

    def compose(self) -> ComposeResult:
        """Yield the heading and the pages."""
        t, account = self.t, self.account
        pages: tuple[Widget, ...] = (
            Result(t, account),
            Cards(t, account.debrief),
            Conversation(t, account.debrief, account.readings),
            Course(t, account.debrief),
            self._reflecting,
            Tries(t, account),
        )
        yield Static(self._heading(), markup=False, id="heading")
        with TabbedContent():
            for (name, title), page in zip(self._pages, pages, strict=False):
                yield TabPane(Content(t(title)), page, id=name)
        yield Static(markup=False, id="said", classes="-empty")
        yield Footer(compact=True, show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to try again only where a turn stands under the cursor."""
        if action == "again":
            return self._page == "talk" and not self.account.exam
        if action == "other":
            return self._page == TRIES[0] and len(self.account.branches) > 1
        return True

    @property
    def _page(self) -> str:
        pages = self.query(TabbedContent)
        return pages.first().active if pages else PAGES[0][0]

    def action_page(self, name: str) -> None:
        """Show a page, where it stands here."""
        if name not in dict(self._pages):
            return
        self.query_one(TabbedContent).active = name
        at_once = {"talk": "Conversation", "reflection": "#pressed"}
        self.query_one(at_once.get(name, "Tabs")).focus()

    def action_turn(self, direction: int) -> None:
        """Show the page beside."""
        names = [name for name, _ in self._pages]
        self.action_page(names[(names.index(self._page) + direction) % len(names)])

    def action_read(self, rows: int) -> None:
        """Scroll the page by so many rows."""
        pane = self.query_one(TabbedContent).active_pane
        for page in pane.query(VerticalScroll) if pane else ():
            page.scroll_relative(y=rows, animate=False)

    async def action_other(self) -> None:
        """Put the next try beside this one."""
        await self.query_one(Tries).turn()

    def action_again(self) -> None:
        """Answer with the turn under the cursor."""
        turn = self.query_one(Conversation).turn
        if turn is not None:
            self.dismiss(Again(turn))

    @work(exit_on_error=False)
    async def action_export(self) -> None:
        """Ask for the form, and write the session as a file, the reflection as it stands now."""
        form = await ask_form(self.app, self.t)
        if form:
            await asyncio.to_thread(self.notes.keep_reflection, self._reflecting.reflection)
            try:
                said = await asyncio.to_thread(self._save, form)
            except MotetError as error:
                said = safe_text(str(error))
            note = self.query_one("#said", Static)
            note.update(Content(said))
            note.remove_class("-empty")

    def action_next(self) -> None:
        """Answer with the suggestion."""
        self.dismiss(Next())

    def action_back(self) -> None:
        """Go back to where the debrief was opened from."""
        self.dismiss(Back())

    def on_tabbed_content_tab_activated(self) -> None:
        """Show the keys of the page."""
        self.refresh_bindings()

    @work(exclusive=True, exit_on_error=False, group="reflection")
    async def on_reflecting_said(self, message: Reflecting.Said) -> None:
        """Keep the trainee's words, once the hands rest."""
        await asyncio.sleep(_RESTING)
        await asyncio.to_thread(self.notes.keep_reflection, message.reflection)

    def on_unmount(self) -> None:
        """Keep the trainee's words, whatever closes the screen."""
        self.notes.keep_reflection(self._reflecting.reflection)

    def _heading(self) -> Content:
        stage = self.account.debrief.stage
        level = self.t("intensity {level} of 5").format(level=stage.intensity)
        return Content.assemble(
            (stage.persona.name, "bold $accent"),
            (f"   {stage.matter.title}", ""),
            (f"   {LANGUAGE_NAMES[stage.language]}, {level}", "$text-muted"),
        )
