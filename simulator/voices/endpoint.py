"""A model endpoint: streams and whole answers within deadlines and caps, every failure under one name.

Loading this module loads the SDK (about half a second): do it late, and in a thread.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

import httpx2
import openai
from openai import AsyncOpenAI, AsyncStream
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONObject, ResponseFormatJSONSchema

from scoring.text import safe_text
from simulator.endpoints import OPENAI, EndpointSettings, checked, key_of
from simulator.errors import (
    DeadlineError,
    EmptyError,
    EndpointConfigError,
    MalformedError,
    RefusedError,
    TruncatedError,
)
from simulator.voices.chat import Finish, Form, Message, Reply
from simulator.voices.faults import said_by, translated
from simulator.voices.transport import CappedTransport, transport_to
from simulator.wording import Usage

Value = TypeVar("Value")

LONGEST_TEXT = 64 * 1024
"""Characters of one answer."""
_WHOLE = frozenset({"stop", "eos", "end_turn"})
_NO_CHAT = (
    "embed",
    "whisper",
    "tts",
    "dall",
    "image",
    "moderation",
    "audio",
    "realtime",
    "transcribe",
    "rerank",
)
_USUAL = ("gpt-5-mini", "gpt-4.1-mini", "gpt-4o-mini")
"""What speaks where OpenAI is asked for no model in particular."""
_MOST_MODELS = 1_000
_LIMITS = ("max_tokens", "max_completion_tokens")
_TEMPLATE = re.compile(r"alternat|conversation roles|jinja|chat template", re.I)


@dataclass
class _Habits:
    """What a server has turned out not to take."""

    usage: bool = True
    """Takes `stream_options`."""
    limits: tuple[str, ...] = _LIMITS
    """Names of the limit of tokens that it may take, the first one is sent. Empty: none."""
    alternating: bool = False
    """Wants the roles to alternate, the partner first."""

    def learn(self, said: str) -> bool:
        """Return whether a refusal taught something, so that another try makes sense."""
        if self.usage and ("stream_options" in said or "include_usage" in said):
            self.usage = False
        elif self.limits and ("max_completion_tokens" in said or "max_tokens" in said):
            self.limits = self.limits[1:]
        elif not self.alternating and _TEMPLATE.search(said):
            self.alternating = True
        else:
            return False
        return True


class Endpoint:
    """One endpoint. Its connections belong to the event loop that uses it."""

    def __init__(
        self, settings: EndpointSettings, transport: Callable[[], httpx2.AsyncBaseTransport] | None = None
    ) -> None:
        """Check the settings; nothing is sent yet. `transport` takes the place of the network.

        Raises:
            EndpointConfigError: the address or the key cannot be used.
            AuthError: there is no key where one is needed.
        """
        self.settings = checked(settings)
        self.model = self.settings.model
        self._key = key_of(self.settings)
        self._transport = transport
        self._client: AsyncOpenAI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._habits = _Habits(limits=_LIMITS[self.settings.base_url == OPENAI :])

    async def stream(
        self, messages: Sequence[Message], most_tokens: int
    ) -> AsyncGenerator[str | Finish, None]:
        """Yield an answer piece by piece, and at last how it ended.

        Raises:
            EndpointError: one of its causes. What was yielded before is good as far as it goes.
        """
        clock = _Clock(self.settings)
        model = await self.chosen_model()
        chunks = await clock.within(self._opened(messages, most_tokens, model))
        try:
            _refuse_pages(chunks)
            async for piece in _pieces(chunks, clock):
                yield piece
        finally:
            with suppress(httpx2.HTTPError, OSError, RuntimeError):
                await chunks.close()

    async def complete(
        self, messages: Sequence[Message], most_tokens: int, form: Form | None = None
    ) -> Reply:
        """Return a whole answer.

        Raises:
            EndpointError: one of its causes.
        """
        model = await self.chosen_model()
        try:
            async with asyncio.timeout(self.settings.total):
                with translated():
                    return _whole(await self._completion(messages, most_tokens, model, form))
        except TimeoutError:
            raise DeadlineError(f"no answer within {self.settings.total:g} s") from None

    async def chosen_model(self) -> str:
        """Return the model's name; where none is settled, one of those that the server lists."""
        if not self.model:
            self.model = _usual(await self.models())
        return self.model

    async def models(self) -> tuple[str, ...]:
        """Return the names of the models that the server lists. May be empty."""
        try:
            async with asyncio.timeout(self.settings.gap):
                with translated():
                    page = await self._sdk().models.list()
                    return tuple(safe_text(str(item.id))[:200] for item in page.data[:_MOST_MODELS])
        except TimeoutError:
            raise DeadlineError("the endpoint does not list its models in time") from None

    async def close(self) -> None:
        """Close all connections."""
        client, self._client = self._client, None
        if client and self._loop is asyncio.get_running_loop():
            await client.close()

    def _sdk(self) -> AsyncOpenAI:
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._loop, self._client = loop, self._new_sdk()
        return self._client

    def _new_sdk(self) -> AsyncOpenAI:
        settings = self.settings
        transport = CappedTransport(self._transport()) if self._transport else transport_to(settings)
        http = httpx2.AsyncClient(transport=transport, follow_redirects=False, trust_env=False)
        return AsyncOpenAI(
            api_key=self._key.get_secret_value(),
            base_url=settings.base_url,
            max_retries=0,
            timeout=httpx2.Timeout(settings.total, connect=settings.connect),
            default_headers={"Accept-Encoding": "identity"},
            http_client=http,
        )

    async def _opened(
        self, messages: Sequence[Message], most_tokens: int, model: str
    ) -> AsyncStream[ChatCompletionChunk]:
        async def request() -> AsyncStream[ChatCompletionChunk]:
            return await self._sdk().chat.completions.create(
                messages=self._params(messages),
                model=model,
                stream=True,
                stream_options={"include_usage": True} if self._habits.usage else openai.omit,
                max_tokens=most_tokens if self._limit() == "max_tokens" else openai.omit,
                max_completion_tokens=most_tokens
                if self._limit() == "max_completion_tokens"
                else openai.omit,
            )

        return await self._taught(request)

    async def _completion(
        self, messages: Sequence[Message], most_tokens: int, model: str, form: Form | None
    ) -> ChatCompletion:
        async def request() -> ChatCompletion:
            return await self._sdk().chat.completions.create(
                messages=self._params(messages),
                model=model,
                max_tokens=most_tokens if self._limit() == "max_tokens" else openai.omit,
                max_completion_tokens=most_tokens
                if self._limit() == "max_completion_tokens"
                else openai.omit,
                response_format=_format(form) if form else openai.omit,
            )

        return await self._taught(request)

    async def _taught(self, request: Callable[[], Awaitable[Value]]) -> Value:
        """Send a request; where the server refuses one of its settings, leave that out from now on."""
        while True:
            with translated():
                try:
                    return await request()
                except openai.APIStatusError as error:
                    if error.status_code not in (400, 422, 500) or not self._habits.learn(said_by(error)):
                        raise

    def _limit(self) -> str:
        return next(iter(self._habits.limits), "")

    def _params(self, messages: Sequence[Message]) -> list[ChatCompletionMessageParam]:
        sent = alternating(messages) if self._habits.alternating else messages
        return [_param(message) for message in sent]


