"""The endpoint: whatever a server does, it gets one of twelve names, in time, and repeats no secret."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Sequence
from contextlib import aclosing
from time import monotonic

import httpx2
import openai
import pytest

from simulator.endpoints import EndpointSettings
from simulator.errors import CAUSES, Cause, EndpointError
from simulator.voices.asking import alternating
from simulator.voices.chat import Finish, Form, Message
from simulator.voices.endpoint import Endpoint
from simulator.voices.faults import named
from tests.simulator.voices.conftest import Settle
from tests.simulator.voices.faults import SECRET, STATUSES, STREAMS, WHOLES, Bad
from tests.simulator.voices.loopback import (
    DONE,
    Answer,
    Loopback,
    data,
    event,
    head,
    listing,
    page,
    spoken,
    usage,
    whole,
)

TALK = "the trainee's own private words"
MESSAGES = [Message("system", "rules"), Message("user", TALK)]


async def streamed(settings: EndpointSettings) -> tuple[str, Finish | None, EndpointError | None]:
    """Return the words of one answer, how it ended, and why it did not."""
    endpoint = Endpoint(settings)
    words, finish = "", None
    try:
        async for piece in endpoint.stream(MESSAGES, 50):
            words, finish = (words + piece, finish) if isinstance(piece, str) else (words, piece)
    except EndpointError as error:
        return words, finish, error
    finally:
        await endpoint.close()
    return words, finish, None


async def completed(settings: EndpointSettings, form: Form | None = None) -> EndpointError | str:
    """Return a whole answer, or why there is none."""
    endpoint = Endpoint(settings)
    try:
        return (await endpoint.complete(MESSAGES, 50, form)).text
    except EndpointError as error:
        return error
    finally:
        await endpoint.close()


async def test_an_answer_comes_piece_by_piece_and_says_what_it_cost(settle: Settle) -> None:
    """The words, then the end with the server's own count."""
    words, finish, error = await streamed(settle())

    assert (words, error) == ("I am so angry about this.", None)
    assert finish
    assert not finish.cut
    assert finish.usage
    assert (finish.usage.prompt, finish.usage.completion) == (1_500, 6)


@pytest.mark.parametrize("name", [*STATUSES, *STREAMS])
async def test_a_broken_stream_gets_its_name(server: Loopback, settle: Settle, name: str) -> None:
    """Never another exception, never a silent end."""
    bad = (STATUSES | STREAMS)[name]
    server.script = lambda asked: bad.answer
    _, finish, error = await streamed(settle())

    assert error is not None
    assert error.cause in bad.causes
    assert finish is None


@pytest.mark.parametrize("name", [*STATUSES, *WHOLES])
async def test_a_broken_answer_gets_its_name(server: Loopback, settle: Settle, name: str) -> None:
    """The same for requests that do not stream."""
    bad: Bad = (STATUSES | WHOLES)[name]
    server.script = lambda asked: bad.answer
    error = await completed(settle())

    assert isinstance(error, EndpointError)
    assert error.cause in bad.causes


@pytest.mark.parametrize(
    ("base_url", "cause"),
    [
        ("http://127.0.0.1:9/v1", "network"),
        ("http://localhost.invalid.localhost:1/v1", "config"),
        ("https://127.0.0.1:{port}/v1", "network"),
        ("http://[::1", "config"),
        ("ftp://127.0.0.1/v1", "config"),
        ("nonsense", "config"),
        ("http://me:pass@127.0.0.1:1/v1", "config"),
        ("http://example.com/v1", "config"),
    ],
)
async def test_an_address_that_leads_nowhere_gets_its_name(
    server: Loopback, settle: Settle, base_url: str, cause: Cause
) -> None:
    """Nobody listens, no TLS, not encrypted, no address at all."""
    with pytest.raises(EndpointError) as caught:
        await anext(Endpoint(settle(base_url=base_url.format(port=server.port))).stream(MESSAGES, 50))

    assert caught.value.cause == cause


