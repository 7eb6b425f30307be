"""One setting on a line of its own, turned by the arrow keys or the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from simulator.words import mark


class Turning(Widget, can_focus=True):
    """Shows one of several values."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,enter", "turn(1)", mark("next value"), id="turning.next"),
        Binding("left", "turn(-1)", mark("value before"), id="turning.before"),
    ]
    at: reactive[int] = reactive(0)

    @dataclass
    class Turned(Message):
        """Another value stands there."""

        value: str

    def __init__(self, values: Sequence[tuple[str, str]], value: str, name: str) -> None:
        """Take the values, each an id and its text, and which of them stands there first."""
        super().__init__(id=name)
        self._values = tuple(values)
        self.set_reactive(Turning.at, [key for key, _ in self._values].index(value))

    @property
    def value(self) -> str:
        """The id of the value that stands there."""
        return self._values[self.at][0]

    def render(self) -> Content:
        """Return the value between its arrows."""
        return Content(f"‹ {self._values[self.at][1]} ›")

    def action_turn(self, way: int) -> None:
        """Go to the value beside."""
        self.at = (self.at + way) % len(self._values)
        self.post_message(self.Turned(self.value))

    def on_click(self, event: events.Click) -> None:
        """Go to the next value."""
        self.action_turn(1)
