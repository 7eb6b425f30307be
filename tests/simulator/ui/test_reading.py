"""A model as second reader after a talk: wanted, visible, stopped by a key, and never in the way."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from scoring.finding import Finding
from scoring.judge_question import Question
from scoring.progress import Points
from simulator.content.library import Library
from simulator.endpoints import EndpointSettings
from simulator.export.telling import sheet_of
from simulator.journal import journal_of
from simulator.plain import Plain
from simulator.practice import Choice, start
from simulator.settling import ModelChoice
from simulator.speaking import Judge
from simulator.store.export import as_transcript, kept_session
from simulator.store.store import Store
from simulator.ui.house import House
from simulator.ui.screens.debrief import DebriefRoom
from simulator.ui.screens.guess import GuessRoom
from simulator.ui.screens.progress import ProgressRoom
from simulator.ui.screens.reading import ReadingRoom
from simulator.ui.widgets.result import Result
from tests.scoring.judges import by_labels
from tests.simulator.ui.conftest import Walk, walking
from tests.simulator.voices.loopback import Answer, Asked, Loopback, event, head, page, whole

LINE = "So you came all the way in, and the shop turned you away."
COUNTS = {"prompt_tokens": 5_000, "completion_tokens": 10, "total_tokens": 5_010}


def reads(asked: Asked) -> Answer:
    """Find two things in the talk, the second of which the local reader does not find."""
    found = [
        Finding(1, "acknowledge", "you came all the way in"),
        Finding(1, "hard", "the shop turned you away"),
    ]
    return whole(by_labels(found)(Question("", asked.messages[-1]["content"], None)), usage=COUNTS)


def judge(server: Loopback, stands: bool, folder: Path) -> Judge:
    """Return a model on the server as second reader."""
    return Judge(EndpointSettings(base_url=server.base_url, model="scripted", retries=0), folder, stands)


def readers(store: Store) -> list[str]:
    """Return who made the scores of the first session, in the order of their names."""
    return sorted(str(score.score["reader"]) for score in store.scores(store.sessions()[0].id))


def standing(store: Store, shelf: Library) -> set[object]:
    """Return whose score stands: in progress, in the data that are exported, and on the page."""
    (page,) = journal_of(store, store.sessions()[0].trainee)
    kept = kept_session(store, page.session.id)
    data, sheet = as_transcript(kept)["score"], sheet_of(kept, shelf, "en")
    assert isinstance(data, dict)
    assert sheet.score
    assert page.overall == (sheet.score.overall and Points(**vars(sheet.score.overall)))
    return {page.reader, data["reader"], sheet.score.reader}


def shown(room: DebriefRoom) -> str:
    """Return what the page of the result says."""
    return "\n".join(str(each.render()) for each in room.query_one(Result).query(Static))


async def test_a_try_that_will_be_made_again_is_seen_in_the_app(
    house: House, store: Store, tmp_path: Path
) -> None:
    """With its reason; esc still goes on without it, and nothing more is asked."""
    with Loopback(
        lambda asked: page(503, {"error": {"message": "Loading model"}}, retry_after="19")
    ) as server:
        patient = Judge(EndpointSettings(base_url=server.base_url, model="scripted"), tmp_path, False)
        async with walking(replace(house, judge=lambda: patient)) as walk:
            await _finish(walk)
            told = (await walk.to(ReadingRoom)).query_one("#told", Static)
            await walk.until(lambda: "still loads the model" in str(told.render()))
            await walk.press("escape")
            await walk.to(DebriefRoom)

        assert "19 s" in str(told.render())
        assert len(server.asked) == 1


async def _finish(walk: Walk) -> None:
    await walk.into_talk()
    await walk.say(LINE)
    await walk.press("f9", "down", "down", "enter")
    await walk.to(GuessRoom)
    await walk.press("escape")


@pytest.mark.parametrize("stands", [False, True])
async def test_both_scores_are_kept_and_the_one_that_was_chosen_stands(
    house: House, shelf: Library, store: Store, tmp_path: Path, stands: bool
) -> None:
    """On every page of the debrief, which comes by itself; the other is named beside it with its turns."""
    with Loopback(reads) as server:
        async with walking(replace(house, judge=lambda: judge(server, stands, tmp_path))) as walk:
            await _finish(walk)
            room = await walk.to(DebriefRoom)
            account, result = room.account, shown(room)
            (line,) = [str(each.prompt) for each in room.query_one("#conversation", OptionList).options][:1]

    found = {each.code for each in account.debrief.assessment.scorecard.findings}
    assert readers(store) == ["local", "model"]
    assert standing(store, shelf) == {"model" if stands else "local"}
    assert ("hard" in found) == stands
    assert ("This is the model's reading, as you chose." in result) == stands
    assert ("This program as second reader: " in result) == stands
    assert ("A model as second reader: " in result) != stands
    assert f"The second reader: {'−' if stands else '+'} hit back" in line
    assert "Asked to read the talk: scripted. Tokens: 5010." in result


async def test_esc_goes_on_without_the_second_reading(house: House, store: Store, tmp_path: Path) -> None:
    """The server is hung up on, the local score stands, and the debrief says so in a line."""
    endless = Answer([head(kind="application/json"), b" "], pause=0.02, endless=True)
    with Loopback(lambda asked: endless) as server:
        async with walking(replace(house, judge=lambda: judge(server, True, tmp_path))) as walk:
            await _finish(walk)
            room = await walk.to(ReadingRoom)
            told = str(room.query_one("#told", Static).render())
            await walk.until(server.heard.is_set)
            await walk.press("escape")
            result = shown(await walk.to(DebriefRoom))
            await walk.until(server.closed_early.is_set)

    assert "127.0.0.1 is reading the talk" in told
    assert "The model has not read the talk. This program's own score stands." in result
    assert readers(store) == ["local"]


async def test_why_it_failed_is_said_and_it_can_be_tried_again(
    house: House, store: Store, tmp_path: Path
) -> None:
    """Enter asks once more; the score of this program stands until it succeeds."""
    failed = page(401, {"error": {"message": "no"}})
    answers = iter([failed])
    with Loopback(lambda asked: next(answers, None) or reads(asked)) as server:
        async with walking(replace(house, judge=lambda: judge(server, True, tmp_path))) as walk:
            await _finish(walk)
            room = await walk.to(ReadingRoom)
            await walk.until(lambda: not room.reading)
            told = str(room.query_one("#told", Static).render())
            await walk.press("enter")
            await walk.to(DebriefRoom)

    assert "has not read the talk" in told
    assert "This program's own score stands." in told
    assert readers(store) == ["local", "model"]


async def test_nothing_is_sent_where_nobody_chose_it(house: House, store: Store) -> None:
    """The usual way has no second reader."""
    async with walking(house) as walk:
        await _finish(walk)
        await walk.to(DebriefRoom)

    assert readers(store) == ["local"]


@pytest.mark.parametrize("stands", [True, False])
@pytest.mark.parametrize("able", [True, False])
def test_the_line_mode_has_the_talk_read_too(
    shelf: Library, store: Store, tmp_path: Path, able: bool, stands: bool
) -> None:
    """Both readings, the chosen one first, and where they differ; or why there is only one."""
    choice = Choice(persona="prosecutor", scenario="retail_hygiene_return", language="en", trainee="kim")
    out = io.StringIO()
    lines = io.StringIO("\n".join(["", "", LINE, "/end", "y", "", "", "", "", ""]))
    answer = reads if able else lambda asked: page(500, {})
    with Loopback(answer) as server:
        practice = start(shelf, store, choice)
        Plain(practice, "en", lines, out, judge(server, stands, tmp_path)).run()

    told, by_model = out.getvalue(), able and stands
    assert readers(store) == (["local", "model"] if able else ["local"])
    assert standing(store, shelf) == {"model" if by_model else "local"}
    assert ("This is the model's reading, as you chose." in told) == by_model
    assert ("This program as second reader: " in told) == by_model
    assert ("A model as second reader: " in told) == (able and not stands)
    assert (told.count("This program's own score stands.") == 1) != able
    assert "Asked to read the talk: scripted." in told


async def test_a_stream_is_no_reading(house: House, store: Store, tmp_path: Path) -> None:
    """An answer in the wrong form is named, and no zero."""
    with Loopback(lambda asked: Answer([head(), event("hello")])) as server:
        async with walking(replace(house, judge=lambda: judge(server, True, tmp_path))) as walk:
            await _finish(walk)
            room = await walk.to(ReadingRoom)
            await walk.until(lambda: not room.reading)
            await walk.press("escape")
            await walk.to(DebriefRoom)

    assert readers(store) == ["local"]


@pytest.mark.parametrize("chosen", [True, False])
async def test_progress_compares_by_the_reader_that_the_trainee_chose(
    house: House, store: Store, tmp_path: Path, chosen: bool
) -> None:
    """A session whose model's score stands counts there, and not beside local ones."""
    choice = ModelChoice(reader="model" if chosen else "local")
    with Loopback(reads) as server:
        settled = replace(house, judge=lambda: judge(server, True, tmp_path), model=lambda: choice)
        async with walking(settled) as walk:
            await _finish(walk)
            await walk.to(DebriefRoom)
            await walk.press("escape")
            await walk.home()
            await walk.press("p")
            room = await walk.to(ProgressRoom)
            beside = str(room.query_one("#beside", Static).render())
            again = room.check_action("score_again", ())

    assert ("Not compared: it was scored by another measure." in beside) != chosen
    assert not again
    assert readers(store) == ["local", "model"]
