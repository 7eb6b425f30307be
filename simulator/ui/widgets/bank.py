"""The lines of a persona or scenario, to be heard one by one as the customer would say them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.labels import KIND_NAMES
from simulator.linebank import Part
from simulator.ui.house import TextSpeed
from simulator.ui.widgets.cells import cell
from simulator.ui.widgets.chat import Chat, Line
from simulator.ui.workshop_text import part_name
from simulator.words import Words, mark

_ECHO = "{echo}"
_KINDS = {str(kind): name for kind, name in KIND_NAMES.items()}
_NAME, _BESIDE = 22, 11
_MOST_HEARD = 40
"""Lines after which the stage is cleared."""


class Bank(Horizontal):
    """Parts on the left; the lines that were heard on the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "hear", mark("hear a line"), id="bank.hear"),
    ]

    def __init__(self, t: Words, speed: TextSpeed) -> None:
        """Begin empty; lines appear at `speed`."""
        super().__init__()
        self.t = t
        self._parts: Sequence[Part] = ()
        self._speaker = ""
        self._heard: dict[int, int] = {}
        self._count = 0
        self._list = OptionList(markup=False, compact=True, id="parts")
        self._chat = Chat(speed=speed)

    def compose(self) -> ComposeResult:
        """Yield the parts and the stage."""
        yield self._list
        yield self._chat

    def fill(self, parts: Sequence[Part], name: str) -> None:
        """Show parts; `name` is whoever says the lines."""
        self._parts, self._speaker, self._heard = parts, name, {}
        at = self._list.highlighted
        self._list.set_options([Option(self._row(number), id=str(number)) for number in range(len(parts))])
        self._list.highlighted = min(at or 0, len(parts) - 1) if parts else None

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Hear a line of the part."""
        event.stop()
        await self.action_hear()

    async def action_hear(self) -> None:
        """Say the next line of the part under the cursor; after the last one comes the first again."""
        at = self._list.highlighted
        if at is None:
            return
        part = self._parts[at]
        line = part.lines[self._heard.get(at, 0) % len(part.lines)]
        self._heard[at] = self._heard.get(at, 0) + 1
        self._list.replace_option_prompt_at_index(at, self._row(at))
        await self._say(line.replace(_ECHO, "…"))

    async def _say(self, text: str) -> None:
        self._chat.finish()
        self._count += 1
        if self._count > _MOST_HEARD:
            await self._chat.query("Bubble, LiveBubble").remove()
            self._count = 1
        await self._chat.begin(Line("customer", self._speaker, text))
        self._chat.hear(text, whole=True)

    def _row(self, number: int) -> Content:
        part = self._parts[number]
        beside = self._level(part) if part.level else self.t(_KINDS[part.tone]) if part.tone else ""
        heard = self._heard.get(number, 0)
        count = f"{(heard - 1) % len(part.lines) + 1}/{len(part.lines)}" if heard else f"{len(part.lines)}"
        lent = f" · {part.lender}" if part.lender else ""
        name = cell(part_name(part, self.t), _NAME)
        return Content.assemble(name, cell(beside, _BESIDE, "$accent"), (f"{count}{lent}", "$text-muted"))

    def _level(self, part: Part) -> str:
        return "●" * (part.level or 0)
