"""Putting a script's texts into one language: placeholders, dates, counts and the direction of embedded words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from babel import Locale
from babel.dates import format_date

from qualibot.model import Button, Script, Text
from qualibot.understanding import Days

_ISOLATE, _END = "\u2068", "\u2069"
_NEAR = 14
"""Days within which a weekday says more than a date."""


@lru_cache(maxsize=1024)
def dated(value: date, pattern: str, language: str) -> str:
    """A date by a pattern of CLDR: `30 Nov`, «30 نوفمبر»."""
    return format_date(value, pattern, locale=language)


@lru_cache(maxsize=64)
def _dates(days: Days, language: str) -> Mapping[str, object]:
    names = ("month_end", "quarter_end", "half_year_end")
    return {name: dated(days.named(name), "d MMM", language) for name in names}


@lru_cache(maxsize=4096)
def button(event: str, label: str) -> Button:
    """A button; the same one for the same event and label."""
    return Button(event, label)


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def isolated(value: str, rtl: bool) -> str:
    """The value, kept from disturbing the direction of the sentence around it.

    Web addresses stay bare, to be tapped. So do several lines: each is a sentence of its own, and no isolate spans two.
    """
    if (value.isascii() and not rtl) or "\n" in value or value.startswith(("http://", "https://")):
        return value
    against = ("L",) if rtl else ("R", "AL")
    if any(unicodedata.bidirectional(char) in against for char in value):
        return f"{_ISOLATE}{value}{_END}"
    return value


class Values(Protocol):
    """What placeholders are filled with: a dictionary, or facts that are worked out when they are asked for."""

    def get(self, name: str, /) -> object:
        """The value of that name; None where there is none."""


class Words:
    """One script in one language, at one moment."""

    def __init__(self, script: Script, language: str, now: datetime) -> None:
        self.script = script
        self.language = language
        self._wording = script.wording
        self._rtl = language in script.wording.rtl
        self._now = now

    def of(self, text: Text) -> str:
        """The text in this language."""
        return text[self.language]

    def say(self, phrase: str, **values: object) -> str:
        """A standard phrase with its placeholders filled in."""
        return self.tell(phrase, values)

    def tell(self, phrase: str, values: Values) -> str:
        """A standard phrase, filled in from a mapping that may work its values out when they are asked for."""
        return self.fill(self._wording.phrases[phrase].say[self.language], values)

    def buttons(self, phrase: str) -> tuple[Button, ...]:
        """The buttons of a standard phrase."""
        items = self._wording.phrases[phrase].buttons.items()
        return tuple(button(event, label[self.language]) for event, label in items)

    def control(self, event: str) -> Button:
        """The button of a reserved event."""
        return button(event, self._wording.events[event][self.language])

    def term(self, group: str, key: str) -> str:
        """A word of a group, such as the name of a verdict."""
        return self._wording.terms[group][key][self.language]

    def count(self, noun: str, number: int) -> str:
        """`2 questions`, «سؤالان»: the noun in the plural form the number asks for."""
        forms = self._wording.counts[noun][self.language]
        form = forms.get(_locale(self.language).plural_form(number)) or forms["other"]
        return form.replace("{n}", str(number))

    def day(self, value: date) -> str:
        """A date without its year."""
        return dated(value, "d MMM", self.language)

    def in_days(self, number: int) -> str:
        """The date that many days from now: with its weekday where it is near, with its year where that is another."""
        today, value = self._now.date(), (self._now + timedelta(days=number)).date()
        if number <= _NEAR:
            return dated(value, "EEEE d MMM", self.language)
        return dated(value, "d MMM" if value.year == today.year else "d MMM y", self.language)

    def fill(self, text: str, values: Values) -> str:
        """The text with its placeholders filled in: from `values`, else from the company's facts."""
        return text.format_map(_Filled(self, values)) if "{" in text else text

    def label(self, question: str, option: str, days: Days) -> str:
        """The label of an option, with its days filled in."""
        return self.with_days(self._wording.asked[self.script.side][question].labels[option][self.language], days)

    def with_days(self, text: str, days: Days) -> str:
        """The text with its named days filled in."""
        return self.fill(text, _dates(days, self.language)) if "{" in text else text

    def company(self, key: str) -> str:
        """A fact of the seller; empty where the file does not give it."""
        text = self.script.company.texts.get(key)
        return text[self.language] if text else ""

    def isolated(self, value: str) -> str:
        """The value, kept from disturbing the direction of this language."""
        return isolated(value, self._rtl)


class _Filled:
    """Placeholder → text. A name that nothing fills stays visible, which lint reports before anybody reads it."""

    def __init__(self, words: Words, values: Values) -> None:
        self._words = words
        self._values = values

    def __getitem__(self, name: str) -> str:
        value = self._values.get(name)
        if value is not None:
            return self._words.isolated(str(value))
        if name in self._words.script.company.texts:
            return self._words.isolated(self._words.company(name))
        return "{" + name + "}"
