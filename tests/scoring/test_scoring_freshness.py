"""How long an answer is fresh."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from qualibot.scoring.freshness import stale_from

RIYADH = ZoneInfo("Asia/Riyadh")


def test_a_duration_runs_from_the_answer() -> None:
    """Ninety days after the answer, to the second."""
    assert stale_from(datetime(2026, 1, 1, 9, 30, tzinfo=UTC), timedelta(days=90), RIYADH) == datetime(
        2026, 4, 1, 9, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("month", "year_end", "month_end"),
    [(1, 2026, 2), (2, 2026, 3), (9, 2026, 10), (11, 2026, 12), (12, 2027, 1)],
)
def test_a_month_ends_at_the_first_midnight_of_the_next(month: int, year_end: int, month_end: int) -> None:
    """December runs into the next year."""
    at = datetime(2026, month, 15, 12, 0, tzinfo=RIYADH)
    assert stale_from(at, "month_end", RIYADH) == datetime(year_end, month_end, 1, tzinfo=RIYADH)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_ends_after_its_third_month(month: int) -> None:
    """Every month belongs to the quarter that begins in January, April, July or October."""
    end = stale_from(datetime(2026, month, 28, tzinfo=UTC), "quarter_end", UTC)
    quarter = (month + 2) // 3
    assert end == (datetime(2026, 3 * quarter + 1, 1, tzinfo=UTC) if quarter < 4 else datetime(2027, 1, 1, tzinfo=UTC))


def test_the_calendar_is_that_of_the_persons_zone() -> None:
    """One moment lies in November for London and already in December for Riyadh."""
    moment = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)
    assert stale_from(moment, "month_end", UTC) == datetime(2026, 12, 1, tzinfo=UTC)
    assert stale_from(moment, "month_end", RIYADH) == datetime(2027, 1, 1, tzinfo=RIYADH)
