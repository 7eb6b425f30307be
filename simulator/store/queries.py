"""Questions that several methods of the store ask inside their transaction."""

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from simulator.errors import StoreError, UsageError
from simulator.store.models import SessionRow, TeamRow, TraineeRow, TurnRow
from simulator.store.records import StoredSession
from simulator.store.rows import stored_session


def known_session(db: Session, session_id: str) -> SessionRow:
    """Return the row of a session by its whole id."""
    row = db.exec(select(SessionRow).where(col(SessionRow.id) == session_id)).one_or_none()
    if row is None:
        raise UsageError(f"no session {session_id!r}; see motet list sessions")
    return row


def trainee_number(db: Session, name: str) -> int:
    """Return the number of a trainee, who is made known where new."""
    row = db.exec(select(TraineeRow).where(col(TraineeRow.name) == name)).one_or_none()
    if row is None:
        row = TraineeRow(name=name)
        db.add(row)
        db.flush()
    if row.number is None:
        raise StoreError(f"the database gave the trainee {name} no number; run motet doctor")
    return row.number


def find_sessions(db: Session, *wanted: ColumnElement[bool]) -> tuple[StoredSession, ...]:
    """Return the sessions that meet all conditions, in the order of beginning."""
    turn_count = (
        select(func.count())
        .select_from(TurnRow)
        .where(col(TurnRow.session_id) == col(SessionRow.id))
        .scalar_subquery()
    )
    query = (
        select(SessionRow, col(TraineeRow.name), col(TeamRow.name), turn_count)
        .join(TraineeRow, col(TraineeRow.number) == col(SessionRow.trainee_number))
        .outerjoin(TeamRow, col(TeamRow.number) == col(SessionRow.team_number))
        .where(*wanted)
        .order_by(col(SessionRow.number))
    )
    return tuple(stored_session(*row) for row in db.exec(query).all())
