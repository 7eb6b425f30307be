"""The app: one journey through the rooms, its looks, and a clean way out whatever happens."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from simulator.ui.commands import commands_on
from simulator.ui.crash import written_down
from simulator.ui.house import House
from simulator.ui.journey import Journey
from simulator.ui.themes import THEMES
from simulator.words import mark

if TYPE_CHECKING:
    from simulator.practice import Practice
    from simulator.ui.screens.settings import SettingsRoom

HUNG_UP = 129
TERMINATED = 143


class MotetApp(App[int], inherit_bindings=False):
    """The practice room."""

    TITLE = "Motet"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", mark("help"), id="app.help", priority=True),
        Binding("ctrl+p", "command_palette", mark("commands"), id="app.commands", priority=True, show=False),
        Binding("ctrl+z", "suspend_process", mark("put Motet aside"), id="app.suspend", show=False),
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
                asyncio.get_running_loop().add_signal_handler(number, self.exit, code, code)
        self._travel()

    @work
    async def _travel(self) -> None:
        await self.journey.run(self._first)

    def on_settings_room_changed(self, message: SettingsRoom.Changed) -> None:
        """Show changed preferences at once."""
        self.journey.prefer(message.preferences)

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette offers: everything that a key does here, and the looks."""
        return commands_on(self, screen)

    def _fatal_error(self) -> None:
        """Write the crash down without any values, and say where."""
        error = self._exception or RuntimeError()
        where = written_down(error, self.house.log_file)
        self.panic(f"{self.journey.t('Motet has stopped. What was said is kept.')}\n{where}")


def run_app(house: House, first: Callable[[], Practice] | None = None) -> int:
    """Run the app until the trainee leaves, and return its exit code: 0, 1 after a crash, 129 or 143."""
    app = MotetApp(house, first)
    app.run()
    return app.return_code or 0
