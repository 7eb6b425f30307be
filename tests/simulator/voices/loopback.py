"""A real server on this machine that answers every request as it is told: the exact fault, byte for byte.

It runs on a thread and a loop of its own, so that code with or without an event loop can speak to it.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

Json = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> Json:
        """The JSON object in it; empty where there is none."""
        parsed: object = json.loads(self.body) if self.body else {}
        return parsed if isinstance(parsed, dict) else {}

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages of a chat request."""
        found = self.content.get("messages", [])
        return found if isinstance(found, list) else []


@dataclass(frozen=True)
class Answer:
    """How one request is answered: pieces of bytes with pauses between them."""

    pieces: Sequence[bytes]
    pause: float = 0
    """Seconds before each piece but the first."""
    endless: bool = False
    """Whether the last piece is sent again and again."""
    reset: bool = False
    """Whether the connection is torn at the end."""


Script = Callable[[Asked], Answer]


def head(status: int = 200, kind: str = "text/event-stream", **headers: str) -> bytes:
    """Return the head of an answer whose body ends with the connection."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def event(content: object = None, finish: str | None = None, **more: object) -> bytes:
    """Return one event of a stream."""
    delta = {} if content is None else {"content": content}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted", **more}
    return data({**chunk, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def data(value: object) -> bytes:
    """Return any value as one event."""
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def usage(prompt: int = 100, completion: int = 10, cached: int = 0) -> bytes:
    """Return the event that counts the tokens."""
    counts = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    details = {"prompt_tokens_details": {"cached_tokens": cached}}
    return data({"id": "c", "object": "chat.completion.chunk", "choices": [], "usage": {**counts, **details}})


DONE = b"data: [DONE]\n\n"


def spoken(text: str, finish: str = "stop", prompt: int = 1_500) -> Answer:
    """Return a whole stream that says `text` word by word."""
    words = text.split(" ")
    pieces = [event(word if at == 0 else f" {word}") for at, word in enumerate(words)]
    return Answer([head(), *pieces, event(finish=finish), usage(prompt, len(words)), DONE])


def whole(content: object, finish: str = "stop", **more: object) -> Answer:
    """Return an answer that is not streamed."""
    message = {"role": "assistant", "content": content}
    reply = {"id": "c", "object": "chat.completion", "created": 1, "model": "scripted", **more}
    counts = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
    choices = [{"index": 0, "message": message, "finish_reason": finish}]
    return page(200, {"usage": counts, **reply, "choices": choices})


def page(status: int, body: object, kind: str = "application/json", **headers: str) -> Answer:
    """Return any answer with a body."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer([head(status, kind, **headers) + raw])


def listing(*names: str) -> Answer:
    """Return a list of models."""
    return page(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


@dataclass
class Loopback:
    """The server. Requests are answered by `script`; what was asked is kept in `asked`."""

    script: Script
    asked: list[Asked] = field(default_factory=list)
    closed_early: threading.Event = field(default_factory=threading.Event)
    """Set when somebody hung up in the middle of an answer."""
    heard: threading.Event = field(default_factory=threading.Event)
    """Set when a request came in."""
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _ready: threading.Event = field(default_factory=threading.Event)

    @property
    def base_url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _request(reader)
            self.asked.append(asked)
            self.heard.set()
            await self._say(self.script(asked), reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            self.closed_early.set()
        finally:
            writer.close()

    async def _say(self, answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        gone = asyncio.ensure_future(_hung_up(reader))
        async for piece in _paced(answer):
            if gone.done():
                raise ConnectionResetError
            writer.write(piece)
            await writer.drain()
        gone.cancel()
        if answer.reset and writer.transport:
            writer.transport.abort()


async def _paced(answer: Answer) -> AsyncIterator[bytes]:
    for at, piece in enumerate(answer.pieces):
        if at and answer.pause:
            await asyncio.sleep(answer.pause)
        yield piece
    while answer.endless:
        await asyncio.sleep(answer.pause)
        yield answer.pieces[-1]


async def _hung_up(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        await reader.read()


async def _request(reader: asyncio.StreamReader) -> Asked:
    raw = await reader.readexactly(1)
    if raw == b"\x16":
        raise ConnectionResetError("a TLS greeting, which is not spoken here")
    raw += await reader.readuntil(b"\r\n\r\n")
    first, *lines = raw.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(first.split(" ")[1], headers, body)
