"""A guess between 0 and 100, set with the arrow keys or the mouse."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.words import mark

_STEP = 5
_TOP = 100


class Slider(Widget, can_focus=True):
    """A bar with its value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", mark("less"), id="slider.less"),
        Binding("right,l", "move(1)", mark("more"), id="slider.more"),
    ]
    value: reactive[int] = reactive(50)

    def __init__(self, name: str, meaning: str, colour: str, value: int | None = None) -> None:
        """Take the side's name, what it means, and the theme variable to draw it in."""
        super().__init__()
        self._label = name
        self._meaning = meaning
        self._colour = colour
        self.set_reactive(Slider.value, 50 if value is None else value)

    def render(self) -> Content:
        """Return name, value and bar."""
        width = max(10, self.size.width - 2)
        filled = round(self.value / _TOP * width)
        return Content.assemble(
            (self._label, f"bold {self._colour}"),
            (f"  {self._meaning}", "$text-muted"),
            (f"  {self.value}", "bold"),
            "\n",
            ("━" * filled, self._colour),
            ("●", f"bold {self._colour}"),
            ("─" * (width - filled), "$border"),
        )

    def action_move(self, direction: int) -> None:
        """Move by one step."""
        self.value = max(0, min(_TOP, self.value + direction * _STEP))

    def on_click(self, event: events.Click) -> None:
        """Move to where the mouse points."""
        share = event.x / max(1, self.size.width - 2)
        self.value = max(0, min(_TOP, _STEP * round(_TOP * share / _STEP)))
