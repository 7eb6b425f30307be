"""Compares saving a turn with the least SQLite can do for the same promise: one bare, flushed insert.

    python -m benchmarks.saving [TURNS]

Both in one run, either first by turns, on the same disk: log ahead, synchronous=FULL, one transaction each.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scoring.transcript import Turn
from simulator.cue import Cue
from simulator.mood import Mood
from simulator.store.records import Entry, NewSession
from simulator.store.store import open_store

TURNS_A_SESSION = 32
MOST = 2.0
"""How many times the bare insert a saved turn may cost."""


def measure(folder: Path, turns: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each bare insert and of each saved turn."""
    bare: list[float] = []
    saved: list[float] = []
    connection = _bare(folder / "bare.db")
    with open_store(folder / "motet.db") as store:
        for number in range(turns):
            seq = number % TURNS_A_SESSION
            if seq == 0:
                session = store.begin_session(_new())
            entry = _entry(seq)
            pair = [
                (bare, partial(_insert, connection, entry)),
                (saved, partial(store.append_turn, session.id, seq, entry)),
            ]
            for seconds, work in reversed(pair) if number % 2 else pair:
                seconds.append(_seconds(work))
    connection.close()
    return bare, saved


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE turn (number INTEGER PRIMARY KEY, speaker TEXT, text TEXT)")
    return connection


def _insert(connection: sqlite3.Connection, entry: Entry) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO turn (speaker, text) VALUES (?, ?)", (entry.turn.speaker, entry.turn.text)
    )
    connection.execute("COMMIT")


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _new() -> NewSession:
    return NewSession(trainee="Åsa", persona="prosecutor", scenario="return", language="sv", intensity=3)


def _entry(seq: int) -> Entry:
    text = "Jag hör att det blev för mycket, och svaret om pengarna är fortfarande nej."
    if seq % 2:
        return Entry(turn=Turn(speaker="trainee", text=text))
    cue = Cue(
        move="push", intensity=3, tone="angry", calls_for=("emotion", "pushback"), facts=("story.gift",),
        most_words=16, ending=None, line=text,
    )  # fmt: skip
    turn = Turn(speaker="customer", text=text, calls_for=cue.calls_for)
    return Entry(turn=turn, cue=cue, mood=Mood(500, 300, 200, 400, 20))


def main() -> None:
    """Print medians and their ratio, and leave with 1 where a saved turn costs more than it may."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        bare, saved = measure(Path(folder), turns)
    ratio = statistics.median(saved) / statistics.median(bare)
    for name, seconds in (("bare insert", bare), ("saved turn", saved)):
        p99 = statistics.quantiles(seconds, n=100)[98]
        print(f"{name}: median {statistics.median(seconds) * 1000:.3f} ms, p99 {p99 * 1000:.3f} ms")
    print(f"ratio of medians {ratio:.2f} (at most {MOST})")
    sys.exit(0 if ratio <= MOST else 1)


if __name__ == "__main__":
    main()
