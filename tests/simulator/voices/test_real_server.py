"""A real llama.cpp server: a whole session, streaming, cancelling by key, and a judge bound by a schema.

The weights are fetched by `.ci/weights`; without them these tests are skipped.
"""

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from scoring.assessment import assess
from scoring.judge import Failed, NoReplyError, schema
from scoring.judge_question import Question
from scoring.judge_reply import Reply
from scoring.strict_json import parse_json
from scoring.transcript import Transcript, Turn
from simulator.endpoints import EndpointSettings
from simulator.session import Session
from simulator.stage import Stage
from simulator.store.store import Store
from simulator.talk import Talk
from simulator.ui.house import House
from simulator.ui.screens.talk import TalkRoom
from simulator.voices.chat import Finish, Form, Message
from simulator.voices.endpoint import Endpoint
from simulator.voices.judging import Bench
from simulator.voices.model import ModelVoice
from tests.simulator.conftest import StageFor
from tests.simulator.test_session import heard
from tests.simulator.ui.conftest import calm, house, shelf, store, walking  # noqa: F401 - fixtures
from tests.simulator.voices.test_model_voice import log_of

WEIGHTS = sorted((Path(__file__).parents[3] / ".cache" / "weights").glob("*.gguf"))
pytestmark = [
    pytest.mark.skipif(not WEIGHTS, reason="no weights; fetch them with .ci/weights"),
    pytest.mark.xdist_group("llama.cpp"),
]


