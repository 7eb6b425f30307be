"""A list of customers or of bad news, in groups, with how hard each is."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.labels import INDUSTRY_NAMES, KIND_NAMES
from simulator.ui.board import Item
from simulator.words import Words

_GROUPS: Mapping[str, str] = {**{str(kind): name for kind, name in KIND_NAMES.items()}, **INDUSTRY_NAMES}
_HARDEST = 5


class Items(OptionList):
    """Items under the names of their groups."""

    def __init__(self, t: Words, name: str) -> None:
        """Begin empty."""
        super().__init__(markup=False, compact=True, id=name)
        self.t = t

    def fill(self, items: Sequence[Item], chosen: str) -> None:
        """Show `items`, which come in the order of their groups, with the cursor on `chosen`."""
        options: list[Option] = []
        for group, members in groupby(items, key=lambda item: item.group):
            name = self.t(_GROUPS.get(group, group))
            options.append(Option(Content.styled(name, "$text-muted"), disabled=True))
            options += [Option(_row(item), id=item.id) for item in members]
        self.set_options(options)
        if chosen:
            self.highlighted = self.get_option_index(chosen)


def _row(item: Item) -> Content:
    dots = "●" * item.level + "○" * (_HARDEST - item.level)
    return Content.assemble((f"{dots} ", "$text-muted"), item.title)
