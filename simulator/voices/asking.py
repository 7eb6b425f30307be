"""Requests in the form that a server takes: what each has turned out not to take is left out from then on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openai.types.chat import ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONObject, ResponseFormatJSONSchema

from simulator.errors import EndpointConfigError
from simulator.voices.chat import Form, Message

LIMITS = ("max_tokens", "max_completion_tokens")
"""Names of the limit of tokens; OpenAI takes the second only."""
_TEMPLATE = re.compile(r"alternat|conversation roles|jinja|chat template", re.I)
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
_USUAL = ("gpt-4.1-mini", "gpt-4o-mini", "gpt-5-mini")
"""What speaks where OpenAI is asked for no model in particular; those that think first come last."""


@dataclass
class Habits:
    """What a server has turned out not to take."""

    usage: bool = True
    """Takes `stream_options`."""
    limits: tuple[str, ...] = LIMITS
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

    @property
    def limit(self) -> str:
        """The name of the limit that is sent. Empty: none."""
        return next(iter(self.limits), "")

    def params(self, messages: Sequence[Message]) -> list[ChatCompletionMessageParam]:
        """Return the messages as they are sent."""
        return [_param(message) for message in (alternating(messages) if self.alternating else messages)]


def format_of(form: Form) -> ResponseFormatJSONSchema | ResponseFormatJSONObject:
    """Return the form of an answer as the SDK takes it."""
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


def usual_model(names: Iterable[str]) -> str:
    """Return the model to ask where none is named.

    Raises:
        EndpointConfigError: none of them chats.
    """
    able = [name for name in names if not any(word in name.lower() for word in _NO_CHAT)]
    found = next((name for name in _USUAL if name in able), able[0] if able else "")
    if not found:
        raise EndpointConfigError("the server lists no chat model; name one by model or MOTET_MODEL")
    return found