@pytest.fixture(scope="module")
def settings() -> Iterator[EndpointSettings]:
    """Return settings for the server, which runs as long as this module's tests."""
    script = Path(__file__).with_name("real.py")
    server = subprocess.Popen(
        [sys.executable, script, WEIGHTS[0]],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    with server:
        assert server.stdout
        assert server.stdin
        address = server.stdout.readline().strip()
        yield EndpointSettings(base_url=f"{address}/v1", first_token=100, gap=60, total=110, retries=0)
        server.stdin.close()
        server.wait(20)


def _brief(stage: Stage) -> Stage:
    """Return a stage whose persona has lines only on loan: a short prompt for a slow server."""
    voice = stage.persona.languages["en"].model_copy(update={"lines": {}})
    return replace(stage, persona=stage.persona.model_copy(update={"languages": {"en": voice}}))


class Brief(Endpoint):
    """The real endpoint with few tokens an answer: what is compared needs no long ones."""

    async def stream(
        self, messages: Sequence[Message], most_tokens: int
    ) -> AsyncGenerator[str | Finish, None]:
        """Yield the pieces of an answer that is cut short."""
        async with aclosing(super().stream(messages, min(most_tokens, 20))) as pieces:
            async for piece in pieces:
                yield piece


@pytest.mark.timeout(400)
async def test_a_session_runs_to_its_end_and_feels_as_without_a_model(
    settings: EndpointSettings, tmp_path: Path, stage_of: StageFor
) -> None:
    """The log of moods and cues is the understudy's; the words are the model's or authored, never nothing."""
    stage, full = _brief(stage_of("en", intensity=5)), stage_of("en").persona
    acted, plain = Talk(stage, full), Talk(stage, full)
    voice = ModelVoice(settings, tmp_path, endpoint=lambda _: Brief(settings))
    session = Session(acted, voice)
    await heard(session.begin())
    plain.begin()
    while not plain.ending:
        await heard(session.answer(""))
        plain.hear("")
    await voice.close()
    wordings = [said.wording for said in acted.said if said.wording]

    assert (acted.ending, log_of(acted)) == (plain.ending, log_of(plain))
    assert all(said.turn.text for said in acted.said if said.cue)
    assert len(wordings) == sum(said.cue is not None for said in acted.said)
    assert all(wording.usage.prompt > 300 and {*wording.causes} <= {"truncated"} for wording in wordings)


class Lingering(Endpoint):
    """The real endpoint, whose first reply is left half read, so that a key comes in the middle of it."""

    waits = False
    """Whether a reply has been left half read."""
    _requests = 0

    async def stream(
        self, messages: Sequence[Message], most_tokens: int
    ) -> AsyncGenerator[str | Finish, None]:
        """Yield the pieces; after a first good sentence, or in a second try, none until it is broken off."""
        text, self._requests = "", self._requests + 1
        async with aclosing(super().stream(messages, most_tokens)) as pieces:
            async for piece in pieces:
                whole = re.match(r".*?[.!?]\s+\S", text, re.DOTALL)
                if not self.waits and (whole or self._requests > 1 or isinstance(piece, Finish)):
                    self.waits = True
                    await asyncio.Event().wait()
                text += piece if isinstance(piece, str) else ""
                yield piece


@pytest.mark.timeout(400)
async def test_esc_breaks_off_an_answer_and_the_talk_goes_on(
    settings: EndpointSettings,
    house: House,  # noqa: F811 - the fixture
    store: Store,  # noqa: F811 - the fixture
) -> None:
    """The turn is whole and kept, and the next words are answered."""
    endpoint = Lingering(settings)
    voice = ModelVoice(settings, Path(house.data_folder), endpoint=lambda _: endpoint)
    async with walking(replace(house, voice=lambda: voice)) as walk:
        walk.patience = 120
        await walk.home()
        await walk.press("enter", "enter")
        await walk.to(TalkRoom)
        await walk.until(lambda: endpoint.waits)
        await walk.press("escape")
        await walk.in_talk()
        await walk.say("What happened in the shop?")
    broken_off, trainee, answer = store.turns(store.sessions("Kim")[0].id)

    assert broken_off.wording
    assert answer.wording
    assert (broken_off.wording.stopped, answer.wording.stopped) == (True, False)
    assert broken_off.turn.text
    assert trainee.turn.text == "What happened in the shop?"
    assert answer.wording.usage.completion


@pytest.mark.timeout(400)
def test_a_judge_reads_or_fails_by_name(settings: EndpointSettings, tmp_path: Path) -> None:
    """What it finds stands in the talk; the form is kept whenever the reply is whole."""
    turns = (
        Turn(speaker="customer", text="What now?", calls_for=("decision_due",)),
        Turn(speaker="trainee", text="We can't take it back."),
    )
    with Bench(settings, tmp_path, most_tokens=40) as bench:
        found = bench.judge(assess(Transcript(id="talk", language="en", turns=turns)))
        replies = [reply for _ in range(4) if (reply := _short_reply(bench))]

    if isinstance(found, Failed):
        assert found.reason in ("no_reply", "malformed")
        assert found.detail
    else:
        assert all(each.quote in turns[each.turn].text for each in found.scorecard.findings)
    assert all(Reply.model_validate(parse_json(reply, "reply")) for reply in replies)
    assert bench.trouble is None or bench.trouble.cause == "truncated"
    assert bench.usage.completion > 0


def _short_reply(bench: Bench) -> str:
    """Return a reply in the judge's form to a question that needs few words. Empty: it was cut."""
    rules, talk = "Repeat what you are sent, and nothing else.", '{"opportunities": [], "pitfalls": []}'
    with suppress(NoReplyError):
        return bench.ask(Question(rules, talk, schema()))
    return ""


async def test_an_answer_comes_bit_by_bit_and_can_be_broken_off(settings: EndpointSettings) -> None:
    """The server is free again at once for the next one."""
    endpoint = Endpoint(settings)
    async with aclosing(endpoint.stream([Message("user", "Count to a thousand.")], 2_000)) as pieces:
        first = [await anext(pieces) for _ in range(3)]
    start = monotonic()
    async with asyncio.timeout(60):
        await endpoint.complete([Message("user", "Hi")], 3)
    await endpoint.close()

    assert all(isinstance(piece, str) for piece in first)
    assert monotonic() - start < 30


async def test_an_answer_is_bound_by_its_schema(settings: EndpointSettings) -> None:
    """And the server lists its model, which is taken where none is named."""
    form: dict[str, object] = {
        "type": "object",
        "properties": {"met": {"type": "boolean"}},
        "required": ["met"],
        "additionalProperties": False,
    }
    endpoint = Endpoint(settings)
    reply = await endpoint.complete([Message("user", "Is it met?")], 30, Form("verdict", form))
    await endpoint.close()
    parsed = parse_json(reply.text, "reply")

    assert isinstance(parsed, dict)
    assert isinstance(parsed["met"], bool)
    assert endpoint.model
