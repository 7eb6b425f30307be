"""Export and erase as a person types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.settings import folders
from simulator.store.records import NewSession, StoredSession
from simulator.store.store import open_store
from tests.simulator.commands.conftest import Motet
from tests.simulator.store.conftest import new_session, trainee_turn


def _kept(trainee: str = "Åsa") -> StoredSession:
    with open_store(folders().database) as store:
        session = store.begin_session(new_session(trainee))
        store.append_turn(session.id, 0, trainee_turn("Det blir nej, så är det."))
        return session


def _left() -> list[str]:
    with open_store(folders().database) as store:
        return [session.id for session in store.sessions()]


def test_one_session_is_exported_as_one_object(motet: Motet) -> None:
    """The id may be cut short and carry its kind; letters stand as themselves."""
    session = _kept()
    code, out, _ = motet("export", f"session:{session.id[:6]}")

    assert (code, json.loads(out)["id"]) == (0, session.id)
    assert "Det blir nej, så är det." in out


def test_several_sessions_are_exported_one_a_line_into_a_file(motet: Motet, tmp_path: Path) -> None:
    """The file holds the data, stdout nothing, and nobody else may read it."""
    ids, file = [_kept().id, _kept().id], tmp_path / "out.jsonl"
    code, out, _ = motet("export", *ids, "--output", str(file))

    assert (code, out) == (0, "")
    assert [json.loads(line)["id"] for line in file.read_text("utf-8").splitlines()] == ids
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("form", "begins"), [("md", "# "), ("html", "<!DOCTYPE html>")])
def test_a_page_holds_the_words_in_the_language_asked_for(motet: Motet, form: str, begins: str) -> None:
    """The talk as it was said, what stands around it in the interface's language."""
    code, out, _ = motet("export", _kept().id, "--format", form, "--ui-lang", "da")

    assert (code, out[: len(begins)]) == (0, begins)
    assert "Det blir nej, så är det." in out
    assert "Samtalen" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "zzz"], "motet list sessions"),
        (["export", "ALL", "ALL", "--format", "html"], "one session"),
        (["export", "ALL", "--output", "/no/such/folder/x"], "cannot be written"),
        (["erase", "zzz", "--yes"], "motet list sessions"),
        (["erase"], "--all"),
        (["erase", "ALL", "--all"], "--all"),
        (["erase", "ALL", "--trainee", "Åsa"], "--trainee goes with --all"),
        (["erase", "--all", "--trainee", " ", "--yes"], "--trainee"),
        (["erase", "ALL"], "write --yes"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_lost(
    motet: Motet, arguments: list[str], says: str
) -> None:
    """Exit 2, a way out, and the session is still there. Without a terminal erase needs --yes."""
    session = _kept()
    code, out, err = motet(*(session.id if each == "ALL" else each for each in arguments))

    assert (code, out) == (2, "")
    assert says in err
    assert _left() == [session.id]


@pytest.mark.parametrize("arguments", [["export", "abc"], ["erase", "--all", "--yes"]])
def test_without_any_session_nothing_is_made(motet: Motet, home: Path, arguments: list[str]) -> None:
    """Neither command makes a database only to find it empty."""
    code, _, err = motet(*arguments)

    assert (code, home.exists()) == (2, False)
    assert "motet practise" in err


def test_one_session_is_erased(motet: Motet) -> None:
    """The other one stays."""
    gone, stays = _kept(), _kept()
    code, out, err = motet("erase", f"session:{gone.id}", "--yes")

    assert (code, out, _left()) == (0, "", [stays.id])
    assert "erased session" in err


def test_forks_that_keep_erased_words_are_named(motet: Motet) -> None:
    """A fork holds the turns it shares with its parent; who erases the parent is told."""
    parent = _kept()
    with open_store(folders().database) as store:
        fork = store.begin_session(NewSession(**vars(new_session()) | {"parent_id": parent.id}))
    code, _, err = motet("erase", parent.id, "--yes")

    assert (code, _left()) == (0, [fork.id])
    assert f"keep the turns they share: {fork.id[:8]}" in err


def test_all_sessions_of_a_trainee_are_erased(motet: Motet, monkeypatch: pytest.MonkeyPatch) -> None:
    """--all means the trainee of the settings, or the one named."""
    _kept("Åsa")
    hers, stays = _kept("Søren"), _kept("Anna")
    monkeypatch.setenv("MOTET_TRAINEE", "Åsa")
    assert motet("erase", "--all", "--yes")[0] == 0
    assert _left() == [hers.id, stays.id]
    assert motet("erase", "--all", "--trainee", "Søren", "--yes")[0] == 0

    assert _left() == [stays.id]


def test_a_damaged_database_leaves_with_4(motet: Motet) -> None:
    """The message names the file and the way out, without a traceback."""
    _kept()
    folders().database.write_text("not a database " * 400)
    code, out, err = motet("export", "abc")

    assert (code, out) == (4, "")
    assert err.startswith("motet: ")
    assert "not a database" in err


@pytest.mark.parametrize(("answer", "code", "left"), [("n", 1, 1), ("", 1, 1), ("y", 0, 0)])
def test_on_a_terminal_erase_asks_first(answer: str, code: int, left: int) -> None:
    """Only a clear yes erases; Enter alone does not."""
    session = _kept()
    keyboard, terminal = os.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    ran = subprocess.run(
        [sys.executable, "-c", "from simulator.cli import main; main()", "erase", session.id],
        stdin=terminal,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(keyboard)
    os.close(terminal)

    assert (ran.returncode, ran.stdout, len(_left())) == (code, "", left), ran.stderr
    assert "It cannot be undone" in ran.stderr
