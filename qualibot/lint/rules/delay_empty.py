"""A silence after which nothing happens."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.subject import Subject


def delay_empty(subject: Subject) -> Iterator[Problem]:
    """Every delay of `after` says something or leads somewhere."""
    for source, conversation in subject.files.conversations.values():
        for index, delay in enumerate(conversation.after):
            if delay.say is None and delay.target is None:
                message = f"nothing happens when '{delay.name}' is due; give it a `say` or a `target`"
                yield source.problem("delay-empty", ("after", index), message)
