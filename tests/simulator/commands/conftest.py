"""The command line, run in this process and from end to end."""

from collections.abc import Callable

import pytest

from simulator.cli import main

Motet = Callable[..., tuple[int, str, str]]


@pytest.fixture
def motet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Motet:
    """Return a function that runs a command and returns exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["motet", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        assert isinstance(code, int)
        return code, *capsys.readouterr()

    return run
