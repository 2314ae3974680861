"""Numbers in digits and in words of both languages: 1.2k, seventy-five thousand, خمسة وسبعين ألف, مليون ونص."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from qualibot.understanding.reply import Reply

_LARGEST = 1e15


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or the span that a vague one such as "several thousand" covers."""

    low: float
    high: float
    end: int
    times: float = 1
    """The last thousand, million, … that was spoken; 1 without."""
    digits: bool = False
    """Written as digits alone."""


@dataclass(slots=True)
class _Sum:
    total: float = 0.0
    group: float | None = None
    times: float = inf
    spoken: bool = False
    end: int = 0
    words: list[str] = field(default_factory=list)


def number_at(reply: Reply, i: int, *, joined: bool = True) -> Number | None:
    """The longest number that begins at word `i`; `joined` false stops at an "and"."""
    vague = _vague(reply, i)
    if vague:
        return vague
    state = _Sum(end=i)
    while state.end < len(reply) and state.end < i + 16:
        at = state.end
        if at > i and _is_and(reply, at):
            if not joined or not _add(reply, state, at + 1, after_and=True):
                break
        elif not _add(reply, state, at, after_and=False):
            break
    if state.end == i:
        return None
    value = state.total + (state.group or 0)
    digits = state.end == i + 1 and reply.number(i) is not None
    times = state.times if state.spoken else 1
    return Number(value, value, state.end, times, digits) if value < _LARGEST else None


def _vague(reply: Reply, i: int) -> Number | None:
    few = reply.part(i, "few")
    at = few[1] if few else i
    times = reply.part(at, "times")
    if times and (few or reply.plays(i, "plural")):
        low, high = few[0] if few else (2, 9)
        return Number(low * times[0], high * times[0], times[1], times[0])
    if few and few[0][0] == few[0][1]:
        return None
    return Number(float(few[0][0]), float(few[0][1]), few[1]) if few and reply.plays(at, "unit", "people") else None


def _is_and(reply: Reply, i: int) -> bool:
    return reply.plays(i, "and")


def _add(reply: Reply, state: _Sum, i: int, *, after_and: bool) -> bool:
    """Takes the word at `i` into the number if it continues it."""
    if i >= len(reply):
        return False
    if reply.words[i].breaks and i > 0 and state.end > 0 and (state.group is not None or state.spoken):
        return False
    digits = reply.number(i)
    if digits is not None:
        return _digits(state, digits, i, after_and=after_and)
    times = reply.part(i, "times")
    if times and _times(state, float(times[0]), times[1], after_and=after_and):
        return True
    fraction = reply.part(i, "fraction")
    if fraction and _fraction(reply, state, float(fraction[0]), fraction[1], after_and=after_and):
        return True
    word = reply.part(i, "number")
    return bool(word) and _word(state, float(word[0]), word[1], after_and=after_and) if word else False


def _digits(state: _Sum, value: float, i: int, *, after_and: bool) -> bool:
    continues = state.group is None and (not state.spoken or (after_and and value < state.times))
    if not continues:
        return False
    state.group, state.end = value, i + 1
    return True


def _word(state: _Sum, value: float, end: int, *, after_and: bool) -> bool:
    if value >= 1000:
        if state.group is not None or state.spoken:
            return False
        state.total, state.times, state.spoken, state.end = value, 1000, True, end
        return True
    if state.group is None:
        if state.spoken and value >= state.times:
            return False
        state.group, state.end = value, end
        return True
    if not _continues(state.group, value, after_and=after_and):
        return False
    state.group, state.end = state.group + value, end
    return True


def _continues(group: float, value: float, *, after_and: bool) -> bool:
    """100 + 25, 70 + 5, and in Arabic 5 + 70."""
    if group != int(group):
        return False
    hundreds, rest = group >= 100, group % 100
    if rest == 0:
        return hundreds and value < 100
    if rest >= 20 and rest % 10 == 0:
        return value < 10
    return after_and and rest < 10 and 20 <= value < 100 and value % 10 == 0


def _times(state: _Sum, times: float, end: int, *, after_and: bool) -> bool:
    if times < 1000:
        return _hundred(state, times, end, after_and=after_and)
    if after_and and state.group is not None:
        return False
    if times >= state.times or (state.spoken and state.group is None and not after_and):
        return False
    state.total += (1 if state.group is None else state.group) * times
    state.group, state.times, state.spoken, state.end = None, times, True, end
    return True


def _hundred(state: _Sum, times: float, end: int, *, after_and: bool) -> bool:
    """A hundred or a dozen, alone or counted."""
    if state.group is None:
        state.group = times
    elif not after_and and 0 < state.group < 100:
        state.group *= times
    else:
        return False
    state.end = end
    return True


def _fraction(reply: Reply, state: _Sum, value: float, end: int, *, after_and: bool) -> bool:
    """Half a million, two and a half, a million and a half."""
    if state.group is None and not state.spoken:
        times = reply.part(end, "times")
        if not times:
            return False
        state.total, state.times, state.spoken, state.end = value * times[0], times[0], True, times[1]
        return True
    if not after_and:
        return False
    if state.group is not None:
        state.group += value
    else:
        state.total += value * state.times
    state.end = end
    return True
