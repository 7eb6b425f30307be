"""The customer's mood, turn by turn, as bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from simulator.content.written import Kind
from simulator.debrief import ruling_dial
from simulator.labels import DIAL_NAMES
from simulator.mood import DIAL_TOP, NEED_TOP, Dial, Mood
from simulator.words import Words

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LABEL = 11
_ROWS = 2


@dataclass(frozen=True, slots=True)
class Series:
    """One dial over the customer's turns."""

    name: str
    shares: tuple[float, ...]
    """0–1, one a customer turn."""
    colour: str
    """A theme variable such as `$accent`."""


class Curve(Static):
    """Bars for each dial, with the turn marked at which it turned."""

    def __init__(self, t: Words, series: Sequence[Series], pivot: int | None) -> None:
        """Take the dials and the index of the customer turn that the marker stands under, or None."""
        super().__init__(markup=False, classes="curve")
        self.t = t
        self._series = series
        self._pivot = pivot

    def show(self, series: Sequence[Series]) -> None:
        """Show other dials, without a marker."""
        self._series, self._pivot = series, None
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the bars, as wide as there is room for."""
        count = max((len(series.shares) for series in self._series), default=0)
        if not count:
            return Content("")
        step = max(2, min(5, (max(self.size.width, 40) - _LABEL - 8) // count))
        rows = [row for series in self._series for row in (*self._bars(series, step), Content(""))]
        return Content("\n").join([*rows[:-1], *self._feet(count, step)])

    def _bars(self, series: Series, step: int) -> list[Content]:
        ends = f"  {round(10 * series.shares[0])} → {round(10 * series.shares[-1])}"
        label = series.name[: _LABEL - 1].ljust(_LABEL)
        rows = []
        for level in reversed(range(_ROWS)):
            cells = [
                self._cell(number, share, level, step, series.colour)
                for number, share in enumerate(series.shares)
            ]
            left = (label if level == 0 else " " * _LABEL, "$text-muted")
            rows.append(Content.assemble(left, *cells, (ends if level == 0 else "", "bold")))
        return rows

    def _cell(self, number: int, share: float, level: int, step: int, colour: str) -> tuple[str, str]:
        filled = max(1, round(share * _ROWS * 8)) - 8 * level
        bar = _EIGHTHS[max(0, min(8, filled))] * (step - 1)
        return f"{bar} ", f"bold {colour}" if number == self._pivot else colour

    def _feet(self, count: int, step: int) -> list[Content]:
        numbers = "".join(str(number + 1).ljust(step) for number in range(count))
        label = self.t("turn")[: _LABEL - 1].ljust(_LABEL)
        feet = [Content.assemble((label + numbers, "$text-muted"))]
        if self._pivot is not None:
            here = " " * (_LABEL + self._pivot * step) + "▲"
            feet.append(Content.assemble((here, "bold"), (f" {self.t('here it turned')}", "$text-muted")))
        return feet


def mood_series(kind: Kind, moods: Sequence[Mood], t: Words) -> list[Series]:
    """Return the dial that tells most about a kind of person, trust, and how far the need is met."""
    dials: tuple[Dial, ...] = (ruling_dial(kind), "trust")
    values = [mood.dials() for mood in moods]
    series = [
        Series(
            t(DIAL_NAMES[dial]),
            tuple(value[dial] / DIAL_TOP for value in values),
            "$primary" if dial == "trust" else "$accent",
        )
        for dial in dials
    ]
    needs = tuple(value["need"] / NEED_TOP for value in values)
    return [*series, Series(t(DIAL_NAMES["need"]), needs, "$secondary")]


def sparkline(shares: Sequence[float]) -> str:
    """Return one row of bars, one cell each; a share of 0 is the lowest."""
    return "".join(_EIGHTHS[max(1, min(8, round(8 * share)))] for share in shares)
