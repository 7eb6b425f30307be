"""The trainee's sessions over time, and the mirror: nobody else sees them here."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, Static, TabbedContent, TabPane

from scoring.progress import Spot, progress_of
from scoring.text import safe_text
from simulator.errors import MotetError
from simulator.journal import Only
from simulator.labels import FLAG_NAMES
from simulator.ui.exporting import ask_form
from simulator.ui.past import Archive, Past, kept_of, needs_scoring
from simulator.ui.past_text import change_lines, filters_of, only_text, past_lines
from simulator.ui.room import Room
from simulator.ui.screens.choose import Choose
from simulator.ui.widgets.habits import Habits
from simulator.ui.widgets.sessions import Sessions
from simulator.words import Words, mark


@dataclass(frozen=True, slots=True)
class Look:
    """The trainee wants to see, or go on with, a session."""

    session: str
    open: bool


class ProgressRoom(Room[Look | None]):
    """Answers with the session to look at, or None to go home."""

    CSS_PATH = "progress.tcss"
    AUTO_FOCUS = "#sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", mark("open"), id="progress.look", priority=True),
        Binding("n", "narrow", mark("filter"), id="progress.narrow"),
        Binding("f", "let_count", mark("let it count"), id="progress.count"),
        Binding("a", "score_again", mark("score anew"), id="progress.again"),
        Binding("e", "export", mark("export"), id="progress.export"),
        Binding("x", "delete", mark("delete"), id="progress.delete"),
        Binding("1", "page('over_time')", mark("Sessions"), id="progress.over_time", show=False),
        Binding("2", "page('mirror')", mark("Mirror"), id="progress.mirror", show=False),
        Binding("escape", "home", mark("home"), id="progress.home"),
    ]

    def __init__(self, t: Words, archive: Archive, past: Sequence[Past], at: str = "") -> None:
        """Take where the sessions stand, all of them, oldest first, and the id of one for the cursor."""
        super().__init__(t)
        self._at = at
        self._archive = archive
        self._past = past
        self._only = Only()
        self._list = Sessions(t)
        self._habits = Habits(t)
        self._version = archive.measure(past)
        self._progress = progress_of((), self._version)

    def compose(self) -> ComposeResult:
        """Yield what can be said about change over the sessions, and the mirror."""
        yield Static(markup=False, id="heading")
        with TabbedContent():
            with TabPane(Content(self.t("Sessions")), id="over_time"), Vertical():
                yield Static(markup=False, id="change")
                yield Static(markup=False, id="columns")
                yield self._list
                yield Static(markup=False, id="beside")
            with TabPane(Content(self.t("Mirror")), id="mirror"):
                yield self._habits
        yield Static(markup=False, id="note")
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Fill both pages."""
        await self._fill()
        self._list.go_to(self._at)

    def on_resize(self) -> None:
        """Name the columns where they stand now."""
        self.call_after_refresh(lambda: self.query_one("#columns", Static).update(self._list.heading()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the session under the cursor."""
        if action == "page":
            return True
        listed = bool(self._shown()) and self.query_one(TabbedContent).active != "mirror"
        chosen = self._chosen() if listed else None
        offered = {
            "look": bool(chosen),
            "export": bool(chosen and chosen.page),
            "delete": bool(chosen),
            "let_count": bool(chosen and chosen.waits_for),
            "score_again": listed and any(needs_scoring(each) for each in self._past),
        }
        return offered.get(action, True)

    def action_page(self, name: str) -> None:
        """Show a page."""
        self.query_one(TabbedContent).active = name
        (self._habits if name == "mirror" else self._list).focus()

    @work(exit_on_error=False)
    async def action_narrow(self) -> None:
        """Ask for a customer, a piece of news or a language, and show only sessions that have it."""
        filters = filters_of(self._past, self._only, self.t)
        answers = [(str(number), name) for number, (name, _) in enumerate(filters)]
        chosen = await self.app.push_screen_wait(Choose(self.t, self.t("Show only"), answers))
        if chosen is not None:
            self._only = filters[int(chosen)][1]
            await self._fill()

    def action_look(self) -> None:
        """Answer with the session under the cursor."""
        if chosen := self._chosen():
            self.dismiss(Look(chosen.session.id, chosen.page is None))

    @work(exit_on_error=False)
    async def action_delete(self) -> None:
        """Ask, and take the session away."""
        if chosen := self._chosen():
            answers = [("keep", self.t("keep it")), ("delete", self.t("delete it for good"))]
            question = self.t("Delete the session with {name}?").format(name=chosen.persona)
            if await self.app.push_screen_wait(Choose(self.t, question, answers)) == "delete":
                await self._done(partial(self._archive.delete, chosen.session.id))

    @work(exit_on_error=False)
    async def action_export(self) -> None:
        """Ask for the form, and write the session as a file."""
        if chosen := self._chosen():
            form = await ask_form(self.app, self.t)
            if form:
                await self._done(partial(self._archive.export, chosen.session.id, form))

    @work(exit_on_error=False)
    async def action_let_count(self) -> None:
        """Show why a session is kept out, and let it count where the trainee says so."""
        if chosen := self._chosen():
            why = "\n".join(self.t(FLAG_NAMES[flag]) for flag in chosen.waits_for)
            answers = [("no", self.t("leave it out")), ("yes", self.t("yes, let it count"))]
            question = self.t("Should this session count?")
            if await self.app.push_screen_wait(Choose(self.t, question, answers, why)) == "yes":
                await self._done(partial(self._archive.let_count, chosen.session.id))

    @work(exit_on_error=False, exclusive=True, group="again")
    async def action_score_again(self) -> None:
        """Score what another measure has scored."""
        self._note(self.t("Scoring …"))
        await self._done(self._archive.score_again)

    def action_home(self) -> None:
        """Go home."""
        self.dismiss(None)

    def on_option_list_option_highlighted(self) -> None:
        """Say more of the session under the cursor."""
        self._beside()

    def on_tabbed_content_tab_activated(self) -> None:
        """Show the keys of the page."""
        self.refresh_bindings()

    async def _done(self, deed: Callable[[], str]) -> None:
        """Do something that takes a moment, say what came of it, and show the sessions as they are now."""
        try:
            note = await to_thread(deed)
        except MotetError as error:
            note = safe_text(str(error))
        self._past = await to_thread(self._archive.past)
        await self._fill()
        self._note(note)

    def _note(self, text: str) -> None:
        note = self.query_one("#note", Static)
        note.update(Content(text))
        note.set_class(not text, "-empty")

    def _shown(self) -> list[Past]:
        """Return the wanted sessions, newest first."""
        return [each for each in reversed(self._past) if self._only.wants(each.session)]

    def _spots(self) -> list[Spot]:
        return [spot for course in self._progress.courses.values() for spot in course.spots]

    def _chosen(self) -> Past | None:
        return next((each for each in self._past if each.session.id == self._list.chosen), None)

    async def _fill(self) -> None:
        shown = self._shown()
        self._version = self._archive.measure(self._past)
        self._progress = progress_of(kept_of(shown[::-1]), self._version)
        self._list.fill(shown, {spot.id for spot in self._spots() if spot.counts})
        self.query_one("#heading", Static).update(self._heading())
        self.query_one("#change", Static).update(
            Content("\n").join(change_lines(self._progress, self._version, self.t))
        )
        self._note("")
        self._beside()
        await self._habits.fill(shown)

    def _beside(self) -> None:
        chosen = self._chosen()
        lines = past_lines(chosen, self._version, self.t) if chosen else ()
        self.query_one("#beside", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    def _heading(self) -> Content:
        beside = only_text(self._only, self._past, self.t) or self.t(
            "● score   ─ interval   ○ own guess   ┊ 50"
        )
        return Content.assemble((self.t("Your sessions"), "bold"), (f"   {beside}", "$text-muted"))
