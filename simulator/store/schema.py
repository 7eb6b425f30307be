"""The version of the tables: telling it, and bringing an older database up to it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine

from simulator.errors import StoreError
from simulator.store.engine import APPLICATION_ID, bare, reading, writing


@dataclass(frozen=True, slots=True)
class Schema:
    """The revisions that a version knows, and where they are written."""

    revisions: tuple[str, ...]
    """Oldest first; the last is the one it works with."""
    scripts: Path

    @property
    def latest(self) -> str:
        """The revision it works with."""
        return self.revisions[-1]


OURS = Schema(("0001", "0002", "0003", "0004"), Path(__file__).parent / "migrations")

State = Literal["fresh", "older", "current"]


def state_of(engine: Engine, path: Path, schema: Schema = OURS) -> State:
    """Return how the database stands to this version.

    Raises:
        StoreError: newer than this version, made by another program, damaged, locked.
    """
    with reading(engine, path) as connection:
        return _state(connection, path, schema)


def upgrade(engine: Engine, path: Path, schema: Schema = OURS) -> Path | None:
    """Bring the tables to the last revision, all or nothing; return the copy made before, or None.

    One process does it while the others wait for its lock. A fresh database needs no copy.
    """
    with writing(engine, path) as connection:
        state = _state(connection, path, schema)
        if state == "current":
            return None
        copy = _back_up(engine, path, revision_of(connection), schema.latest) if state == "older" else None
        _migrate(connection, schema)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    return copy


def revision_of(connection: Connection) -> str:
    """Return the revision that the database is at; empty where there are no tables yet."""
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    if "alembic_version" not in tables:
        return ""
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the copies that upgrades have left beside the database, oldest revision first."""
    return tuple(sorted(path.parent.glob(f"{path.name}.before-*")))


def _state(connection: Connection, path: Path, schema: Schema) -> State:
    objects = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if not objects and not mark:
        return "fresh"
    if mark != APPLICATION_ID:
        raise StoreError(f"{path} belongs to another program; set MOTET_HOME to another folder")
    revision = revision_of(connection)
    if revision not in schema.revisions:
        raise StoreError(
            f"{path} was written by a newer Motet (revision {revision}); install that version or newer"
        )
    return "current" if revision == schema.latest else "older"


def _back_up(engine: Engine, path: Path, revision: str, latest: str) -> Path:
    """Copy the last committed state; a reader may do so while this process holds the write lock."""
    copy = path.with_name(f"{path.name}.before-{latest}-from-{revision}")
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL, 0o600))
    with bare(engine, path) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy


def _migrate(connection: Connection, schema: Schema) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.scripts))
    config.attributes["connection"] = connection
    command.upgrade(config, schema.latest)
