"""Setting up a model from within the app: told what is sent, tried out, kept, the key never shown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from simulator.settings import folders, settings
from simulator.settling import keep_choice, model_choice
from simulator.ui.house import House
from simulator.ui.screens.endpoint import EndpointRoom
from simulator.ui.screens.settings import SettingsRoom
from simulator.ui.widgets.writing import Field
from tests.simulator.ui.conftest import Walk, walking
from tests.simulator.voices.faults import SECRET
from tests.simulator.voices.loopback import Answer, Asked, Loopback, event, head, listing, page, spoken, whole


def _answers(asked: Asked) -> Answer:
    if asked.path.endswith("/models"):
        return listing("llama-small", "llama-large")
    return spoken("Hello there.") if asked.content.get("stream") else whole('{"answer": true}')


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Return a server that can do everything."""
    with Loopback(_answers) as server:
        yield server


@pytest.fixture
def house(house: House) -> House:
    """Return the house with settings that are kept in this test's own home."""
    file = folders().config_file
    return replace(
        house, model=lambda: model_choice(settings()), keep_model=lambda old, new: keep_choice(file, old, new)
    )


async def _into(walk: Walk) -> EndpointRoom:
    await walk.home()
    await walk.press("s")
    await walk.to(SettingsRoom)
    await walk.press("m")
    return await walk.to(EndpointRoom)


def _told(room: EndpointRoom) -> str:
    return str(room.query_one("#told", Static).render())


async def test_a_model_is_set_up_without_opening_a_file(house: House, server: Loopback) -> None:
    """Address, test, a model from the list, and the choice of a model as the voice; all kept in the file."""
    async with walking(house) as walk:
        room = await _into(walk)
        room.query_one("#address", Field).value = server.base_url
        before = len(server.asked)
        await walk.press("f5")
        await walk.until(lambda: room.query_one("#models").display)
        room.query_one("#models", OptionList).focus()
        await walk.press("down", "enter", "escape")
        await walk.to(SettingsRoom)
        await walk.press(*["down"] * 7, "right", "down", "right", "escape")
        await walk.home()
        await walk.until(lambda: settings().voice == "model")

    assert before == 0
    assert (settings().endpoint.base_url, settings().endpoint.model) == (server.base_url, "llama-large")
    assert settings().reader == "both"


async def test_the_test_says_what_it_sends_and_what_it_found(
    house: House, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine is named beforehand; the key reaches the server and no place else."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    async with walking(house, (120, 40)) as walk:
        room = await _into(walk)
        room.query_one("#address", Field).value = server.base_url
        await walk.until(lambda: "sends 127.0.0.1" in _told(room))
        await walk.press("f5")
        await walk.until(lambda: "reading a talk calls for" in _told(room))
        shown = walk.app.export_screenshot()

    assert server.asked[0].headers["authorization"] == f"Bearer {SECRET}"
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (page(401, {"error": {"message": f"bad key {SECRET}"}}), "The key is missing, wrong"),
        (page(503, {"error": {"message": "Loading model"}}), "still loading the model"),
        (page(200, b"<html>hello</html>", "text/html"), "not the way a model server does"),
    ],
)
async def test_what_goes_wrong_is_said_in_plain_words(house: House, answer: Answer, words: str) -> None:
    """And the key is not among them."""
    with Loopback(lambda asked: answer) as server:
        async with walking(house) as walk:
            room = await _into(walk)
            room.query_one("#address", Field).value = server.base_url
            await walk.press("f5")
            await walk.until(lambda: words in _told(room))
            told = _told(room)

    assert SECRET not in told


async def test_esc_stops_a_test_that_runs(house: House) -> None:
    """A server that never ends is hung up on at once, and the screen stays."""
    endless = Answer([head(), event("again ")], pause=0.01, endless=True)
    with Loopback(lambda asked: listing("m") if asked.path.endswith("/models") else endless) as server:
        async with walking(house) as walk:
            room = await _into(walk)
            room.query_one("#address", Field).value = server.base_url
            await walk.press("f5")
            await walk.until(lambda: any(asked.content for asked in server.asked))
            await walk.press("escape")
            await walk.until(lambda: "Stopped" in _told(room))
            await walk.until(server.closed_early.is_set)
            stays = walk.app.screen is room and not room.testing

    assert stays


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("#address", "nonsense", "This isn't an address"),
        ("#address", "http://10.0.0.9/v1", "https:// only"),
        ("#address", f"http://me:{SECRET}@127.0.0.1/v1", "This isn't an address"),
        ("#key", SECRET, "never the key itself"),
        ("#budget", "lots", "whole number of tokens"),
    ],
)
async def test_what_cannot_be_used_is_not_kept(house: House, field: str, text: str, words: str) -> None:
    """It is said at once, what was written stays to be mended, and f6 leaves without it."""
    async with walking(house) as walk:
        room = await _into(walk)
        room.query_one(field, Field).value = text
        await walk.press("escape")
        await walk.until(lambda: words in _told(room))
        await walk.press("f6")
        await walk.to(SettingsRoom)
        await walk.press("escape")
        await walk.home()

    assert not folders().config_file.exists()


@pytest.mark.parametrize(("rights", "key"), [(1, "key_file"), (2, "keyring")])
async def test_the_key_may_stand_in_a_file_or_in_the_keyring(house: House, rights: int, key: str) -> None:
    """Only the name of the place is kept."""
    async with walking(house) as walk:
        room = await _into(walk)
        room.query_one("#address", Field).value = "http://127.0.0.1:9/v1"
        room.query_one("#source").focus()
        await walk.press(*["right"] * rights)
        room.query_one("#key", Field).value = "/keys/motet"
        await walk.press("escape")
        await walk.to(SettingsRoom)
        await walk.press("escape")
        await walk.until(folders().config_file.exists)

    kept = settings().endpoint
    assert str(getattr(kept, key)) == str(Path("/keys/motet"))
    assert kept.key_env == ""
