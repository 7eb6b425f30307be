"""Places to write in: whatever is pasted goes through the one door first."""

from textual import events
from textual.widgets import Input, TextArea

from scoring.text import safe_text

MOST_PASTED = 20_000
"""Characters one paste may bring; far more would freeze the editor."""


class Field(Input):
    """One line."""

    def on_paste(self, event: events.Paste) -> None:
        """Take the paste as one line, without what a terminal would read as a command."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(safe_text(event.text)[:MOST_PASTED].split()))


class Area(TextArea):
    """Several lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Take the paste whole, without what a terminal would read as a command."""
        event.prevent_default()
        event.stop()
        if not self.read_only:
            pasted = safe_text(event.text)[:MOST_PASTED]
            placed = self.replace(pasted, *self.selection, maintain_selection_offset=False)
            self.move_cursor(placed.end_location)
