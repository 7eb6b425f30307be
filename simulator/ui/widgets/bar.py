"""A value on the line from 0 to 100, with its interval and, beside it, the trainee's own guess."""

from textual.content import Content

from scoring.progress import Points


def bar(points: Points, guess: int | None, width: int, colour: str) -> Content:
    """Return one row of `width` cells, its middle marked; the guess is left out where it is None."""
    cells = [(" ", "")] * width
    cells[width // 2] = ("┊", "$border")
    for cell in range(_cell(points.low, width), _cell(points.high, width) + 1):
        cells[cell] = ("─", colour)
    cells[_cell(points.value, width)] = ("●", f"bold {colour}")
    if guess is not None:
        hit = _cell(guess, width) == _cell(points.value, width)
        cells[_cell(guess, width)] = ("◉" if hit else "○", f"bold {colour}" if hit else "$foreground")
    return Content.assemble(*cells)


def _cell(value: int, width: int) -> int:
    return round(value / 100 * (width - 1))
