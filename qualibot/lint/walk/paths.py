"""How many ways lead from the beginning to an end."""

from __future__ import annotations

from collections.abc import Mapping

from qualibot.lint.walk.reads import Key

Ways = Mapping[Key, Mapping[str, frozenset[Key]]]
"""Configuration → what can be done there → configurations that leads to; an end has no entry."""


def count(ways: Ways, start: Key) -> int:
    """Different sequences of answers and buttons, without going round in a loop.

    Where the score so far decides between ways of different length, the most are counted.
    """
    counted: dict[Key, int] = {}
    ahead: list[tuple[Key, bool]] = [(start, False)]
    on_the_way: set[Key] = set()
    while ahead:
        key, done = ahead.pop()
        if done:
            on_the_way.discard(key)
            counted[key] = _sum(ways, key, counted)
        elif key not in counted and key not in on_the_way:
            on_the_way.add(key)
            ahead.append((key, True))
            ahead += [(other, False) for targets in ways.get(key, {}).values() for other in targets]
    return counted[start]


def _sum(ways: Ways, key: Key, counted: Mapping[Key, int]) -> int:
    """A target that is not counted yet lies on the way itself: going there again would be a loop."""
    if key not in ways:
        return 1
    return sum(max((counted.get(target, 0) for target in targets), default=0) for targets in ways[key].values())
