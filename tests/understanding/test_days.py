"""The named days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualibot.model import Range
from qualibot.understanding import days


@pytest.mark.parametrize(
    ("today", "month", "quarter", "half_year"),
    [
        (date(2026, 11, 21), date(2026, 11, 30), date(2026, 12, 31), date(2027, 5, 21)),
        (date(2026, 8, 31), date(2026, 8, 31), date(2026, 9, 30), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2027, 8, 31), date(2027, 9, 30), date(2028, 2, 29)),
        (date(2026, 8, 28), date(2026, 8, 31), date(2026, 9, 30), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2026, 12, 31), date(2027, 6, 30)),
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 3, 31), date(2026, 7, 1)),
        (date(2028, 2, 29), date(2028, 2, 29), date(2028, 3, 31), date(2028, 8, 29)),
        (date(2026, 3, 31), date(2026, 3, 31), date(2026, 3, 31), date(2026, 9, 30)),
        (date(2026, 6, 1), date(2026, 6, 30), date(2026, 6, 30), date(2026, 12, 1)),
    ],
)
def test_ends_of_month_quarter_and_half_year(today: date, month: date, quarter: date, half_year: date) -> None:
    """Calendar ends, and the same day six months on, or the last day of a shorter month."""
    found = days(today)
    assert (found.today, found.month_end, found.quarter_end, found.half_year_end) == (today, month, quarter, half_year)


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_the_days_lie_in_order(today: date) -> None:
    """Today, month end, quarter end, half a year: each not before the one before, and the first two inside their spans."""
    found = days(today)
    assert today <= found.month_end <= found.quarter_end < found.half_year_end
    assert (found.month_end + timedelta(days=1)).day == 1
    assert (found.quarter_end + timedelta(days=1)).month in (1, 4, 7, 10)
    assert timedelta(days=180) <= found.half_year_end - today <= timedelta(days=184)


@pytest.mark.parametrize(
    ("span", "empty"),
    [
        (Range(gt="month_end", lte="quarter_end"), True),
        (Range(gte="today", lte="month_end"), False),
        (Range(gt="quarter_end", lte="half_year_end"), False),
        (Range(gt="half_year_end"), False),
    ],
)
def test_a_span_without_days(span: Range, empty: bool) -> None:
    """In a quarter's last month nothing lies after the month and inside the quarter; in its first there does."""
    assert days(date(2026, 12, 5)).is_empty(span) is empty
    assert not days(date(2026, 11, 5)).is_empty(span)
