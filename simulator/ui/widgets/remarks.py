"""What the check says of a file, each remark with its line."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.checking.remarks import Remark
from simulator.ui.workshop_text import found_text, remark_row
from simulator.words import Words


class Remarks(Vertical):
    """How many there are, and each with place, field, what is wrong and what to write."""

    @dataclass
    class Chosen(Message):
        """The coach wants to go to a remark's line."""

        line: int
        """From 1."""

    def __init__(self, t: Words) -> None:
        """Begin before the check has looked."""
        super().__init__()
        self.t = t
        self._remarks: Sequence[Remark] = ()
        self._count = Static(Content(t("Checking …")), markup=False, id="count")
        self._list = OptionList(markup=False, id="found")

    def compose(self) -> ComposeResult:
        """Yield the count and the list."""
        yield self._count
        yield self._list

    def fill(self, remarks: Sequence[Remark]) -> None:
        """Show remarks, the cursor where it was."""
        self._remarks = remarks
        at = self._list.highlighted or 0
        self._list.set_options([Option(remark_row(remark)) for remark in remarks])
        self._list.highlighted = min(at, len(remarks) - 1) if remarks else None
        self._count.update(Content(found_text(remarks, self.t)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask for the line."""
        event.stop()
        self.post_message(self.Chosen(self._remarks[event.option_index].problem.place.line))
