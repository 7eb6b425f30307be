"""What an endpoint answers, looked at before it is believed: the SDK passes on whatever comes."""

from collections.abc import AsyncIterator, Sequence
from typing import TypeVar

from openai import AsyncStream
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.chat.chat_completion_chunk import Choice, ChoiceDelta

from scoring.text import safe_text
from simulator.errors import EmptyError, MalformedError, RefusedError, TruncatedError
from simulator.voices.chat import Finish, Reply
from simulator.voices.deadlines import Clock
from simulator.voices.faults import translated
from simulator.wording import Usage

Value = TypeVar("Value")

LONGEST_TEXT = 64 * 1024
"""Characters of one answer."""
_WHOLE = frozenset({"stop", "eos", "end_turn"})
_THOUGHTS = ("reasoning_content", "reasoning")
"""Where servers send what a model thinks: llama.cpp and older vLLM; Ollama and newer vLLM."""


async def pieces_of(chunks: AsyncStream[ChatCompletionChunk], clock: Clock) -> AsyncIterator[str | Finish]:
    """Yield an answer piece by piece, each in time, and at last how it ended.

    Raises:
        EndpointError: it is none, or it broke off.
    """
    length, reason, usage, words = 0, "", None, False
    async for chunk in _chunks(chunks, clock):
        usage = _usage(chunk.usage) or usage
        for choice in _listed(chunk.choices)[:1]:
            reason = choice.finish_reason or reason
            if _is_filters_note(choice):
                continue
            text = _text(choice.delta.content)
            _refuse_refusal(choice.delta.refusal)
            if text or _thinks(choice.delta):
                clock.heard()
            length += len(text)
            if length > LONGEST_TEXT:
                raise MalformedError("the answer does not end; it was stopped after 64 KB")
            words = words or bool(safe_text(text).strip())
            if text:
                yield text
    yield _ended(reason, words, usage)


async def _chunks(
    chunks: AsyncStream[ChatCompletionChunk], clock: Clock
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
        if not _is_filters_note(choice):
            _text(choice.delta.content)
        if not isinstance(choice.finish_reason, str | None):
            raise TypeError
    _usage(chunk.usage)


def _is_filters_note(choice: Choice) -> bool:
    """Return whether a choice has no words, only what a filter found: Azure sends such between the others."""
    return getattr(choice, "delta", None) is None and hasattr(choice, "content_filter_results")


def _thinks(delta: ChoiceDelta) -> bool:
    content: object = delta.content
    return isinstance(content, list) or any(getattr(delta, name, None) for name in _THOUGHTS)


def whole_reply(completion: ChatCompletion) -> Reply:
    """Return an answer that was not streamed.

    Raises:
        EndpointError: it is none.
    """
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
    if not words and reason == "length":
        raise EmptyError("the model thought until its tokens were used up; take one that does not think")
    if not words:
        raise EmptyError("the model answered with nothing")
    return Finish(reason == "length", usage)


def _listed(items: Sequence[Value] | None) -> Sequence[Value]:
    if not isinstance(items, list):
        raise TypeError
    return items


def _text(value: object) -> str:
    """Return the words of a content: text, or parts of which some are text and some thoughts."""
    if isinstance(value, list):
        return "".join(map(_words_of, value))
    if not isinstance(value, str | None):
        raise TypeError
    return value or ""


def _words_of(part: object) -> str:
    if not isinstance(part, dict) or not isinstance(part.get("type"), str):
        raise TypeError
    words = part.get("text") if part["type"] == "text" else ""
    if not isinstance(words, str):
        raise TypeError
    return words


def _refuse_refusal(words: str | None) -> None:
    if words:
        raise RefusedError("the model declined to answer; go on with the authored line")


def _usage(raw: CompletionUsage | None) -> Usage | None:
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
    if prompt is None or completion is None:
        return None
    return Usage(prompt, min(cached or 0, prompt), completion)


def refuse_pages(chunks: AsyncStream[ChatCompletionChunk]) -> None:
    """Refuse an answer that is a page and no stream."""
    if not isinstance(chunks, AsyncStream):
        raise MalformedError("the endpoint does not stream; is base_url the /v1 address?")
    kind = chunks.response.headers.get("content-type", "").lower()
    if "html" in kind or kind.startswith("application/json"):
        raise MalformedError(
            "the endpoint answers with a page instead of a stream; is base_url the /v1 address?"
        )
