"""How quick and how light the app is: first paint, echo while a customer speaks, long talks, a long day.

Run: python -m benchmarks.app_speed. Each figure is measured in a terminal of its own (a pty); first paint
is measured side by side with a bare Textual app and given as a ratio.
"""

from __future__ import annotations

import asyncio
import os
import select
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, sleep
from typing import TYPE_CHECKING

from tests.simulator.ui.terminal import Terminal, terminal

if TYPE_CHECKING:  # a part that is measured loads only what it needs
    from textual.app import App
    from textual.pilot import Pilot

    from simulator.content.library import Library
    from simulator.store.store import Store
    from simulator.ui.screens.talk import TalkRoom

_WORDS, _PACE = 120, 0.1
"""The customer of the echo goes on for longer than any real one, at the pace of a quick model."""
ROUNDS = 11
KEYS = 200
LONG = 500
TALKS, TURNS = 16, 31
"""A day of eight hours, about 500 turns."""
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SIGN = "ø".encode()
"""A letter that nothing else on the screen contains."""


def first_paint(module: str, *arguments: str, sign: bytes) -> float:
    """Return the seconds from starting a process to the first frame with `sign` in it."""
    start = monotonic()
    with terminal(module, *arguments) as screen:
        screen.read(lambda written: sign in written)
        return monotonic() - start


def measure_first_paint() -> None:
    """Print the medians of a bare Textual app, of the app alone, and of the whole command, and their ratios."""
    bare, app, command = [], [], []
    for _ in range(ROUNDS):
        bare.append(first_paint("benchmarks.app_speed", "--bare", sign=b"ready"))
        app.append(first_paint("benchmarks.app_speed", "--home", sign=b"practice room"))
        command.append(first_paint("benchmarks.app_speed", "--command", sign=b"practice room"))
    plain = median(bare)
    print(f"first paint: bare Textual {plain:.3f} s")
    for name, times in (("app", app), ("motet command", command)):
        print(f"first paint: {name} {median(times):.3f} s, {median(times) / plain:.2f} × bare")


def measure_echo() -> None:
    """Print how long a key takes to its echo: in a bare editor, and in a talk of 200 turns while one speaks."""
    for name, part, sign in (("bare editor", "--typing", b"ready"), ("talk", "--speaking", b"speaking")):
        with terminal("benchmarks.app_speed", part) as screen:
            screen.read(partial(_contains, sign))
            sleep(1)
            waits = [_echo(screen) for _ in range(KEYS)]
        cuts = quantiles(waits, n=100)
        print(f"echo, {name}: p50 {1000 * median(waits):.1f} ms, p99 {1000 * cuts[98]:.1f} ms ({KEYS} keys)")


def _contains(sign: bytes, written: bytes) -> bool:
    return sign in written


def _echo(screen: Terminal) -> float:
    while select.select([screen.master], [], [], 0.03)[0]:
        with suppress(OSError):
            os.read(screen.master, 65_536)
        if not select.select([screen.master], [], [], 0.0)[0]:
            break
    start = monotonic()
    os.write(screen.master, _SIGN)
    seen = b""
    while _SIGN not in seen:
        if select.select([screen.master], [], [], 5)[0]:
            seen = seen[-4:] + os.read(screen.master, 65_536)
    return monotonic() - start


def measure_long_talk() -> None:
    """Print how long a talk of 500 turns takes to open, and how memory grows over 500 more."""
    asyncio.run(_long_talk())


