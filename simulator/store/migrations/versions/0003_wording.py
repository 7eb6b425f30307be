"""How a customer turn got its words: whose they are, what the guard did, what it cost."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column in place: a copied table would take its findings with it."""
    op.add_column("turn", sa.Column("wording", sa.JSON))


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("turn", "wording")
