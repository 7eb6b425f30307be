"""From what is written about an endpoint to its settings, and back; what cannot be is said in plain words."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulator.endpoints import EndpointSettings, checked
from simulator.errors import EndpointConfigError
from simulator.words import Words, mark

KeySource = Literal["env", "file", "keyring"]

KEY_SOURCES: dict[KeySource, str] = {
    "env": mark("in an environment variable"),
    "file": mark("in a file"),
    "keyring": mark("in the system's keyring"),
}
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_SAID = {
    "address": mark("This is no address. Write one such as http://127.0.0.1:11434/v1"),
    "open": mark("Another machine is spoken to over https:// only, so that nobody reads along."),
    "key": mark("Write the name under which the key is kept, never the key itself."),
    "budget": mark("The budget is a whole number of tokens, or empty."),
}


class NotUsableError(Exception):
    """What is written cannot be used; the text says why, in the interface's words."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the fields."""

    address: str
    model: str
    source: KeySource
    key_name: str
    """The variable, the file or the keyring's service."""
    budget: str


def written(endpoint: EndpointSettings) -> Written:
    """Return the settings of an endpoint as they are written."""
    source, name = _source(endpoint)
    budget = str(endpoint.budget_tokens or "")
    return Written(endpoint.base_url, endpoint.model, source, name, budget)


def endpoint_from(said: Written, before: EndpointSettings, t: Words) -> EndpointSettings:
    """Return `before` with what is written in place of its own.

    Raises:
        NotUsableError: something written cannot be used.
    """
    key_name, budget = said.key_name.strip(), re.sub(r"[\s.,_]", "", said.budget)
    if budget and not (budget.isdecimal() and budget.isascii() and 0 < int(budget) < 10**12):
        raise NotUsableError(t(_SAID["budget"]))
    if said.source == "env" and key_name and not _VARIABLE.fullmatch(key_name):
        raise NotUsableError(t(_SAID["key"]))
    endpoint = before.model_copy(
        update={
            "base_url": said.address.strip(),
            "model": said.model.strip(),
            "key_env": key_name if said.source == "env" else "",
            "key_file": Path(key_name).expanduser() if said.source == "file" and key_name else None,
            "keyring": key_name if said.source == "keyring" else "",
            "budget_tokens": int(budget) if budget else None,
        }
    )
    _refuse_no_address(endpoint, t)
    return endpoint


def _refuse_no_address(endpoint: EndpointSettings, t: Words) -> None:
    try:
        checked(endpoint)
    except EndpointConfigError:
        filled = endpoint.filled()
        plain = filled.base_url.startswith("http://") and filled.host and "@" not in filled.base_url
        raise NotUsableError(t(_SAID["open" if plain else "address"])) from None


def _source(endpoint: EndpointSettings) -> tuple[KeySource, str]:
    if endpoint.key_file:
        return "file", str(endpoint.key_file)
    return ("keyring", endpoint.keyring) if endpoint.keyring else ("env", endpoint.key_env)
