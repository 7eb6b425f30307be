"""How the database is, looked at without changing it."""

import os
import sqlite3
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from simulator.store.engine import Place, bare, can_write, make_engine, reading
from simulator.store.schema import OURS, State, revision_of, state_of

EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
"""Pragmas of a store that loses nothing: log ahead, flush every commit, keep references, zero what goes."""


@dataclass(frozen=True, slots=True)
class Health:
    """What an examination of the database found."""

    state: State
    revision: str
    """The revision it is at. Empty: no tables yet."""
    latest: str
    """The revision that this version works with."""
    pragmas: dict[str, str | int]
    damage: str
    """What SQLite's own check says. Empty: nothing wrong."""
    bytes: int
    read_only: bool
    """Whether this account may not write it; the log mode cannot be told then."""

    @property
    def ok(self) -> bool:
        """Whether nothing needs doing."""
        return self.state == "current" and not self.damage and self.pragmas == EXPECTED


def examine(path: Path, wait: float = 5.0) -> Health:
    """Return how the database at `path`, which must exist, is.

    Raises:
        StoreError: locked, newer, not a database, not ours, or too damaged to look at.
    """
    read_only = not can_write(path)
    engine = make_engine(Place(path, wait, read_only))
    try:
        state = state_of(engine, path)
        with reading(engine, path) as connection:
            revision = revision_of(connection)
        with bare(engine, path) as driver:
            pragmas, damage = _pragmas(driver), _damage(driver)
        return Health(state, revision, OURS.latest, pragmas, damage, path.stat().st_size, read_only)
    finally:
        engine.dispose()


def flush_seconds(folder: Path, times: int = 15) -> float:
    """Return the median seconds that one flush to disk takes in `folder`, which must be writable."""
    probe = folder / f".flush-{os.getpid()}"
    try:
        with probe.open("wb") as file:
            return statistics.median(_flush(file.fileno()) for _ in range(times))
    finally:
        probe.unlink(missing_ok=True)


def _flush(descriptor: int) -> float:
    start = time.perf_counter()
    os.write(descriptor, b"motet" * 100)
    os.fsync(descriptor)
    return time.perf_counter() - start


def _pragmas(driver: sqlite3.Connection) -> dict[str, str | int]:
    return {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in EXPECTED}


def _damage(driver: sqlite3.Connection) -> str:
    (verdict,) = driver.execute("PRAGMA integrity_check(1)").fetchone()
    broken = driver.execute("PRAGMA foreign_key_check").fetchone()
    return str(verdict) if verdict != "ok" else ("a row refers to nothing" if broken else "")
