"""A database that cannot be used says so, says what to do, and is left as it is."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.errors import StoreError
from simulator.store.store import Store, open_store
from tests.simulator.store.conftest import Begin, new_session, trainee_turn

Spoil = Callable[[Path], None]

NOBODY = 65534
"""An account without rights, for tests that run as root, whom no file mode stops."""


def _overwrite_a_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 8)


def _truncate(path: Path) -> None:
    os.truncate(path, 4096 * 3)


def _replace_by_text(path: Path) -> None:
    path.write_text("This is a letter, not a database. " * 50, "utf-8")


def _make_newer(path: Path) -> None:
    _change(path, "UPDATE alembic_version SET version_num = '9999'")


def _change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def kept(path: Path) -> Path:
    """Return the path of a closed database that holds one session with a turn."""
    with open_store(path) as store:
        session = store.begin_session(new_session())
        store.append_turn(session.id, 0, trainee_turn("Nej."))
    return path


@pytest.mark.parametrize(
    ("spoil", "advice"),
    [
        (_overwrite_a_page, "damaged.*backup"),
        (_truncate, "damaged.*backup"),
        (_replace_by_text, "not a database.*MOTET_HOME"),
        (_make_newer, "newer Motet.*9999.*install"),
    ],
)
def test_a_database_that_cannot_be_used_is_left_as_it_is(kept: Path, spoil: Spoil, advice: str) -> None:
    """The error names the file and the way out, and not a byte of the file changes."""
    spoil(kept)
    before = kept.read_bytes()
    with pytest.raises(StoreError, match=f"{kept.name}.*{advice}"), open_store(kept) as store:
        store.sessions()

    assert kept.read_bytes() == before


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    """A foreign database is neither upgraded nor switched to another log mode."""
    path.parent.mkdir()
    _change(path, "CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(path)

    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    """A file of no bytes holds nothing that could be lost."""
    path.parent.mkdir()
    path.touch()
    with open_store(path) as store:
        assert store.sessions() == ()


def test_a_folder_in_the_place_of_the_file_is_named(path: Path) -> None:
    """A folder cannot be opened as a database."""
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match=r"motet\.db.*MOTET_HOME"):
        open_store(path)


def test_a_locked_database_says_so_and_loses_nothing(kept: Path) -> None:
    """While another process writes, saving waits, then says so; reading goes on; afterwards it works."""
    holder = sqlite3.connect(kept, isolation_level=None)
    with open_store(kept, wait=0.05) as store:
        (session,) = store.sessions()
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"in use.*close the other"):
            store.append_turn(session.id, 1, trainee_turn("Fortfarande nej."))
        seen_meanwhile = len(store.turns(session.id))
        holder.execute("ROLLBACK")
        holder.close()
        store.append_turn(session.id, 1, trainee_turn("Fortfarande nej."))

        assert (seen_meanwhile, len(store.turns(session.id))) == (1, 2)


def test_a_row_that_no_version_writes_is_named(store: Store, begin: Begin, path: Path) -> None:
    """A value changed from outside is reported, not shown."""
    session = begin()
    _change(path, "UPDATE session SET language = 'xx'")
    with pytest.raises(StoreError, match="StoredSession"):
        store.session(session.id)


def test_a_full_disk_loses_no_accepted_turn(store: Store, begin: Begin, path: Path) -> None:
    """Where the file may not grow, saving fails clearly, and every turn accepted before is there."""
    session = begin()
    pages = int(_asked(path, "PRAGMA page_count"))
    with pytest.raises(StoreError, match="disk is full"):
        _fill(store, session.id, pages + 4)
    accepted = len(store.turns(session.id))
    store.close()

    assert accepted > 0
    with open_store(path) as again:
        assert len(again.turns(session.id)) == accepted


def _fill(store: Store, session_id: str, pages: int) -> None:
    from simulator.store.engine import bare

    with bare(store._engine, store.path) as driver:
        driver.execute(f"PRAGMA max_page_count={pages}")
    for seq in range(200):
        store.append_turn(session_id, seq, trainee_turn("x" * 500))


def _asked(path: Path, question: str) -> str:
    connection = sqlite3.connect(path)
    answer = connection.execute(question).fetchone()[0]
    connection.close()
    return str(answer)


def test_a_store_for_reading_reads_and_refuses_to_write(kept: Path) -> None:
    """Sessions and turns are there; a write says why not, and how."""
    with open_store(kept, read_only=True) as store:
        (session,) = store.sessions()
        with pytest.raises(StoreError, match=r"read-only.*MOTET_HOME"):
            store.append_turn(session.id, 1, trainee_turn("Mer."))
        with pytest.raises(StoreError, match="read-only"):
            store.end_session(session.id, None)

        assert [each.turn.text for each in store.turns(session.id)] == ["Nej."]


def test_an_older_database_that_cannot_be_written_is_not_guessed_at(path: Path) -> None:
    """Nothing is read from tables that are not up to date."""
    path.parent.mkdir()
    path.touch()
    with pytest.raises(StoreError, match="read-only; make it writable"):
        open_store(path, read_only=True)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """Return a folder that an ordinary account can enter; the root account may write everywhere."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_in_a_folder_that_cannot_be_written_sessions_can_be_read(open_to_all: Path, kept: Path) -> None:
    """An ordinary account without the right to write lists what there is, and is told why it cannot save."""
    copy = open_to_all / "motet.db"
    shutil.copy(kept, copy)
    copy.chmod(0o444)
    open_to_all.chmod(0o555)
    said = _as_ordinary_account(
        "store = open_store(path); (session,) = store.sessions()",
        "print(store.read_only, len(store.turns(session.id)))",
        "store.end_session(session.id, None)",
        path=copy,
    )

    assert said.startswith("True 1\nStoreError")
    assert "read-only" in said


def test_where_nothing_can_be_made_the_way_out_is_named(open_to_all: Path) -> None:
    """An ordinary account that may not make the database is told to choose another folder."""
    open_to_all.chmod(0o555)
    said = _as_ordinary_account("open_store(path)", path=open_to_all / "data" / "motet.db")

    assert said.startswith("StoreError")
    assert "MOTET_HOME" in said


def _as_ordinary_account(*lines: str, path: Path) -> str:
    """Return what the lines print, and their error, when run without the rights of root."""
    indented = "\n    ".join(lines)
    code = (
        "import os, sys; from pathlib import Path; from simulator.store.store import open_store\n"
        f"if os.geteuid() == 0: os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"path = Path(sys.argv[1])\ntry:\n    {indented}\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    root = Path(__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return ran.stdout