@pytest.mark.parametrize(
    ("raised", "cause"),
    [
        (httpx2.ConnectError("no", request=None), "network"),
        (socket.gaierror(-2, "Name or service not known"), "network"),
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), "network"),
        (httpx2.ConnectTimeout("no", request=None), "timeout"),
        (httpx2.ReadError("no", request=None), "network"),
        (httpx2.DecodingError("no", request=None), "network"),
    ],
    ids=repr,
)
async def test_what_the_network_raises_gets_its_name(settle: Settle, raised: Exception, cause: Cause) -> None:
    """In place of a network that fails in that way."""

    async def fail(request: httpx2.Request) -> httpx2.Response:
        raise raised

    endpoint = Endpoint(settle(), lambda: httpx2.MockTransport(fail))
    with pytest.raises(EndpointError) as caught:
        await endpoint.complete(MESSAGES, 50)
    await endpoint.close()

    assert caught.value.cause == cause


def every_sdk_error(kind: type[Exception] = openai.OpenAIError) -> Sequence[type[Exception]]:
    """Return all classes of errors that the SDK can raise."""
    return [kind, *(found for child in kind.__subclasses__() for found in every_sdk_error(child))]


@pytest.mark.parametrize("kind", every_sdk_error(), ids=lambda kind: kind.__name__)
def test_every_error_of_the_sdk_has_a_name(kind: type[Exception]) -> None:
    """Also those that a newer SDK adds."""
    request = httpx2.Request("POST", "http://127.0.0.1/v1")
    error = kind.__new__(kind)
    error.__dict__.update(
        message=SECRET, body=None, code=None, param=None, type=None, request=request, status_code=418,
        response=httpx2.Response(418, request=request),
    )  # fmt: skip

    assert named(error).cause in CAUSES
    assert SECRET not in str(named(error))


