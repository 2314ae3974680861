"""Words the engine relies on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from qualibot.definitions.nearest import nearest
from qualibot.errors import Problem
from qualibot.lint.needed import BUTTONS, CONTROLS, COUNTS, PHRASES, TERMS
from qualibot.lint.subject import Subject


def phrase_missing(subject: Subject) -> Iterator[Problem]:
    """wording.yaml holds every phrase, button and term that is said without a conversation naming it."""
    source, wording = subject.files.wording
    wanted: list[tuple[tuple[str, ...], str, Collection[str]]] = [
        *((("phrases",), name, wording.phrases) for name in PHRASES),
        *((("commands",), name, wording.commands) for name in sorted(CONTROLS)),
        *((("terms", group), key, wording.terms.get(group, {})) for group, keys in TERMS.items() for key in sorted(keys)),
        *((("counts",), noun, wording.counts) for noun in sorted(COUNTS)),
        *((("counts", noun), language, forms) for noun, forms in wording.counts.items() for language in wording.languages),
        *((("captures",), name, wording.captures) for name in _captured(subject)),
    ]
    for name, events in BUTTONS.items():
        if name in wording.phrases:
            wanted += [(("phrases", name, "buttons"), event, wording.phrases[name].buttons) for event in sorted(events)]
    for place, name, known in wanted:
        if name not in known:
            message = f"has no '{name}', which conversations rely on{nearest(name, known)}; add `{name}: …`"
            yield source.problem("phrase-missing", place, message)
    yield from _plurals(subject)


def _captured(subject: Subject) -> list[str]:
    found = {state.capture for _, file in subject.files.conversations.values() for state in file.states.values()}
    return sorted(name for name in found if name)


def _plurals(subject: Subject) -> Iterator[Problem]:
    source, wording = subject.files.wording
    for noun, languages in wording.counts.items():
        for language, forms in languages.items():
            if "other" not in forms:
                message = "has no form 'other', which stands for every number without a form of its own; add `other: …`"
                yield source.problem("phrase-missing", ("counts", noun, language), message)
