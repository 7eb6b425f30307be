"""A real llama.cpp server: whole sessions, streaming, cancelling, and a judge bound by a schema.

The weights are fetched by `.ci/weights`; without them these tests are skipped.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from scoring.strict_json import parse_json
from simulator.endpoints import EndpointSettings
from simulator.session import Session
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.chat import Form, Message
from simulator.voices.endpoint import Endpoint
from simulator.voices.model import ModelVoice
from tests.simulator.conftest import StageFor
from tests.simulator.test_session import heard
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


async def test_a_session_runs_to_its_words_and_feels_as_without_a_model(
    settings: EndpointSettings, tmp_path: Path, stage_of: StageFor
) -> None:
    """The log of moods and cues is the understudy's; the words are the model's or authored, never nothing."""
    stage, full = _brief(stage_of("en")), stage_of("en").persona
    acted, plain = Talk(stage, full), Talk(stage, full)
    session = Session(acted, voice := ModelVoice(settings, tmp_path))
    await heard(session.begin())
    plain.begin()
    await heard(session.answer("What happened in the shop?"))
    plain.hear("What happened in the shop?")
    await voice.close()
    wordings = [said.wording for said in acted.said if said.wording]

    assert log_of(acted) == log_of(plain)
    assert all(said.turn.text for said in acted.said)
    assert len(wordings) == 2
    assert all(wording.usage.prompt > 300 and not wording.causes for wording in wordings)


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
    schema = {
        "type": "object",
        "properties": {"met": {"type": "boolean"}},
        "required": ["met"],
        "additionalProperties": False,
    }
    endpoint = Endpoint(settings)
    reply = await endpoint.complete([Message("user", "Is it met?")], 30, Form("verdict", schema))
    await endpoint.close()
    parsed = parse_json(reply.text, "reply")

    assert isinstance(parsed, dict)
    assert isinstance(parsed["met"], bool)
    assert endpoint.model
