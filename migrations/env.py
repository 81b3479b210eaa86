"""How Alembic reaches the database: the connection that `openspace.migrate` hands over."""

from alembic import context

from openspace.migrate import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
