"""An app to walk through: real content, a real store, and a pilot that waits instead of sleeping."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from time import monotonic
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from scoring.transcript import Language
from simulator.cast import Role, ScriptedTrainee, lines_of
from simulator.content.library import Library, packaged_folder
from simulator.content.wordings import role_lines
from simulator.session import Session
from simulator.store.store import Store, open_store
from simulator.ui.app import MotetApp
from simulator.ui.house import House, Mode, Preferences, TextSpeed
from simulator.ui.screens.brief import BriefRoom
from simulator.ui.screens.home import Home
from simulator.ui.screens.talk import TalkRoom
from simulator.ui.widgets.chat import Chat
from simulator.ui.widgets.composer import Composer

PATIENCE = 20.0
"""Seconds after which a test says that what it waits for does not come."""

Room = TypeVar("Room", bound=Widget)


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves, and colours are as in a plain terminal."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library of one packaged customer and two pieces of news, whatever else is packaged."""
    folder = tmp_path_factory.mktemp("shelf")
    for name in (
        "personas/prosecutor",
        "scenarios/retail_hygiene_return",
        "scenarios/health_surgery_postponed",
    ):
        copy = folder / f"{name}.yaml"
        copy.parent.mkdir(exist_ok=True)
        copyfile(packaged_folder() / f"{name}.yaml", copy)
    return Library([folder])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store whose clock stands still."""
    return open_store(tmp_path / "motet.db", now=lambda: datetime(2026, 3, 9, 10, 0, tzinfo=UTC))


@pytest.fixture
def house(shelf: Library, store: Store, tmp_path: Path) -> House:
    """Return a house for Kim, whose talks all have one seed and appear at once."""
    return House(
        preferences=Preferences(trainee="Kim", speed="instant"),
        library=lambda: shelf,
        store=lambda: store,
        seed=lambda: 7,
        data_folder=str(tmp_path / "data"),
        log_file=str(tmp_path / "log" / "motet.log"),
    )


@dataclass
class Walk:
    """A pilot in an open app."""

    app: MotetApp
    pilot: Pilot[int]
    patience: float = PATIENCE

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = monotonic() + self.patience
        while not holds():
            if monotonic() > end:
                raise TimeoutError(f"still waiting on {self.app.screen!r}")
            await self.pilot.pause(0.01)

    async def to(self, room: type[Room]) -> Room:
        """Wait until a screen stands in front, and return it."""
        await self.until(lambda: isinstance(self.app.screen, room) and self.app.screen.is_mounted)
        await self.pilot.pause()
        screen = self.app.screen
        assert isinstance(screen, room)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)

    async def home(self) -> Home:
        """Wait until the home screen is filled."""
        home = await self.to(Home)
        await self.until(lambda: home.board.meetings)
        await self.pilot.pause()
        return home

    async def into_talk(self) -> Session:
        """Start the suggested pairing with two keys, and wait for the trainee's turn."""
        await self.home()
        await self.press("enter")
        await self.to(BriefRoom)
        await self.press("enter")
        return await self.in_talk()

    async def in_talk(self) -> Session:
        """Wait in the talk until it is the trainee's turn."""
        room = await self.to(TalkRoom)
        await self.until(lambda: self._listens(room))
        return room.session

    @property
    def composer(self) -> Composer:
        """The editor of the talk in front."""
        return self.app.screen.query_one(Composer)

    async def say(self, words: str) -> None:
        """Write words, send them, and wait for the answer."""
        room = await self.to(TalkRoom)
        turns = len(room.session.talk.said)
        self.composer.text = words
        await self.press("enter")
        await self.until(lambda: len(room.session.talk.said) >= turns + 2 and self._listens(room))

    async def play(self, role: Role = "balanced", most: int = 16) -> Session:
        """Let a scripted trainee talk to the end, or for at most so many turns."""
        session = (await self.to(TalkRoom)).session
        stage = session.talk.stage
        trainee = ScriptedTrainee(role, lines_of(stage.matter, role_lines(stage.language)))
        if session.talk.cue is None:
            await self.say(trainee.greet())
        for _ in range(most):
            if session.talk.cue and not session.talk.ending:
                await self.say(trainee.answer(session.talk.cue))
        return session

    def _listens(self, room: TalkRoom) -> bool:
        said = room.session.talk.said
        heard = bool(said and said[-1].cue) or (not said and room.session.talk.trainee_opens)
        return heard and not room.busy and not room.query_one(Chat).speaking


@asynccontextmanager
async def walking(
    house: House,
    size: tuple[int, int] = (80, 24),
    *,
    language: Language = "en",
    ui_language: Language = "en",
    mode: Mode = "practice",
    speed: TextSpeed = "instant",
) -> AsyncIterator[Walk]:
    """Open the app with these preferences, and yield a walk through it."""
    wanted = replace(house.preferences, language=language, ui_language=ui_language, mode=mode, speed=speed)
    app = MotetApp(replace(house, preferences=wanted))
    async with app.run_test(size=size) as pilot:
        yield Walk(app, pilot)
        app.exit()
