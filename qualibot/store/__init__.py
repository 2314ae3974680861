"""Where conversations are kept: the only place that knows SQL. SQLite or PostgreSQL, under the same code."""

from qualibot.store.store import SqlStore, changed_since, may_exist, open_store

__all__ = ["SqlStore", "changed_since", "may_exist", "open_store"]