class _Clock:
    """The deadlines of one streamed answer."""

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        self._start = self._last = monotonic()
        self._heard = False

    def heard(self) -> None:
        """Note that a piece came."""
        self._heard, self._last = True, monotonic()

    async def within(self, step: Awaitable[Value]) -> Value:
        """Return the step's value, or raise where it comes too late."""
        try:
            async with asyncio.timeout(max(0.0, self._left())):
                return await step
        except TimeoutError:
            what = "the answer stopped coming" if self._heard else "no first word came in time"
            raise DeadlineError(f"{what}; try again, or raise the deadlines") from None

    def _left(self) -> float:
        now = monotonic()
        total = self._start + self._settings.total - now
        step = (
            self._last + self._settings.gap if self._heard else self._start + self._settings.first_token
        ) - now
        return min(total, step)


async def _pieces(chunks: AsyncStream[ChatCompletionChunk], clock: _Clock) -> AsyncIterator[str | Finish]:
    length, reason, usage, words = 0, "", None, False
    async for chunk in _chunks(chunks, clock):
        usage = _usage(chunk.usage) or usage
        for choice in _listed(chunk.choices)[:1]:
            reason = choice.finish_reason or reason
            text = _text(choice.delta.content)
            _refuse_refusal(choice.delta.refusal)
            if text or getattr(choice.delta, "reasoning_content", None):
                clock.heard()
            length += len(text)
            if length > LONGEST_TEXT:
                raise MalformedError("the answer does not end; it was stopped after 64 KB")
            words = words or bool(safe_text(text).strip())
            if text:
                yield text
    yield _ended(reason, words, usage)


