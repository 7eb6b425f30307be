"""The debrief beside the score: other tries, a second reader, and the house's style."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static, TabbedContent

from scoring.assessment import Assessment, assess, measure_version
from scoring.finding import Finding
from scoring.judge import judge_version
from scoring.scorecard import score
from scoring.shown import score_object
from scoring.transcript import LANGUAGES, Language, Transcript
from simulator.content.library import Library
from simulator.readings import keep_score
from simulator.store.records import NewSession
from simulator.store.store import Store
from simulator.ui.accounts import account_of
from simulator.ui.house import House
from simulator.ui.screens.debrief import DebriefRoom
from simulator.ui.screens.guess import GuessRoom
from simulator.ui.widgets.result import Result
from simulator.ui.widgets.tries import Tries
from tests.simulator.store.conftest import customer_turn, new_session, trainee_turn
from tests.simulator.ui.conftest import Walk, walking

STYLE = """\
name: "[bold]Nordvik"
unfortunately: avoided
pass:
  both_sides: 60
  gates: [decision_stated, house_words]
"""
WORDS: dict[Language, tuple[str, str]] = {
    "en": ("Unfortunately I can't take the headphones back.", "not yet"),
    "sv": ("Tyvärr kan jag inte ta tillbaka hörlurarna.", "inte än"),
    "da": ("Desværre kan jeg ikke tage høretelefonerne retur.", "ikke endnu"),
}


@asynccontextmanager
async def _debriefed(house: House, *lines: str, language: Language = "en") -> AsyncIterator[Walk]:
    async with walking(house, language=language, ui_language=language) as walk:
        await walk.into_talk()
        for line in lines:
            await walk.say(line)
        await _end(walk)
        yield walk


async def _end(walk: Walk) -> DebriefRoom:
    await walk.press("f9", "down", "down", "enter")
    await walk.to(GuessRoom)
    await walk.press("escape")
    return await walk.to(DebriefRoom)


def _shown(room: DebriefRoom, page: type[Result] | type[Tries]) -> str:
    return "\n".join(str(each.render()) for each in room.query_one(page).query(Static))


async def test_two_tries_stand_side_by_side_from_where_they_part(house: House) -> None:
    """Both lines and both answers, and no page of tries where there is one alone."""
    async with _debriefed(house, "What happened?", "First words.", "More words.") as walk:
        room = await walk.to(DebriefRoom)
        alone = room.query(Tries)
        await walk.press("6")
        stays = room.query_one(TabbedContent).active
        await walk.press("3", "down", "t")
        await walk.in_talk()
        await walk.say("Second words.")
        room = await _end(walk)
        await walk.press("6")
        text = _shown(room, Tries)

    assert (len(alone), stays) == (0, "result")
    assert "They part ways at your turn 2" in text
    assert ("First words." in text, "Second words." in text, "More words." in text) == (True, True, False)
    assert text.count("Boundaries") == 2


async def test_a_branch_of_a_branch_belongs_to_the_same_talk(house: House, store: Store) -> None:
    """One key puts the next try beside this one."""
    async with _debriefed(house, "What happened?", "First words.") as walk:
        for words in ("Second words.", "Third words."):
            await walk.to(DebriefRoom)
            await walk.press("3", "down", "t")
            await walk.in_talk()
            await walk.say(words)
            await _end(walk)
        room = await walk.to(DebriefRoom)
        await walk.press("6")
        one = _shown(room, Tries)
        await walk.press("o")
        await walk.until(lambda: _shown(room, Tries) != one)
        other = _shown(room, Tries)

    assert len(store.sessions("Kim")) == 3
    assert sum("First words." in text for text in (one, other)) == 1
    assert sum("Second words." in text for text in (one, other)) == 1


def test_an_earlier_try_is_scored_by_the_present_measure_before_it_is_compared(
    shelf: Library, store: Store
) -> None:
    """So that like stands beside like; the score that another measure gave stays."""
    first = store.begin_session(new_session("Kim", "en"))
    new = vars(new_session("Kim", "en")) | {"parent_id": first.id, "parent_turn": 1}
    second = store.begin_session(NewSession(**new))
    for session, words in ((first, "Calm down."), (second, "It stays a no.")):
        store.append_turn(session.id, 0, customer_turn("Well?"))
        store.append_turn(session.id, 1, trainee_turn(words))
        store.end_session(session.id, None)
    store.save_score(first.id, "codebook-0", {"reader": "local"})
    (other,) = account_of(shelf, store, second.id, "en").branches

    assert other.score.version == measure_version()
    assert [kept.version for kept in store.scores(first.id)] == ["codebook-0", measure_version()]


def _by_model(local: Assessment) -> Assessment:
    """Return what a model might have found: one code less, one more, in the first own turn."""
    words = local.transcript.turns[1].text
    mine = [each for each in local.scorecard.findings if each.code != "ask"]
    found = [*mine, Finding(1, "hard", words)]
    return replace(
        local,
        scorecard=score(local.transcript, found),
        reader="model",
        version=judge_version("a-model"),
    )


async def test_where_two_readers_differ_stands_beside_the_line(house: House, store: Store) -> None:
    """The local score stands, the model's value and the turns that it reads otherwise are named."""
    async with _debriefed(house, "What happened at the counter?", "It stays a no.") as walk:
        await walk.to(DebriefRoom)
        kept = store.sessions("Kim")[0]
        turns = tuple(turn.turn for turn in store.turns(kept.id))
        local = assess(Transcript(id=kept.id, language="en", brief=kept.brief, turns=turns))
        model = _by_model(local)
        store.save_score(kept.id, model.version, score_object(model))
        await walk.press("escape")
        await walk.home()
        await walk.press("d")
        room = await walk.to(DebriefRoom)
        result = _shown(room, Result)
        prompts = [str(each.prompt) for each in room.query_one("#conversation", OptionList).options]

    assert "A model as second reader" in result
    assert "Where it differs: turn 1 (" in result
    assert "The second reader: + hit back, − asked an open question" in prompts[0]
    assert "second reader" not in prompts[1]


