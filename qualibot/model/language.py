"""The words that replies are made of, whatever is being asked: numbers, months, units, fillers, negations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Tables of all languages together, already normalised: read live, never part of a script's hash.

    Compared by identity: the same file gives the same tables.
    """

    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Phrase → the parts it may play ("month", "filler", "{person}", …), each with its value."""
    rates: Mapping[str, float] = field(default_factory=dict)
    """Currency → units of it for one US dollar."""
    rates_on: str = ""
    """The day the rates were taken."""
