"""Runs the migrations on the connection that `corpus.store.migrating` hands over; the caller commits."""

from alembic import context

from corpus.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
