"""Every fault that an endpoint is known to have, as the server's bytes, with the name it must get."""

import gzip
from dataclasses import dataclass

from simulator.errors import Cause
from tests.simulator.voices.loopback import (
    DONE,
    Answer,
    data,
    event,
    head,
    page,
    usage,
    whole,
)

OVERFLOW = {"error": {"code": 400, "type": "exceed_context_size_error", "message": "n_ctx", "n_ctx": 4096}}
SECRET = "sk-this-is-a-secret-key-0123456789"  # noqa: S105 - opens nothing
"""The key of the tests; servers are known to repeat it."""


@dataclass(frozen=True)
class Bad:
    """One fault: what the server answers to a stream or to a whole request, and the causes it may get."""

    answer: Answer
    causes: tuple[Cause, ...]


def refused(status: int, body: object = None, **headers: str) -> Answer:
    """Return an answer with a status that is no success."""
    error = {"error": {"message": f"no: {SECRET}", "type": "some_error", "code": None}}
    return page(status, body or error, **headers)


def stream(*pieces: bytes, **how: float) -> Answer:
    """Return an answer that begins as a stream."""
    return Answer([head(), *pieces], **how)  # type: ignore[arg-type]  # pauses and truth values only


def _coded(code: str) -> dict[str, object]:
    return {"error": {"message": "no", "type": code, "code": code}}


STATUSES: dict[str, Bad] = {
    "400": Bad(refused(400), ("config",)),
    "400 context": Bad(refused(400, _coded("context_length_exceeded")), ("context",)),
    "400 context of llama.cpp": Bad(refused(400, OVERFLOW), ("context",)),
    "400 filter": Bad(refused(400, _coded("content_filter")), ("refused",)),
    "401": Bad(refused(401), ("auth",)),
    "402": Bad(refused(402), ("quota",)),
    "403": Bad(refused(403), ("auth",)),
    "404": Bad(refused(404, _coded("model_not_found")), ("config",)),
    "404 page": Bad(page(404, b"<html>not found</html>", "text/html"), ("config",)),
    "408": Bad(refused(408), ("timeout",)),
    "409": Bad(refused(409), ("busy",)),
    "413": Bad(refused(413), ("context",)),
    "422": Bad(refused(422), ("config",)),
    "429": Bad(refused(429), ("rate",)),
    "429 retry-after": Bad(refused(429, retry_after="0.01"), ("rate",)),
    "429 quota": Bad(refused(429, _coded("insufficient_quota")), ("quota",)),
    "500": Bad(refused(500), ("busy",)),
    "503 loading": Bad(refused(503, {"error": {"message": "Loading model", "code": 503}}), ("busy",)),
    "302": Bad(refused(302, location="http://127.0.0.1:9/elsewhere"), ("config",)),
    "307": Bad(refused(307, location="http://127.0.0.1:9/elsewhere"), ("config",)),
    "308": Bad(refused(308, location="http://127.0.0.1:9/elsewhere"), ("config",)),
    "garbage instead of http": Bad(Answer([b"SMTP ready\r\n\r\n"]), ("network",)),
    "hangs up at once": Bad(Answer([]), ("network",)),
    "tears the connection": Bad(Answer([head()[:20]], reset=True), ("network",)),
    "gzip bomb": Bad(
        Answer([head(content_encoding="gzip") + gzip.compress(b"0" * 50_000_000)]), ("malformed",)
    ),
    "30 MB": Bad(Answer([head(), b"data: " + b"x" * 30_000_000 + b"\n\n"]), ("malformed", "timeout")),
    "silence": Bad(Answer([head(), b""], pause=60), ("timeout",)),
    "html": Bad(page(200, b"<html>Log in to the hotel</html>", "text/html"), ("malformed",)),
}
"""Faults of both kinds of request."""