async def _chunks(
    chunks: AsyncStream[ChatCompletionChunk], clock: _Clock
) -> AsyncIterator[ChatCompletionChunk]:
    """Yield the chunks of a stream, each in time; a strange one raises while it is looked at."""
    source = aiter(chunks)
    while True:
        with translated():
            try:
                chunk = await clock.within(anext(source))
            except StopAsyncIteration:
                return
            _looked_at(chunk)
        yield chunk


def _looked_at(chunk: ChatCompletionChunk) -> None:
    """Refuse a chunk whose parts have other types than they should; the SDK does not look."""
    for choice in _listed(chunk.choices):
        _text(choice.delta.content)
        if not isinstance(choice.finish_reason, str | None):
            raise TypeError
    _usage(chunk.usage)


def _whole(completion: ChatCompletion) -> Reply:
    (choice, *_) = _listed(completion.choices)
    text = _text(choice.message.content)
    _refuse_refusal(choice.message.refusal)
    finish = _ended(_text(choice.finish_reason), bool(safe_text(text).strip()), _usage(completion.usage))
    if len(text) > LONGEST_TEXT:
        raise MalformedError("the answer is longer than 64 KB")
    return Reply(text, finish)


def _ended(reason: str, words: bool, usage: Usage | None) -> Finish:
    if reason == "content_filter":
        raise RefusedError("the server's filter held the answer back; go on with the authored line")
    if not reason:
        raise TruncatedError("the answer broke off before its end")
    if reason not in _WHOLE and reason != "length":
        raise MalformedError("the answer ends in an unknown way; is this a chat model?")
    if not words:
        raise EmptyError("the model answered with nothing")
    return Finish(reason == "length", usage)


def _listed(items: Sequence[Value] | None) -> Sequence[Value]:
    if not isinstance(items, list):
        raise TypeError
    return items


def _text(value: str | None) -> str:
    if not isinstance(value, str | None):
        raise TypeError
    return value or ""


def _refuse_refusal(words: str | None) -> None:
    if words:
        raise RefusedError("the model declined to answer; go on with the authored line")


def _usage(raw: openai.types.CompletionUsage | None) -> Usage | None:
    """Return what the server counted; numbers that are none count as not said."""
    if raw is None:
        return None
    details = getattr(raw, "prompt_tokens_details", None)
    numbers = (
        getattr(raw, "prompt_tokens", None),
        getattr(details, "cached_tokens", None) or 0,
        getattr(raw, "completion_tokens", None),
    )
    prompt, cached, completion = (n if isinstance(n, int) and 0 <= n < 10**9 else None for n in numbers)
    return None if prompt is None or completion is None else Usage(prompt, cached or 0, completion)


def _refuse_pages(chunks: AsyncStream[ChatCompletionChunk]) -> None:
    if not isinstance(chunks, AsyncStream):
        raise MalformedError("the endpoint does not stream; is base_url the /v1 address?")
    kind = chunks.response.headers.get("content-type", "").lower()
    if "html" in kind or kind.startswith("application/json"):
        raise MalformedError(
            "the endpoint answers with a page instead of a stream; is base_url the /v1 address?"
        )


def _format(form: Form) -> ResponseFormatJSONSchema | ResponseFormatJSONObject:
    if form.schema is None:
        return {"type": "json_object"}
    return {
        "type": "json_schema",
        "json_schema": {"name": form.name, "strict": True, "schema": dict(form.schema)},
    }


def _param(message: Message) -> ChatCompletionMessageParam:
    match message.role:
        case "system":
            return {"role": "system", "content": message.text}
        case "assistant":
            return {"role": "assistant", "content": message.text}
        case "user":
            return {"role": "user", "content": message.text}


def alternating(messages: Sequence[Message]) -> list[Message]:
    """Return the messages with the roles taking turns, the partner first after the rules.

    Some models' templates take nothing else.
    """
    joined: list[Message] = []
    for message in messages:
        if joined and joined[-1].role == message.role:
            joined[-1] = Message(message.role, f"{joined[-1].text}\n\n{message.text}")
        elif message.role == "assistant" and (not joined or joined[-1].role == "system"):
            joined += [Message("user", "(…)"), message]
        else:
            joined.append(message)
    return joined


def _usual(names: Iterable[str]) -> str:
    able = [name for name in names if not any(word in name.lower() for word in _NO_CHAT)]
    found = next((name for name in _USUAL if name in able), able[0] if able else "")
    if not found:
        raise EndpointConfigError("the server lists no chat model; name one by model or MOTET_MODEL")
    return found
