"""Noticing that content files were saved."""

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

_GATHERED = 300
"""Milliseconds over which changes count as one save at most."""


def saves(folders: Sequence[Path]) -> Iterator[tuple[str, ...]]:
    """Yield the names of the content files below some folders as they are saved, until interrupted."""
    from watchfiles import watch

    for changes in watch(*folders, debounce=_GATHERED, raise_interrupt=True):
        if names := _names(path for _, path in changes):
            yield names


async def saves_of(file: Path) -> AsyncIterator[None]:
    """Yield whenever a file is saved, put in another's place or taken away, until cancelled."""
    from watchfiles import awatch

    async for changes in awatch(file.parent, debounce=_GATHERED, recursive=False):
        if file.name in _names(path for _, path in changes):
            yield


def _names(paths: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted({Path(path).name for path in paths if path.endswith(".yaml")}))
