"""The store: sessions with their turns, findings, scores, reflections and drafts in one SQLite file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, select

from scoring.finding import Finding
from scoring.text import safe_text
from simulator.cue import Ending
from simulator.errors import StoreError, UsageError
from simulator.store import erasing
from simulator.store.appending import append
from simulator.store.engine import (
    Place,
    bare,
    can_write,
    make_engine,
    make_file,
    reading,
    switch_to_wal,
    writing,
)
from simulator.store.log import SessionLog
from simulator.store.models import (
    DraftRow,
    FindingRow,
    ReflectionRow,
    ScoreRow,
    SecondReadingRow,
    SessionRow,
    TraineeRow,
    TurnRow,
)
from simulator.store.queries import find_sessions, known_session, trainee_number
from simulator.store.records import (
    Entry,
    Erased,
    NewSession,
    Reading,
    Reflection,
    SecondReading,
    StoredScore,
    StoredSecondReading,
    StoredSession,
    StoredTurn,
)
from simulator.store.rows import (
    finding_row,
    reflection,
    safe_object,
    second_reading_row,
    session_row,
    stored_finding,
    stored_score,
    stored_second_reading,
    stored_turn,
    turn_values,
)
from simulator.store.schema import OURS, Schema, state_of, upgrade


def utc_now() -> datetime:
    """Return the time of this moment, UTC."""
    return datetime.now(UTC)


def open_store(
    path: Path,
    *,
    wait: float = 5.0,
    read_only: bool = False,
    now: Callable[[], datetime] = utc_now,
    schema: Schema = OURS,
) -> "Store":
    """Return the store in the file `path`, made or brought up to date where needed.

    Where the file or its folder cannot be written, the store opens for reading only: `Store.read_only`.

    Raises:
        StoreError: locked for longer than `wait` seconds, newer, damaged, not a database, not ours;
            or it cannot be written and there is nothing to read.
    """
    place = Place(path, wait, read_only or not can_write(path))
    if not place.read_only:
        make_file(path)
    elif not path.exists():
        raise StoreError(f"{path} cannot be made here; set MOTET_HOME to a folder of yours")
    store = Store(place, now)
    try:
        store.backup = store.bring_up_to_date(schema)
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """An open store. Its methods may be called from any thread; each is one transaction."""

    def __init__(self, place: Place, now: Callable[[], datetime] = utc_now) -> None:
        """Open nothing yet; use `open_store`."""
        self.path = place.path
        self.read_only = place.read_only
        self.backup: Path | None = None
        """The copy made before the tables were upgraded on opening. None: there was nothing to upgrade."""
        self._place = place
        self._engine = make_engine(place)
        self._now = now

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the last one of all processes tidies the log file away."""
        self._engine.dispose()

    def bring_up_to_date(self, schema: Schema = OURS) -> Path | None:
        """Make or upgrade the tables; return the copy that was made before an upgrade, or None."""
        state = state_of(self._engine, self.path, schema)
        if self.read_only:
            if state != "current":
                raise StoreError(f"{self.path} is {state} and read-only; make it writable and try again")
            return None
        switch_to_wal(self._engine, self._place)
        return None if state == "current" else upgrade(self._engine, self.path, schema)

    def begin_session(self, new: NewSession) -> StoredSession:
        """Keep a session that begins and return it.

        Raises:
            UsageError: the session to fork from is not known.
        """
        with self._writing() as db:
            if new.parent_id:
                known_session(db, new.parent_id)
            db.add(session_row(new, trainee_number(db, new.trainee), self._now()))
        return self.session(new.id)

    def append_turn(self, session_id: str, seq: int, entry: Entry) -> None:
        """Keep one turn; when this returns, the turn is on disk.

        Handing in the same entry again changes nothing.

        Raises:
            UsageError: no such session.
            StoreError: another turn has this place already, one is missing before it, or the session is over.
        """
        values = turn_values(session_id, seq, entry, self._now())
        with bare(self._engine, self.path) as driver:
            append(driver, values)

    def turns(self, session_id: str) -> tuple[StoredTurn, ...]:
        """Return the turns of a session in order. May be empty."""
        query = select(TurnRow).where(col(TurnRow.session_id) == session_id).order_by(col(TurnRow.seq))
        with self._reading() as db:
            return tuple(stored_turn(row) for row in db.exec(query))

    def end_session(self, session_id: str, ending: Ending | None) -> None:
        """Close a session: by the customer's ending, or with None by the trainee. Its draft goes."""
        with self._writing() as db:
            row = known_session(db, session_id)
            if row.status == "open":
                row.status = "ended" if ending else "stopped"
                row.ending = ending
                row.ended_at = self._now()
            db.exec(delete(DraftRow).where(col(DraftRow.session_id) == session_id))

    def look_at(self, session_id: str) -> None:
        """Note that its owner has looked at a flagged session; the first look stands."""
        with self._writing() as db:
            row = known_session(db, session_id)
            row.looked_at = row.looked_at or self._now()

    def save_findings(
        self, session_id: str, which: Reading, findings: Sequence[Finding], seq: int | None = None
    ) -> None:
        """Keep the findings of one reading in place of its earlier ones: of turn `seq`, or of all turns."""
        old = delete(FindingRow).where(
            col(FindingRow.session_id) == session_id, col(FindingRow.reading) == which
        )
        with self._writing() as db:
            known_session(db, session_id)
            db.exec(old if seq is None else old.where(col(FindingRow.seq) == seq))
            db.add_all([finding_row(session_id, which, finding) for finding in findings])

    def findings(self, session_id: str, which: Reading) -> tuple[Finding, ...]:
        """Return the findings of one reading by turn, then as they were found. May be empty."""
        query = select(FindingRow).where(
            col(FindingRow.session_id) == session_id, col(FindingRow.reading) == which
        )
        with self._reading() as db:
            rows = db.exec(query.order_by(col(FindingRow.seq), col(FindingRow.number)))
            return tuple(stored_finding(row).finding for row in rows)

    def save_score(
        self, session_id: str, version: str, score: Mapping[str, object], chosen: bool = False
    ) -> None:
        """Add a version of the score; earlier ones stay as they were shown.

        `chosen` says that the person wants it to stand before the local reader's.
        """
        with self._writing() as db:
            known_session(db, session_id)
            db.add(
                ScoreRow(
                    session_id=session_id,
                    version=safe_text(version),
                    at=self._now(),
                    score=safe_object(score),
                    chosen=chosen,
                )
            )

    def scores(self, session_id: str) -> tuple[StoredScore, ...]:
        """Return all versions of the score, oldest first. May be empty."""
        query = select(ScoreRow).where(col(ScoreRow.session_id) == session_id).order_by(col(ScoreRow.number))
        with self._reading() as db:
            return tuple(stored_score(row) for row in db.exec(query))

    def save_second_reading(self, session_id: str, read: SecondReading) -> None:
        """Add one time that a model was asked to read the talk."""
        with self._writing() as db:
            known_session(db, session_id)
            db.add(second_reading_row(session_id, read, self._now()))

    def second_readings(self, session_id: str) -> tuple[StoredSecondReading, ...]:
        """Return each time that a model was asked to read the talk, oldest first. May be empty."""
        mine = select(SecondReadingRow).where(col(SecondReadingRow.session_id) == session_id)
        with self._reading() as db:
            rows = db.exec(mine.order_by(col(SecondReadingRow.number)))
            return tuple(stored_second_reading(row) for row in rows)

    def save_reflection(self, session_id: str, words: Reflection) -> None:
        """Keep the reflection in place of an earlier one."""
        with self._writing() as db:
            known_session(db, session_id)
            db.merge(ReflectionRow(session_id=session_id, **vars(words)))

    def reflection(self, session_id: str) -> Reflection | None:
        """Return the reflection. None: nothing was said yet."""
        with self._reading() as db:
            row = db.get(ReflectionRow, session_id)
            return reflection(row) if row else None

    def save_draft(self, session_id: str, text: str) -> None:
        """Keep the words that are not sent yet; no words take the draft away."""
        with self._writing() as db:
            known_session(db, session_id)
            if text:
                db.merge(DraftRow(session_id=session_id, text=safe_text(text)))
            else:
                db.exec(delete(DraftRow).where(col(DraftRow.session_id) == session_id))

    def draft(self, session_id: str) -> str:
        """Return the words that are not sent yet. May be empty."""
        with self._reading() as db:
            row = db.get(DraftRow, session_id)
            return safe_text(row.text) if row else ""

    def sessions(self, trainee: str | None = None, open_only: bool = False) -> tuple[StoredSession, ...]:
        """Return sessions in the order of beginning: of one trainee or of all. May be empty."""
        wanted: list[ColumnElement[bool]] = []
        if trainee is not None:
            wanted.append(col(TraineeRow.name) == safe_text(trainee).strip())
        if open_only:
            wanted.append(col(SessionRow.status) == "open")
        return self._sessions(*wanted)

    def session(self, name: str) -> StoredSession:
        """Return the session whose id is `name` or begins with it.

        Raises:
            UsageError: none or several do.
        """
        start = name.removeprefix("session:").strip().lower()
        found = self._sessions(col(SessionRow.id).startswith(start, autoescape=True)) if start else ()
        if len(found) == 1:
            return found[0]
        if not found:
            raise UsageError(f"no session {start or name!r}; see motet list sessions")
        ids = ", ".join(session.id for session in found[:5])
        raise UsageError(f"{len(found)} sessions begin with {start!r}: {ids}; write more of the id")

    def log(self, session_id: str) -> SessionLog:
        """Return what a running session writes to."""
        return SessionLog(self, session_id)

    def erase_session(self, session_id: str) -> Erased:
        """Take a session and everything in it away, so that no file here holds its words any more."""
        with self._writing() as db:
            db.delete(known_session(db, session_id))
        return erasing.wipe(self._engine, self.path, sessions=1)

    def erase_trainee(self, trainee: str) -> Erased:
        """Take a trainee and all their sessions away, so that no file here holds their words any more."""
        name = safe_text(trainee).strip()
        with self._writing() as db:
            count = len(find_sessions(db, col(TraineeRow.name) == name))
            db.exec(delete(TraineeRow).where(col(TraineeRow.name) == name))
        return erasing.wipe(self._engine, self.path, sessions=count)

    def _sessions(self, *wanted: ColumnElement[bool]) -> tuple[StoredSession, ...]:
        with self._reading() as db:
            return find_sessions(db, *wanted)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with reading(self._engine, self.path) as connection, Session(connection) as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with writing(self._engine, self.path) as connection, Session(connection) as db:
            yield db
            db.flush()
