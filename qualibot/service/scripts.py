"""The script that a session pinned, and its publishing when a new session begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualibot.definitions import Definitions, resolve_body

if TYPE_CHECKING:
    from datetime import datetime

    from qualibot.model import Script
    from qualibot.ports import Work

KEPT = 64
"""How many scripts stay in memory. A script never changes under its hash, so this is no state."""


class Scripts:
    """Scripts by hash, read from the database at first use."""

    def __init__(self, definitions: Definitions, kept: int = KEPT) -> None:
        self._definitions = definitions
        self._kept = kept
        self._known: dict[str, Script] = {}
        self._published: set[str] = set()

    @property
    def zone(self) -> str:
        """The company's time zone: new sessions live in it."""
        return self._definitions.company.zone

    def of(self, work: Work, script: str) -> Script:
        """The script of this hash, with today's phrases and company facts."""
        known = self._known.get(script)
        if known is None:
            known = resolve_body(work.body(script), self._definitions.lexicon, self._definitions.company)
            self._keep(script, known)
        return known

    def current(self, work: Work, conversation: str, now: datetime) -> Script:
        """The conversation as its files say now; it is published in this transaction.

        Raises:
            UnknownName: there is no such conversation.
            PublishError: a file changed under its old version.
        """
        script = self._definitions.script(conversation)
        if script.hash not in self._published:
            work.publish(script, self._definitions.publications(script), now)
            self._keep(script.hash, script)
        return script

    def committed(self, scripts: set[str]) -> None:
        """These scripts are in the database for good."""
        self._published |= scripts

    def _keep(self, name: str, script: Script) -> None:
        while len(self._known) >= self._kept:
            del self._known[next(iter(self._known))]
        self._known[name] = script
