"""The app: one journey through the rooms, its looks, and a clean way out whatever happens."""

from __future__ import annotations

import asyncio
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette

from scoring.text import safe_text
from simulator.ui.house import House
from simulator.ui.journey import Journey
from simulator.ui.themes import THEMES
from simulator.words import mark

if TYPE_CHECKING:
    from simulator.practice import Practice

HUNG_UP = 129
TERMINATED = 143


class MotetApp(App[int], inherit_bindings=False):
    """The practice room."""

    TITLE = "Motet"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", mark("help"), id="app.help", priority=True),
        Binding("ctrl+p", "command_palette", mark("commands"), id="app.commands", priority=True, show=False),
        Binding("ctrl+q", "leave", mark("leave Motet"), id="app.leave", priority=True, show=False),
    ]

    def __init__(self, house: House, first: Callable[[], Practice] | None = None) -> None:
        """Take the house; `first` is a talk to go straight into, made in a thread."""
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = house.preferences.theme
        self.set_keymap(dict(house.preferences.keymap))
        self.house = house
        self.journey = Journey(self, house)
        self._first = first

    def on_mount(self) -> None:
        """Listen for the end of the terminal, and set out."""
        for number, code in ((signal.SIGTERM, TERMINATED), (signal.SIGHUP, HUNG_UP)):
            with suppress(NotImplementedError, ValueError, RuntimeError):  # no signals there, or not here
                asyncio.get_running_loop().add_signal_handler(number, self.exit, None, code)
        self._travel()

    @work
    async def _travel(self) -> None:
        await self.journey.run(self._first)

    def action_leave(self) -> None:
        """Leave; a talk under way can be resumed."""
        self.exit(0)

    def action_help(self) -> None:
        """Show every key that works here."""
        from simulator.ui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.journey.t, self.screen.active_bindings, self.get_key_display))

    def action_command_palette(self) -> None:
        """Open the list of commands, in the interface's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(placeholder=self.journey.t("Search for a command …"), id="--command-palette")
            )

    def _fatal_error(self) -> None:
        """Write the crash down without any values, and say where."""
        report = "".join(traceback.format_exception(sys.exception() or self._exception))
        told = _written_down(self.house.log_file, report)
        self.panic(f"{self.journey.t('Motet has stopped. What was said is kept.')}\n{told}")


def _written_down(log_file: str, report: str) -> str:
    """Return where the report was written, or its last line where nowhere."""
    if log_file:
        with suppress(OSError):
            path = Path(log_file)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.write(safe_text(report))
            return log_file
    return ""
