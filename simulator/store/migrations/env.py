"""Runs the revisions on the connection that holds the write lock, inside its transaction."""

from alembic import context

from simulator.store.models import TurnRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TurnRow.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
