"""The two pictures of a page, drawn as SVG: where the talk lies, and how the customer felt."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from scoring.shown import ShownEstimate
from simulator.export.elements import Attributes, tag
from simulator.export.sheet import Felt, Sheet
from simulator.labels import CORNER_NAMES, SIDE_NAMES
from simulator.words import Words

_SIDE = 240
_EDGE = 26
_WIDTH, _HEIGHT = 640, 200
_LEFT, _FOOT = 26, 24


def plane(sheet: Sheet, t: Words) -> Element | None:
    """Return the plane with this talk's cross of intervals and the guess. None: a side is not scored."""
    score = sheet.score
    if score is None or score.empathy is None or score.boundaries is None:
        return None
    whole = _SIDE + 2 * _EDGE
    return tag(
        "svg",
        {"viewBox": f"0 0 {whole} {whole}", "class": "plane", "role": "img"},
        tag("title", {}, t("Where the talk lies")),
        *_frame(t),
        *_cross(score.empathy, score.boundaries),
        *_guess(sheet),
    )


def curve(sheet: Sheet, t: Words) -> Element | None:
    """Return the dials over the customer's turns. None: there were fewer than two."""
    count = max((len(felt.shares) for felt in sheet.moods), default=0)
    if count < 2:
        return None
    return tag(
        "svg",
        {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "class": "curve", "role": "img"},
        tag("title", {}, t("How the customer felt")),
        *_grid(count),
        *_turned(sheet, count, t),
        *(part for felt in sheet.moods for part in _line(felt, count)),
    )


def _frame(t: Words) -> Iterator[Element]:
    middle, end = _EDGE + _SIDE / 2, _EDGE + _SIDE
    box = {"x": str(_EDGE), "y": str(_EDGE), "width": str(_SIDE), "height": str(_SIDE)}
    yield tag("rect", {**box, "class": "frame"})
    yield _stroke(middle, _EDGE, middle, end, "border")
    yield _stroke(_EDGE, middle, end, middle, "border")
    corners = (
        ("doormat", _EDGE, 16.0),
        ("human", end, 16.0),
        ("absent", _EDGE, end + 18),
        ("wall", end, end + 18),
    )
    names = {str(corner): name for corner, name in CORNER_NAMES.items()}
    for corner, x, y in corners:
        anchor = "start" if x == _EDGE else "end"
        yield _word(t(names[corner]), x, y, {"class": "corner", "text-anchor": anchor})
    beneath = {"class": "right", "text-anchor": "middle"}
    yield _word(f"{t(SIDE_NAMES['boundaries'])} →", middle, end + 18, beneath)
    upwards = {"class": "up", "text-anchor": "middle", "transform": f"rotate(-90 16 {_at(middle)})"}
    yield _word(f"{t(SIDE_NAMES['empathy'])} →", 16, middle, upwards)


def _cross(empathy: ShownEstimate, boundaries: ShownEstimate) -> Iterator[Element]:
    x, y = _across(boundaries.value), _up(empathy.value)
    yield _stroke(_across(boundaries.low), y, _across(boundaries.high), y, "boundaries")
    yield _stroke(x, _up(empathy.low), x, _up(empathy.high), "empathy")
    yield tag("circle", {"cx": _at(x), "cy": _at(y), "r": "5", "class": "here"})


def _guess(sheet: Sheet) -> Iterator[Element]:
    if sheet.guess:
        x, y = _across(sheet.guess[1]), _up(sheet.guess[0])
        yield tag("circle", {"cx": _at(x), "cy": _at(y), "r": "5", "class": "guess"})


def _grid(count: int) -> Iterator[Element]:
    for share in (0.0, 0.5, 1.0):
        yield _stroke(_LEFT, _level(share), _WIDTH - 8, _level(share), "border")
        yield _word(
            f"{10 * share:.0f}", _LEFT - 6, _level(share) + 4, {"class": "scale", "text-anchor": "end"}
        )
    for turn in range(count):
        label = {"class": "scale", "text-anchor": "middle"}
        yield _word(str(turn + 1), _time(turn, count), _HEIGHT - 6, label)


def _turned(sheet: Sheet, count: int, t: Words) -> Iterator[Element]:
    if sheet.pivot is not None:
        x = _time(sheet.pivot, count)
        yield _stroke(x, _level(1.0), x, _level(0.0), "pivot")
        late = x > _WIDTH / 2
        anchor = {"class": "scale", "text-anchor": "end" if late else "start"}
        yield _word(t("here it turned"), x - 5 if late else x + 5, _level(1.0) - 3, anchor)


def _line(felt: Felt, count: int) -> Iterator[Element]:
    spots = [(_time(turn, count), _level(share)) for turn, share in enumerate(felt.shares)]
    points = " ".join(f"{_at(x)},{_at(y)}" for x, y in spots)
    yield tag("polyline", {"points": points, "class": f"felt {felt.role}"})
    for x, y in spots:
        yield tag("circle", {"cx": _at(x), "cy": _at(y), "r": "3", "class": f"spot {felt.role}"})


def _stroke(x1: float, y1: float, x2: float, y2: float, name: str) -> Element:
    ends = {"x1": _at(x1), "y1": _at(y1), "x2": _at(x2), "y2": _at(y2)}
    return tag("line", {**ends, "class": name})


def _word(text: str, x: float, y: float, attributes: Attributes) -> Element:
    return tag("text", {"x": _at(x), "y": _at(y), **attributes}, text)


def _across(points: float) -> float:
    return _EDGE + points / 100 * _SIDE


def _up(points: float) -> float:
    return _EDGE + (100 - points) / 100 * _SIDE


def _time(turn: int, count: int) -> float:
    return _LEFT + 10 + turn * (_WIDTH - _LEFT - 28) / (count - 1)


def _level(share: float) -> float:
    return 16 + (1 - share) * (_HEIGHT - 16 - _FOOT)


def _at(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")


def ends_of(shares: Sequence[float]) -> str:
    """Return where a dial began and where it came to, of ten."""
    return f"{10 * shares[0]:.0f} → {10 * shares[-1]:.0f}" if shares else "–"
