"""Every way in which an endpoint fails, under its own name. Nothing that was sent, and no key, is repeated.

The SDK lets a good third of all broken streams through as other errors than its own, so the edge catches
those as well. Source: measured with openai 3.54 on mutated streams.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2
import openai

from simulator.errors import (
    AuthError,
    BusyError,
    ContextError,
    DeadlineError,
    EndpointConfigError,
    EndpointError,
    MalformedError,
    NetworkError,
    QuotaError,
    RateError,
    RefusedError,
    TruncatedError,
)

_SURPRISES = (ValueError, TypeError, AttributeError, LookupError, RecursionError, OSError)
"""What parsing another's bytes may raise; ValueError covers JSON, Unicode and pydantic."""
_IDENTIFIER = re.compile(r"[A-Za-z][\w.\-]{1,59}")
_CONTEXT = re.compile(
    r"context[ _](?:length|size|window)|maximum context|n_ctx|too many tokens|prompt is too long"
    r"|exceed_context",
    re.I,
)
_QUOTA = re.compile(r"insufficient_quota|billing|exceeded your current quota|credit", re.I)
_FILTER = re.compile(r"content[ _](?:filter|policy|management)|responsible ?ai|moderation", re.I)
_TLS = re.compile(r"certificate|ssl|tls", re.I)


@contextmanager
def translated() -> Iterator[None]:
    """Turn whatever the SDK, the network or a strange answer raises into one of our causes."""
    try:
        yield
    except EndpointError:
        raise
    except (
        openai.OpenAIError,
        httpx2.HTTPError,
        httpx2.InvalidURL,
        httpx2.StreamError,
        *_SURPRISES,
    ) as error:
        raise named(error) from None


def named(error: Exception) -> EndpointError:
    """Return an error under our name."""
    match error:
        case openai.APIStatusError():
            return _of_status(error.status_code, said_by(error), error.response.headers)
        case openai.LengthFinishReasonError():
            return TruncatedError("the answer was cut at its limit of tokens; try again")
        case openai.ContentFilterFinishReasonError():
            return RefusedError("the server's filter held the answer back; go on with the authored line")
        case openai.APITimeoutError() | httpx2.TimeoutException() | TimeoutError():
            return DeadlineError("the endpoint did not answer in time; try again, or raise the deadlines")
        case openai.APIConnectionError() | httpx2.TransportError() | httpx2.StreamError() | OSError():
            return _of_connection(error)
        case openai.APIResponseValidationError():
            return MalformedError("the endpoint's answer has an unknown form; is base_url the /v1 address?")
        case openai.APIError():
            return _of_status(500, said_by(error), {})
        case openai.OpenAIError():
            return AuthError("the endpoint needs a key; set key_env, key_file or keyring")
        case httpx2.InvalidURL():
            return EndpointConfigError("base_url is no address; write one such as http://127.0.0.1:11434/v1")
        case _:
            return MalformedError("the endpoint's answer cannot be read; is base_url the /v1 address?")


def said_by(error: openai.APIError) -> str:
    """Return the server's own words on what is wrong. Never shown or logged: they may quote the talk."""
    return f"{error.code} {error.type} {error.param} {error.message} {error.body}"


def _of_status(status: int, said: str, headers: Mapping[str, str]) -> EndpointError:
    wait = _retry_after(headers.get("retry-after", ""))
    if status == 402 or (status == 429 and _QUOTA.search(said)):
        return QuotaError("the account behind the key is used up; see its billing page")
    if status == 429:
        return RateError("too many requests for the moment", wait)
    if status == 413 or _CONTEXT.search(said):
        return ContextError("the talk is longer than the model holds; set context to what the server takes")
    if status >= 500:
        busy = "still loads the model" if "loading" in said.lower() else f"cannot serve now (status {status})"
        return BusyError(f"the server {busy}", wait)
    return _of_request(status, said, wait)


def _of_request(status: int, said: str, wait: float | None) -> EndpointError:
    code = _code(said)
    match status:
        case 401 | 403:
            return AuthError(f"the endpoint does not accept the key (status {status}); set the right one")
        case 404:
            return EndpointConfigError(
                f"the endpoint knows no such model or address (status 404{code}); see motet doctor"
            )
        case 408:
            return DeadlineError("the server gave up waiting (status 408)", wait)
        case 409:
            return BusyError("the server has another request in hand (status 409)", wait)
        case _ if 300 <= status < 400:
            return EndpointConfigError(
                f"the endpoint sends on to another address (status {status}), which is refused: "
                "the talk would go there; set base_url to the final address"
            )
        case _ if _FILTER.search(said):
            return RefusedError("the server's filter refused the request; go on with the authored line")
        case _:
            return EndpointConfigError(f"the server does not take the request (status {status}{code})")


def _of_connection(error: Exception) -> EndpointError:
    lower = f"{error.__cause__!r} {error!r} {getattr(error.__cause__, '__cause__', '')!r}"
    if isinstance(error.__cause__, EndpointError):
        return error.__cause__
    if _TLS.search(lower):
        return NetworkError("the endpoint's certificate is not trusted, or it speaks no TLS; see base_url")
    return NetworkError("the endpoint cannot be reached, or the connection broke; is the server running?")


def _code(said: str) -> str:
    """Return the server's error code where it is a plain word, so that nothing of the talk is repeated."""
    first = said.split(" ", 1)[0]
    return f", {first}" if _IDENTIFIER.fullmatch(first) and first != "None" else ""


def _retry_after(value: str) -> float | None:
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
