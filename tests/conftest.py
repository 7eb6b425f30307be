"""What every test runs under: no network but this machine's own, and a home of its own."""

import os
import sys
from pathlib import Path

import pytest

_LOOPBACK = ("127.", "::1", "localhost")
_LOOKED_AT = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo"})


class OutsideNetworkError(RuntimeError):
    """A test reached for a machine that is not this one."""


def _stay_at_home(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _LOOKED_AT:
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    is_local = host is None or (event != "socket.getaddrinfo" and not isinstance(address, tuple))
    name = host.decode() if isinstance(host, bytes) else str(host)
    if not is_local and not name.startswith(_LOOPBACK):
        raise OutsideNetworkError(f"{event} {name}: tests speak to this machine only")


# An audit hook sees every way to a socket and cannot be taken off again.
sys.addaudithook(_stay_at_home)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder below which this test's settings, sessions and logs are kept."""
    for name in os.environ:
        if name.startswith(("MOTET_", "OPENAI_", "LC_")):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("MOTET_HOME", str(folder))
    monkeypatch.setenv(
        "PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )  # for `motet`
    monkeypatch.setenv("LANG", "C.UTF-8")
    return folder
