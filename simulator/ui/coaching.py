"""The way through the workshop: shelves, bench, a talk to try, and back."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.app import App

from simulator.ui.house import TextSpeed
from simulator.ui.pairing import Pairing, Try, Turn
from simulator.ui.screens.bench import BenchRoom
from simulator.ui.screens.workshop import WorkshopRoom
from simulator.words import Words
from simulator.workshop import Workshop

Practise = Callable[[Try], Awaitable[None]]
"""Leads through a talk, from its brief to its debrief."""


class Coaching:
    """Leads a coach from file to file; what was tried with one is kept for the next."""

    def __init__(
        self,
        app: App[int],
        t: Words,
        workshop: Workshop,
        pairing: Pairing,
        speed: TextSpeed,
        practise: Practise,
    ) -> None:
        """Take the shelves, the language to begin in, how fast lines appear, and how a talk is led."""
        self._app = app
        self._t = t
        self._workshop = workshop
        self._pairing = pairing
        self._speed = speed
        self._practise = practise

    async def run(self) -> None:
        """Show the shelves and whatever is opened, until the coach goes home."""
        at: Path | None = None
        while True:
            room = WorkshopRoom(self._t, self._workshop.entries, self._pairing.language, at)
            at = await self._app.push_screen_wait(room)
            if at is None:
                return
            at = await self._bench(at)

    async def _bench(self, path: Path) -> Path:
        """Show a file, and what it leads to; return the file that was on the bench last."""
        while True:
            entry = await to_thread(self._workshop.entry, path)
            room = BenchRoom(self._t, self._workshop, entry, self._pairing, self._speed)
            match await self._app.push_screen_wait(room):
                case Turn(path, pairing):
                    self._pairing = pairing
                case Try() as wanted:
                    self._pairing = wanted.pairing
                    await self._practise(wanted)
                case None:
                    self._pairing = room.pairing
                    return path
