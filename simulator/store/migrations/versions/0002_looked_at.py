"""When the owner of a flagged session looked at it, so that it counts over time."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column in place: a copied table would take its turns with it."""
    op.add_column("session", sa.Column("looked_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("session", "looked_at")