@pytest.mark.parametrize("both", [True, False])
def test_tries_are_compared_by_one_reader_s_scores(shelf: Library, store: Store, both: bool) -> None:
    """By the model's where that stands for all; else by the local ones, which is said."""
    first = store.begin_session(new_session("Kim", "en"))
    new = vars(new_session("Kim", "en")) | {"parent_id": first.id, "parent_turn": 1, "id": "f" * 32}
    second = store.begin_session(NewSession(**new))
    for session, words in ((first, "What happened?"), (second, "It stays a no.")):
        store.append_turn(session.id, 0, customer_turn("Well?"))
        store.append_turn(session.id, 1, trainee_turn(words))
        store.end_session(session.id, None)
        turns = tuple(turn.turn for turn in store.turns(session.id))
        local = assess(Transcript(id=session.id, language="en", brief=session.brief, turns=turns))
        keep_score(store, session.id, local)
        if both or session is second:
            keep_score(store, session.id, _by_model(local), chosen=True)
    account = account_of(shelf, store, second.id, "en")

    assert account.debrief.assessment.reader == "model"
    assert account.mixed != both
    assert {each.score.reader for each in (account.here, *account.branches)} == {"model" if both else "local"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_house_s_rule_is_shown_point_by_point(
    house: House, home: Path, store: Store, language: Language
) -> None:
    """Its name stands literally; the words against a switch are quoted; the version names the style."""
    _style(home, STYLE)
    words, not_yet = WORDS[language]
    async with _debriefed(house, words, words, language=language) as walk:
        result = _shown(await walk.to(DebriefRoom), Result)
        kept = store.scores(store.sessions("Kim")[0].id)

    assert f"[bold]Nordvik: {not_yet}" in result
    assert f"“{words}”" in result
    assert "+house-" in kept[-1].version


async def test_a_house_style_that_breaks_later_hides_no_debrief(house: House, home: Path) -> None:
    """The debrief says why the style is left out."""
    async with _debriefed(house, "What happened?") as walk:
        await walk.to(DebriefRoom)
        await walk.press("escape")
        await walk.home()
        _style(home, "apology: sometimes\n")
        await walk.press("d")
        result = _shown(await walk.to(DebriefRoom), Result)

    assert "house.yaml" in result


def _style(home: Path, text: str) -> None:
    path = home / "data" / "house.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
