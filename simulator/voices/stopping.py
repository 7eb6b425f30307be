"""Stopping a model in the middle of its answer: at once, and without losing what it said before."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Literal, TypeVar

from simulator.errors import EndpointError

Piece = TypeVar("Piece")


async def until_stopped(
    pieces: AsyncGenerator[Piece, None], stopped: asyncio.Event
) -> AsyncGenerator[Piece, None]:
    """Yield the pieces until `stopped` is set; the one that is then under way is dropped."""
    stop = asyncio.create_task(stopped.wait())
    try:
        while (piece := await _next(pieces, stop)) is not None:
            yield piece
    finally:
        stop.cancel()
        await pieces.aclose()


async def _next(pieces: AsyncGenerator[Piece, None], stop: asyncio.Task[Literal[True]]) -> Piece | None:
    """Return the next piece. None: there is no more, or nobody waits for it any longer."""
    coming = asyncio.ensure_future(anext(pieces, None))
    both: set[asyncio.Future[Piece | None] | asyncio.Task[Literal[True]]] = {coming, stop}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        return await coming if coming.done() else None
    finally:
        if not coming.done():
            coming.cancel()
            with suppress(asyncio.CancelledError, EndpointError):
                await coming
