"""What holds for all screens: keys one can reach, colours from the theme, and preferences that stay."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import simulator.ui
from simulator.errors import UsageError
from simulator.ui.app import MotetApp
from simulator.ui.house import House, Preferences
from simulator.ui.remembering import remember, remembered
from simulator.ui.screens.talk import TalkRoom
from tests.simulator.ui.conftest import Walk, walking

UI = Path(simulator.ui.__file__).parent
HARD_TO_REACH = re.compile(r"bracket|brace|\bat\b|tilde|circumflex|backslash|bar\b|dollar|[\[\]{}@~\\|$^]")
"""Keys that need AltGr on a Swedish or Danish keyboard."""
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\b(red|green|blue|white|black|yellow|cyan|magenta)\b")


def _own_bindings() -> Iterator[tuple[str, Binding]]:
    for module in walk_packages([str(UI)], "simulator.ui."):
        for name, thing in vars(import_module(module.name)).items():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__ == module.name:
                for binding in vars(thing).get("BINDINGS", []):
                    yield name, binding


def test_every_binding_has_an_id_of_its_own_and_a_description() -> None:
    """By its id a key can be remapped."""
    ids = [binding.id for _, binding in _own_bindings()]

    assert all(ids)
    assert len(ids) == len(set(ids))
    assert all(binding.description for _, binding in _own_bindings())


def test_no_key_needs_alt_gr() -> None:
    """Å, ä, ö, æ and ø stand where English keyboards have brackets."""
    assert [key for _, binding in _own_bindings() for key in [binding.key] if HARD_TO_REACH.search(key)] == []


@pytest.mark.parametrize("path", sorted(UI.rglob("*.tcss")), ids=lambda path: path.name)
def test_screens_take_their_colours_from_the_theme(path: Path) -> None:
    """So that every look fits every screen; ids such as #chat are no colours."""
    values = re.findall(r":\s*([^;{]+);", path.read_text("utf-8"))

    assert [value for value in values if COLOUR.search(value)] == []


async def test_a_key_is_remapped_by_its_id(house: House) -> None:
    """What the keymap says wins over the usual key."""
    mapped = replace(house, preferences=replace(house.preferences, keymap={"talk.hint": "f7"}))
    app = MotetApp(mapped)
    async with app.run_test() as pilot:
        walk = Walk(app, pilot)
        await walk.into_talk()
        keys = {active.binding.id: key for key, active in app.screen.active_bindings.items()}
        app.exit()

    assert keys["talk.hint"] == "f7"


async def test_without_colour_everything_is_grey(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR is obeyed."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with walking(house) as walk:
        await walk.home()
        colours = set(re.findall(r"#[0-9a-f]{6}", walk.app.export_screenshot()))
        plain = walk.app.no_color

    assert plain
    assert colours


async def test_a_storm_of_resizes_leaves_the_talk_whole(house: House) -> None:
    """From wide to tiny and back, nothing falls over and no word is lost."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        await walk.press(*"draft")
        for width in range(20, 140, 5):
            await walk.pilot.resize_terminal(width, 5 + width // 4)
        await walk.pilot.resize_terminal(80, 24)
        room = await walk.to(TalkRoom)
        text = walk.composer.text

    assert room.session is session
    assert text == "draft"


def test_preferences_are_remembered(tmp_path: Path) -> None:
    """What was chosen in the app is there the next time; keys included."""
    path = tmp_path / "config" / "app.toml"
    chosen = Preferences(
        trainee="Kim",
        language="da",
        mode="exam",
        intensity=4,
        theme="motet-light",
        keymap={"talk.hint": "f7"},
    )
    remember(path, chosen)

    assert remembered(path, Preferences(trainee="Kim")) == chosen
    assert remembered(tmp_path / "none.toml", chosen) == chosen


@pytest.mark.parametrize(
    "text", ['theme = "pink"', "intensity = 9", "shoe = 1", "keys = 3", "abuse = 1", "= ="]
)
def test_a_broken_memory_is_told_with_its_file(tmp_path: Path, text: str) -> None:
    """The message names the file, so that it can be corrected."""
    path = tmp_path / "app.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(UsageError, match=r"app\.toml"):
        remembered(path, Preferences(trainee="Kim"))
