"""A model as second reader: what it takes is counted, kept, and held within the session's budget."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scoring.assessment import Assessment, assess
from scoring.judge import Failed
from scoring.judge_question import Question
from simulator.endpoints import EndpointSettings
from simulator.settings import Settings
from simulator.speaking import Judge, Judged, judge_for
from simulator.wording import Notice, Usage
from tests.scoring.judges import by_labels
from tests.scoring.test_judge import FOUND, talk
from tests.simulator.voices.loopback import Answer, Asked, Loopback, page, whole

COUNTS = {"prompt_tokens": 5_000, "completion_tokens": 10, "total_tokens": 5_010}
Read = Callable[..., Judged]


def able(asked: Asked) -> Answer:
    """Read the talk."""
    return whole(by_labels(FOUND)(Question("", asked.messages[-1]["content"], None)), usage=COUNTS)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Yield a server that reads every talk."""
    with Loopback(able) as running:
        yield running


@pytest.fixture
def read(server: Loopback, tmp_path: Path) -> Read:
    """Return a function that has a talk read on the server, with these settings beside the usual ones."""

    def judged(used: int = 0, shares: bool = True, **more: float) -> Judged:
        usual: dict[str, object] = {"base_url": server.base_url, "model": "scripted", "retries": 0}
        endpoint = EndpointSettings.model_validate(usual | more)
        return Judge(endpoint, tmp_path, True, shares).read(assess(talk()), Usage(used))

    return judged


def test_a_reading_says_what_it_took(read: Read) -> None:
    """Tokens as the server counts them, and their price."""
    asked = read(price_in=2, price_out=10).asked

    assert (asked.model, asked.requests, asked.failed) == ("scripted", 1, None)
    assert asked.usage == Usage(5_000, 0, 10)
    assert asked.cost == pytest.approx(0.0101)


def test_whoever_waits_is_told_of_every_further_try(server: Loopback, tmp_path: Path) -> None:
    """Why, after how long, and which it is."""
    answers = iter([page(503, {}, retry_after="0.01"), page(429, {}, retry_after="0.02")])
    server.script = lambda asked: next(answers, None) or able(asked)
    judge = Judge(EndpointSettings(base_url=server.base_url, model="scripted"), tmp_path, True)
    told: list[Notice] = []
    judge.tell = told.append
    read = judge.read(assess(talk()))

    assert isinstance(read.outcome, Assessment)
    assert [(each.cause, each.seconds, each.attempt) for each in told] == [
        ("busy", 0.01, 2),
        ("rate", 0.02, 3),
    ]


def test_tokens_of_replies_that_cannot_be_used_are_counted(server: Loopback, read: Read) -> None:
    """Three questions, and no reading."""
    server.script = lambda asked: whole("I like this talk.", usage=COUNTS)
    asked = read().asked

    assert (asked.failed, asked.requests, asked.usage.tokens) == ("malformed", 3, 15_030)


@pytest.mark.parametrize(("status", "counts"), [(401, False), (200, True)])
def test_a_question_counts_where_the_server_took_it(
    server: Loopback, read: Read, status: int, counts: bool
) -> None:
    """About as many tokens as it has, where the answer says nothing; none where it was turned away."""
    server.script = lambda asked: page(status, {"error": {"message": "no"}} if status == 401 else {})
    asked = read().asked

    assert asked.failed == "no_reply"
    assert (asked.usage.prompt > 500, asked.usage.estimated) == (counts, counts)


@pytest.mark.parametrize(
    ("used", "shares", "budget", "requests"),
    [
        (20_000, True, 20_000, 0),
        (20_000, False, 20_000, 1),
        (14_999, True, 20_000, 1),
        (0, True, 5_000, 1),
    ],
)
def test_a_session_whose_budget_is_used_up_is_not_read(
    read: Read, used: int, shares: bool, budget: int, requests: int
) -> None:
    """What the voice took counts where both share an endpoint; nothing is sent, the local score stands."""
    judged = read(used, shares, budget_tokens=budget)

    assert judged.asked.requests == requests
    assert isinstance(judged.outcome, Assessment) == bool(requests)
    assert requests or (isinstance(judged.outcome, Failed) and "used up" in judged.outcome.detail)


def test_a_budget_also_ends_further_tries(server: Loopback, read: Read) -> None:
    """The second question would be one too many."""
    server.script = lambda asked: whole("I like this talk.", usage=COUNTS)
    judged = read(budget_tokens=5_000)

    assert (judged.asked.requests, judged.asked.failed) == (1, "no_reply")


def test_a_voice_counts_for_the_judge_unless_it_speaks_elsewhere() -> None:
    """One endpoint, one budget."""
    here, there = EndpointSettings(model="a"), EndpointSettings(model="b")
    same = judge_for(Settings(reader="model", endpoint=here))
    other = judge_for(Settings(reader="both", endpoint=here, judge=there))

    assert same
    assert other
    assert (same.shares, same.stands, other.shares, other.stands) == (True, True, False, False)
