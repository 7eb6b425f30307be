"""Places to write in: keys count in the order they come, and a paste goes through the one door first."""

from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

from scoring.text import safe_text

MOST_PASTED = 20_000
"""Characters one paste may bring; far more would freeze the editor."""


async def obey(widget: Widget, event: events.Key) -> None:
    """Do what a key of the widget's own does, in its turn among the letters.

    Left to the app, it would be done before letters that came first, or after some that came later.
    """
    active = None if event.is_printable else widget.screen.active_bindings.get(event.key)
    if active and active.node is widget:
        event.prevent_default()
        event.stop()
        await widget.run_action(active.binding.action)


class Field(Input):
    """One line."""

    async def on_key(self, event: events.Key) -> None:
        """Obey a key of one's own at once."""
        await obey(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Take the paste as one line, without what a terminal would read as a command."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(safe_text(event.text)[:MOST_PASTED].split()))


class Area(TextArea):
    """Several lines."""

    async def on_key(self, event: events.Key) -> None:
        """Obey a key of one's own at once."""
        await obey(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Take the paste whole, without what a terminal would read as a command."""
        event.prevent_default()
        event.stop()
        if not self.read_only:
            pasted = safe_text(event.text)[:MOST_PASTED]
            placed = self.replace(pasted, *self.selection, maintain_selection_offset=False)
            self.move_cursor(placed.end_location)
