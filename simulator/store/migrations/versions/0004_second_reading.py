"""A model's reading of a finished talk: whether it was chosen to stand, and what it took."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STOOD = """
    UPDATE score SET chosen = 1
    WHERE json_extract(score, '$.reader') = 'model'
    AND number = (SELECT max(number) FROM score AS other WHERE other.session_id = score.session_id)
"""


def upgrade() -> None:
    """Add column and table; so far the score that stands was the last one."""
    op.add_column("score", sa.Column("chosen", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute(_STOOD)
    op.create_table(
        "second_reading",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "session_id",
            sa.String,
            sa.ForeignKey("session.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("failed", sa.String),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.Column("usage", sa.JSON, nullable=False),
        sa.Column("cost", sa.Float),
        sa.CheckConstraint(
            "failed IN ('tampered', 'no_reply', 'malformed', 'undecided')", name="failed_known"
        ),
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_table("second_reading")
    op.drop_column("score", "chosen")
