"""The tests' own guard."""

import socket

import pytest

from tests.conftest import OutsideNetworkError


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "2001:db8::1"])
def test_no_test_reaches_another_machine(host: str) -> None:
    """Connecting to another machine, or asking for its address, fails at once."""
    with pytest.raises(OutsideNetworkError, match=host):
        socket.create_connection((host, 80), timeout=1)


def test_this_machine_may_be_spoken_to() -> None:
    """A loopback server can be reached."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as end,
    ):
        assert end.getpeername() == server.getsockname()
