"""Sessions over time on the screen: the same rule of change as everywhere, and what can be done with one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from scoring.assessment import measure_version
from scoring.finding import Finding
from scoring.progress import Points
from scoring.transcript import LANGUAGES, Language
from simulator.export.forms import FORMS, Form
from simulator.journal import journal_of
from simulator.progress_text import progress_lines
from simulator.store.records import Reflection
from simulator.store.store import Store
from simulator.ui.house import House
from simulator.ui.screens.choose import Choose
from simulator.ui.screens.debrief import DebriefRoom
from simulator.ui.screens.progress import ProgressRoom
from simulator.ui.widgets.bar import bar
from simulator.ui.widgets.habits import Habits
from simulator.ui.widgets.sessions import Sessions
from simulator.words import words
from tests.simulator.store.conftest import customer_turn, new_session, trainee_turn
from tests.simulator.ui.conftest import Walk, walking

Practised = Callable[..., list[str]]


@pytest.fixture
def practised(store: Store) -> Practised:
    """Return a function that keeps finished sessions of Kim with these values on both sides."""

    def keep(*values: int, language: Language = "en", flag: str = "", version: str = "") -> list[str]:
        return [_kept(store, value, language, flag, version or measure_version()) for value in values]

    return keep


def _kept(store: Store, value: int, language: Language, flag: str, version: str) -> str:
    session = store.begin_session(new_session("Kim", language))
    store.append_turn(session.id, 0, customer_turn("Well?"))
    store.append_turn(session.id, 1, trainee_turn("Calm down."))
    store.end_session(session.id, None)
    side = {"value": value, "low": max(value - 12, 0), "high": min(value + 12, 100)}
    score = {"overall": side, "empathy": side, "boundaries": side, "flags": [flag] if flag else []}
    store.save_score(session.id, version, score)
    store.save_findings(session.id, "shown", [Finding(1, "hard", "Calm down.")])
    store.save_reflection(session.id, Reflection(guess_empathy=70, hook="[bold]Åh"))
    return session.id


async def _to_progress(walk: Walk) -> ProgressRoom:
    await walk.home()
    await walk.press("p")
    room = await walk.to(ProgressRoom)
    await walk.until(lambda: room.query_one(Sessions).option_count)
    return room


def _text(room: ProgressRoom | DebriefRoom, name: str) -> str:
    return str(room.query_one(name, Static).render())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("values", [(40,) * 7, (40, 42, 41, 40, 70, 71, 72, 70)], ids=["few", "enough"])
async def test_the_screen_says_of_change_what_the_command_says(
    house: House, store: Store, practised: Practised, language: Language, values: tuple[int, ...]
) -> None:
    """Seven sessions say how many are needed; eight say the change with its interval."""
    practised(*values)
    told = list(progress_lines(journal_of(store, "Kim"), measure_version(), words(language)))
    async with walking(house, ui_language=language) as walk:
        room = await _to_progress(walk)
        shown = _text(room, "#change")

    assert shown.splitlines()[-1].split(": ", 1)[-1] in "\n".join(told)
    assert ("+30" in shown) == (len(values) == 8)


async def test_a_filter_narrows_the_list_and_change_goes_by_what_is_left(
    house: House, practised: Practised
) -> None:
    """One key lists customers, news and languages that occur; the first answer shows all again."""
    practised(40, 42, 41, 40, 70, 71, 72, 70)
    practised(50, language="sv")
    async with walking(house) as walk:
        room = await _to_progress(walk)
        await walk.press("n")
        await walk.to(Choose)
        await walk.press("end", "enter")
        await walk.until(lambda: room.query_one(Sessions).option_count == 1)
        swedish = (_text(room, "#heading"), _text(room, "#change"))
        await walk.press("n")
        await walk.to(Choose)
        await walk.press("enter")
        await walk.until(lambda: room.query_one(Sessions).option_count == 9)

    assert "Svenska" in swedish[0]
    assert "so far 1" in swedish[1]


async def test_a_flagged_session_counts_once_its_owner_says_so(
    house: House, store: Store, practised: Practised
) -> None:
    """Until then it stands aside with its reason; the key is offered there and nowhere else."""
    (flagged,) = practised(40, flag="long_turn")
    practised(50)
    async with walking(house) as walk:
        room = await _to_progress(walk)
        offered = "f" in room.active_bindings
        await walk.press("down")
        why = _text(room, "#beside")
        await walk.press("f", "down", "enter")
        await walk.until(lambda: store.session(flagged).looked_at)
        await walk.until(lambda: "!" not in str(room.query_one(Sessions).get_option(flagged).prompt))

    assert not offered
    assert "A turn is longer" in why


async def test_another_measure_s_sessions_can_be_scored_anew(
    house: House, store: Store, practised: Practised
) -> None:
    """They are named as not compared; the old score stays."""
    (old,) = practised(40, version="codebook-0")
    async with walking(house) as walk:
        room = await _to_progress(walk)
        why = _text(room, "#beside")
        await walk.press("a")
        await walk.until(lambda: len(store.scores(old)) == 2)
        await walk.until(lambda: "a" not in room.active_bindings)

    assert "another measure" in why
    assert store.scores(old)[0].version == "codebook-0"


async def test_a_session_is_deleted_only_after_a_yes(
    house: House, store: Store, practised: Practised
) -> None:
    """The first answer keeps it; the room stays open with what is left."""
    first, second = practised(40, 50)
    async with walking(house) as walk:
        room = await _to_progress(walk)
        await walk.press("x", "enter")
        await walk.to(ProgressRoom)
        kept = len(store.sessions("Kim"))
        await walk.press("x", "down", "enter")
        await walk.until(lambda: room.query_one(Sessions).option_count == 1)

    assert kept == 2
    assert [session.id for session in store.sessions("Kim")] == [first]
    assert second != first


async def test_a_look_at_a_session_leads_back_to_the_list(
    house: House, store: Store, practised: Practised
) -> None:
    """With the cursor where it was."""
    first, _ = practised(40, 50)
    async with walking(house) as walk:
        await _to_progress(walk)
        await walk.press("down", "enter")
        await walk.to(DebriefRoom)
        await walk.press("escape")
        room = await walk.to(ProgressRoom)
        await walk.until(lambda: room.query_one(Sessions).chosen == first)


@pytest.mark.parametrize(("sessions", "shown"), [(4, False), (5, True)])
async def test_the_mirror_shows_a_pattern_from_five_occurrences_on(
    house: House, practised: Practised, sessions: int, shown: bool
) -> None:
    """With its count and interval; the trainee's own words stand there literally."""
    practised(*[40] * sessions)
    async with walking(house) as walk:
        room = await _to_progress(walk)
        await walk.press("2")
        page = room.query_one(Habits)
        await walk.until(lambda: any("[bold]Åh" in str(each.render()) for each in page.query(Static)))
        text = "\n".join(str(each.render()) for each in page.query(Static))

    assert ("The customer presses → you hit back" in text) == shown
    assert ("5 of 5 (" in text) == shown
    assert ("in its interval" in text) == shown


