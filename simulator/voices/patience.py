"""When a failed request is tried again, and after how long."""

from simulator.errors import EndpointError

LONGEST_WAIT = 20.0
"""Seconds that a server may ask us to wait; if it wants more, we say so instead."""
_PAUSES = (0.5, 1.5, 4.0)


def pause_before(attempt: int, error: EndpointError, retries: int) -> float | None:
    """Return the seconds to wait before try number `attempt` (2 is the first repetition). None: give up."""
    if not error.passing or attempt - 1 > retries:
        return None
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= LONGEST_WAIT else None
    return _PAUSES[min(attempt - 2, len(_PAUSES) - 1)]