STREAMS: dict[str, Bad] = {
    "json instead of a stream": Bad(whole("Hello."), ("malformed",)),
    "empty body": Bad(stream(), ("truncated",)),
    "null": Bad(stream(data(None)), ("malformed",)),
    "a list": Bad(stream(data([])), ("malformed",)),
    "a number": Bad(stream(data(3)), ("malformed",)),
    "choices null": Bad(stream(data({"choices": None})), ("malformed",)),
    "choices missing": Bad(stream(data({"id": "c"})), ("malformed",)),
    "choices of strings": Bad(stream(data({"choices": ["x"]})), ("malformed",)),
    "delta null": Bad(stream(data({"choices": [{"delta": None}]})), ("malformed",)),
    "content a list": Bad(stream(event(["x"])), ("malformed",)),
    "content a number": Bad(stream(event(3)), ("malformed",)),
    "content an object": Bad(stream(event({"a": 1})), ("malformed",)),
    "finish a number": Bad(
        stream(event("Hi."), data({"choices": [{"delta": {}, "finish_reason": 3}]})), ("malformed",)
    ),
    "unknown finish": Bad(stream(event("Hi."), event(finish="tool_calls"), DONE), ("malformed",)),
    "filtered": Bad(stream(event("Hi."), event(finish="content_filter"), DONE), ("refused",)),
    "declined": Bad(
        stream(data({"choices": [{"delta": {"refusal": "I can't help with that."}}]})), ("refused",)
    ),
    "cut before any word": Bad(stream(event()), ("truncated",)),
    "cut within a sentence": Bad(stream(event("I am so")), ("truncated",)),
    "cut after a sentence": Bad(stream(event("I am so angry. ")), ("truncated",)),
    "done without finish": Bad(stream(event("I am so angry."), DONE), ("truncated",)),
    "last event without blank line": Bad(stream(event("Hi"), event(finish="stop")[:-2]), ("truncated",)),
    "torn": Bad(Answer([head(), event("I am")], reset=True), ("network", "truncated")),
    "error event": Bad(stream(event("I"), data({"error": {"message": f"no {SECRET}"}})), ("busy",)),
    "error event of a type": Bad(
        stream(b'event: error\ndata: {"message": "no", "type": "x"}\n\n'), ("malformed",)
    ),
    "error field": Bad(stream(b'error: {"code": 500, "message": "no"}\n\n'), ("truncated",)),
    "overflow in the stream": Bad(stream(data(OVERFLOW)), ("context",)),
    "bad json": Bad(stream(b"data: {nonsense\n\n"), ("malformed",)),
    "empty event": Bad(stream(b"data:\n\nevent: ping\n\n"), ("malformed",)),
    "bad utf-8": Bad(stream(b'data: {"choices":[{"delta":{"content":"\xff\xfe"}}]}\n\n'), ("malformed",)),
    "keep-alive for ever": Bad(stream(b": still here\n\n", pause=0.02, endless=True), ("timeout",)),
    "role only for ever": Bad(stream(event(), pause=0.02, endless=True), ("timeout",)),
    "one token for ever": Bad(stream(event("and "), pause=0.02, endless=True), ("timeout",)),
    "64 KB": Bad(stream(event("word " * 14_000)), ("malformed",)),
    "stops in the middle": Bad(stream(event("I am"), b"", pause=60), ("timeout",)),
    "nothing": Bad(stream(event(finish="stop"), usage(), DONE), ("empty",)),
    "nothing but thoughts": Bad(stream(event(finish="length"), usage(), DONE), ("empty",)),
    "white space": Bad(stream(event(" \n\t "), event(finish="stop"), DONE), ("empty",)),
    "invisible": Bad(stream(event("\u200b\u200e"), event(finish="stop"), DONE), ("empty",)),
}
"""Faults of a stream."""

WHOLES: dict[str, Bad] = {
    "empty body": Bad(page(200, b""), ("malformed",)),
    "half a body": Bad(page(200, b'{"choices": [{"mess'), ("malformed",)),
    "bad json": Bad(page(200, b"{nonsense"), ("malformed",)),
    "null": Bad(page(200, b"null"), ("malformed",)),
    "a list": Bad(page(200, []), ("malformed",)),
    "choices null": Bad(page(200, {"choices": None}), ("malformed",)),
    "choices empty": Bad(page(200, {"choices": []}), ("malformed",)),
    "choices missing": Bad(page(200, {"id": "c"}), ("malformed",)),
    "an error with 200": Bad(page(200, {"error": {"message": "no"}}), ("malformed",)),
    "message null": Bad(page(200, {"choices": [{"message": None}]}), ("malformed",)),
    "content null": Bad(whole(None), ("empty",)),
    "content a list": Bad(whole(["x"]), ("malformed",)),
    "content a number": Bad(whole(3), ("malformed",)),
    "nothing": Bad(whole(""), ("empty",)),
    "white space": Bad(whole(" \n "), ("empty",)),
    "filtered": Bad(whole("", finish="content_filter"), ("refused",)),
    "unknown finish": Bad(whole("Hi.", finish="tool_calls"), ("malformed",)),
    "no finish": Bad(page(200, {"choices": [{"message": {"content": "Hi."}}]}), ("truncated",)),
    "64 KB": Bad(whole("word " * 14_000), ("malformed",)),
}
"""Faults of a whole answer."""
