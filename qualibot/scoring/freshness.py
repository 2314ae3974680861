"""How long an answer may be relied on."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from qualibot.model.script import StaleAfter

_QUARTER = 3


def stale_from(at: datetime, after: StaleAfter, zone: tzinfo | None) -> datetime:
    """The first moment at which an answer given at `at` is stale.

    A duration is added to `at`. `month_end` and `quarter_end` are the midnight after the last day of the calendar month
    or quarter that `at` lies in, as the calendar hangs in `zone`: the zone of the person who answered.
    """
    if isinstance(after, timedelta):
        return at + after
    at = at.astimezone(zone)
    months = 1 if after == "month_end" else _QUARTER - (at.month - 1) % _QUARTER
    years, month = divmod(at.month - 1 + months, 12)
    return datetime(at.year + years, month + 1, 1, tzinfo=at.tzinfo)
