"""A terminal of one's own around a program: what it writes, and how it leaves."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

PATIENCE = 30.0


@dataclass
class Terminal:
    """The master side of a pty with a program on the other."""

    process: subprocess.Popen[bytes]
    master: int
    written: bytearray = field(default_factory=bytearray)

    def read(self, until: Callable[[bytes], bool]) -> bytes:
        """Read until what was written satisfies `until`, and return all of it."""
        end = monotonic() + PATIENCE
        while not until(bytes(self.written)):
            if monotonic() > end:
                raise TimeoutError(bytes(self.written[-400:]))
            self._read_some()
        return bytes(self.written)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    @property
    def is_stopped(self) -> bool:
        """Whether the program has been put aside."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8")
        return stat.rpartition(")")[2].split()[0] == "T"

    def wait(self) -> int:
        """Read on until the program has left, and return its exit code."""
        end = monotonic() + PATIENCE
        while self.process.poll() is None and monotonic() < end:
            self._read_some()
        while self._read_some():
            pass
        return self.process.wait(1)

    def _read_some(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], 0.1)
        try:
            piece = os.read(self.master, 65_536) if ready else b""
        except OSError:  # the other side is gone
            return False
        self.written += piece
        return bool(piece)


@contextmanager
def terminal(*arguments: str, size: tuple[int, int] = (80, 24)) -> Iterator[Terminal]:
    """Run a Python module in a terminal of its own."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)
