"""Noticing that content files were saved."""

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

_QUIET = 300
"""Milliseconds without another change after which a save counts as done."""


def saves(folders: Sequence[Path]) -> Iterator[tuple[str, ...]]:
    """Yield the names of the content files below some folders as they are saved, until interrupted."""
    from watchfiles import watch

    for changes in watch(*folders, debounce=_QUIET, raise_interrupt=True):
        if names := _names(path for _, path in changes):
            yield names


async def saves_of(file: Path) -> AsyncIterator[None]:
    """Yield whenever a file is saved, put in another's place or taken away, until cancelled."""
    from watchfiles import awatch

    async for changes in awatch(file.parent, debounce=_QUIET, recursive=False):
        if file.name in _names(path for _, path in changes):
            yield


def _names(paths: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted({Path(path).name for path in paths if path.endswith(".yaml")}))
