"""The plane of both sides: empathy upwards, boundaries to the right, and a corner for each way of meeting."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from simulator.labels import CORNER_NAMES
from simulator.words import Words

_WIDTH, _HEIGHT = 39, 11  # odd, so that the border of 50 has a line of its own


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one session lies, with its intervals; all 0–100."""

    empathy: tuple[float, float, float]
    """Low, value, high."""
    boundaries: tuple[float, float, float]


class Plane(Static):
    """This session as a cross of its intervals, the sessions before it as small points."""

    def __init__(self, t: Words, spot: Spot | None, earlier: Sequence[tuple[float, float]] = ()) -> None:
        """Take this session's spot, None where a side is not scored, and earlier (empathy, boundaries)."""
        self._cells = [[(" ", "") for _ in range(_WIDTH)] for _ in range(_HEIGHT)]
        self._draw_borders()
        self._draw_axes(t, spot)
        for empathy, boundaries in earlier:
            self._put(_column(boundaries), _row(empathy), "○", "$text-muted")
        if spot:
            self._draw(spot)
        super().__init__(self._content(t), markup=False, classes="plane")

    def _content(self, t: Words) -> Content:
        top = _pair(t(CORNER_NAMES["doormat"]), t(CORNER_NAMES["human"]))
        foot = _pair(t(CORNER_NAMES["absent"]), t(CORNER_NAMES["wall"]))
        return Content("\n").join([top, *(Content.assemble(*row) for row in self._cells), foot])

    def _draw_borders(self) -> None:
        for x in range(_WIDTH):
            self._put(x, _HEIGHT // 2, "┄", "$border")
        for y in range(_HEIGHT):
            self._put(_WIDTH // 2, y, "┆", "$border")
        self._put(_WIDTH // 2, _HEIGHT // 2, "┼", "$border")

    def _draw_axes(self, t: Words, spot: Spot | None) -> None:
        right, up, middle = f" {t('Boundaries')} →", f"↑ {t('Empathy')}", _WIDTH // 2
        self._write(_WIDTH - len(right), _HEIGHT // 2, right, "$primary")
        lies_right = spot is not None and _column(spot.boundaries[1]) >= middle
        self._write(middle - len(up) - 1 if lies_right else middle + 2, 0, up, "$accent")

    def _draw(self, spot: Spot) -> None:
        x, y = _column(spot.boundaries[1]), _row(spot.empathy[1])
        for column in range(_column(spot.boundaries[0]), _column(spot.boundaries[2]) + 1):
            self._put(column, y, "─", "$primary")
        for row in range(_row(spot.empathy[2]), _row(spot.empathy[0]) + 1):
            self._put(x, row, "│", "$accent")
        self._put(x, y, "◆", "bold $foreground")

    def _write(self, x: int, y: int, text: str, style: str) -> None:
        for offset, char in enumerate(text):
            self._put(x + offset, y, char, style)

    def _put(self, x: int, y: int, char: str, style: str) -> None:
        self._cells[y][x] = (char, style)


def _pair(left: str, right: str) -> Content:
    gap = " " * max(1, _WIDTH - len(left) - len(right))
    return Content.styled(f"{left}{gap}{right}", "$text-muted")


def _column(share: float) -> int:
    return round(share / 100 * (_WIDTH - 1))


def _row(share: float) -> int:
    return _HEIGHT - 1 - round(share / 100 * (_HEIGHT - 1))
