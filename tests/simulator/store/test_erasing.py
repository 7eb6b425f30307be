"""Erased words are in no file beside the database any more."""

from pathlib import Path

import pytest

from scoring.finding import Finding
from simulator.errors import UsageError
from simulator.store.records import NewSession, Reflection, SecondReading
from simulator.store.store import Store, open_store
from tests.simulator.store.conftest import customer_turn, new_session, trainee_turn

CANARIES = tuple(f"kanariefågel-{number:02d}" for number in range(50))


def _fill(store: Store, session_id: str, words: tuple[str, ...]) -> None:
    """Put every word somewhere in the session, long enough to move between pages."""
    for seq, word in enumerate(words):
        make = trainee_turn if seq % 2 else customer_turn
        store.append_turn(session_id, seq, make(f"{word} " * 40))
        store.save_draft(session_id, f"{word} " * (seq + 1))
    found = [Finding(seq, "ask", word) for seq, word in enumerate(words)]
    store.save_findings(session_id, "shown", found)
    store.save_score(session_id, words[0], {words[1]: [words[2]]})
    store.save_second_reading(session_id, SecondReading(model=words[6]))
    store.save_reflection(session_id, Reflection(intention=words[3], hook=words[4], note=words[5]))


def _leaks(folder: Path) -> set[str]:
    held = b"".join(file.read_bytes() for file in folder.iterdir())
    return {word for word in CANARIES if word.encode() in held}


def test_an_erased_session_leaves_no_word_in_any_file(store: Store, path: Path) -> None:
    """Fifty words all over a session are gone from database, log and copies; another session stays."""
    session, other = store.begin_session(new_session()), store.begin_session(new_session("Søren"))
    _fill(store, other.id, tuple(f"annat-{number}" for number in range(20)))
    _fill(store, session.id, CANARIES)
    backup = path.with_name("motet.db.before-0002-from-0001")
    backup.write_bytes(CANARIES[0].encode())
    assert _leaks(path.parent) == set(CANARIES)
    erased = store.erase_session(session.id)

    assert _leaks(path.parent) == set()
    assert (erased.sessions, erased.backups, erased.traces_left) == (1, 1, False)
    assert [(each.id, each.turn_count) for each in store.sessions()] == [(other.id, 20)]


def test_an_erased_trainee_leaves_neither_name_nor_word(store: Store, path: Path) -> None:
    """The name goes with all sessions; others keep theirs."""
    for _ in range(2):
        _fill(store, store.begin_session(new_session(CANARIES[-1])).id, CANARIES[:-1])
    store.begin_session(new_session("Søren"))
    erased = store.erase_trainee(CANARIES[-1])

    assert (erased.sessions, _leaks(path.parent)) == (2, set())
    assert [each.trainee for each in store.sessions()] == ["Søren"]


def test_a_fork_stays_when_its_parent_is_erased(store: Store) -> None:
    """The fork holds turns of its own; it only forgets whom it came from."""
    parent = store.begin_session(new_session())
    settled = vars(new_session()) | {"parent_id": parent.id, "parent_turn": 3}
    fork = store.begin_session(NewSession(**settled))
    store.erase_session(parent.id)

    assert store.session(fork.id).parent_id is None


def test_traces_that_another_window_holds_are_reported(path: Path) -> None:
    """While another process reads the old state the log cannot be emptied; when it closes, they go."""
    with open_store(path, wait=0.1) as store, open_store(path) as other:
        session = store.begin_session(new_session())
        _fill(store, session.id, CANARIES)
        with other._reading() as reader:
            reader.connection().exec_driver_sql("SELECT count(*) FROM turn").fetchall()
            erased = store.erase_session(session.id)

    assert erased.traces_left
    assert _leaks(path.parent) == set()


def test_what_is_not_there_cannot_be_erased(store: Store) -> None:
    """An unknown session is named; an unknown trainee has nothing to erase."""
    with pytest.raises(UsageError, match="motet list sessions"):
        store.erase_session("0" * 32)

    assert store.erase_trainee("nobody").sessions == 0
