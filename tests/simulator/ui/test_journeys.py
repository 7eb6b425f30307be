"""Whole walks through the app, from the first key to the debrief and back home."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Static, TabbedContent

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import Library
from simulator.store.store import Store
from simulator.ui.house import House
from simulator.ui.screens.brief import BriefRoom
from simulator.ui.screens.debrief import PAGES, DebriefRoom
from simulator.ui.screens.guess import GuessRoom
from simulator.ui.screens.settings import SettingsRoom
from simulator.ui.screens.talk import TalkRoom
from tests.simulator.ui.conftest import walking

PATH = """\
id: two_steps
languages: {en: {title: "Two talks", intention: "To begin with."}}
steps:
  - persona: prosecutor
    scenario: retail_hygiene_return
    mode: learn
    intensity: 1
    intention: {en: "Just listen."}
  - {persona: prosecutor, scenario: health_surgery_postponed, intention: {en: "Say it in one sentence."}}
"""


async def test_a_talk_that_the_customer_ends_leads_to_its_debrief(house: House, store: Store) -> None:
    """Played to its last word, the talk is kept as ended, and enter goes on."""
    async with walking(house) as walk:
        await walk.into_talk()
        session = await walk.play()
        await walk.press("enter")
        await walk.to(GuessRoom)

    kept = store.sessions("Kim")[0]
    assert session.talk.ending is not None
    assert (kept.status, kept.ending) == ("ended", session.talk.ending)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_keys_start_a_talk_that_leads_to_a_kept_debrief(
    house: House, store: Store, language: Language
) -> None:
    """A balanced trainee walks from home through brief, talk and guess to all pages of the debrief."""
    async with walking(house, language=language, ui_language=language) as walk:
        await walk.into_talk()
        session = await walk.play(most=4)
        await walk.press("f9", "down", "down", "enter")
        await walk.to(GuessRoom)
        await walk.press("right", "enter", "left", "left", "enter")
        room = await walk.to(DebriefRoom)
        for number, (name, _) in enumerate(PAGES, 1):
            await walk.press(str(number))
            await walk.until(partial(_shows, room, name))
        await walk.press("escape")
        home = await walk.home()
        kept = store.session(home.board.last_session)

    reflection = store.reflection(kept.id)
    assert kept.language == language
    assert [turn.turn.text for turn in store.turns(kept.id)] == [item.turn.text for item in session.talk.said]
    assert store.scores(kept.id)
    assert reflection is not None
    assert (reflection.guess_empathy, reflection.guess_boundaries) == (55, 40)


async def test_the_intention_is_kept_and_stands_over_the_brief(house: House, store: Store) -> None:
    """What one writes to oneself before the talk is kept with the session."""
    async with walking(house) as walk:
        await walk.home()
        await walk.press("enter", *"No refund", "enter", *"Names", "enter")
        await walk.in_talk()
        await walk.press("f2")
        await walk.until(lambda: "No refund" in str(walk.app.screen.query_one(".own").render()))
        await walk.press("escape")
        await walk.in_talk()

    reflection = store.reflection(store.sessions("Kim")[0].id)
    assert reflection is not None
    assert (reflection.intention, reflection.hook) == ("No refund", "Names")


async def test_trying_again_from_the_debrief_makes_a_branch(house: House, store: Store) -> None:
    """The turn under the cursor is said anew, with its words in the composer."""
    async with walking(house) as walk:
        await walk.into_talk()
        await walk.say("So you came all the way in. What happened at the counter?")
        await walk.say("I can't take the headphones back, and the £89 won't be refunded.")
        await walk.press("f9", "down", "down", "enter")
        await walk.to(GuessRoom)
        await walk.press("escape")
        await walk.to(DebriefRoom)
        await walk.press("3", "down", "t")
        session = await walk.in_talk()
        draft = walk.composer.text

    first, branch = store.sessions("Kim")
    assert first.status == "stopped"
    assert (branch.parent_id, branch.parent_turn) == (first.id, 3)
    assert draft.startswith("I can't take")
    assert len(session.talk.said) == 3


async def test_the_suggestion_starts_the_same_pair(house: House) -> None:
    """Following the debrief leads to the brief of the suggested pair."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        await walk.press("f9", "down", "down", "enter")
        await walk.to(GuessRoom)
        await walk.press("escape")
        await walk.to(DebriefRoom)
        await walk.press("n", "enter")
        again = await walk.in_talk()

    assert again is not session
    assert again.talk.stage.persona.id == session.talk.stage.persona.id


async def test_home_turns_language_mode_intensity_and_insults_by_one_key(house: House) -> None:
    """Each setting of a talk is a key away, and the session has it."""
    async with walking(house) as walk:
        await walk.home()
        await walk.press("l", "m", "i", "i", "a")
        home = await walk.home()
        await walk.until(lambda: home.preferences.language == "sv")
        session = await walk.into_talk()
        room = await walk.to(TalkRoom)

    stage = session.talk.stage
    assert (stage.language, stage.intensity, stage.abuse) == ("sv", 2, False)
    assert room.manner.exam


async def test_settings_change_the_interface_at_once(house: House) -> None:
    """The first setting is the interface's language; home speaks it afterwards."""
    async with walking(house) as walk:
        await walk.home()
        await walk.press("s")
        room = await walk.to(SettingsRoom)
        await walk.press("right")
        await walk.until(lambda: room.chosen.preferences.ui_language == "sv")
        await walk.press("down", "down", "right", "escape")
        await walk.home()
        descriptions = [active.binding.description for active in walk.app.screen.active_bindings.values()]
        theme = walk.app.theme

    assert "språk" in descriptions
    assert theme == "motet-light"


def _shows(room: DebriefRoom, page: str) -> bool:
    return room.query_one(TabbedContent).active == page


async def test_the_next_step_of_a_path_is_one_key_away(house: House, shelf: Library, tmp_path: Path) -> None:
    """It is met in the step's mode and intensity, and leaves the trainee's own as they were."""
    steps = tmp_path / "own" / "curricula" / "two_steps.yaml"
    steps.parent.mkdir(parents=True)
    steps.write_text(PATH, encoding="utf-8")
    own = Library([*shelf.folders, steps.parents[1]])
    async with walking(replace(house, library=lambda: own)) as walk:
        home = await walk.home()
        await walk.press("n")
        brief = await walk.to(BriefRoom)
        heading = str(brief.query_one("#heading", Static).content)
        await walk.press("enter")
        session = await walk.in_talk()
        room = await walk.to(TalkRoom)

    assert (session.talk.stage.intensity, room.manner.learn) == (1, True)
    assert (home.preferences.mode, home.preferences.intensity) == ("practice", None)
    assert "Just listen." in heading
