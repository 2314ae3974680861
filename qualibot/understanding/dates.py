"""A date, a span or a deadline as an option of the question: the whole interval must lie inside one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from qualibot.understanding.calendar import Calendar
from qualibot.understanding.days import Days
from qualibot.understanding.lengths import Named
from qualibot.understanding.periods import FAR, Period, after, before, onwards
from qualibot.understanding.question import Question
from qualibot.understanding.reply import Reply
from qualibot.understanding.spans import Found, ends, inside

VOID = Found((), "void")
_RELATIONS = (
    "not_before",
    "before",
    "after",
    "within",
    "by",
    "from",
    "above",
    "below",
    "upto",
    "in",
    "or",
    "to",
    "between",
    "about",
    "and",
)


def when(reply: Reply, question: Question, days: Days) -> Found | None:
    """The option for a time. None: no time at all; `VOID`: times that make no one interval, or one in the past."""
    calendar = Calendar(reply, days.today)
    found = _all(calendar)
    if not found:
        return None
    named = frozenset(i for item in found for i in range(item.start, item.end))
    if any(reply.plays(i, "past") for i in range(len(reply))) or len(found) > 4:
        return VOID
    merged = _merged(reply, found, days.today)
    if not merged:
        return VOID
    period, several, relation = merged
    if period.last < days.today:
        return VOID
    options = ends(question.ranges, days.named, date.min, FAR)
    events = inside(options, max(period.first, days.today), period.last)
    confirm = several or period.guess or relation in ("by", "within", "upto", "below", "above", "not_before", "before")
    taken = named | {i for i in range(len(reply)) if reply.plays(i, *_RELATIONS)}
    return Found(events, "date", confirm, taken, anchored=False)


def _all(calendar: Calendar) -> list[Named]:
    found: list[Named] = []
    i = 0
    while i < len(calendar.reply):
        named = calendar.named_at(i)
        if named:
            found.append(named)
            i = named.end
        else:
            i += 1
    return found


def _merged(reply: Reply, found: list[Named], today: date) -> tuple[Period, bool, str] | None:
    """One interval from all that was named: a year narrows, "or" and "to" join."""
    found = _narrowed(found)
    first = found[0]
    relation = _relation(reply, first)
    periods = [_placed(item, relation if item is first else _relation(reply, item), today) for item in found]
    if len(periods) == 1:
        return periods[0], first.several, relation
    inner = _inner(periods)
    if inner:
        return inner, True, relation
    if not all(_joined(reply, a, b) for a, b in pairwise(found)):
        return None
    low, high = min(p.first for p in periods), max(p.last for p in periods)
    return Period(low, high, None, any(p.guess for p in periods)), True, relation


def _inner(periods: list[Period]) -> Period | None:
    """`spring, around April`: the narrowest, where all others hold it."""
    narrow = min(periods, key=lambda period: period.last - period.first)
    return narrow if all(p.first <= narrow.first and narrow.last <= p.last for p in periods) else None


def _narrowed(found: list[Named]) -> list[Named]:
    """`March next year`, «السنة الجاية في الصيف»: the year places the other period."""
    years = [item for item in found if item.year]
    others = [item for item in found if not item.year]
    if len(years) != 1 or not others:
        return found
    year = years[0].period
    placed = []
    for item in others:
        period = item.period
        if period.last < year.first and period.again:
            period = period.again()
        if not (year.first <= period.first <= year.last) or item.lasts:
            return found
        placed.append(replace(item, period=period, start=min(item.start, years[0].start) if item is others[0] else item.start))
    return placed


def _joined(reply: Reply, a: Named, b: Named) -> bool:
    return any(reply.plays(i, "or", "to", "and") or reply.words[i].text == "/" for i in range(a.end, b.start)) or a.end == b.start


def _relation(reply: Reply, item: Named) -> str:
    """Before, after, by, within, …: the last such word in front of a period, or behind it."""
    for i in range(item.start - 1, max(-1, item.start - 4), -1):
        if not reply.plays(i, *_RELATIONS, "filler", "negation", "edge"):
            break
        for name in _RELATIONS[:9]:
            part = reply.part(i, name)
            if part and part[1] <= item.start:
                return _negative(reply, i, name)
    return item.bound


def _negative(reply: Reply, i: int, name: str) -> str:
    """`not before March` is from March on."""
    no = any(reply.plays(j, "negation") for j in range(max(0, i - 2), i))
    return "not_before" if no and name in ("before", "by", "within") else name


def _placed(item: Named, relation: str, today: date) -> Period:
    period = item.period
    if item.lasts:
        return _from_today(period, relation, today)
    if relation == "before":
        return _until(period, today)
    if relation in ("after", "above"):
        return after(period)
    if relation == "not_before":
        return onwards(period.first)
    if relation == "from":
        return period
    return _present(period, today)


def _present(period: Period, today: date) -> Period:
    """Of the present month, quarter or year only the end is a date to go by."""
    running = period.first < today <= period.last and (period.last - period.first).days > 7 and not period.guess
    return Period(period.last, period.last) if running else period


def _until(period: Period, today: date) -> Period:
    """Before the end of a span means by its last day; before anything else, the month in front of it."""
    if period.first <= today or (
        (period.last - period.first).days < 12 and period.last.day >= 28 and period.first != period.last
    ):
        return Period(period.last, period.last)
    if (period.last - period.first).days >= 300 or period.first - today <= timedelta(40):
        last = period.first - timedelta(1)
        return Period(last, last)
    return before(period, today)


def _from_today(period: Period, relation: str, today: date) -> Period:
    if relation in ("above", "not_before"):
        return onwards(period.first + timedelta(1) if relation == "above" else period.first)
    if relation == "below":
        half = (period.last - today) // 2
        return Period(today + half, period.last)
    if relation in ("within", "upto", "by", "before"):
        return Period(period.last, period.last)
    return Period(period.first, period.last)
