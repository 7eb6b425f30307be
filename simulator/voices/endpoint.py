"""A model endpoint: streams and whole answers within deadlines and caps, every failure under one name.

Loading this module loads the SDK (about half a second): do it late, and in a thread.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import httpx2
import openai
from openai import AsyncOpenAI, AsyncStream
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from scoring.text import safe_text
from simulator.endpoints import OPENAI, EndpointSettings, checked, key_of
from simulator.errors import DeadlineError
from simulator.voices.asking import LIMITS, Habits, format_of, usual_model
from simulator.voices.chat import Finish, Form, Message, Reply
from simulator.voices.deadlines import Clock
from simulator.voices.faults import said_by, translated
from simulator.voices.replies import pieces_of, refuse_pages, whole_reply
from simulator.voices.transport import CappedTransport, transport_to

Value = TypeVar("Value")

_MOST_MODELS = 1_000


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
        self._habits = Habits(limits=LIMITS[self.settings.base_url == OPENAI :])

    async def stream(
        self, messages: Sequence[Message], most_tokens: int
    ) -> AsyncGenerator[str | Finish, None]:
        """Yield an answer piece by piece, and at last how it ended.

        Raises:
            EndpointError: one of its causes. What was yielded before is good as far as it goes.
        """
        clock = Clock(self.settings)
        model = await self.chosen_model()
        chunks = await clock.within(self._opened(messages, most_tokens, model))
        try:
            refuse_pages(chunks)
            async for piece in pieces_of(chunks, clock):
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
                    return whole_reply(await self._completion(messages, most_tokens, model, form))
        except TimeoutError:
            raise DeadlineError(f"no answer within {self.settings.total:g} s") from None

    async def chosen_model(self) -> str:
        """Return the model's name; where none is settled, one of those that the server lists."""
        if not self.model:
            self.model = usual_model(await self.models())
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
                messages=self._habits.params(messages),
                model=model,
                stream=True,
                stream_options={"include_usage": True} if self._habits.usage else openai.omit,
                max_tokens=most_tokens if self._habits.limit == "max_tokens" else openai.omit,
                max_completion_tokens=most_tokens
                if self._habits.limit == "max_completion_tokens"
                else openai.omit,
            )

        return await self._taught(request)

    async def _completion(
        self, messages: Sequence[Message], most_tokens: int, model: str, form: Form | None
    ) -> ChatCompletion:
        async def request() -> ChatCompletion:
            return await self._sdk().chat.completions.create(
                messages=self._habits.params(messages),
                model=model,
                max_tokens=most_tokens if self._habits.limit == "max_tokens" else openai.omit,
                max_completion_tokens=most_tokens
                if self._habits.limit == "max_completion_tokens"
                else openai.omit,
                response_format=format_of(form) if form else openai.omit,
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