async def _long_talk() -> None:
    room, app = _room(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        start = monotonic()
        await app.push_screen(room)
        await pilot.pause()
        print(f"opening a talk of {LONG} turns: {monotonic() - start:.3f} s")
        await app.pop_screen()
        await _day(app, pilot, 2)
        sizes = [_resident()]
        for _ in range(2):
            await _day(app, pilot, TALKS)
            sizes.append(_resident())
    start, first, second = sizes
    day = f"a day of {TALKS} talks of {TURNS} turns"
    print(f"memory: {start:.0f} MB, after {day} {first:.0f} MB ({first / start - 1:+.1%}; caches fill)")
    print(f"memory: after a second such day {second:.0f} MB ({second / first - 1:+.1%})")


async def _day(app: App[int], pilot: Pilot[int], talks: int) -> None:
    from simulator.ui.widgets.chat import Chat, Line

    for _ in range(talks):
        room, _ = _room(0)
        await app.push_screen(room)
        for number in range(TURNS):
            await room.query_one(Chat).add(
                Line("trainee", "You", f"I hear you, and the answer is no. {number}")
            )
        await pilot.pause()
        await app.pop_screen()


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6


@cache
def _library() -> Library:
    from simulator.content.library import Library, packaged_folder

    return Library([packaged_folder()])


def _room(turns: int) -> tuple[TalkRoom, App[int]]:
    """Return a talk's screen with so many turns in it, and an app to put it in."""
    from textual.app import App

    from scoring.transcript import Turn
    from simulator.cue import Cue
    from simulator.labels import Pull
    from simulator.session import Session
    from simulator.stage import Stage
    from simulator.talk import Said, Talk
    from simulator.ui.screens.talk import TalkRoom
    from simulator.ui.talking import Manner
    from simulator.ui.themes import THEMES
    from simulator.wording import Usage
    from simulator.words import words

    class Nowhere:
        def keep_draft(self, text: str) -> None: ...

        def keep_pull(self, seq: int, pull: Pull) -> None: ...

    class Endless:
        name = "a voice that goes on"

        async def word(self, cue: Cue, talk: Talk) -> AsyncIterator[str]:
            yield "I am speaking"
            for _ in range(_WORDS):
                await asyncio.sleep(_PACE)
                yield " onwards"

        def stop(self) -> None: ...

        def resume(self, used: Usage) -> None: ...

        async def close(self) -> None: ...

    library = _library()
    stage = Stage(library.persona("prosecutor"), library.scenario("retail_hygiene_return"), "en", 1, 3)
    talk = Talk(stage)
    cue = talk.begin()
    opening = talk.said[0]
    for number in range(turns):
        words_said = Turn(speaker="trainee", text=f"Turn {number}: I hear you, and the answer is still no.")
        talk.said.append(Said(words_said) if number % 2 == 0 else replace(opening, cue=cue))
    talk.said.append(Said.trainee("One more."))
    room = TalkRoom(words("en"), Session(talk, Endless()), Nowhere(), Manner(speed="fast"))
    app: App[int] = App()
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = "motet-dark"
    return room, app


def _bare() -> None:
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("ready")

    Bare().run()


def _typing() -> None:
    from textual.app import App, ComposeResult
    from textual.widgets import Static, TextArea

    class Typing(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("ready")
            yield TextArea()

    Typing().run()


def _home() -> None:
    from simulator.ui.app import run_app
    from simulator.ui.house import House, Preferences

    def store() -> Store:
        from simulator.store.store import open_store

        return open_store(Path(tempfile.mkdtemp()) / "motet.db")

    run_app(House(preferences=Preferences(trainee="Kim"), library=_library, store=store))


def _command() -> None:
    from simulator.cli import main as motet

    sys.argv = ["motet"]
    motet()


def _speaking() -> None:
    room, app = _room(200)
    app.call_later(app.push_screen, room)
    app.run()


def main() -> None:
    """Measure everything, or play one of the parts that are measured."""
    parts = {
        "--bare": _bare,
        "--typing": _typing,
        "--home": _home,
        "--command": _command,
        "--speaking": _speaking,
    }
    if sys.argv[1:]:
        parts[sys.argv[1]]()
    else:
        measure_first_paint()
        measure_echo()
        measure_long_talk()


if __name__ == "__main__":
    main()