@pytest.mark.parametrize("form", FORMS)
async def test_a_session_is_written_to_a_file_of_the_chosen_form(
    house: House, practised: Practised, form: Form
) -> None:
    """Into the data folder; the room says where."""
    practised(40)
    folder = Path(house.data_folder) / "exports"
    async with walking(house) as walk:
        room = await _to_progress(walk)
        await walk.press("e")
        await walk.to(Choose)
        await walk.press(*["down"] * FORMS.index(form), "enter")
        await walk.until(lambda: list(folder.glob(f"*.{form}")))
        await walk.until(lambda: f".{form}" in _text(room, "#note"))


async def test_the_debrief_writes_its_session_with_the_words_just_noted(
    house: House, practised: Practised
) -> None:
    """One key away, and the reflection is in the file."""
    practised(40)
    folder = Path(house.data_folder) / "exports"
    async with walking(house) as walk:
        await _to_progress(walk)
        await walk.press("enter")
        room = await walk.to(DebriefRoom)
        await walk.press("5")
        room.query_one(TextArea).text = "My old boss"
        await walk.press("1", "e")
        await walk.to(Choose)
        await walk.press("enter")
        await walk.until(lambda: list(folder.glob("*.html")))
        await walk.until(lambda: ".html" in _text(room, "#said"))

    assert "My old boss" in next(folder.glob("*.html")).read_text("utf-8")


@pytest.mark.parametrize(
    ("points", "guess", "row"),
    [
        (Points(50, 40, 60), None, "    ─●─    "),
        (Points(0, 0, 100), 100, "●─────────○"),
        (Points(90, 80, 100), 90, "     ┊  ─◉─"),
        (Points(10, 0, 20), 70, "─●─  ┊ ○   "),
    ],
)
def test_a_bar_shows_value_interval_and_guess(points: Points, guess: int | None, row: str) -> None:
    """The middle is marked where nothing lies over it."""
    assert bar(points, guess, 11, "$accent").plain == row
