"""Labels that do not fit on a button."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualibot.definitions.reading import Place, Source
from qualibot.errors import Problem
from qualibot.lint.subject import Subject
from qualibot.lint.texts import filled, labels
from qualibot.model import Text

LABEL = 40
"""Characters of an answer's label, its days filled in: what can be read at a glance on a phone."""
CHANNELS: Mapping[str, int] = {"Slack": 75, "Telegram": 64}
"""Channel → characters of a button's text: Slack refuses more, Telegram cuts more off on a phone."""


def label_too_long(subject: Subject) -> Iterator[Problem]:
    """Every label fits its button in every channel."""
    source, wording = subject.files.wording
    shown: set[Place] = set()
    for found in labels(subject.files).values():
        for label in found.values():
            if label.place not in shown:
                shown.add(label.place)
                yield from _too_long(source, label.place, label.text, LABEL, "a label")
    for event, command in wording.commands.items():
        yield from _too_long(source, ("commands", event, "label"), command.label, *_shortest())
    for name, phrase in wording.phrases.items():
        for event, text in phrase.buttons.items():
            yield from _too_long(source, ("phrases", name, "buttons", event), text, *_shortest())


def _shortest() -> tuple[int, str]:
    channel, most = min(CHANNELS.items(), key=lambda item: item[1])
    return most, f"a button in {channel}"


def _too_long(source: Source, place: Place, text: Text, most: int, what: str) -> Iterator[Problem]:
    for language, words in text.items():
        length = len(filled(words, language))
        if length > most:
            message = f"'{language}' has {length} characters, where {what} takes {most}; shorten “{words}”"
            yield source.problem("label-too-long", place, message)
