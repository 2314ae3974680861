"""A sum of money, a number of people, or a place on a scale as an option of the question."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from qualibot.understanding.quantities import Quantity, interval, quantities
from qualibot.understanding.question import Question
from qualibot.understanding.reply import Reply
from qualibot.understanding.spans import Ends, Found, inside, numeric_ends

VOID = Found((), "void")
TEAM = "team_or_company"
"""Why a number of people is asked back: "my team is 10" may be all of the company or a part of it."""
_NEAR = 0.1
_SMALL = 1000
"""Amounts below this, bare, may stand for thousands."""
_RATE_SLACK = 0.1
LONGEST_DIGITS = 7
SINGLE = 10
"""A bare amount below this is rather the place of an option."""


def amount(reply: Reply, question: Question) -> Found | None:
    """The option for a budget. None: no number at all; `VOID`: numbers that cannot be read as one amount."""
    found = quantities(reply)
    if not found:
        return None
    if any(
        _foreign(reply, q, ("unit", "people", "percent", "clock", "things", "each")) and not _monthly(reply, q) for q in found
    ):
        return VOID
    ignored = frozenset().union(*map(_span, found))
    found, several = _current(reply, found)
    if len(found) != 1 or _is_code(reply, found[0]):
        return VOID
    quantity = found[0]
    options = numeric_ends(question.ranges)
    currencies, taken = _currency(reply, quantity)
    if not currencies and _year(reply, quantity):
        return VOID
    events = _priced(question, options, quantity, currencies)
    result = Found(events, "amount", several, taken | ignored | _span(quantity), bool(currencies))
    if currencies and currencies != (question.currency,):
        result = replace(result, confirm=True, why="converted")
    if not currencies and quantity.times == 1 and quantity.high < _SMALL:
        return _bare(question, options, quantity, result)
    if _monthly(reply, quantity):
        yearly = _priced(question, options, quantity.scaled(12), currencies)
        result = replace(result, events=tuple(dict.fromkeys(events + yearly)), confirm=True, why="per_month")
    return _careful(options, quantity, result)


def _priced(question: Question, options: list[Ends], quantity: Quantity, currencies: tuple[str, ...]) -> tuple[str, ...]:
    """The options of an amount in its currency; in doubt between currencies, or close to a bound once converted, several."""
    events: dict[str, None] = {}
    rates = question.language.rates
    for currency in currencies or (question.currency,):
        rate = rates.get(question.currency, 1.0) / rates.get(currency, 1.0)
        slack = 0.0 if currency == question.currency else _RATE_SLACK
        for by in (rate * (1 - slack), rate * (1 + slack)) if slack else (rate,):
            events |= dict.fromkeys(_in(options, quantity.scaled(by)))
    return tuple(events)


def _in(options: list[Ends], quantity: Quantity) -> tuple[str, ...]:
    low, high, high_open = interval(quantity)
    if low == high and not quantity.several and quantity.bound != "below" and any(low == option.low for option in options[1:]):
        return tuple(option.event for option in options if low in (option.low, option.high))
    return inside(options, low, high, high_open=high_open or quantity.several)


def _bare(question: Question, options: list[Ends], quantity: Quantity, result: Found) -> Found:
    """`75` may be dollars, thousands, or a place in the list: the likely ones are offered."""
    events = _in(options, quantity.scaled(_SMALL))
    if quantity.several or quantity.bound or quantity.about:
        return replace(result, events=events, why="thousands", confirm=True)
    place = int(quantity.low)
    if len(question.choices) < place < SINGLE:
        return VOID
    own = (question.choices[place - 1],) if 1 <= place <= len(question.choices) else _in(options, quantity)
    return replace(result, events=tuple(dict.fromkeys(own + events)), why="thousands", confirm=True)


def _careful(options: list[Ends], quantity: Quantity, result: Found) -> Found:
    """Asked back where the amount lies close to a bound, is a bound itself, or replaces another."""
    edges = {end for option in options for end in (option.low, option.high) if 0 < end < float("inf")}
    near = any(abs(value - edge) <= _NEAR * edge for value in (quantity.low, quantity.high) for edge in edges)
    near = near and not quantity.several
    return replace(result, confirm=result.confirm or near or bool(quantity.bound))


def count(reply: Reply, question: Question) -> Found | None:
    """The option for a number of people: numbers of several offices are added up."""
    found = quantities(reply)
    if not found:
        return None
    if any(_foreign(reply, q, ("currency", "percent", "clock")) or _year(reply, q) for q in found):
        return VOID
    people = [q for q in found if not _foreign(reply, q, ("things", "unit"))]
    things = [q for q in found if _foreign(reply, q, ("things",))]
    people, several = _current(reply, people)
    if not people or any(q.low != int(q.low) or q.low < 1 or _is_code(reply, q) for q in people):
        return VOID
    total = people[0]
    taken = frozenset().union(*(_span(q) | _after(reply, q, ("people", "things", "unit")) for q in found))
    if len(people) > 1 and not _adds_up(reply, people):
        return VOID
    for other in people[1:]:
        total = replace(total, low=total.low + other.low, high=total.high + other.high, about=total.about or other.about)
    if things and any(reply.plays(i, "each") for i in range(len(reply))):
        total = total.scaled(things[0].low)
    several = several or len(people) > 1
    options = numeric_ends(question.ranges)
    events = _counted(options, total)
    anchored = len(people) > 1 or any(reply.plays(i, "people", "staffed") for i in range(len(reply)))
    team = any(reply.plays(i, "team") for i in range(len(reply)))
    result = Found(events, TEAM if team else "count", several or team, taken, anchored)
    return _careful(options, total, result) if total.about or total.bound else result


def _counted(options: list[Ends], quantity: Quantity) -> tuple[str, ...]:
    low, high, high_open = interval(quantity)
    if quantity.bound == "above":
        low += 1
    if quantity.bound == "below":
        high -= 1
        low = min(low, high)
    around = [option.event for option in options if quantity.about and low in (option.low, option.high)]
    if around and around[0] == options[-1].event:
        around = []
    if around and low == high and not quantity.bound:
        at = [option.event for option in options].index(around[0])
        other = at + 1 if low == options[at].high else at - 1
        return tuple(options[i].event for i in sorted((at, other)) if 0 <= i < len(options))
    return inside(options, low, high, high_open=high_open and quantity.several)


def _adds_up(reply: Reply, people: list[Quantity]) -> bool:
    """Between the numbers stands an "and", a plus or punctuation."""
    return all(
        any(reply.plays(i, "and") or reply.words[i].breaks for i in range(a.end, b.start + 1)) for a, b in pairwise(people)
    )


def scale(reply: Reply, question: Question) -> Found | None:
    """The option for a number from 1 to 10, alone or "out of ten"."""
    found = quantities(reply)
    if not found:
        return None
    taken = frozenset().union(*map(_span, found))
    anchored = False
    if len(found) == 2 and found[1].low == found[1].high == 10 and _out_of(reply, found[0].end, found[1].start):
        taken |= frozenset(range(found[0].end, found[1].start))
        found, anchored = found[:1], True
    found, several = _current(reply, found)
    if len(found) != 1 or any(_foreign(reply, q, ("unit", "currency", "people", "percent", "clock", "things")) for q in found):
        return VOID
    quantity = found[0]
    if quantity.bound or not 1 <= quantity.low <= quantity.high <= 10:
        return VOID
    events = inside(numeric_ends(question.ranges), quantity.low, quantity.high)
    return Found(events, "scale", several, taken, anchored)


def _out_of(reply: Reply, start: int, end: int) -> bool:
    return start < end and all(reply.plays(i, "out_of") for i in range(start, end))


def _current(reply: Reply, found: list[Quantity]) -> tuple[list[Quantity], bool]:
    """Without numbers that the reply itself takes back: "used to be 600, now 120", "not 30k, 40k"."""
    if len(found) < 2:
        return ([] if found and _negated(reply, found[0]) else found), False
    kept = []
    for n, quantity in enumerate(found):
        start = found[n - 1].end if n else 0
        stop = found[n + 1].start if n + 1 < len(found) else len(reply)
        if not _old(reply, quantity, start, stop, last=n + 1 == len(found)):
            kept.append(quantity)
    corrected = [q for n, q in enumerate(found) if n and any(reply.plays(i, "instead") for i in range(found[n - 1].end, q.start))]
    kept = corrected[-1:] or kept
    return kept, len(kept) < len(found)


def _old(reply: Reply, quantity: Quantity, start: int, stop: int, *, last: bool) -> bool:
    before = [i for i in range(start, quantity.start) if reply.plays(i, "old", "new")]
    after = [i for i in range(quantity.end, stop) if reply.plays(i, "old", "new")]
    if _negated(reply, quantity):
        return True
    if before:
        return reply.plays(before[-1], "old")
    return bool(after) and reply.plays(after[0], "old") and (last or not reply.words[after[0]].breaks)


def _negated(reply: Reply, quantity: Quantity) -> bool:
    """A "not" stands right before it, in the same clause."""
    if quantity.bound or reply.words[quantity.start].breaks:
        return False
    near = range(max(0, quantity.start - 2), quantity.start)
    return any(reply.plays(i, "negation") and not any(reply.words[k].breaks for k in near if k > i) for i in near)


def _span(quantity: Quantity) -> frozenset[int]:
    return frozenset(range(quantity.start, quantity.end))


def _foreign(reply: Reply, quantity: Quantity, names: tuple[str, ...]) -> bool:
    """The number counts something else: weeks, dollars, per cent."""
    return reply.plays(quantity.end, *names)


def _after(reply: Reply, quantity: Quantity, names: tuple[str, ...]) -> frozenset[int]:
    part = next((part for name in names if (part := reply.part(quantity.end, name))), None)
    return frozenset(range(quantity.end, part[1])) if part else frozenset()


def _year(reply: Reply, quantity: Quantity) -> bool:
    """`2019`, `since 2020`: a year, unless people are counted with it."""
    year = quantity.digits and 1900 <= quantity.low <= 2099 and quantity.low == quantity.high and quantity.low != 2000
    return bool(year) and not reply.plays(quantity.end, "people") and "," not in reply.words[quantity.end - 1].text


def _is_code(reply: Reply, quantity: Quantity) -> bool:
    """Seven digits and more in a row: a phone number or some reference."""
    return any(len(reply.words[i].text) > LONGEST_DIGITS and reply.words[i].text.isdigit() for i in _span(quantity))


def _monthly(reply: Reply, quantity: Quantity) -> bool:
    """The amount is said to be per month."""
    return any(reply.plays(i, "per_month") for i in range(quantity.end, min(quantity.end + 4, len(reply))))


def _currency(reply: Reply, quantity: Quantity) -> tuple[tuple[str, ...], frozenset[int]]:
    """The currencies that the words beside an amount may mean."""
    after = reply.part(quantity.end, "currency")
    if after:
        return after[0], frozenset(range(quantity.end, after[1]))
    for i in range(max(0, quantity.start - 2), quantity.end):
        part = reply.part(i, "currency")
        if part:
            return part[0], frozenset(range(i, part[1]))
    return (), frozenset()
