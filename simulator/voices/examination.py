"""Looks at an endpoint: reachable, model known, streams, counts, obeys a schema, holds its context."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Literal

from scoring.errors import TranscriptError
from scoring.strict_json import parse_json
from scoring.text import safe_text
from simulator.endpoints import EndpointSettings
from simulator.errors import Cause, EndpointError
from simulator.voices.chat import Finish, Form, Message, Reply

if TYPE_CHECKING:  # loads the SDK
    from simulator.voices.endpoint import Endpoint

Status = Literal["ok", "warning", "failed"]
Look = Literal["settings", "reachable", "streams", "schema", "context"]
"""What is looked at."""

_TOKENS = 200
_SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"answer": {"type": "boolean"}},
    "required": ["answer"],
    "additionalProperties": False,
}
_FILLER = "The quick brown fox jumps over the lazy dog. "
_TOKENS_OF_FILLER = 10
_SEEN = 0.6


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: Look
    status: Status
    detail: str
    cause: Cause | None = None
    """Why it failed. None: it did not, or an answer came that was not good enough."""


@dataclass(frozen=True, slots=True)
class EndpointReport:
    """What an endpoint can do."""

    host: str
    """The machine to which everything said in a talk would be sent."""
    model: str
    models: tuple[str, ...]
    """The models that it lists. May be empty."""
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether it can word a customer."""
        return all(finding.status != "failed" for finding in self.findings)


def test_endpoint(settings: EndpointSettings) -> EndpointReport:
    """Return what an endpoint can do; a few words of no meaning are sent. Not to be called on an event loop.

    Whatever fails is in the report.
    """
    return asyncio.run(examined(settings))


async def examined(settings: EndpointSettings, context: bool = False) -> EndpointReport:
    """Return what an endpoint can do; with `context`, also whether it holds as much as the settings say."""
    try:
        endpoint = await asyncio.to_thread(_endpoint, settings)
    except EndpointError as error:
        wrong = Finding("settings", "failed", str(error), error.cause)
        return EndpointReport(settings.filled().host, settings.model, (), (wrong,))
    models: list[str] = []

    async def reach() -> Finding:
        models.extend(await endpoint.models())
        return _listed(models, endpoint.model)

    steps: list[tuple[Look, Callable[[], Awaitable[Finding]]]] = [
        ("reachable", reach),
        ("streams", lambda: _streams(endpoint.stream([Message("user", "Say hello.")], _TOKENS))),
        ("schema", lambda: _obeys(endpoint.complete(_ASKED, _TOKENS, Form("answer", _SCHEMA)))),
    ]
    if context:
        steps.append(("context", lambda: _holds(endpoint.complete, endpoint.settings.context)))
    try:
        findings = [finding async for finding in _looked(steps)]
    finally:
        await endpoint.close()
    return EndpointReport(endpoint.settings.host, endpoint.model, tuple(models), tuple(findings))


async def try_out(settings: EndpointSettings) -> None:
    """Send an endpoint a few words of no meaning.

    Raises:
        EndpointError: it answers nothing.
    """
    endpoint = await asyncio.to_thread(_endpoint, settings)
    try:
        await endpoint.complete([Message("user", "Say hello.")], _TOKENS)
    finally:
        await endpoint.close()


def _endpoint(settings: EndpointSettings) -> "Endpoint":
    from simulator.voices.endpoint import Endpoint

    return Endpoint(settings)


_ASKED = [Message("user", 'Reply with the JSON object {"answer": true} and nothing else.')]


async def _looked(steps: list[tuple[Look, Callable[[], Awaitable[Finding]]]]) -> AsyncIterator[Finding]:
    for name, step in steps:
        try:
            yield await step()
        except EndpointError as error:
            needed = name in ("reachable", "streams")
            yield Finding(name, "failed" if needed else "warning", str(error), error.cause)
            if error.cause in ("network", "auth", "config") and name == "reachable":
                return


def _listed(models: list[str], model: str) -> Finding:
    count = f"lists {len(models)} models"
    if model and models and model not in models:
        return Finding("reachable", "warning", f"{count}, {safe_text(model)} is not among them")
    return Finding("reachable", "ok", count)


async def _streams(pieces: AsyncGenerator[str | Finish, None]) -> Finding:
    start, first, count, finish = monotonic(), 0.0, 0, None
    async with aclosing(pieces) as heard:
        async for piece in heard:
            if isinstance(piece, str):
                first, count = first or monotonic() - start, count + 1
            else:
                finish = piece
    usage = "counts its tokens" if finish and finish.usage else "counts no tokens, they are estimated"
    detail = f"first piece after {first:.2f} s, {count} pieces; {usage}"
    return Finding("streams", "ok" if finish and finish.usage and count > 1 else "warning", detail)


async def _obeys(reply: Awaitable[Reply]) -> Finding:
    try:
        parsed = parse_json((await reply).text, "reply")
    except TranscriptError:
        return Finding("schema", "warning", "does not obey a JSON schema; judging needs more tries")
    good = isinstance(parsed, dict) and isinstance(parsed.get("answer"), bool)
    return Finding(
        "schema", "ok" if good else "warning", "obeys a JSON schema" if good else "obeys it in part"
    )


async def _holds(complete: Callable[[list[Message], int], Awaitable[Reply]], context: int) -> Finding:
    """Fill three quarters of the context, and see how much of it the server has read."""
    times = context * 3 // 4 // _TOKENS_OF_FILLER
    usage = (await complete([Message("user", _FILLER * times + "Say yes.")], 20)).finish.usage
    if usage is None or not usage.prompt:
        return Finding("context", "warning", "the server does not say how much it read")
    if usage.prompt < _SEEN * times * _TOKENS_OF_FILLER:
        part = f"the server read {usage.prompt} tokens of about {times * _TOKENS_OF_FILLER}, and said nothing"
        return Finding("context", "failed", f"{part}; set context to what it runs with, or raise it there")
    return Finding("context", "ok", f"read {usage.prompt} tokens of a long text")
