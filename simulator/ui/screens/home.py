"""Where the trainee comes in: one pairing is ready to start, everything else is one key away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar, get_args

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList, Static

from scoring.text import safe_text
from simulator.errors import MotetError
from simulator.labels import LANGUAGE_NAMES
from simulator.ui.board import Board, Go, Start, Where, Wish
from simulator.ui.doorstep import manner_of, pairing_of, past_of
from simulator.ui.house import Mode, Preferences
from simulator.ui.room import Room
from simulator.ui.widgets.items import Items
from simulator.words import Words, mark

Value = TypeVar("Value")


class Home(Room[Wish]):
    """Answers with what the trainee wants next."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = "#meetings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", mark("start"), id="home.start", priority=True),
        Binding("r", "go('resume')", mark("go on"), id="home.resume"),
        Binding("n", "step", mark("path"), id="home.step"),
        Binding("l", "turn('language')", mark("language"), id="home.language", show=False),
        Binding("m", "turn('mode')", mark("mode"), id="home.mode", show=False),
        Binding("i", "turn('intensity')", mark("intensity"), id="home.intensity", show=False),
        Binding("a", "turn('abuse')", mark("insults"), id="home.abuse", show=False),
        Binding("d", "go('last')", mark("last debrief"), id="home.last"),
        Binding("p", "go('progress')", mark("progress"), id="home.progress"),
        Binding("w", "go('workshop')", mark("workshop"), id="home.workshop"),
        Binding("s", "go('settings')", mark("settings"), id="home.settings"),
        Binding("right", "app.focus_next", mark("next list"), id="home.right", show=False),
        Binding("left", "app.focus_previous", mark("other list"), id="home.left", show=False),
    ]

    @dataclass
    class Filled(Message):
        """Content and store have been read."""

        board: Board

    @dataclass
    class Failed(Message):
        """Content or store could not be read."""

        reason: str

    def __init__(self, t: Words, preferences: Preferences, read: Callable[[Preferences], Board]) -> None:
        """Paint at once; `read` is called in a thread and fills the lists."""
        super().__init__(t)
        self.preferences = preferences
        self.board = Board()
        self._read = read

    def compose(self) -> ComposeResult:
        """Yield the pairing, the two lists, the manner of the talk, and the keys."""
        t = self.t
        slogan = (f"   {t('a practice room for difficult news')}", "$text-muted")
        yield Static(Content.assemble(("motet", "bold $secondary"), slogan), markup=False, id="heading")
        yield Static(markup=False, id="pairing")
        with Horizontal(id="lists"):
            with Vertical():
                yield Static(t("Who you meet"), markup=False, classes="title")
                yield Items(t, "meetings")
            with Vertical():
                yield Static(t("What you have to say"), markup=False, classes="title")
                yield Items(t, "news")
        yield Static(markup=False, id="manner")
        yield Static(markup=False, id="past")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what is known, and read the rest behind the first paint."""
        self._show()
        self.call_after_refresh(self._fill)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _fill(self) -> None:
        try:
            self.post_message(self.Filled(self._read(self.preferences)))
        except MotetError as error:
            self.post_message(self.Failed(safe_text(str(error))))

    def on_home_filled(self, message: Filled) -> None:
        """Fill the lists and put the cursor on the suggestion."""
        self.board = message.board
        self.query_one("#meetings", Items).fill(self.board.meetings, self.board.persona)
        self.query_one("#news", Items).fill(self.board.news, self.board.scenario)
        self._show()
        self.refresh_bindings()

    def on_home_failed(self, message: Failed) -> None:
        """Say what is wrong where the lists would stand."""
        self.query_one("#pairing", Static).update(Content(message.reason))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Take what the cursor stands on into the pairing."""
        if event.option_list.id == "meetings":
            self.board = replace(self.board, persona=event.option.id or "")
        else:
            self.board = replace(self.board, scenario=event.option.id or "")
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what there is nothing for yet."""
        if parameters == ("resume",):
            return bool(self.board.open_session)
        if parameters == ("last",):
            return bool(self.board.last_session)
        return action != "step" or self.board.ahead is not None

    def action_start(self) -> None:
        """Answer with the pairing under the cursor."""
        if self.board.persona and self.board.scenario:
            self.dismiss(Start(self.board.persona, self.board.scenario, self.preferences))

    def action_step(self) -> None:
        """Answer with the next step of the path in hand."""
        if step := self.board.ahead:
            self.dismiss(Start(step.persona, step.scenario, self.preferences, step))

    def action_go(self, where: Where) -> None:
        """Answer with another room."""
        self.dismiss(Go(where, self.preferences, self.board))

    def action_turn(self, what: str) -> None:
        """Turn one setting of the talk to its next value."""
        now = self.preferences
        match what:
            case "language":
                self.preferences = replace(now, language=_after(now.language, tuple(LANGUAGE_NAMES)))
                self._fill()
            case "mode":
                self.preferences = replace(now, mode=_after(now.mode, get_args(Mode)))
            case "intensity":
                self.preferences = replace(now, intensity=_after(now.intensity, (None, 1, 2, 3, 4, 5)))
            case _:
                self.preferences = replace(now, abuse=not now.abuse)
        self._show()

    def _show(self) -> None:
        keys = {
            active.binding.id or "": self.app.get_key_display(active.binding)
            for active in self.active_bindings.values()
        }
        self.query_one("#pairing", Static).update(pairing_of(self.board, self.t))
        self.query_one("#manner", Static).update(manner_of(self.preferences, keys, self.t))
        self.query_one("#past", Static).update(past_of(self.board, self.t))


def _after(now: Value, values: Sequence[Value]) -> Value:
    return values[(values.index(now) + 1) % len(values)]
