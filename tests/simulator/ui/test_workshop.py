"""Walks through the coach's workshop: shelves, bench, copy, remarks, cast, trial and publishing."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copytree
from threading import Event

import pytest
from textual.widgets import Input, OptionList, Static, TabbedContent

from scoring.transcript import Language
from simulator.cast import ROLES
from simulator.checking.trials import Match
from simulator.content.library import Library, load_persona
from simulator.content.templates import write_template
from simulator.store.store import Store
from simulator.ui.house import House
from simulator.ui.screens.ask import Ask
from simulator.ui.screens.bench import BenchRoom
from simulator.ui.screens.brief import BriefRoom
from simulator.ui.screens.choose import Choose
from simulator.ui.screens.workshop import WorkshopRoom
from simulator.ui.widgets.chat import LiveBubble
from simulator.ui.widgets.rehearsing import Rehearsing
from simulator.ui.widgets.shelves import Shelves
from simulator.words import words
from simulator.workshop import Workshop
from tests.simulator.ui.conftest import PATIENCE, Walk, walking
from tests.simulator.ui.terminal import terminal


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return the coach's own folder."""
    return tmp_path / "own"


@pytest.fixture
def house(house: House, shelf: Library, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """Return a house whose coach has a folder of their own; paths are told from its home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    copytree(shelf.folders[0], tmp_path / "packaged")
    library = Library([tmp_path / "packaged", own])
    return replace(house, library=lambda: library, data_folder=str(own))


async def to_shelves(walk: Walk) -> WorkshopRoom:
    """Open the workshop from home, and wait until the shelves are read."""
    await walk.home()
    await walk.press("w")
    return await to_shelves_again(walk)


async def to_shelves_again(walk: Walk) -> WorkshopRoom:
    """Wait until the shelves are read."""
    room = await walk.to(WorkshopRoom)
    await walk.until(lambda: room.query_one(Shelves).chosen)
    return room


async def to_bench(walk: Walk, typed: str) -> BenchRoom:
    """Open the first file that has a word, and wait until the check has looked at it."""
    await to_shelves(walk)
    await walk.press(*typed, "enter")
    return await looked_at(walk)


async def looked_at(walk: Walk, holds: Callable[[str], bool] = bool) -> BenchRoom:
    """Wait until the check has looked, and what it says satisfies `holds`."""
    room = await walk.to(BenchRoom)
    waiting = room.t("Checking …")
    await walk.until(lambda: (said := text(room, "#count")) != waiting and holds(said))
    await walk.pilot.pause()
    return room


def text(room: BenchRoom | WorkshopRoom | Ask, name: str) -> str:
    """Return what a part of the screen says."""
    return str(room.query_one(name, Static).render())


def _files_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


def _rows(room: BenchRoom, name: str) -> list[str]:
    options = room.query_one(name, OptionList)
    return [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]


@pytest.mark.parametrize("language", ["da"])
async def test_a_copy_is_made_broken_mended_and_published(
    house: House, own: Path, tmp_path: Path, language: Language
) -> None:
    """From a packaged persona to a published one, by keys; what is saved elsewhere is checked at once."""
    shared = tmp_path / "shared"
    shared.mkdir()
    t = words(language)
    async with walking(house, language=language, ui_language=language) as walk:
        await to_bench(walk, "viktor")
        await walk.press("f")
        await walk.to(Ask)
        await walk.press(*"my_viktor", "enter")
        await walk.until(lambda: (own / "personas" / "my_viktor.yaml").exists())
        room = await looked_at(walk)
        file = room.entry.path
        sound = file.read_text("utf-8")
        file.write_text(sound.replace("kind: angry", "kind: angri"), "utf-8")
        await looked_at(walk, lambda said: "1" in said)
        remarks = _rows(room, "#found")
        file.write_text(sound, "utf-8")
        await looked_at(walk, lambda said: said == t("The check finds nothing to remark."))
        await walk.press("p")
        await walk.to(Ask)
        await walk.press(*str(shared), "enter")
        await walk.to(BenchRoom)
        await walk.until(lambda: text(room, "#note"))
        note = text(room, "#note")

    published = shared / "personas" / "my_viktor.yaml"
    assert len(remarks) == 1
    assert "6:7" in remarks[0]
    assert "did you mean angry?" in remarks[0]
    assert note == t("Published as version {version}: {path}").format(
        version=1, path="~/shared/personas/my_viktor.yaml"
    )
    assert load_persona(published) == load_persona(file)
    assert load_persona(published).version == 1


@pytest.mark.parametrize("language", ["sv"])
async def test_lines_are_heard_one_by_one(house: House, language: Language) -> None:
    """Each press of a key says the next line of the part under the cursor, and after the last the first."""
    async with walking(house, language=language, ui_language=language) as walk:
        room = await to_bench(walk, "viktor")
        await walk.press("2", "down", *["space"] * 7)
        await walk.until(lambda: len(room.query(LiveBubble)) == 7)
        heard = [str(bubble.render()) for bubble in room.query(LiveBubble)]
        row = _rows(room, "#parts")[1]

    lines = load_persona(house.library().file("personas", "prosecutor")).languages[language].lines["vent"][2]
    assert [said.split("\n")[1] for said in heard] == [*lines, lines[0]]
    assert "1/6" in row


@pytest.mark.parametrize("language", ["en"])
async def test_the_cast_plays_and_the_pair_is_tried(house: House, store: Store, language: Language) -> None:
    """A row a role with its mood; then the brief of the same pair, and back to the bench."""
    t = words(language)
    async with walking(house, language=language, ui_language=language) as walk:
        room = await to_bench(walk, "viktor")
        await walk.press("3", "w")
        await walk.to(Choose)
        await walk.press("down", "enter")
        await walk.to(BenchRoom)
        await walk.press("r")
        await walk.until(lambda: t("Every role ends as it must.") in text(room, "#told"))
        rows = _rows(room, "#roles")
        curve = str(room.query_one(".curve").render())
        await walk.press("t")
        await walk.to(BriefRoom)
        await walk.press("escape")
        again = await looked_at(walk)

    assert len(rows) == len(ROLES)
    assert all(row.startswith("✓") for row in rows)
    assert all(any(bar in row for bar in "▁▂▃▄▅▆▇█") for row in rows)
    assert t("trust") in curve
    assert again.pairing == room.pairing
    assert again.pairing.partner == "retail_hygiene_return"
    assert not store.sessions("Kim")


async def test_esc_stops_the_cast_and_only_then_goes_back(house: House) -> None:
    """However long it plays; it can be let to play again."""
    release = Event()
    async with walking(house) as walk:
        room = await to_bench(walk, "viktor")
        await walk.press("3")
        room.query_one(Rehearsing).play("angry", partial(_after, release, house))
        await walk.press("escape")
        await walk.until(lambda: "Stopped." in text(room, "#told"))
        release.set()
        await walk.press("r")
        await walk.until(lambda: "Every role ends as it should." in text(room, "#told"))
        rows = _rows(room, "#roles")
        await walk.press("escape")
        await walk.to(WorkshopRoom)

    assert len(rows) == len(ROLES)


def _after(release: Event, house: House) -> Match:
    release.wait(PATIENCE)
    library = house.library()
    workshop = Workshop(library, Path(house.data_folder))
    return workshop.match(library.persona("prosecutor"), library.scenario("retail_hygiene_return"), "en")


async def test_typing_narrows_the_shelves_and_the_cursor_stays_with_the_file(house: House, own: Path) -> None:
    """Words may stand in any column; coming back, the file that was open is under the cursor."""
    write_template(own, "persona", "mine", "sv")
    async with walking(house) as walk:
        room = await to_shelves(walk)
        shelves = room.query_one(Shelves)
        everything = shelves.option_count
        await walk.press(*"angry packaged")
        await walk.until(lambda: shelves.option_count == 2)
        await walk.press(*["backspace"] * 14)
        await walk.until(lambda: shelves.option_count == everything)
        await walk.press("enter")
        opened = (await looked_at(walk)).entry.id
        await walk.press("escape")
        back = await walk.to(WorkshopRoom)
        await walk.until(lambda: back.query_one(Shelves).chosen)
        chosen = back.query_one(Shelves).chosen

    assert everything == 2 + 4
    assert opened == "prosecutor"
    assert chosen
    assert chosen.id == opened


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("[bold]x", "id: mine\nname: '[red]Eve[/]'\n", "is missing; write `kind: …`"),
        ("mine", "id: mine\nname: '[red]Eve[/]'\nkind: angry\nshoe: '[@click=app.leave]x'\n", "shoe"),
        ("mine", "id: mine\nname: [\n", "is not valid YAML"),
        ("mine", "a" * 300_000, "is larger than 256 KB"),
    ],
    ids=["markup in the file's name", "markup in a value", "broken", "huge"],
)
async def test_a_hostile_file_is_shown_as_it_stands(
    house: House, own: Path, name: str, content: str, said: str
) -> None:
    """Nothing in it is markup, and everything packaged stays usable."""
    file = own / "personas" / f"{name}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(content, "utf-8")
    async with walking(house) as walk:
        room = await to_shelves(walk)
        await walk.until(lambda: "cannot be used" in str(room.query_one(Shelves).get_option("0").prompt))
        first = str(room.query_one(Shelves).get_option("0").prompt)
        await walk.press("enter")
        bench = await looked_at(walk)
        remarks = _rows(bench, "#found")
        await walk.press("escape", *"viktor", "enter")
        packaged = await looked_at(walk, lambda said: said == "The check has no remarks.")

    assert name in first
    assert any(said in remark for remark in remarks)
    assert packaged.entry.id == "prosecutor"


async def test_a_persona_s_markup_is_only_text(house: House, own: Path) -> None:
    """A name is shown as it is written, wherever it stands."""
    path = write_template(own, "persona", "mine", "en")
    path.write_text(path.read_text("utf-8").replace("Robin Falk", "[red]Eve[/] [@click=app.leave]x"), "utf-8")
    async with walking(house) as walk:
        room = await to_bench(walk, "mine")
        heading = text(room, "#heading")
        await walk.press("2", "space")
        await walk.until(lambda: room.query(LiveBubble))
        heard = str(room.query_one(LiveBubble).render())

    assert heading.startswith("[red]Eve[/] [@click=app.leave]x")
    assert heard.startswith("[red]Eve[/] [@click=app.leave]x")


@pytest.mark.parametrize(
    ("editor", "said"),
    [("", "No editor is set."), ("true", "This terminal can't be handed to an editor.")],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_where_no_editor_can_open_the_path_is_named(
    house: House, own: Path, monkeypatch: pytest.MonkeyPatch, editor: str, said: str, size: tuple[int, int]
) -> None:
    """The coach opens the file elsewhere; it is checked at each save all the same."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    write_template(own, "persona", "mine", "en")
    async with walking(house, size) as walk:
        room = await to_bench(walk, "mine")
        await walk.press("e")
        await walk.until(lambda: text(room, "#note"))
        note = text(room, "#note")
        page = room.query_one(TabbedContent).active

    assert said in note
    assert "~/own/personas/mine.yaml" in note
    assert page == "remarks"


async def test_an_id_that_is_taken_or_none_is_said_while_typing(house: House, own: Path) -> None:
    """Nothing is written before it is right."""
    async with walking(house) as walk:
        await to_bench(walk, "viktor")
        await walk.press("f")
        ask = await walk.to(Ask)
        begun = ask.query_one(Input).value
        said = []
        for typed in ("prosecutor", "Å!"):
            ask.query_one(Input).value = typed
            await walk.pilot.pause()
            await walk.press("enter")
            said.append(text(ask, "#fault"))
        await walk.press("escape")
        await walk.to(BenchRoom)

    assert begun == "prosecutor_2"
    assert said[0] == "This id is taken."
    assert said[1].startswith("Use 2 to 40 lower-case letters")
    assert not _files_in(own)


async def test_a_file_with_a_fault_is_not_published(house: House, own: Path, tmp_path: Path) -> None:
    """The note says where the fault is, and the folder stays empty."""
    path = write_template(own, "persona", "mine", "en")
    path.write_text(path.read_text("utf-8").replace("kind: angry", "kind: angri"), "utf-8")
    (tmp_path / "shared").mkdir()
    async with walking(house) as walk:
        room = await to_bench(walk, "mine")
        await walk.press("p")
        await walk.to(Ask)
        await walk.press(*"~/shared", "enter")
        await walk.to(BenchRoom)
        await walk.until(lambda: text(room, "#note"))
        note = text(room, "#note")

    assert note.startswith("Not published.")
    assert "kind: did you mean angry?" in note
    assert not _files_in(tmp_path / "shared")


async def test_the_workshop_is_in_the_command_palette(house: House) -> None:
    """Whatever a key does on a screen, the palette does."""
    async with walking(house) as walk:
        await walk.home()
        titles = [command.title for command in walk.app.get_system_commands(walk.app.screen)]
        await to_bench(walk, "viktor")
        on_bench = [command.title for command in walk.app.get_system_commands(walk.app.screen)]

    assert "Workshop" in titles
    assert {"Make a copy", "Try it", "The cast"} <= set(on_bench)
    assert "Publish" not in on_bench


def test_an_editor_borrows_the_terminal_and_gives_it_back(
    tmp_path: Path, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor gets the file's path; on its return the fault it made stands there with its line."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text('utf-8').replace('kind: angry', 'kind: angri'), 'utf-8')\n"
        "print('the editor was here')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    write_template(tmp_path, "persona", "mine", "en")
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(shelf.folders[0])) as place:
        place.read(lambda seen: b"Viktor" in seen)
        place.type("w")
        place.read(lambda seen: b"packaged" in seen)
        place.type("\r")
        place.read(lambda seen: b"Remarks" in seen)
        place.type("e")
        seen = place.read(lambda seen: b"did you mean angry?" in seen)
        place.type("\x11")
        code = place.wait()

    assert b"the editor was here" in seen
    assert seen.count(b"\x1b[?1049h") == 2
    assert code == 0
