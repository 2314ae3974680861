"""Ids that do not fit on a button."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualibot.definitions.reading import Place, Source
from qualibot.errors import Problem
from qualibot.lint.subject import Subject

LONGEST = 32
"""Characters of an id: event, session and sequence number must fit into the 64 bytes a Telegram button carries."""
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def id_unfit(subject: Subject) -> Iterator[Problem]:
    """Every id that travels on a button is short and plain."""
    source, criteria = subject.files.criteria
    for criterion, file in criteria.criteria.items():
        for option in file.answers:
            yield from _unfit(source, ("criteria", criterion, "answers", option), option)
    for own, conversation in subject.files.conversations.values():
        for state in conversation.states:
            yield from _unfit(own, ("states", state), state)


def _unfit(source: Source, place: Place, name: str) -> Iterator[Problem]:
    if len(name) > LONGEST or not _PLAIN.fullmatch(name):
        message = f"the id '{name}' does not fit on a button; use at most {LONGEST} of the letters a-z, digits, `_` and `-`"
        yield source.problem("id-unfit", place, message)
