"""While a model reads the finished talk: who reads, how to go on without it, and why it could not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, LoadingIndicator, Static

from scoring.assessment import Assessment
from scoring.judge import Failed
from simulator.errors import MotetError
from simulator.notices import failed_text, notice_text
from simulator.speaking import Judge
from simulator.ui.room import Room
from simulator.wording import Notice
from simulator.words import Words, mark

_PATIENCE = 1.0  # seconds that a reading may take to stop


class ReadingRoom(Room[None]):
    """Closes by itself once the talk is read."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "again", mark("try again"), id="reading.again"),
        Binding("escape", "leave", mark("go on without it"), id="reading.leave"),
    ]

    @dataclass
    class Done(Message):
        """The model has read the talk, or failed to."""

        outcome: Assessment | Failed

    @dataclass
    class Waits(Message):
        """A request has failed, and will be tried again."""

        notice: Notice

    def __init__(self, t: Words, judge: Judge, read: Callable[[], Assessment | Failed]) -> None:
        """Take who reads, and `read`, which is called in a thread and keeps what comes of it."""
        super().__init__(t)
        self.reading = False
        self._left = False
        self._judge = judge
        judge.tell = self._tell_of
        self._read = read

    def compose(self) -> ComposeResult:
        """Yield what is going on."""
        with Vertical(id="sheet"):
            yield Static(self.t("A second reading"), markup=False, classes="title")
            yield Static(markup=False, id="told")
            yield LoadingIndicator()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin."""
        self.action_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another try only where one has failed."""
        return action != "again" or not self.reading

    def action_again(self) -> None:
        """Have the talk read."""
        self._show(True, self.t("{host} reads the talk …").format(host=self._judge.host))
        self._work()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _work(self) -> None:
        try:
            self.post_message(self.Done(self._read()))
        except MotetError as error:  # it was read, and cannot be kept
            self.post_message(self.Done(Failed("no_reply", str(error))))

    def _tell_of(self, notice: Notice) -> None:
        self.post_message(self.Waits(notice))

    def on_reading_room_waits(self, message: Waits) -> None:
        """Say why it takes longer."""
        if self.reading:
            self._show(True, notice_text(message.notice, self.t))

    def on_reading_room_done(self, message: Done) -> None:
        """Go on, or say why there is no second reading."""
        if isinstance(message.outcome, Failed) and not self._left:
            self._show(False, failed_text(message.outcome, self.t))
        else:
            self._go()

    def action_leave(self) -> None:
        """Go on without it, once it is kept that nothing came of it; nothing more is sent."""
        self._judge.stop()
        if self.reading and not self._left:
            self._left = True
            self.set_timer(_PATIENCE, self._go)
        else:
            self._go()

    def _go(self) -> None:
        if self.is_current:
            self.dismiss(None)

    def on_unmount(self) -> None:
        """Read no further, whatever closes the screen."""
        self._judge.stop()

    def _show(self, reading: bool, text: str) -> None:
        self.reading = reading
        self.query_one("#told", Static).update(Content(text))
        self.query_one(LoadingIndicator).display = reading
        self.refresh_bindings()
