"""The deadlines of one streamed answer: the first word, the gap between two pieces, and all of it."""

import asyncio
from collections.abc import Awaitable
from time import monotonic
from typing import TypeVar

from simulator.endpoints import EndpointSettings
from simulator.errors import DeadlineError

Value = TypeVar("Value")


class Clock:
    """The deadlines of one streamed answer."""

    def __init__(self, settings: EndpointSettings) -> None:
        """Start now."""
        self._settings = settings
        self._start = self._last = monotonic()
        self._heard = False

    def heard(self) -> None:
        """Note that a piece came."""
        self._heard, self._last = True, monotonic()

    async def within(self, step: Awaitable[Value]) -> Value:
        """Return the step's value.

        Raises:
            DeadlineError: it comes too late.
        """
        try:
            async with asyncio.timeout(max(0.0, self._left())):
                return await step
        except TimeoutError:
            what = "the answer stopped coming" if self._heard else "no first word came in time"
            raise DeadlineError(f"{what}; try again, or raise the deadlines") from None

    def _left(self) -> float:
        now = monotonic()
        total = self._start + self._settings.total - now
        step = (
            self._last + self._settings.gap if self._heard else self._start + self._settings.first_token
        ) - now
        return min(total, step)
