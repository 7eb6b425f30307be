"""Where the trainee writes: enter sends, ctrl+j begins a line, and no key clears what stands there."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer

from scoring.text import safe_text
from simulator.session import LONGEST_TURN
from simulator.ui.widgets.writing import Area
from simulator.words import Words, mark

_DRAFT_AFTER = 0.5
"""Seconds after the last change at which the draft is handed on; within one second it is on disk."""
_COUNT_FROM = 3_500


class Composer(Area):
    """A multi-line editor for one turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", mark("send"), id="composer.send"),
        Binding("ctrl+j", "newline", mark("new line"), id="composer.newline", show=False),
    ]

    @dataclass
    class Sent(Message):
        """The trainee is done with the turn."""

        text: str

    @dataclass
    class DraftChanged(Message):
        """The text has rested for a moment."""

        text: str

    def __init__(self, t: Words, draft: str = "") -> None:
        """Begin with a kept draft."""
        super().__init__(
            safe_text(draft),
            compact=True,
            highlight_cursor_line=False,
            placeholder=t("Your words …  (ctrl+j begins a new line)"),
            id="composer",
        )
        self.t = t
        self._handed_on = ""
        self._resting: Timer | None = None

    def on_mount(self) -> None:
        """Put the cursor behind the draft."""
        self.move_cursor(self.document.end)

    def action_send(self) -> None:
        """Hand the words on; they stay until they are safe on disk."""
        self.post_message(self.Sent(self.text))

    def hand_on(self, words: str) -> None:
        """Remember the words that are on their way to the disk."""
        self._handed_on = words

    def let_go(self) -> None:
        """Take away the words that are safe; what was written since then stays."""
        safe, self._handed_on = self._handed_on, ""
        if safe and self.text.startswith(safe):
            *above, last = safe.split("\n")
            self.delete((0, 0), (len(above), len(last)))

    def action_newline(self) -> None:
        """Begin a new line."""
        if not self.read_only:
            self.insert("\n")

    def on_text_area_changed(self) -> None:
        """Count, and keep the draft once the hands rest."""
        length = len(self.text)
        self.border_subtitle = f"{length} / {LONGEST_TURN}" if length > _COUNT_FROM else ""
        self.set_class(length > LONGEST_TURN, "-too-long")
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(_DRAFT_AFTER, self._rest)

    def _rest(self) -> None:
        self.post_message(self.DraftChanged(self.text))
