"""A batch of messages: one transaction, then the results."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualibot import engine
from qualibot.errors import SessionConflict, StorageError
from qualibot.model import Due, Inbound, Tapped
from qualibot.service.cleaning import mended
from qualibot.service.desk import Desk
from qualibot.service.result import NoSession, TurnResult
from qualibot.service.scripts import Scripts
from qualibot.service.taking import Taker

if TYPE_CHECKING:
    from datetime import timedelta

    from qualibot.definitions import Definitions
    from qualibot.ports import Clock, Store, Work
    from qualibot.service.taking import Step

ATTEMPTS = 5
"""How often a batch is begun again when another process got in its way."""
_ROW_NUMBERS = range(1, 2**63)
_log = logging.getLogger(__name__)


class Service:
    """Takes messages to their sessions. It keeps nothing in memory, so any process can take the next message."""

    def __init__(self, store: Store, definitions: Definitions, clock: Clock, step: Step = engine.step) -> None:
        self._store = store
        self._clock = clock
        self._step = step
        self._scripts = Scripts(definitions)

    def handle(self, inbounds: Sequence[Inbound]) -> list[TurnResult]:
        """All of these messages are taken, in their order and in one commit; one result for each.

        When it returns, every turn is on disk. A message whose turn fails is set aside: its result has an `error`,
        nothing of it is kept, and the others go on.

        Raises:
            StorageError: the database cannot be used; nothing was taken.
            SessionConflict: other processes got in the way again and again; nothing was taken.
        """
        batch = [mended(inbound) for inbound in inbounds]
        for _ in range(ATTEMPTS - 1):
            try:
                return self._handle(batch)
            except SessionConflict:
                _log.info("batch.again size=%d", len(batch))
        return self._handle(batch)

    def unshown(self, older: timedelta, limit: int) -> list[TurnResult]:
        """The present question of sessions whose person may have missed it: a crash came between commit and sending."""
        numbers = self._store.unshown(self._clock.now() - older, limit)
        with self._store.work() as work:
            desk = Desk(work, self._clock.now())
            desk.load(numbers, ())
            taker = Taker(desk, self._scripts, self._step)
            return [taker.again(f"unshown:{number}", number) for number in numbers]

    def _handle(self, inbounds: Sequence[Inbound]) -> list[TurnResult]:
        if not inbounds:
            return []
        with self._store.work() as work:
            batch = _Batch(work, Desk(work, self._clock.now()), inbounds)
            taker = Taker(batch.desk, self._scripts, self._step)
            results = [batch.take(taker, inbound) for inbound in inbounds]
            batch.finish()
        self._scripts.committed({result.session.script for result in results if result.session})
        return results


class _Batch:
    """The claims of one transaction: which keys are new, and which turn out to be nobody's."""

    def __init__(self, work: Work, desk: Desk, inbounds: Sequence[Inbound]) -> None:
        self.desk = desk
        self._work = work
        keys = {inbound.key for inbound in inbounds}
        self._taken: dict[str, int] = dict(work.claim(keys, desk.now))
        self._new = [key for key in keys if key not in self._taken]
        asked = set(self._taken.values())
        asked |= {
            i.payload.session for i in inbounds if isinstance(i.payload, Tapped | Due) and i.payload.session in _ROW_NUMBERS
        }
        desk.load(asked, {i.address for i in inbounds if not isinstance(i.payload, Tapped | Due)})

    def take(self, taker: Taker, inbound: Inbound) -> TurnResult:
        """The message's result. Whatever goes wrong with it alone stays with it alone."""
        key = inbound.key
        try:
            if key in self._taken:
                return taker.again(key, self._taken[key])
            result = taker.take(inbound)
        except (StorageError, SessionConflict):
            raise
        except NoSession as error:
            return TurnResult(key, error=error)
        except Exception as error:
            _log.warning("turn.set_aside key=%s error=%s", key, type(error).__name__)
            if isinstance(inbound.payload, Due):
                self.desk.put_off(inbound.payload)
            return TurnResult(key, error=error)
        assert result.session is not None
        self._taken[key] = result.session.id
        return result

    def finish(self) -> None:
        """Everything is in the transaction, and keys without a turn are free again."""
        self._work.release([key for key in self._new if key not in self._taken])
        self.desk.flush()
