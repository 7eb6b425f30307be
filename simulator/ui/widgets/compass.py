"""What learn mode shows beside the talk: what the customer's turn calls for, and the mood."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from simulator.cue import Cue
from simulator.labels import DIAL_NAMES, TAG_CALLS
from simulator.mood import DIAL_TOP, NEED_TOP, Mood
from simulator.words import Words

_WARM: tuple[str, ...] = ("trust", "need")


class Gauge(Static):
    """One dial: its name, its value of ten, and a bar."""

    def __init__(self, name: str, colour: str) -> None:
        """Begin empty."""
        super().__init__(markup=False)
        self._label = name
        self._colour = colour
        self._share = 0.0

    def show(self, share: float) -> None:
        """Take a share 0–1."""
        self._share = share
        self.refresh()

    def render(self) -> Content:
        """Return name and value over a bar as wide as the room it has."""
        width = max(4, self.size.width - 2)
        filled = round(self._share * width)
        value = str(round(10 * self._share))
        label = self._label[: max(1, width - len(value) - 1)].ljust(width - len(value))
        return Content.assemble(
            (label, "$text-muted"),
            (value, f"bold {self._colour}"),
            "\n",
            ("━" * filled, self._colour),
            ("─" * (width - filled), "$border"),
        )


class Compass(Horizontal):
    """Calls and dials, in a row or, where there is room, in a column."""

    def __init__(self, t: Words) -> None:
        """Take the interface's words."""
        super().__init__(id="compass")
        self.t = t
        self._calls = Static(markup=False, classes="calls")
        self._gauges: dict[str, Gauge] = {
            name: Gauge(t(label), "$primary" if name in _WARM else "$accent")
            for name, label in DIAL_NAMES.items()
        }

    def compose(self) -> ComposeResult:
        """Yield the calls and the gauges."""
        yield self._calls
        yield from self._gauges.values()

    def show(self, cue: Cue | None, mood: Mood) -> None:
        """Show a cue's calls and the mood it was spoken in."""
        calls = [self.t(TAG_CALLS[tag]) for tag in cue.calls_for] if cue else []
        self._calls.update(
            Content.assemble((f"{self.t('Calls for')}  ", "$text-muted"), ", ".join(calls) or "–")
        )
        for name, value in mood.dials().items():
            self._gauges[name].show(value / (NEED_TOP if name == "need" else DIAL_TOP))
