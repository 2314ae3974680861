"""Runs the migrations on the connection, and inside the transaction, of the program that opens the database."""

from __future__ import annotations

from alembic import context

from qualibot.store.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
context.run_migrations()
