"""The tables. They do not check what is put in (records do); the constraints are the last guard."""

from datetime import datetime
from typing import ClassVar, get_args

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from scoring.errors import FailedReason


def _json(nullable: bool = True) -> Column[object]:
    return Column(JSON(none_as_null=True), nullable=nullable)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class TeamRow(SQLModel, table=True):
    """A team that sessions can be submitted to."""

    __tablename__ = "team"

    number: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class TraineeRow(SQLModel, table=True):
    """A person who practises."""

    __tablename__ = "trainee"

    number: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    team_number: int | None = Field(default=None, foreign_key="team.number", ondelete="SET NULL")


class SessionRow(SQLModel, table=True):
    """One practice session; `number` counts up in the order of beginning."""

    __tablename__ = "session"
    __table_args__: ClassVar[tuple[object, ...]] = (
        _one_of("mode", "learn", "practice", "exam"),
        _one_of("voice", "understudy", "model"),
        _one_of("status", "open", "ended", "stopped"),
        CheckConstraint("intensity BETWEEN 1 AND 5", name="intensity_in_range"),
        {"sqlite_autoincrement": True},
    )

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    trainee_number: int = Field(foreign_key="trainee.number", ondelete="CASCADE", index=True)
    persona: str
    scenario: str
    language: str
    mode: str
    seed: int
    intensity: int
    voice: str
    abuse: bool
    status: str = "open"
    ending: str | None = None
    started_at: datetime
    ended_at: datetime | None = None
    persona_hash: str
    scenario_hash: str
    reader_version: str
    brief: dict[str, object] | None = Field(default=None, sa_column=_json())
    parent_id: str | None = Field(default=None, foreign_key="session.id", ondelete="SET NULL", index=True)
    parent_turn: int | None = None
    submitted_at: datetime | None = None
    looked_at: datetime | None = None
    team_number: int | None = Field(default=None, foreign_key="team.number", ondelete="SET NULL")


class TurnRow(SQLModel, table=True):
    """One turn; order is (session, seq), never the clock."""

    __tablename__ = "turn"
    __table_args__: ClassVar[tuple[object, ...]] = (
        _one_of("speaker", "customer", "trainee"),
        CheckConstraint("seq >= 0", name="seq_from_zero"),
        {"sqlite_with_rowid": False},
    )

    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", primary_key=True)
    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    speaker: str
    text: str
    at: datetime
    calls_for: list[str] | None = Field(default=None, sa_column=_json())
    cue_line: str | None = None
    move: str | None = None
    intensity: int | None = None
    tone: str | None = None
    facts: list[str] | None = Field(default=None, sa_column=_json())
    most_words: int | None = None
    ending: str | None = None
    anger: int | None = None
    anxiety: int | None = None
    confusion: int | None = None
    trust: int | None = None
    need: int | None = None
    wording: dict[str, object] | None = Field(default=None, sa_column=_json())


class FindingRow(SQLModel, table=True):
    """One finding of one reading of a turn."""

    __tablename__ = "finding"
    __table_args__: ClassVar[tuple[object, ...]] = (
        ForeignKeyConstraint(["session_id", "seq"], ["turn.session_id", "turn.seq"], ondelete="CASCADE"),
        Index("finding_by_turn", "session_id", "seq"),
        _one_of("reading", "cue", "shown"),
    )

    number: int | None = Field(default=None, primary_key=True)
    session_id: str
    seq: int
    reading: str
    code: str
    quote: str
    credited: bool
    cites: int | None = None
    way: str | None = None


class ScoreRow(SQLModel, table=True):
    """One version of a score; rows are added, never changed."""

    __tablename__ = "score"

    number: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", index=True)
    version: str
    at: datetime
    score: dict[str, object] = Field(sa_column=_json(nullable=False))
    chosen: bool = False


class SecondReadingRow(SQLModel, table=True):
    """One time that a model was asked to read a finished talk."""

    __tablename__ = "second_reading"
    __table_args__: ClassVar[tuple[object, ...]] = (_one_of("failed", *get_args(FailedReason)),)

    number: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", index=True)
    at: datetime
    model: str
    failed: str | None = None
    requests: int
    usage: dict[str, object] = Field(sa_column=_json(nullable=False))
    cost: float | None = None


class ReflectionRow(SQLModel, table=True):
    """What the trainee says about a session."""

    __tablename__ = "reflection"
    __table_args__: ClassVar[tuple[object, ...]] = (_one_of("went", "hard", "soft", "vague"),)

    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", primary_key=True)
    intention: str
    hook: str
    guess_empathy: int | None = None
    guess_boundaries: int | None = None
    pressed_turn: int | None = None
    went: str | None = None
    note: str


class DraftRow(SQLModel, table=True):
    """The words in the composer that are not sent yet."""

    __tablename__ = "draft"

    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", primary_key=True)
    text: str
