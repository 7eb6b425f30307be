"""Taking the traces of erased rows out of all files that belong to the database."""

from pathlib import Path

from sqlalchemy import Engine

from simulator.store.engine import bare
from simulator.store.records import Erased
from simulator.store.schema import backups_of


def wipe(engine: Engine, path: Path, sessions: int) -> Erased:
    """Rewrite the database without its free space, empty its log, and take away copies made by upgrades.

    Zeroing deleted cells (`secure_delete`) leaves remnants where SQLite has moved cells between pages,
    hence the rewriting.
    """
    backups = backups_of(path)
    for backup in backups:
        backup.unlink(missing_ok=True)
    with bare(engine, path) as connection:
        connection.execute("VACUUM")
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return Erased(sessions=sessions, backups=len(backups), traces_left=bool(busy))
