"""First tables: team, trainee, session and what belongs to a session."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    _people()
    _sessions()
    _turns()
    _measures()
    _words_of_the_trainee()


def downgrade() -> None:
    """Take all tables away."""
    for table in ("draft", "reflection", "score", "finding", "turn", "session", "trainee", "team"):
        op.drop_table(table)


def _people() -> None:
    op.create_table("team", _number(), _text("name"), sa.UniqueConstraint("name"))
    op.create_table(
        "trainee",
        _number(),
        _text("name"),
        sa.Column("team_number", sa.Integer, sa.ForeignKey("team.number", ondelete="SET NULL")),
        sa.UniqueConstraint("name"),
    )


def _sessions() -> None:
    op.create_table(
        "session",
        _number(),
        _text("id"),
        sa.Column(
            "trainee_number",
            sa.Integer,
            sa.ForeignKey("trainee.number", ondelete="CASCADE"),
            index=True,
            nullable=False,
        ),
        *(_text(name) for name in ("persona", "scenario", "language", "mode")),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("intensity", sa.Integer, nullable=False),
        _text("voice"),
        sa.Column("abuse", sa.Boolean, nullable=False),
        _text("status"),
        _text("ending", nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        *(_text(name) for name in ("persona_hash", "scenario_hash", "reader_version")),
        sa.Column("brief", sa.JSON),
        sa.Column("parent_id", sa.String, sa.ForeignKey("session.id", ondelete="SET NULL"), index=True),
        sa.Column("parent_turn", sa.Integer),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("team_number", sa.Integer, sa.ForeignKey("team.number", ondelete="SET NULL")),
        sa.UniqueConstraint("id"),
        sa.CheckConstraint("mode IN ('learn', 'practice', 'exam')", name="mode_known"),
        sa.CheckConstraint("voice IN ('understudy', 'model')", name="voice_known"),
        sa.CheckConstraint("status IN ('open', 'ended', 'stopped')", name="status_known"),
        sa.CheckConstraint("intensity BETWEEN 1 AND 5", name="intensity_in_range"),
        sqlite_autoincrement=True,
    )


def _turns() -> None:
    op.create_table(
        "turn",
        _session_id(),
        sa.Column("seq", sa.Integer, nullable=False),
        *(_text(name) for name in ("id", "speaker", "text")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calls_for", sa.JSON),
        *(_text(name, nullable=True) for name in ("cue_line", "move")),
        sa.Column("intensity", sa.Integer),
        _text("tone", nullable=True),
        sa.Column("facts", sa.JSON),
        sa.Column("most_words", sa.Integer),
        _text("ending", nullable=True),
        *(sa.Column(dial, sa.Integer) for dial in ("anger", "anxiety", "confusion", "trust", "need")),
        sa.PrimaryKeyConstraint("session_id", "seq"),
        sa.UniqueConstraint("id"),
        sa.CheckConstraint("speaker IN ('customer', 'trainee')", name="speaker_known"),
        sa.CheckConstraint("seq >= 0", name="seq_from_zero"),
        sqlite_with_rowid=False,
    )


def _measures() -> None:
    op.create_table(
        "finding",
        _number(),
        _text("session_id"),
        sa.Column("seq", sa.Integer, nullable=False),
        *(_text(name) for name in ("reading", "code", "quote")),
        sa.Column("credited", sa.Boolean, nullable=False),
        sa.Column("cites", sa.Integer),
        _text("way", nullable=True),
        sa.ForeignKeyConstraint(["session_id", "seq"], ["turn.session_id", "turn.seq"], ondelete="CASCADE"),
        sa.CheckConstraint("reading IN ('cue', 'shown')", name="reading_known"),
        sa.Index("finding_by_turn", "session_id", "seq"),
    )
    op.create_table(
        "score",
        _number(),
        _session_id(index=True),
        _text("version"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.JSON, nullable=False),
    )


def _words_of_the_trainee() -> None:
    op.create_table(
        "reflection",
        _session_id(primary_key=True),
        *(_text(name) for name in ("intention", "hook")),
        *(sa.Column(name, sa.Integer) for name in ("guess_empathy", "guess_boundaries", "pressed_turn")),
        _text("went", nullable=True),
        _text("note"),
        sa.CheckConstraint("went IN ('hard', 'soft', 'vague')", name="went_known"),
    )
    op.create_table("draft", _session_id(primary_key=True), _text("text"))


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True)


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=nullable)


def _session_id(primary_key: bool = False, index: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("session.id", ondelete="CASCADE")
    return sa.Column("session_id", sa.String, key, primary_key=primary_key, index=index, nullable=False)
