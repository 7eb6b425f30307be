"""A picture of every screen, in two sizes and two looks. A changed picture is looked at before it is kept."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.widgets import Input, TextArea

from scoring.assessment import assess
from scoring.judge import Failed
from scoring.scorecard import score
from scoring.transcript import LANGUAGES, Language, Transcript
from simulator.endpoints import EndpointSettings
from simulator.readings import keep_score
from simulator.settling import ModelChoice
from simulator.speaking import Judge
from simulator.store.records import Entry, NewSession, SecondReading
from simulator.store.store import Store
from simulator.ui.house import House
from simulator.ui.screens.brief import BriefAside, BriefRoom
from simulator.ui.screens.choose import Choose
from simulator.ui.screens.debrief import PAGES, DebriefRoom
from simulator.ui.screens.endpoint import EndpointRoom
from simulator.ui.screens.guess import GuessRoom
from simulator.ui.screens.help import Help
from simulator.ui.screens.pause import Pause
from simulator.ui.screens.progress import ProgressRoom
from simulator.ui.screens.reading import ReadingRoom
from simulator.ui.screens.settings import SettingsRoom
from simulator.voices.examination import EndpointReport, Finding
from simulator.wording import Intervention, Usage, Wording
from tests.simulator.store.conftest import new_session
from tests.simulator.ui.conftest import Walk, walking

LINES = (
    "So you came all the way in and were turned away at the counter. What happened there?",
    "I hear how unfair that feels. I have an answer, and not the one you hoped for: "
    "we can't take the headphones back, and the £89 won't be refunded.",
    "Normally we might be able to make an exception.",
)
"""Warm and clear at first, then a slip: something to see on every page of the debrief."""


class Svg(SingleFileSnapshotExtension):
    """One SVG file a picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


