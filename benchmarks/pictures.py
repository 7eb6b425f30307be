"""The README's pictures, made from a real session with the packaged content. Run: python -m benchmarks.pictures."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from simulator.cast import ScriptedTrainee, lines_of
from simulator.content.library import Library, packaged_folder
from simulator.content.wordings import role_lines
from simulator.store.store import open_store
from simulator.ui.app import MotetApp
from simulator.ui.house import House, Preferences
from simulator.ui.screens.brief import BriefRoom
from simulator.ui.screens.debrief import DebriefRoom
from simulator.ui.screens.guess import GuessRoom
from simulator.ui.screens.home import Home
from simulator.ui.screens.talk import TalkRoom
from simulator.ui.widgets.chat import Chat

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (100, 30)
PERSONA, SCENARIO = "prosecutor", "retail_hygiene_return"


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(_session())


async def _session() -> None:
    store = open_store(
        Path(tempfile.mkdtemp()) / "motet.db", now=lambda: datetime(2026, 3, 9, 10, tzinfo=UTC)
    )
    library = Library([packaged_folder()])
    preferences = Preferences(trainee="Kim", mode="learn", speed="instant")
    app = MotetApp(
        House(preferences=preferences, library=lambda: library, store=lambda: store, seed=lambda: 7)
    )
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, lambda: isinstance(app.screen, Home) and bool(app.screen.board.meetings))
        home = app.screen
        assert isinstance(home, Home)
        home.on_home_filled(Home.Filled(replace(home.board, persona=PERSONA, scenario=SCENARIO)))
        await _picture(pilot, "home")
        await pilot.press("enter")
        await _until(pilot, lambda: isinstance(app.screen, BriefRoom))
        await _picture(pilot, "brief")
        await pilot.press("enter")
        await _talk(pilot)
        await _debrief(pilot)
        app.exit()


async def _talk(pilot: Pilot[int]) -> None:
    app = pilot.app
    await _until(pilot, lambda: isinstance(app.screen, TalkRoom))
    room = app.screen
    assert isinstance(room, TalkRoom)
    talk, chat = room.session.talk, room.query_one(Chat)
    trainee = ScriptedTrainee("blunder", lines_of(talk.stage.matter, role_lines("en")))
    await _until(pilot, lambda: bool(talk.cue) and not room.busy and not chat.speaking)
    while talk.cue and not talk.ending:
        turns = len(talk.said)
        room.query_one(TextArea).text = trainee.answer(talk.cue)
        await pilot.press("enter")
        await _until(pilot, partial(_answered, room, turns))
        if len(talk.said) == 7:
            await _picture(pilot, "talk")
    await pilot.press("enter")


def _answered(room: TalkRoom, turns: int) -> bool:
    return len(room.session.talk.said) > turns + 1 and not room.busy and not room.query_one(Chat).speaking


async def _debrief(pilot: Pilot[int]) -> None:
    await _until(pilot, lambda: isinstance(pilot.app.screen, GuessRoom))
    await pilot.press("right", "right", "right", "enter", "right", "enter")
    await _until(pilot, lambda: isinstance(pilot.app.screen, DebriefRoom))
    for key, name in (("1", "result"), ("2", "feedback"), ("3", "found"), ("4", "course")):
        await pilot.press(key)
        await _picture(pilot, name)


async def _picture(pilot: Pilot[int], name: str) -> None:
    screen = pilot.app.screen
    for place in (*screen.query(TextArea), *screen.query(Input)):
        place.cursor_blink = False
    await pilot.pause(0.3)
    path = FOLDER / f"{name}.svg"
    path.write_text(pilot.app.export_screenshot(), encoding="utf-8")
    print(path)


async def _until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    while not holds():
        await pilot.pause(0.02)


if __name__ == "__main__":
    main()
