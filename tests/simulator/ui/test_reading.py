"""A model as second reader after a talk: wanted, visible, stopped by a key, and never in the way."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from scoring.finding import Finding
from scoring.judge_question import Question
from simulator.content.library import Library
from simulator.endpoints import EndpointSettings
from simulator.plain import Plain
from simulator.practice import Choice, start
from simulator.speaking import Judge
from simulator.store.store import Store
from simulator.ui.house import House
from simulator.ui.screens.debrief import DebriefRoom
from simulator.ui.screens.guess import GuessRoom
from simulator.ui.screens.reading import ReadingRoom
from tests.scoring.judges import by_labels
from tests.simulator.ui.conftest import Walk, walking
from tests.simulator.voices.loopback import Answer, Asked, Loopback, event, head, page, whole

LINE = "So you came all the way in, and the shop turned you away."
COUNTS = {"prompt_tokens": 5_000, "completion_tokens": 10, "total_tokens": 5_010}


def reads(asked: Asked) -> Answer:
    """Find one thing in the talk."""
    found = [Finding(1, "acknowledge", "you came all the way in")]
    return whole(by_labels(found)(Question("", asked.messages[-1]["content"], None)), usage=COUNTS)


def judge(server: Loopback, stands: bool, folder: Path) -> Judge:
    """Return a model on the server as second reader."""
    return Judge(EndpointSettings(base_url=server.base_url, model="scripted", retries=0), folder, stands)


def readers(store: Store) -> list[object]:
    """Return who made the scores of the first session, oldest first."""
    return [score.score["reader"] for score in store.scores(store.sessions()[0].id)]


async def _finish(walk: Walk) -> None:
    await walk.into_talk()
    await walk.say(LINE)
    await walk.press("f9", "down", "down", "enter")
    await walk.to(GuessRoom)
    await walk.press("escape")


@pytest.mark.parametrize("stands", [False, True])
async def test_both_scores_are_kept_and_the_one_that_stands_comes_last(
    house: House, store: Store, tmp_path: Path, stands: bool
) -> None:
    """The debrief comes by itself when the model has read the talk."""
    with Loopback(reads) as server:
        async with walking(replace(house, judge=lambda: judge(server, stands, tmp_path))) as walk:
            await _finish(walk)
            room = await walk.to(DebriefRoom)
            model = room.account.readings.model

    assert readers(store) == (["local", "model"] if stands else ["model", "local"])
    assert model
    assert [(each.turn, each.code) for each in model.findings] == [(1, "acknowledge")]


async def test_esc_goes_on_without_the_second_reading(house: House, store: Store, tmp_path: Path) -> None:
    """The server is hung up on, and the local score stands."""
    endless = Answer([head(kind="application/json"), b" "], pause=0.02, endless=True)
    with Loopback(lambda asked: endless) as server:
        async with walking(replace(house, judge=lambda: judge(server, True, tmp_path))) as walk:
            await _finish(walk)
            room = await walk.to(ReadingRoom)
            told = str(room.query_one("#told", Static).render())
            await walk.until(server.heard.is_set)
            await walk.press("escape")
            await walk.to(DebriefRoom)
            await walk.until(server.closed_early.is_set)

    assert "127.0.0.1 reads the talk" in told
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
    assert "The score of this program stands." in told
    assert readers(store) == ["local", "model"]


async def test_nothing_is_sent_where_nobody_chose_it(house: House, store: Store) -> None:
    """The usual way has no second reader."""
    async with walking(house) as walk:
        await _finish(walk)
        await walk.to(DebriefRoom)

    assert readers(store) == ["local"]


@pytest.mark.parametrize("able", [True, False])
def test_the_line_mode_has_the_talk_read_too(
    shelf: Library, store: Store, tmp_path: Path, able: bool
) -> None:
    """Both readings and where they differ, or why there is only one."""
    choice = Choice(persona="prosecutor", scenario="retail_hygiene_return", language="en", trainee="kim")
    out = io.StringIO()
    lines = io.StringIO("\n".join(["", "", LINE, "/end", "y", "", "", "", "", ""]))
    answer = reads if able else lambda asked: page(500, {})
    with Loopback(answer) as server:
        practice = start(shelf, store, choice)
        Plain(practice, "en", lines, out, judge(server, False, tmp_path)).run()

    assert readers(store) == (["model", "local"] if able else ["local"])
    assert ("A model as second reader" in out.getvalue()) == able
    assert ("The score of this program stands." in out.getvalue()) != able


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
