"""What can go wrong while practising, each saying what, where and what to do next.

MotetError
├── UsageError              an unknown id, a wrong option, a broken configuration
│   └── ContentError        a persona or scenario file is broken; carries file, line, column and field
├── EndpointError           a model endpoint cannot be reached or misbehaves; `cause` names how
│   ├── EndpointConfigError   it is set up wrongly (also a UsageError)
│   ├── AuthError             the key is missing, wrong or not allowed
│   ├── QuotaError            the account is used up
│   ├── RateError             too many requests at once
│   ├── BusyError             the server is overloaded or still loads the model
│   ├── ContextError          the talk is longer than the model can hold
│   ├── RefusedError          the model or its filter declined to answer
│   ├── NetworkError          no connection, or it broke
│   ├── DeadlineError         it took too long
│   ├── MalformedError        it answered with something that is no answer
│   ├── EmptyError            it answered with nothing
│   └── TruncatedError        its answer was cut off
└── StoreError              the database is missing, locked, newer, read-only or corrupt
"""

from typing import ClassVar, Literal, get_args

Cause = Literal[
    "config", "auth", "quota", "rate", "busy", "context",
    "refused", "network", "timeout", "malformed", "empty", "truncated",
]  # fmt: skip
CAUSES: tuple[Cause, ...] = get_args(Cause)


class MotetError(Exception):
    """Root of all errors of this package."""


class UsageError(MotetError):
    """An unknown id, a wrong option or a broken configuration."""


class ContentError(UsageError):
    """A persona or scenario file is broken."""


class EndpointError(MotetError):
    """A model endpoint cannot be reached or misbehaves."""

    cause: ClassVar[Cause] = "malformed"
    passing: ClassVar[bool] = False
    """Whether the same request may well succeed a little later."""

    def __init__(self, text: str, retry_after: float | None = None) -> None:
        """Say what happened; `retry_after` are the seconds the server asks to wait, None: it does not."""
        super().__init__(text)
        self.retry_after = retry_after


class EndpointConfigError(EndpointError, UsageError):
    """It is set up wrongly: address, model or a setting that the server does not take."""

    cause = "config"


class AuthError(EndpointError):
    """The key is missing, wrong or not allowed."""

    cause = "auth"


class QuotaError(EndpointError):
    """The account is used up."""

    cause = "quota"


class RateError(EndpointError):
    """Too many requests at once."""

    cause = "rate"
    passing = True


class BusyError(EndpointError):
    """The server is overloaded, or still loads the model."""

    cause = "busy"
    passing = True


class ContextError(EndpointError):
    """The talk is longer than the model can hold, or the server cut it silently."""

    cause = "context"


class RefusedError(EndpointError):
    """The model or its filter declined to answer."""

    cause = "refused"


class NetworkError(EndpointError):
    """There is no connection, or it broke."""

    cause = "network"
    passing = True


class DeadlineError(EndpointError):
    """It took longer than the deadline."""

    cause = "timeout"
    passing = True


class MalformedError(EndpointError):
    """It answered with something that is no answer."""

    cause = "malformed"
    passing = True


class EmptyError(EndpointError):
    """It answered with nothing."""

    cause = "empty"
    passing = True


class TruncatedError(EndpointError):
    """Its answer was cut off before the end."""

    cause = "truncated"
    passing = True


class StoreError(MotetError):
    """The database is missing, locked, newer, read-only or corrupt."""
