"""The tables: the same by revision and by model, brought up to date once, all or nothing."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from simulator.errors import StoreError
from simulator.store.engine import Place, make_engine, reading
from simulator.store.schema import OURS, Schema, backups_of
from simulator.store.store import Store, open_store
from tests.simulator.store.conftest import new_session

ROOT = Path(__file__).parents[3]
NEXT = '''
"""A later revision."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0005", "0004"
def upgrade() -> None:
    with op.batch_alter_table("session") as session:
        session.add_column(sa.Column("mood", sa.String))
    {last}
'''


def _later(folder: Path, last: str) -> Schema:
    """Return a schema with one more revision, whose last statement is `last`."""
    scripts = folder / "migrations"
    shutil.copytree(OURS.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0005_later.py").write_text(NEXT.format(last=last), "utf-8")
    return Schema((*OURS.revisions, "0005"), scripts)


def _columns(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = {row[1] for row in connection.execute("PRAGMA table_info(session)")}
    connection.close()
    return names


def test_the_revisions_make_the_tables_of_the_models(store: Store) -> None:
    """What alembic would still change is nothing."""
    engine = make_engine(Place(store.path))
    with reading(engine, store.path) as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})
        differences = compare_metadata(context, SQLModel.metadata)
    engine.dispose()

    assert differences == []


def test_the_known_revisions_are_those_that_are_written() -> None:
    """The list that spares loading alembic names every revision, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(OURS.scripts))
    written = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert OURS.revisions == tuple(reversed(written))


def test_an_older_database_is_copied_and_upgraded(path: Path, tmp_path: Path) -> None:
    """The new column is there, the sessions too, and the copy holds the old tables."""
    with open_store(path) as store:
        kept = store.begin_session(new_session())
    with open_store(path, schema=_later(tmp_path, "pass")) as newer:
        backup = newer.backup
        assert [each.id for each in newer.sessions()] == [kept.id]

    assert backup is not None
    assert backups_of(path) == (backup,)
    assert ("mood" in _columns(path), "mood" in _columns(backup)) == (True, False)
    assert backup.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("readers", "chosen"), [("lm", [False, True]), ("ml", [False, False])])
def test_of_older_scores_a_model_s_stands_where_it_came_last(
    path: Path, readers: str, chosen: list[bool]
) -> None:
    """So it was before the choice was kept with the score."""
    before = Schema(OURS.revisions[:3], OURS.scripts)
    names = {"l": "local", "m": "model"}
    with open_store(path, schema=before) as store:
        session = store.begin_session(new_session())
    connection = sqlite3.connect(path)
    with connection:
        for name in readers:
            row = (session.id, name, "2026-03-09 10:00:00.000000", f'{{"reader": "{names[name]}"}}')
            connection.execute("INSERT INTO score (session_id, version, at, score) VALUES (?, ?, ?, ?)", row)
    connection.close()
    with open_store(path) as newer:
        kept = newer.scores(session.id)

    assert [score.chosen for score in kept] == chosen


def test_an_upgrade_that_fails_leaves_the_old_tables(path: Path, tmp_path: Path) -> None:
    """A revision that breaks half-way is taken back whole, and the database goes on working."""
    open_store(path).close()
    with pytest.raises(ZeroDivisionError):
        open_store(path, schema=_later(tmp_path, "1 / 0"))

    assert "mood" not in _columns(path)
    with open_store(path) as store:
        store.begin_session(new_session())


def test_a_newer_database_is_refused_by_an_older_version(path: Path, tmp_path: Path) -> None:
    """After an upgrade the version before says what to install, and changes nothing."""
    open_store(path, schema=_later(tmp_path, "pass")).close()
    with pytest.raises(StoreError, match=r"newer Motet.*0005"):
        open_store(path)


def test_many_processes_open_a_fresh_database_at_once(path: Path) -> None:
    """All of eight get in, and each one's session is there."""
    code = (
        "import sys; from pathlib import Path; from simulator.store.store import open_store\n"
        "from tests.simulator.store.conftest import new_session\n"
        "input()\n"
        "with open_store(Path(sys.argv[1]), wait=30) as store: store.begin_session(new_session(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(path)]
    running = [
        subprocess.Popen([*command, str(number)], cwd=ROOT, stdin=subprocess.PIPE) for number in range(8)
    ]
    for process in running:
        process.communicate(b"\n", timeout=100)

    assert [process.returncode for process in running] == [0] * 8
    with open_store(path) as store:
        assert {session.trainee for session in store.sessions()} == set("01234567")


def test_two_processes_write_to_one_database_without_losing_a_turn(path: Path) -> None:
    """Each writes its own session; all turns of both are there."""
    code = (
        "import sys; from pathlib import Path; from simulator.store.store import open_store\n"
        "from tests.simulator.store.conftest import new_session, trainee_turn\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    name = store.begin_session(new_session(sys.argv[2])).id\n"
        "    for seq in range(60): store.append_turn(name, seq, trainee_turn(str(seq)))"
    )
    command = [sys.executable, "-c", code, str(path)]
    running = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("Åsa", "Søren")]

    assert [process.wait(timeout=100) for process in running] == [0, 0]
    with open_store(path) as store:
        assert [session.turn_count for session in store.sessions()] == [60, 60]


def test_every_connection_is_durable(store: Store) -> None:
    """Log ahead, a flush at every commit, references kept, deleted cells zeroed."""
    from simulator.store.health import EXPECTED, examine

    health = examine(store.path)

    assert (health.pragmas, health.ok) == (EXPECTED, True)


def test_files_are_for_this_person_alone(store: Store) -> None:
    """Neither the database nor its log can be read by other accounts."""
    store.begin_session(new_session())

    assert {file.name: file.stat().st_mode & 0o077 for file in store.path.parent.iterdir()} == {
        "motet.db": 0,
        "motet.db-wal": 0,
        "motet.db-shm": 0,
    }
