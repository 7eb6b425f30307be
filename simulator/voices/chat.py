"""What is said to an endpoint and what comes back, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.wording import Usage

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a request."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The end of an answer."""

    cut: bool
    """Whether it ran into its limit of tokens."""
    usage: Usage | None
    """What the server counted. None: it does not say."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    text: str
    finish: Finish


@dataclass(frozen=True, slots=True)
class Form:
    """The form that an answer must have."""

    name: str
    schema: Mapping[str, object] | None
    """The JSON schema. None: any JSON object."""
