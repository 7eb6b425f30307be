"""Connections to the database file: pragmas, transactions, and what a failure means."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from simulator.errors import StoreError

APPLICATION_ID = 0x4D4F5445
"""Marks the file as ours: "MOTE" in the SQLite header."""

_ADVICE: tuple[tuple[str, str], ...] = (
    ("SQLITE_BUSY", "is in use by another process; close the other window or wait for it, then try again"),
    ("SQLITE_LOCKED", "is in use by another process; close the other window or wait for it, then try again"),
    (
        "SQLITE_READONLY",
        "is read-only; make it and its folder writable, or set MOTET_HOME to a folder that is",
    ),
    ("SQLITE_NOTADB", "is not a database; move it away, or set MOTET_HOME to another folder"),
    (
        "SQLITE_CORRUPT",
        "is damaged and was left as it is; move it away, or put a backup in its place",
    ),
    (
        "SQLITE_FULL",
        "could not be written: the disk is full; make room and try again, nothing saved is lost",
    ),
    (
        "SQLITE_IOERR",
        "could not be read or written: the disk reports an error; check it before going on",
    ),
    (
        "SQLITE_CANTOPEN",
        "cannot be opened; check that its folder is yours, or set MOTET_HOME to another one",
    ),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database is and how it is opened."""

    path: Path
    wait: float = 5.0
    """Seconds to wait for another process's transaction."""
    read_only: bool = False


def can_write(path: Path) -> bool:
    """Return whether the file, or where there is none yet its nearest folder, can be written."""
    if path.exists():
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return os.access(next(folder for folder in path.absolute().parents if folder.exists()), os.W_OK)


def make_file(path: Path) -> None:
    """Make the file and its folder for this person alone."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"{path} cannot be made ({error.strerror}); set MOTET_HOME to a folder of yours"
        ) from None


def make_engine(place: Place) -> Engine:
    """Return an engine whose every connection is durable and whose writes take the lock at once."""
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(place), poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """Yield a connection that sees one state of the database and changes nothing."""
    with failures(path), engine.begin() as connection:
        try:
            yield connection
        except ValidationError as error:
            raise StoreError(f"{path} holds a wrong {error.title}; put a backup in its place") from None


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Yield a connection that holds the write lock; leaving it well means: on disk."""
    with failures(path), engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def bare(engine: Engine, path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the driver's own connection outside any transaction, for PRAGMA and VACUUM."""
    with failures(path):
        pooled = engine.raw_connection()
        try:
            driver = pooled.driver_connection
            if not isinstance(driver, sqlite3.Connection):
                raise StoreError(f"{path}: no connection")
            yield driver
        finally:
            pooled.close()


def switch_to_wal(engine: Engine, place: Place) -> None:
    """Set write-ahead logging; SQLite does not wait by itself while another process does the same."""
    until = time.monotonic() + place.wait
    with bare(engine, place.path) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
                time.sleep(0.01)
            else:
                return


@contextmanager
def failures(path: Path) -> Iterator[None]:
    """Turn what the database reports into a StoreError that names the file and the way out."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"{path} {_advice(error.orig)}") from None
    except sqlite3.ProgrammingError:  # ours to mend, nothing about the file
        raise
    except sqlite3.Error as error:
        raise StoreError(f"{path} {_advice(error)}") from None


def _advice(error: BaseException | None) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, advice in _ADVICE:
        if name.startswith(prefix):
            return advice
    return f"refused the work ({name or type(error).__name__}); run motet doctor"


def _connect(place: Place) -> sqlite3.Connection:
    connection = sqlite3.connect(
        place.path.absolute().as_uri() + _mode(place),
        uri=True,
        timeout=place.wait,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _mode(place: Place) -> str:
    if not place.read_only:
        return "?mode=rw"
    # A cleanly closed database in a folder that cannot be written has no -wal, and SQLite may not make one.
    wal = place.path.with_name(place.path.name + "-wal")
    closed = not wal.exists() and not os.access(place.path.parent, os.W_OK)
    return "?mode=ro&immutable=1" if closed else "?mode=ro"


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
