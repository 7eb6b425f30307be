"""A picture of every screen of the workshop. A changed picture is looked at before it is kept."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from scoring.transcript import LANGUAGES, Language
from simulator.content.templates import write_template
from simulator.ui.house import House
from simulator.ui.screens.ask import Ask
from simulator.ui.widgets.chat import LiveBubble
from simulator.words import words
from tests.simulator.ui import test_workshop as walks
from tests.simulator.ui.conftest import Walk, walking
from tests.simulator.ui.test_pictures import Album, Svg

own, house = walks.own, walks.house


async def _through(walk: Walk, album: Album, language: Language) -> None:
    await walks.to_shelves(walk)
    await album.has("shelves")
    await walk.press(*"viktor", "enter")
    room = await walks.looked_at(walk)
    await album.has("card")
    await walk.press("2", "down", "space", "space")
    await walk.until(lambda: len(room.query(LiveBubble)) == 2)
    await walk.pilot.pause(0.2)
    await album.has("lines")
    await walk.press("3", "r")
    done = words(language)("Every role ends as it must.")
    await walk.until(lambda: done in walks.text(room, "#told"))
    await album.has("cast")
    await walk.press("1", "f")
    await walk.to(Ask)
    await album.has("ask")
    await walk.press("escape", "escape")
    await walks.to_shelves_again(walk)
    await walk.press("up", "enter")
    await walks.looked_at(walk)
    await walk.press("4")
    await album.has("remarks")


@pytest.fixture
def broken(own: Path) -> Path:
    """Return a file of one's own with faults on some lines."""
    path = write_template(own, "persona", "mine", "en")
    said = path.read_text("utf-8").replace("kind: angry", "kind: angri").replace("name:", "nam:")
    path.write_text(said, "utf-8")
    return path


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_workshop_looks_as_it_was_approved(
    house: House, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    """Shelves, card, lines, cast, the question for an id, and remarks, dark and light."""
    async with walking(house, size) as walk:
        await _through(walk, Album(walk, snapshot.use_extension(Svg), ("dark", "light")), "en")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_workshop_fits_a_small_terminal_in_each_language(
    house: House, snapshot: SnapshotAssertion, language: Language
) -> None:
    """In 60 columns and 20 rows."""
    async with walking(house, (60, 20), language=language, ui_language=language) as walk:
        await _through(walk, Album(walk, snapshot.use_extension(Svg)), language)
