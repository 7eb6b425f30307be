"""The files of the workshop as a list, personas above scenarios."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scoring.transcript import Language
from simulator.content.schema import Sort
from simulator.ui.workshop_text import row_of
from simulator.words import Words, mark
from simulator.workshop import Entry

_SORTS: dict[Sort, str] = {"persona": mark("Customers"), "scenario": mark("News")}
_EDGE = 4
"""Cells that no row has: its indent, and the bar to scroll by."""


class Shelves(OptionList, can_focus=False):
    """One row a file; an option's id is the file's place in the list."""

    def __init__(self, t: Words, language: Language) -> None:
        """Begin empty."""
        super().__init__(markup=False, compact=True, id="shelves")
        self.t = t
        self._language = language
        self._entries: Sequence[Entry] = ()

    @property
    def chosen(self) -> Entry | None:
        """The file under the cursor. None: there is none."""
        name = self.get_option_at_index(self.highlighted).id if self.highlighted is not None else None
        return self._entries[int(name)] if name else None

    def fill(self, entries: Sequence[Entry]) -> None:
        """Show files, the cursor where it was."""
        before = self.chosen
        self._entries = entries
        self._draw()
        self.go_to(before.path if before else Path())

    def go_to(self, path: Path) -> None:
        """Put the cursor on a file, or on the first where it is not listed."""
        places = [entry.path for entry in self._entries]
        if places:
            self.highlighted = self.get_option_index(str(places.index(path) if path in places else 0))

    def move(self, by: int) -> None:
        """Move the cursor by some rows, as far as there are any."""
        here = self.chosen
        if here:
            at = max(0, min(len(self._entries) - 1, self._entries.index(here) + by))
            self.highlighted = self.get_option_index(str(at))

    def on_resize(self) -> None:
        """Draw the rows as wide as there is room for."""
        here = self.chosen
        self._draw()
        self.go_to(here.path if here else Path())

    def _draw(self) -> None:
        width = max(40, self.size.width - _EDGE)
        options: list[Option] = []
        for sort, group in groupby(enumerate(self._entries), key=lambda numbered: numbered[1].sort):
            options.append(Option(Content.styled(self.t(_SORTS[sort]), "$text-muted"), disabled=True))
            for number, entry in group:
                row = row_of(entry, self._language, width, self.t)
                options.append(Option(Content.assemble("  ", row), id=str(number)))
        self.set_options(options)
