"""A real store on disk for each test, and sessions to keep in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scoring.transcript import Brief, Language, Turn
from simulator.cue import Cue
from simulator.mood import Mood
from simulator.store.records import Entry, NewSession, StoredSession
from simulator.store.store import Store, open_store

BRIEF = Brief(
    decision="Köpet går inte att återbetala.",
    reason="Förpackningen är bruten.",
    may_offer=("Byte mot presentkort",),
    must_not=("Jag ordnar det",),
    facts=("Köpt den 3 mars",),
)
Begin = Callable[..., StoredSession]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the database is."""
    return tmp_path / "data" / "motet.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Return an open store."""
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def begin(store: Store) -> Begin:
    """Return a function that begins a session of a trainee in a language."""

    def begin_session(trainee: str = "Åsa", language: Language = "sv") -> StoredSession:
        return store.begin_session(new_session(trainee, language))

    return begin_session


def new_session(trainee: str = "Åsa", language: Language = "sv") -> NewSession:
    """Return a session about to begin."""
    return NewSession(
        trainee=trainee,
        persona="prosecutor",
        scenario="retail_hygiene_return",
        language=language,
        mode="learn",
        seed=7,
        intensity=4,
        persona_hash="p" * 64,
        scenario_hash="s" * 64,
        reader_version="rules-1",
        brief=BRIEF,
    )


def trainee_turn(text: str) -> Entry:
    """Return a turn of the trainee."""
    return Entry(turn=Turn(speaker="trainee", text=text))


def customer_turn(text: str, line: str = "") -> Entry:
    """Return a turn of the customer, worded otherwise than its cue's `line` where that is given."""
    cue = Cue(
        move="push",
        intensity=4,
        tone="angry",
        calls_for=("emotion", "pushback"),
        facts=("story.gift", "push.again"),
        most_words=16,
        ending=None,
        line=line or text,
    )
    return Entry(
        turn=Turn(speaker="customer", text=text, calls_for=cue.calls_for),
        cue=cue,
        mood=Mood(anger=710, anxiety=200, confusion=90, trust=310, need=12),
    )
