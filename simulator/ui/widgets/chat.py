"""The talk on the screen: bubbles of plain text, the last of which may still be speaking."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from scoring.text import safe_text
from scoring.transcript import Speaker
from simulator.ui.house import TextSpeed

_WORDS_A_SECOND: dict[TextSpeed, int] = {"slow": 5, "normal": 9, "fast": 20}
_MOST_BUBBLES = 44
"""Older turns than these share one widget, so that the five hundredth turn is as light as the fifth."""
_FOLD = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One turn as it stands in the chat."""

    speaker: Speaker
    name: str
    """Who speaks, as shown above the words."""
    text: str
    silence: str = ""
    """What stands for a turn without words."""

    def content(self) -> Content:
        """Return the turn as literal text, never markup."""
        words = Content(safe_text(self.text)) if self.text else Content.styled(self.silence, "italic")
        colour = "$accent" if self.speaker == "customer" else "$primary"
        return Content.assemble((safe_text(self.name), f"bold {colour}"), "\n", words)


class Bubble(Static):
    """One turn."""

    def __init__(self, line: Line) -> None:
        """Show a whole turn."""
        self.line = line
        super().__init__(line.content(), markup=False, classes=line.speaker)


class LiveBubble(Static):
    """A customer turn that appears word by word, at reading speed."""

    @dataclass
    class Told(Message):
        """All words of the turn stand there."""

    def __init__(self, line: Line, speed: TextSpeed) -> None:
        """Start with as much of the turn as is known; with speed `instant` it stands there at once."""
        super().__init__(Content.assemble((safe_text(line.name), "bold $accent"), "\n…"), markup=False)
        self.add_class("customer", "live")
        self._line = line
        self._speed = speed
        self._shown = 0
        self._whole = False
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Begin to tell."""
        if self._speed != "instant":
            self._timer = self.set_interval(1 / _WORDS_A_SECOND[self._speed], self._tell_on)

    def hear(self, text: str, whole: bool = False) -> None:
        """Take the turn so far; `whole` says that nothing follows."""
        self._line = Line(self._line.speaker, self._line.name, safe_text(text))
        self._whole = self._whole or whole
        if self._speed == "instant":
            self.finish()

    def finish(self) -> None:
        """Show everything that is known, at once."""
        self._shown = len(self._line.text)
        self._show()

    def _tell_on(self) -> None:
        text = self._line.text
        if self._shown < len(text):
            after = text.find(" ", self._shown + 1)
            self._shown = len(text) if after < 0 else after
            self._show()

    def _show(self) -> None:
        line = self._line
        told = Line(line.speaker, line.name, line.text[: self._shown] or "…").content()
        width, height = self.content_size
        self.update(told, layout=not width or told.get_height({}, width) != height)
        if self._whole and self._shown >= len(line.text):
            if self._timer:
                self._timer.stop()
            self.remove_class("live")
            self._whole = False
            self.post_message(self.Told())


class Aside(Static):
    """A word from the practice room in between, such as a hint; no part of the talk."""

    def __init__(self, text: str) -> None:
        """Show a text of the interface."""
        super().__init__(Content(safe_text(text)), markup=False, classes="aside")


class Chat(VerticalScroll, can_focus=False):
    """All turns of a talk, kept at the end while it grows."""

    def __init__(self, lines: Sequence[Line] = (), speed: TextSpeed = "normal") -> None:
        """Show the turns so far at once; later customer turns appear at `speed`."""
        recent = lines[-_MOST_BUBBLES + _FOLD :]
        self._folded = [line.content() for line in lines[: len(lines) - len(recent)]]
        self._earlier = Static(classes="earlier", markup=False)
        self._earlier.display = bool(self._folded)
        super().__init__(self._earlier, *(Bubble(line) for line in recent))
        self._speed = speed
        self._live: LiveBubble | None = None

    def on_mount(self) -> None:
        """Stay at the last turn."""
        self._fold()
        self.anchor()

    @property
    def speaking(self) -> bool:
        """Whether a turn is still appearing."""
        return self._live is not None

    async def add(self, line: Line) -> None:
        """Add a whole turn."""
        await self._place(Bubble(line))
        self._fold()

    async def note(self, text: str) -> None:
        """Add a word from the practice room."""
        await self._place(Aside(text))

    async def begin(self, line: Line) -> None:
        """Add a turn that is about to be spoken."""
        self._live = LiveBubble(line, self._speed)
        await self._place(self._live)

    def hear(self, text: str, whole: bool = False) -> None:
        """Give the speaking turn its words so far."""
        if self._live:
            self._live.hear(text, whole)

    def finish(self) -> None:
        """Show the speaking turn at once."""
        if self._live:
            self._live.finish()

    async def hush(self) -> None:
        """Take away a turn that was begun and will not be spoken."""
        if self._live:
            await self._live.remove()
            self._live = None

    def on_live_bubble_told(self) -> None:
        """Let go of the turn that has been told."""
        self._live = None

    async def _place(self, widget: Static) -> None:
        """Put something at the end; whoever is just leaving does not see it any more."""
        if self.is_attached:
            await self.mount(widget)
            self.anchor()

    def _fold(self) -> None:
        bubbles = list(self.query(Bubble))
        if len(bubbles) > _MOST_BUBBLES:
            for bubble in bubbles[:_FOLD]:
                self._folded.append(bubble.line.content())
                bubble.remove()
        if len(bubbles) > _MOST_BUBBLES or (self._folded and not self._earlier.content):
            self._earlier.update(Content("\n\n").join(self._folded))
            self._earlier.display = True
