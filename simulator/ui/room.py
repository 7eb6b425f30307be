"""What every screen shares: the interface's words, translated key descriptions, and widths to lay out by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen

from simulator.words import Words

Answer = TypeVar("Answer")

WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (80, "-usual"), (110, "-wide")]
"""Columns from which a screen gets each class: one column of content, two, and room for a side panel."""
HEIGHTS: list[tuple[int, str]] = [(0, "-tiny"), (15, "-low"), (22, "-tall")]
"""Rows from which a screen gets each class: only what one must have, the usual, and air."""


class Room(Screen[Answer], Generic[Answer]):
    """A full screen in the trainee's interface language."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, t: Words) -> None:
        """Take the interface's words."""
        super().__init__()
        self.t = t

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the interface's language."""
        return _told(super().active_bindings, self.BINDINGS, self.t)


class Aside(Room[Answer], Generic[Answer]):
    """A small screen over another one; esc closes it without an answer."""

    @property
    def is_modal(self) -> bool:
        """What lies beneath shows through, and its keys rest."""
        return True

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


def _told(
    bindings: Mapping[str, ActiveBinding], own: Sequence[BindingType], t: Words
) -> dict[str, ActiveBinding]:
    """Return the keys in the interface's language: the focused widget's, the screen's in order, the app's."""
    order = [binding.id for binding in own if isinstance(binding, Binding)]

    def place(item: tuple[str, ActiveBinding]) -> int:
        name = item[1].binding.id or ""
        if name.startswith("app."):
            return len(order)
        return order.index(name) if name in order else -1

    return {key: _described(active, t) for key, active in sorted(bindings.items(), key=place)}


def _described(active: ActiveBinding, t: Words) -> ActiveBinding:
    text = active.binding.description
    said = t(text) if text else ""  # gettext answers the empty text with the catalogue's own header
    return active._replace(binding=replace(active.binding, description=said))
