"""One ctrl+c that breaks off a wait instead of the program."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def first_interrupt(act: Callable[[], None]) -> Iterator[None]:
    """Let the first ctrl+c do `act` on the running loop; the next one means what it meant before.

    Nothing changes where nobody heeds ctrl+c, as in the background, or outside the main thread.
    """
    usual = signal.getsignal(signal.SIGINT)
    loop, open_ = asyncio.get_running_loop(), [act]

    def once() -> None:
        for do in open_:
            do()

    def pressed(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, usual)
        loop.call_soon_threadsafe(once)

    if not callable(usual) or not _heeds(pressed):
        yield
        return
    try:
        yield
    finally:
        open_.clear()  # a press that comes as the wait ends has nothing left to break off
        signal.signal(signal.SIGINT, usual)


def _heeds(handler: Callable[[int, FrameType | None], None]) -> bool:
    """Return whether signals come here: they do in the main thread only."""
    try:
        signal.signal(signal.SIGINT, handler)
    except ValueError:
        return False
    return True