@pytest.mark.parametrize("name", [*STATUSES, "error event"])
async def test_neither_key_nor_talk_is_repeated(
    server: Loopback, settle: Settle, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the error, not in what led to it, not in a log of everything."""
    caplog.set_level(logging.DEBUG)
    bad = (STATUSES | STREAMS)[name]
    server.script = lambda asked: bad.answer
    _, _, error = await streamed(settle())

    assert error
    assert error.__cause__ is None
    assert SECRET not in f"{error} {caplog.text}"
    assert TALK not in f"{error} {caplog.text}"


async def test_nothing_is_sent_on_to_another_address(server: Loopback, settle: Settle) -> None:
    """A redirect is refused and named; the other server hears nothing."""
    with Loopback(lambda asked: spoken("Mine now.")) as other:
        server.script = lambda asked: page(307, {}, location=f"{other.base_url}/chat/completions")
        _, _, error = await streamed(settle())

        assert error
        assert error.cause == "config"
        assert other.asked == []


async def test_a_proxy_does_not_come_between_this_machine_and_itself(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loopback endpoint is spoken to straight, whatever the environment says."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    words, _, error = await streamed(settle())

    assert (words, error) == ("I am so angry about this.", None)


async def test_giving_up_closes_the_connection(server: Loopback, settle: Settle) -> None:
    """The server notices within a moment."""
    server.script = lambda asked: Answer([head(), event("and ")], pause=0.01, endless=True)
    endpoint = Endpoint(settle(total=60, gap=60))
    async with aclosing(endpoint.stream(MESSAGES, 50)) as pieces:
        assert await anext(pieces) == "and "
    start = monotonic()

    assert await asyncio.to_thread(server.closed_early.wait, 2)
    assert monotonic() - start < 0.5
    await endpoint.close()


async def test_an_answer_at_its_limit_is_marked_as_cut(server: Loopback, settle: Settle) -> None:
    """It is no failure: the whole sentences in it are good."""
    server.script = lambda asked: spoken("I am so angry. And I", finish="length")
    _, finish, error = await streamed(settle())

    assert error is None
    assert finish
    assert finish.cut


REFUSALS = {
    "stream_options": "Unknown parameter: stream_options",
    "max_tokens": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    "roles": "Conversation roles must alternate user/assistant",
}


@pytest.mark.parametrize("told", REFUSALS)
async def test_a_setting_that_a_server_does_not_take_is_left_out(
    server: Loopback, settle: Settle, told: str
) -> None:
    """The request is sent again without it, and so is every later one."""

    def script(asked: object) -> Answer:
        if len(server.asked) == 1:
            return page(400, {"error": {"message": REFUSALS[told], "type": "invalid_request_error"}})
        return spoken("I am here.")

    server.script = script
    words, _, _ = await streamed(settle())
    first, second = (asked.content for asked in server.asked)

    assert words == "I am here."
    assert first != second or told == "roles"
    assert told not in second


def test_roles_take_turns_for_those_who_need_it() -> None:
    """The partner speaks first, and neighbours of one role are joined."""
    sent = [Message("system", "r"), Message("assistant", "a"), Message("user", "b"), Message("user", "c")]

    assert [message.role for message in alternating(sent)] == ["system", "user", "assistant", "user"]
    assert alternating(sent)[-1].text == "b\n\nc"


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["only-one"], "only-one"),
        (["text-embedding-3", "llama"], "llama"),
        (["zeta", "gpt-4o-mini", "gpt-9"], "gpt-4o-mini"),
        (["gpt-5-mini", "gpt-4o-mini"], "gpt-4o-mini"),
    ],
)
async def test_without_a_model_one_of_the_server_s_own_speaks(
    server: Loopback, settle: Settle, names: list[str], chosen: str
) -> None:
    """An address alone is enough."""
    server.script = lambda asked: listing(*names) if asked.path.endswith("models") else spoken("Hello.")
    await streamed(settle(model=""))

    assert server.asked[-1].content["model"] == chosen


async def test_a_schema_is_asked_for_by_name(server: Loopback, settle: Settle) -> None:
    """Strictly, as the protocol has it; without a schema any object."""
    server.script = lambda asked: whole("{}")
    for form in (Form("verdict", {"type": "object"}), Form("verdict", None)):
        await completed(settle(), form)
    formats = [asked.content["response_format"] for asked in server.asked]

    assert formats == [
        {
            "type": "json_schema",
            "json_schema": {"name": "verdict", "strict": True, "schema": {"type": "object"}},
        },
        {"type": "json_object"},
    ]


async def test_strange_counts_are_no_counts(server: Loopback, settle: Settle) -> None:
    """A server that counts in words or below zero has not counted."""
    strange = usage(-3).replace(b'"completion_tokens": 10', b'"completion_tokens": "ten"')
    server.script = lambda asked: Answer([head(), event("Hi."), event(finish="stop"), strange, DONE])
    _, finish, error = await streamed(settle())

    assert error is None
    assert finish
    assert finish.usage is None


async def test_no_more_tokens_were_kept_than_were_sent(server: Loopback, settle: Settle) -> None:
    """Else a request would cost less than nothing."""
    counted = usage(100, 9, cached=5_000)
    server.script = lambda asked: Answer([head(), event("Hi."), event(finish="stop"), counted, DONE])
    _, finish, _ = await streamed(settle())

    assert finish
    assert finish.usage
    assert finish.usage.cached == 100


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
async def test_a_model_that_thinks_aloud_first_is_waited_for(
    server: Loopback, settle: Settle, name: str
) -> None:
    """Its thoughts are a sign of life under either of the names that servers give them, and not shown."""
    thought = data({"choices": [{"index": 0, "delta": {"content": "", name: "hm "}, "finish_reason": None}]})
    said = (event("I am here."), event(finish="stop"), DONE)
    server.script = lambda asked: Answer([head(), *[thought] * 12, *said], pause=0.05)
    words, _, error = await streamed(settle(first_token=0.3, gap=0.3, total=30))

    assert (words, error) == ("I am here.", None)


async def test_a_filter_s_notes_between_the_words_are_passed_over(server: Loopback, settle: Settle) -> None:
    """Azure sends what its filter found in chunks without words."""
    note = data({"choices": [{"index": 0, "finish_reason": None, "content_filter_results": {}}]})
    said = (event("I am"), note, event(" here."), event(finish="stop"), note, DONE)
    server.script = lambda asked: Answer([head(), *said])
    words, finish, error = await streamed(settle())

    assert (words, error) == ("I am here.", None)
    assert finish


async def test_a_budget_in_money_needs_prices(settle: Settle) -> None:
    """Without them it would limit nothing, and say nothing."""
    with pytest.raises(EndpointError, match="price_in"):
        Endpoint(settle(budget_cost=1.0, price_in=2.0))


async def test_words_before_a_fault_are_kept(server: Loopback, settle: Settle) -> None:
    """What came is handed on before the fault is raised."""
    server.script = lambda asked: STREAMS["cut after a sentence"].answer
    words, _, error = await streamed(settle())

    assert words == "I am so angry. "
    assert error
    assert error.cause == "truncated"
