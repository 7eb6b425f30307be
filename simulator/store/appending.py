"""Adding a turn, the one write that a talk waits for.

The statements are compiled once and handed to the driver as they are: through the usual layers they
take longer than a flush to a fast disk does.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import ClauseElement, bindparam, func, insert
from sqlalchemy.dialects.sqlite import dialect
from sqlmodel import col, select

from simulator.errors import StoreError, UsageError
from simulator.store.models import SessionRow, TurnRow

Column = str | int | None


def _sql(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=dialect(paramstyle="named")))


_OF_SESSION = col(TurnRow.session_id) == bindparam("session_id")
_INSERT = _sql(insert(TurnRow))
_LAST_SEQ = _sql(select(func.max(col(TurnRow.seq))).where(_OF_SESSION))
_STATUS = _sql(select(SessionRow.status).where(col(SessionRow.id) == bindparam("session_id")))
_KEPT_ID = _sql(select(TurnRow.id).where(_OF_SESSION, col(TurnRow.seq) == bindparam("seq")))


def append(driver: sqlite3.Connection, values: Mapping[str, Column]) -> None:
    """Add the turn with these columns; when this returns it is on disk.

    Raises:
        UsageError: no such session.
        StoreError: another turn has this place already, one is missing before it, or the session is over.
    """
    with _transaction(driver):
        if not _is_kept(driver, values):
            driver.execute(_INSERT, values)


def as_json(items: Sequence[str] | None) -> str | None:
    """Return a list as its column holds it."""
    return None if items is None else json.dumps(list(items))


@contextmanager
def _transaction(driver: sqlite3.Connection) -> Iterator[None]:
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield
        driver.execute("COMMIT")
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")


def _is_kept(driver: sqlite3.Connection, values: Mapping[str, Column]) -> bool:
    """Return whether this very turn is kept already."""
    name, seq = values["session_id"], values["seq"]
    status = driver.execute(_STATUS, values).fetchone()
    if status is None:
        raise UsageError(f"no session {name!r}; see motet list sessions")
    (last,) = driver.execute(_LAST_SEQ, values).fetchone()
    next_seq = 0 if last is None else last + 1
    if seq in range(next_seq):
        _refuse_other(driver, values)
        return True
    where = f"turn {seq} of session {str(name)[:8]}"
    if status[0] != "open":
        raise StoreError(f"{where} comes after its end; start a new session or fork this one")
    if seq != next_seq:
        raise StoreError(f"{where} leaves out turn {next_seq}; resume the session")
    return False


def _refuse_other(driver: sqlite3.Connection, values: Mapping[str, Column]) -> None:
    if driver.execute(_KEPT_ID, values).fetchone()[0] != values["id"]:
        raise StoreError(
            f"turn {values['seq']} of session {str(values['session_id'])[:8]} was already kept with other "
            "words, from another window; close this one and resume the session"
        )