class Album:
    """Compares the screen in front with the pictures of that name."""

    def __init__(self, walk: Walk, snapshot: SnapshotAssertion, looks: Sequence[str] = ("dark",)) -> None:
        self._walk = walk
        self._looks = looks
        self._snapshot = snapshot

    async def has(self, name: str) -> None:
        """Wait until the screen rests, and compare it."""
        screen = self._walk.app.screen
        for place in (*screen.query(TextArea), *screen.query(Input)):
            place.cursor_blink = False
        for look in self._looks:
            self._walk.app.theme = f"motet-{look}"
            await self._walk.pilot.pause(0.1)
            picture = self._walk.app.export_screenshot()

            assert picture == self._snapshot(name=f"{name}_{look}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_it_was_approved(
    house: House, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    """From home to progress, one picture a screen."""
    pictures = snapshot.use_extension(Svg)
    async with walking(house, size, mode="learn") as walk:
        album = Album(walk, pictures, ("dark", "light"))
        await _up_to_the_talk(walk, album)
        await _talk(walk, album)
        await _after_the_talk(walk, album)


async def _up_to_the_talk(walk: Walk, album: Album) -> None:
    await walk.home()
    await album.has("home_first")
    await walk.press("s")
    await walk.to(SettingsRoom)
    await album.has("settings")
    await walk.press("m")
    await walk.to(EndpointRoom)
    await album.has("endpoint")
    await walk.press("f6")
    await walk.to(SettingsRoom)
    await walk.press("escape")
    await walk.home()
    await walk.press("enter")
    await walk.to(BriefRoom)
    await album.has("brief")
    await walk.press("enter")
    await walk.in_talk()


async def _talk(walk: Walk, album: Album) -> None:
    for line in LINES:
        await walk.say(line)
    await walk.press("f3")
    await album.has("talk")
    await walk.press("f1")
    await walk.to(Help)
    await album.has("help")
    await walk.press("escape")
    await walk.in_talk()
    await walk.press("f2")
    await walk.to(BriefAside)
    await album.has("brief_in_talk")
    await walk.press("f2")
    await walk.in_talk()
    await walk.press("f5")
    await walk.to(Pause)
    await album.has("pause")
    await walk.press("enter")
    await walk.in_talk()
    await walk.press("f9")
    await album.has("end")
    await walk.press("down", "down", "enter")


async def _after_the_talk(walk: Walk, album: Album) -> None:
    await walk.to(GuessRoom)
    await album.has("guess")
    await walk.press("enter", "enter")
    await walk.to(DebriefRoom)
    for number, (name, _) in enumerate(PAGES, 1):
        await walk.press(str(number))
        await album.has(f"debrief_{name}")
    await walk.press("escape")
    await walk.home()
    await album.has("home_again")
    await walk.press("p")
    await walk.to(ProgressRoom)
    await album.has("progress")
    await walk.press("e")
    await walk.to(Choose)
    await album.has("export")


@pytest.fixture
def house(house: House) -> House:
    """Return the house with a data folder that is the same on every machine."""
    return replace(house, data_folder="/home/kim/motet")


@pytest.mark.parametrize("language", ["sv", "da"])
async def test_the_longest_texts_fit_a_usual_terminal(
    house: House, snapshot: SnapshotAssertion, language: Language
) -> None:
    """The other two languages at 80×24, where room is scarce."""
    async with walking(house, (80, 24), mode="learn", language=language, ui_language=language) as walk:
        album = Album(walk, snapshot.use_extension(Svg))
        await walk.home()
        await album.has("home")
        await walk.into_talk()
        await walk.play(most=3)
        await album.has("talk")
        await walk.press("f9", "down", "down", "enter")
        await walk.to(GuessRoom)
        await album.has("guess")
        await walk.press("enter", "enter")
        await walk.to(DebriefRoom)
        await album.has("debrief")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_tries_and_what_is_shown_over_time_fit_a_usual_terminal(
    house: House, snapshot: SnapshotAssertion, language: Language
) -> None:
    """Another try of the same turn beside the first, the list of both, and the mirror."""
    async with walking(house, (80, 24), language=language, ui_language=language) as walk:
        album = Album(walk, snapshot.use_extension(Svg))
        await walk.into_talk()
        await walk.play(most=4)
        await _end_the_talk(walk)
        await walk.press("3", "down", "t")
        await walk.in_talk()
        await walk.play("doormat", most=3)
        await _end_the_talk(walk)
        await walk.press("6")
        await album.has("tries")
        await walk.press("escape")
        await walk.home()
        await walk.press("p")
        await walk.to(ProgressRoom)
        await album.has("progress")
        await walk.press("2")
        await album.has("mirror")


async def _end_the_talk(walk: Walk) -> None:
    await walk.press("f9", "down", "down", "enter")
    await walk.to(GuessRoom)
    await walk.press("right", "enter", "enter")
    await walk.to(DebriefRoom)


@pytest.mark.parametrize("size", [(60, 20), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_small_terminal_still_talks(
    house: House, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    """One column, and below that a prompt one can use."""
    async with walking(house, size, mode="learn") as walk:
        album = Album(walk, snapshot.use_extension(Svg))
        await walk.home()
        await album.has("home")
        await walk.into_talk()
        await walk.say(LINES[0])
        await album.has("talk")


LLAMA = EndpointSettings(base_url="http://127.0.0.1:11434/v1", model="llama3.1")
WORDINGS = (
    Wording("llama3.1", "model", requests=1, usage=Usage(1_480, 1_200, 19)),
    Wording("llama3.1", "both", (Intervention("lacks_fact", "appended"),), requests=1),
    Wording(
        "llama3.1",
        "understudy",
        (Intervention("assistant_like", "retried"), Intervention("invented", "replaced")),
        requests=2,
        usage=Usage(2_960, 2_400, 41),
    ),
    Wording("llama3.1", "understudy", causes=("timeout",), requests=1),
    Wording("llama3.1", "model", (Intervention("ends_talk", "dropped"),), requests=1),
)
LOOKED = EndpointReport(
    "127.0.0.1",
    "llama3.1",
    ("llama3.1", "mistral-small"),
    (
        Finding("reachable", "warning", "lists 2 models, llama3.1 is not among them"),
        Finding("streams", "failed", "the server is busy; try again in a while", "busy"),
        Finding("schema", "warning", "does not obey a JSON schema"),
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_setting_up_a_model_fits_in_every_language(
    house: House, snapshot: SnapshotAssertion, language: Language, size: tuple[int, int]
) -> None:
    """What is sent where, what a look at the server found, and why a talk could not be read."""
    chosen = ModelChoice("model", "model", LLAMA)
    judge = Judge(LLAMA, Path("/nowhere"), stands=True)
    async with walking(replace(house, model=lambda: chosen), size, ui_language=language) as walk:
        album = Album(walk, snapshot.use_extension(Svg), ("dark", "light"))
        await walk.home()
        await walk.press("s")
        await walk.to(SettingsRoom)
        await album.has("settings")
        await walk.press("m")
        room = await walk.to(EndpointRoom)
        room.testing = True
        room.post_message(EndpointRoom.Looked(LOOKED))
        await walk.until(lambda: not room.testing)
        await album.has("looked")
        failed = Failed("no_reply", "the endpoint cannot be reached; is the server running?")
        await walk.app.push_screen(ReadingRoom(room.t, judge, lambda: failed))
        await walk.until(lambda: not _is_reading(walk) and len(walk.app.screen.query("FooterKey")) == 3)
        await album.has("not_read")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_model_s_reading_and_the_small_print_fit_a_usual_terminal(
    house: House, store: Store, snapshot: SnapshotAssertion, language: Language
) -> None:
    """The chosen reading first, the other beside it, and at the end what the model had to do with it."""
    async with walking(house, (80, 24), language=language, ui_language=language) as walk:
        album = Album(walk, snapshot.use_extension(Svg), ("dark", "light"))
        await walk.into_talk()
        await walk.play(most=4)
        await _end_the_talk(walk)
        _read_by_model(store)
        await walk.press("escape")
        await walk.home()
        await walk.press("d")
        await walk.to(DebriefRoom)
        await album.has("result")
        await walk.press(*["pagedown"] * 3)
        await album.has("small_print")
        await walk.press("3")
        await album.has("talk")


def _read_by_model(store: Store) -> None:
    """Keep the session once more as if a model had worded it, and read it with fewer findings."""
    (kept,) = store.sessions()
    wordings = cycle(WORDINGS)
    turns = [
        Entry(turn=each.turn, cue=each.cue, mood=each.mood, wording=next(wordings) if each.cue else None)
        for each in store.turns(kept.id)
    ]
    copied = NewSession(**{name: getattr(kept, name) for name in vars(new_session())} | {"id": "f" * 32})
    store.begin_session(copied)
    for seq, turn in enumerate(turns):
        store.append_turn(copied.id, seq, turn)
    store.end_session(copied.id, None)
    said = tuple(turn.turn for turn in turns)
    local = assess(Transcript(id=copied.id, language=kept.language, brief=kept.brief, turns=said))
    found = [each for each in local.scorecard.findings if each.code != "ask"]
    card = score(local.transcript, found)
    keep_score(store, copied.id, local)
    keep_score(store, copied.id, replace(local, scorecard=card, reader="model", version="m"), chosen=True)
    read = SecondReading(model="llama3.1", requests=1, usage=Usage(4_812, 0, 390))
    store.save_second_reading(copied.id, read)


def _is_reading(walk: Walk) -> bool:
    screen = walk.app.screen
    return not isinstance(screen, ReadingRoom) or screen.reading
