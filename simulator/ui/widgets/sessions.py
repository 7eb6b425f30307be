"""Sessions over time: a row each, newest first, both sides as values with their intervals and guesses."""

from collections.abc import Sequence, Set

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scoring.codebook import SIDES, Side
from scoring.text import safe_text
from simulator.labels import SIDE_NAMES
from simulator.ui.past import Past
from simulator.ui.past_text import COLOURS
from simulator.ui.widgets.bar import bar
from simulator.words import Words

_SIGN, _DATE, _NAME, _VALUE, _GAP = 2, 6, 13, 4, 2
_LEAST, _MOST, _MOST_WITH_NEWS = 9, 33, 25
"""Cells of a bar: below the first none is drawn, and where more than the last are left the news is named."""


class Sessions(OptionList):
    """One entry a session; the entry's id is the session's."""

    def __init__(self, t: Words) -> None:
        """Begin empty."""
        super().__init__(markup=False, compact=True, id="sessions")
        self.t = t
        self._past: Sequence[Past] = ()
        self._compared: Set[str] = frozenset()

    @property
    def chosen(self) -> str | None:
        """Id of the session under the cursor. None: there is none."""
        return self.get_option_at_index(self.highlighted).id if self.highlighted is not None else None

    def fill(self, past: Sequence[Past], compared: Set[str]) -> None:
        """Show sessions, newest first, the cursor where it was; `compared` are those that change goes by."""
        self._past, self._compared = past, compared
        before = self.chosen
        self.set_options(self._entries())
        places = {each.session.id: place for place, each in enumerate(past)}
        self.highlighted = places.get(before or "", 0) if past else None

    def go_to(self, session_id: str) -> None:
        """Put the cursor on a session, where it is listed."""
        places = [each.session.id for each in self._past]
        if session_id in places:
            self.highlighted = places.index(session_id)

    def on_resize(self) -> None:
        """Draw the rows as wide as there is room for."""
        place = self.highlighted
        self.set_options(self._entries())
        self.highlighted = place

    def heading(self) -> Content:
        """Return the names of the columns."""
        width, news = self._widths()
        names = " " * _SIGN + " " * _DATE + self.t("Customer")[: _NAME - 1].ljust(_NAME)
        parts: list[tuple[str, str]] = [(names + (self.t("News").ljust(news) if news else ""), "$text-muted")]
        for side in SIDES:
            name = self.t(SIDE_NAMES[side])
            room = _GAP + width + _VALUE
            parts.append((f"{'':{_GAP}}{name:<{room - _GAP}}"[: max(room, len(name) + _GAP)], COLOURS[side]))
        return Content.assemble(*parts)

    def _widths(self) -> tuple[int, int]:
        """Return the cells of a bar and of the news; 0: there is no room for it."""
        left = max(self.size.width, 20) - 1 - _SIGN - _DATE - _NAME
        width = left // len(SIDES) - _VALUE - _GAP
        if width < _LEAST:
            return 0, 0
        if width <= _MOST_WITH_NEWS:
            return width, 0
        news = left - len(SIDES) * (_MOST_WITH_NEWS + _VALUE + _GAP)
        return min(_MOST, _MOST_WITH_NEWS + max(0, news - 40) // 2), min(news, 40)

    def _entries(self) -> list[Option]:
        if not self._past:
            return [Option(Content.styled(self.t("No session yet."), "$text-muted"), disabled=True)]
        return [Option(self._row(each), id=each.session.id) for each in self._past]

    def _row(self, past: Past) -> Content:
        width, news = self._widths()
        counts = past.session.id in self._compared
        began, name = past.session.started_at, _cut(past.persona, _NAME - 1)
        parts: list[str | tuple[str, str] | Content] = [
            (f"{self._sign(past):<{_SIGN}}", "$warning"),
            (f"{f'{began.day}/{began.month}':>{_DATE - 1}} ", "$text-muted"),
            (f"{name:<{_NAME}}", "" if counts or past.page is None else "$text-muted"),
            (f"{_cut(past.news, news - 1):<{news}}" if news else "", "$text-muted"),
        ]
        if past.kept is None:
            parts.append((f"{'':{_GAP}}{self.t('under way')}", "$text-muted italic"))
        else:
            parts += [part for side in SIDES for part in self._side(past, side, width, counts)]
        return Content.assemble(*parts)

    def _side(self, past: Past, side: Side, width: int, counts: bool) -> list[tuple[str, str] | Content]:
        colour = COLOURS[side] if counts else "$text-muted"
        points = past.kept.sides.get(side) if past.kept else None
        if past.kept is None or points is None:
            return [(f"{'':{_GAP + width}}{'–':>{_VALUE}}", "$text-muted")]
        drawn = bar(points, past.kept.guesses.get(side), width, colour) if width else Content("")
        return [(" " * _GAP, ""), drawn, (f"{points.value:>{_VALUE}}", f"bold {colour}")]

    def _sign(self, past: Past) -> str:
        if past.session.parent_id:
            return "⎇"
        return "!" if past.waits_for else ""


def _cut(text: str, width: int) -> str:
    safe = " ".join(safe_text(text).split())
    return safe if len(safe) <= width else f"{safe[: max(0, width - 1)]}…"
