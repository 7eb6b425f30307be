"""A scripted server, and endpoints that speak to it."""

from collections.abc import Callable, Iterator

import pytest

from simulator.endpoints import EndpointSettings
from tests.simulator.voices.faults import SECRET
from tests.simulator.voices.loopback import Loopback, spoken

Settle = Callable[..., EndpointSettings]


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Return a server that says one sentence until it is told something else."""
    with Loopback(lambda asked: spoken("I am so angry about this.")) as server:
        yield server


@pytest.fixture
def settle(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Settle:
    """Return a function that gives settings for the server, with short deadlines."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)

    def settled(**more: object) -> EndpointSettings:
        usual: dict[str, object] = {
            "base_url": server.base_url, "model": "scripted",
            "connect": 1, "first_token": 0.5, "gap": 0.25, "total": 0.8,
        }  # fmt: skip
        return EndpointSettings.model_validate(usual | more)

    return settled
