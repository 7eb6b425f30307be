"""Kills a process that saves turns, at random points, and looks for turns that it had accepted and lost.

    python -m benchmarks.kills [KILLS]

Half the kills come at a random time (also while the database is being made), half at the very moment a
turn is accepted. A mutant that accepts before it commits must be caught.
"""

import os
import random
import select
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import alembic.command  # noqa: F401  # loaded before forking, so that a writer's short life is spent on writing

from scoring.transcript import Turn
from simulator.store.records import Entry, NewSession
from simulator.store.store import Store, open_store

SESSION_TURNS = 100_000
LONGEST_LIFE = 0.15
"""Seconds that a writer may live before a kill at a random time; making the tables takes a third of it."""
FRESH_EVERY = 10
"""Every tenth writer begins with no database, so that kills also meet the making of the tables."""

Accept = Callable[[int], None]
Save = Callable[[Store, str, int, Entry, Accept], None]


@dataclass
class Toll:
    """What a series of kills did."""

    kills: int = 0
    accepted: int = 0
    kept: int = 0
    lost: list[str] = field(default_factory=list)
    """Accepted turns that are not in the database, or not with their words."""
    damaged: int = 0
    """Databases that SQLite's own check finds fault with."""


def commit_then_accept(store: Store, session_id: str, seq: int, entry: Entry, accept: Accept) -> None:
    """Save a turn as the product does."""
    store.append_turn(session_id, seq, entry)
    accept(seq)


def accept_then_commit(store: Store, session_id: str, seq: int, entry: Entry, accept: Accept) -> None:
    """Save a turn in the wrong order; the kills must catch it."""
    accept(seq)
    store.append_turn(session_id, seq, entry)


def kill_writers(folder: Path, kills: int, seed: int, save: Save = commit_then_accept) -> Toll:
    """Return the toll of `kills` SIGKILLs to processes that save turns below `folder`."""
    chance, toll = random.Random(seed), Toll()
    path = folder / "0.db"
    for number in range(kills):
        if number % FRESH_EVERY == 0:
            path = folder / f"{number}.db"
        session_id = f"{seed:016x}{number:016x}"
        turns_to_live = chance.randrange(1, 8) if number % 2 else None
        accepted = _run_and_kill(path, session_id, save, chance.uniform(0, LONGEST_LIFE), turns_to_live)
        _count(toll, path, session_id, accepted)
    return toll


def _run_and_kill(
    path: Path, session_id: str, save: Save, life: float, turns_to_live: int | None
) -> list[int]:
    """Let a child save turns; kill it after `life` seconds, or when it has accepted so many turns."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ear)
        _write_until_killed(path, session_id, save, mouth)
    os.close(mouth)
    if turns_to_live is None:
        heard = b""
        time.sleep(life)
    else:
        heard = _hear(ear, turns_to_live)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    heard += _rest(ear)
    return [int(line) for line in heard.split(b"\n")[:-1]]


def _write_until_killed(path: Path, session_id: str, save: Save, mouth: int) -> None:
    try:
        store = open_store(path)
        store.begin_session(_new(session_id))
        for seq in range(SESSION_TURNS):
            save(store, session_id, seq, _entry(seq), lambda seq: _say(mouth, seq))
    finally:
        os._exit(1)


def _say(mouth: int, seq: int) -> None:
    os.write(mouth, f"{seq}\n".encode())


def _hear(ear: int, turns: int) -> bytes:
    heard = b""
    while heard.count(b"\n") < turns and select.select([ear], [], [], 20)[0]:
        piece = os.read(ear, 4096)
        if not piece:
            break
        heard += piece
    return heard


def _rest(ear: int) -> bytes:
    with os.fdopen(ear, "rb") as pipe:
        return pipe.read()


def _count(toll: Toll, path: Path, session_id: str, accepted: list[int]) -> None:
    toll.kills += 1
    toll.accepted += len(accepted)
    if not path.exists():
        toll.lost += [f"{session_id}: turn {seq}, with the whole database" for seq in accepted]
        return
    with open_store(path) as store:
        kept = {turn.seq: turn.turn.text for turn in store.turns(session_id)}
    toll.kept += len(kept)
    toll.lost += [f"{session_id}: turn {seq}" for seq in accepted if kept.get(seq) != _words(seq)]
    toll.damaged += _is_damaged(path)


def _is_damaged(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",))
    finally:
        connection.close()


def _new(session_id: str) -> NewSession:
    return NewSession(
        id=session_id, trainee="Åsa", persona="prosecutor", scenario="return", language="sv", intensity=3
    )


def _entry(seq: int) -> Entry:
    return Entry(turn=Turn(speaker="trainee", text=_words(seq)))


def _words(seq: int) -> str:
    return f"Turn {seq}: " + "jag hör vad du säger, och svaret är nej. " * (1 + seq % 5)


def main() -> None:
    """Print the toll of the product and of the mutant, and leave with 1 where either is wrong."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        toll = kill_writers(Path(folder), kills, seed=1)
    seconds = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        mutant = kill_writers(Path(folder), max(20, kills // 10), seed=2, save=accept_then_commit)
    unheard = toll.kept - toll.accepted + len(toll.lost)
    print(f"{toll.kills} kills in {seconds:.0f} s: {toll.accepted} turns accepted, {len(toll.lost)} lost, ")
    print(f"  {unheard} kept but not yet accepted, {toll.damaged} databases damaged")
    print(f"mutant that accepts first: {mutant.kills} kills, {len(mutant.lost)} of {mutant.accepted} lost")
    sys.exit(0 if not toll.lost and not toll.damaged and mutant.lost else 1)


if __name__ == "__main__":
    main()
