"""Where conversations are kept: the only place that knows SQL. SQLite or PostgreSQL, under the same code."""

from qualibot.store.store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
