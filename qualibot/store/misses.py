"""Replies that were not understood, counted: what the vocabulary lacks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from qualibot.model import Miss
from qualibot.store import statements as st
from qualibot.understanding import clean, normalise

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST = 120
"""Characters of a reply that are shown; who wrote more told a story."""
_MISSED = (
    select(st.turn.c.events, st.turn.c.said)
    .where(st.turn.c.events.contains("missed:"), st.turn.c.said != "")
    .order_by(st.turn.c.at.desc())
    .execution_options(yield_per=1000)
)


def misses(connection: Connection, limit: int) -> list[Miss]:
    """Question and reply, the most frequent first; spellings that make no difference are one, shown as last written."""
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], str] = {}
    for events, said in connection.execute(_MISSED):
        question = next(event for event in events.split() if event.startswith("missed:")).partition(":")[2]
        text = clean(said)[:LONGEST]
        key = (question, normalise(text) or text)
        counts[key] += 1
        shown.setdefault(key, text)
    return [Miss(question, shown[question, form], count) for (question, form), count in counts.most_common(limit)]
