"""Text from a stranger's file: a regular one of its folder, not too large, UTF-8; any other is refused."""

import os
import stat
from pathlib import Path

from scoring.text import safe_text
from simulator.content.problems import BrokenContentError, Place, Problem

LARGEST_FILE = 256 * 1024
"""Bytes. A scenario with ~200 lines in each of three languages has about 80,000."""


def shown_name(path: Path) -> str:
    """Return a path as people read it: from the current folder where the file lies below it."""
    whole, here = path.absolute(), Path.cwd()
    return safe_text(str(whole.relative_to(here) if whole.is_relative_to(here) else whole)).replace("\n", "?")


def read_text(path: Path, folder: Path) -> str:
    """Return the text of a file that lies in `folder`.

    Raises:
        BrokenContentError: The file cannot be read, or is not safe to read.
    """
    name = shown_name(path)
    raw = _bytes_of(path, folder, name)
    if len(raw) > LARGEST_FILE:
        raise _refused(
            name, f"is larger than {LARGEST_FILE // 1024} KB; split it or remove what is not needed"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        place = Place(before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        text = f"is not UTF-8 (byte 0x{raw[error.start]:02x}); save the file with the encoding UTF-8"
        raise BrokenContentError(Problem(name, place, (), text)) from error


def _bytes_of(path: Path, folder: Path, name: str) -> bytes:
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            raise _refused(name, "is a link that leads out of its folder; put a copy of the file there")
        with open(real, "rb", opener=_guarded) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _refused(name, "is not a regular file; write the content into an ordinary file")
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise _refused(name, f"cannot be read ({reason}); check its name and permissions") from error
    except (RuntimeError, ValueError) as error:  # a circle of links, a NUL in the name
        raise _refused(name, "cannot be read; check its name") from error


def _guarded(path: str, flags: int) -> int:
    extra = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, flags | extra)  # without O_NONBLOCK a FIFO hangs


def _refused(name: str, text: str) -> BrokenContentError:
    return BrokenContentError(Problem(name, Place(1, 1), (), text))
