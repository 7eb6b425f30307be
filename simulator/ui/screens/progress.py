"""The trainee's sessions over time: nobody else sees them here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Footer, Static

from scoring.text import safe_text
from simulator.labels import LANGUAGE_NAMES, SIDE_NAMES
from simulator.ui.past import FEWEST, Past, Points, change_in
from simulator.ui.room import Room
from simulator.ui.screens.choose import Choose
from simulator.words import Words, mark

Format = Literal["md", "json"]
_OTHER_COLUMNS = 66  # cells that all columns but the news take

Filter = Literal["persona", "news", "language"]


@dataclass(frozen=True, slots=True)
class Look:
    """The trainee wants to see, or go on with, a session."""

    session: str
    open: bool


@dataclass(frozen=True, slots=True)
class Delete:
    """The trainee wants a session gone."""

    session: str


@dataclass(frozen=True, slots=True)
class Export:
    """The trainee wants a session as a file."""

    session: str
    format: Format


Deed = Look | Delete | Export | None


class ProgressRoom(Room[Deed]):
    """Answers with what to do with a session, or None to go home."""

    CSS_PATH = "progress.tcss"
    AUTO_FOCUS = "DataTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", mark("look at"), id="progress.look", priority=True),
        Binding("c", "narrow('persona')", mark("customer"), id="progress.persona"),
        Binding("n", "narrow('news')", mark("news"), id="progress.news"),
        Binding("l", "narrow('language')", mark("language"), id="progress.language"),
        Binding("e", "export", mark("export"), id="progress.export"),
        Binding("x", "delete", mark("delete"), id="progress.delete"),
        Binding("escape", "home", mark("home"), id="progress.home"),
    ]

    def __init__(self, t: Words, past: Sequence[Past], note: str = "") -> None:
        """Take all sessions, oldest first, and a word on what was just done."""
        super().__init__(t)
        self._past = past
        self._note = note
        self._only: dict[Filter, str] = {}

    def compose(self) -> ComposeResult:
        """Yield what can be said about change, over the sessions."""
        yield Static(self.t("Your sessions"), markup=False, id="heading")
        yield Static(markup=False, id="change")
        yield DataTable(cursor_type="row", cell_padding=0)
        yield Static(Content(self._note), markup=False, id="note")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the table."""
        self._columns()

    def on_resize(self) -> None:
        """Give the news what room there is."""
        self._columns()

    def _columns(self) -> None:
        t, table = self.t, self.query_one(DataTable)
        news = max(12, min(40, self.size.width - _OTHER_COLUMNS))
        sides = [(t(name), 11) for name in SIDE_NAMES.values()]
        columns = [
            ("", 6),
            (t("Customer"), 13),
            (t("News"), news),
            (t("Overall"), 11),
            *sides,
            (t("Guess"), 8),
        ]
        table.clear(columns=True)
        for title, width in columns:
            table.add_column(Text(title), width=width)
        self._fill()

    def action_narrow(self, by: Filter) -> None:
        """Show only sessions that share the next value of this kind, and after the last all again."""
        values = ["", *dict.fromkeys(_value(each, by) for each in self._past)]
        now = self._only.get(by, "")
        self._only[by] = values[(values.index(now) + 1) % len(values)]
        self._fill()

    def action_look(self) -> None:
        """Answer with the session under the cursor."""
        if chosen := self._chosen():
            self.dismiss(Look(chosen.id, chosen.open))

    @work(exit_on_error=False)
    async def action_delete(self) -> None:
        """Ask, and answer that the session is to go."""
        if chosen := self._chosen():
            answers = [("keep", self.t("keep it")), ("delete", self.t("delete it for good"))]
            question = self.t("Delete the session with {name}?").format(name=chosen.persona)
            if await self.app.push_screen_wait(Choose(self.t, question, answers)) == "delete":
                self.dismiss(Delete(chosen.id))

    @work(exit_on_error=False)
    async def action_export(self) -> None:
        """Ask for the form, and answer that the session is wanted as a file."""
        if chosen := self._chosen():
            answers = [("md", "Markdown"), ("json", "JSON")]
            form = await self.app.push_screen_wait(Choose(self.t, self.t("As which file?"), answers))
            if form:
                self.dismiss(Export(chosen.id, "json" if form == "json" else "md"))

    def action_home(self) -> None:
        """Go home."""
        self.dismiss(None)

    def _shown(self) -> list[Past]:
        wanted = [(by, value) for by, value in self._only.items() if value]
        return [
            each for each in reversed(self._past) if all(_value(each, by) == value for by, value in wanted)
        ]

    def _chosen(self) -> Past | None:
        shown, row = self._shown(), self.query_one(DataTable).cursor_row
        return shown[row] if 0 <= row < len(shown) else None

    def _fill(self) -> None:
        table = self.query_one(DataTable)
        table.clear()
        for each in self._shown():
            table.add_row(*self._cells(each))
        self.query_one("#change", Static).update(self._change())

    def _cells(self, each: Past) -> list[Text]:
        name = f"⎇ {each.persona}" if each.branch else each.persona
        guess = f"{each.guess[0]} / {each.guess[1]}" if each.guess else ""
        overall = self.t("under way") if each.open else _told(each.overall)
        cells = (
            f"{each.began:%d/%m}",
            name,
            each.news,
            overall,
            _told(each.empathy),
            _told(each.boundaries),
            guess,
        )
        return [Text(safe_text(cell), no_wrap=True, overflow="ellipsis") for cell in cells]

    def _change(self) -> Content:
        t, shown = self.t, list(reversed(self._shown()))
        names = {str(language): name for language, name in LANGUAGE_NAMES.items()}
        only = [names.get(value, value) for value in self._only.values() if value]
        rows = [t("Only: {what}").format(what=", ".join(only))] if only else []
        warm, clear = change_in(shown, "empathy"), change_in(shown, "boundaries")
        if warm is None or clear is None:
            scored = sum(each.overall is not None for each in shown)
            rows.append(
                t("Change shows from {fewest} scored sessions on; here are {count}.").format(
                    fewest=FEWEST, count=scored
                )
            )
        else:
            rows += [
                self._told_change(SIDE_NAMES["empathy"], warm),
                self._told_change(SIDE_NAMES["boundaries"], clear),
            ]
        return Content("\n".join(rows))

    def _told_change(self, side: str, change: int) -> str:
        if not change:
            return self.t("{side}: no change that stands out from chance.").format(side=self.t(side))
        return self.t("{side}: {points} points since your earlier sessions.").format(
            side=self.t(side), points=f"{change:+d}"
        )


def _told(points: Points | None) -> str:
    return f"{points.value} ({points.low}–{points.high})" if points else "–"


def _value(past: Past, by: Filter) -> str:
    return {"persona": past.persona, "news": past.news, "language": past.language}[by]
