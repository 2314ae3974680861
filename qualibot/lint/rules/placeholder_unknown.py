"""{Names} that nothing fills in, so that people would read them as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qualibot.definitions.nearest import nearest
from qualibot.definitions.reading import Place, Source
from qualibot.definitions.schema import PhraseFile
from qualibot.errors import Problem
from qualibot.lint.needed import DAYS, FACTS, NOTHING, PHRASES, REMINDED, Names, holes
from qualibot.lint.subject import Subject
from qualibot.lint.texts import Usage, company_facts, usages
from qualibot.model import Text


def placeholder_unknown(subject: Subject) -> Iterator[Problem]:
    """Every placeholder is filled in wherever its text is said."""
    facts = company_facts(subject.files)
    source, wording = subject.files.wording
    said = usages(subject.files)
    for name, phrase in wording.phrases.items():
        yield from _phrase(source, name, phrase, facts, said.get(name, ()))
    yield from _asked(subject, facts)
    yield from _plain(subject)
    for noun, languages in wording.counts.items():
        for language, forms in languages.items():
            yield from _unfilled(source, ("counts", noun, language), [forms], frozenset(("n",)))


def _phrase(source: Source, name: str, phrase: PhraseFile, facts: Names, uses: Sequence[Usage]) -> Iterator[Problem]:
    """What the engine says by itself has its own values; what a conversation says has those of the place."""
    place: Place = ("phrases", name, "say")
    if name in PHRASES:
        yield from _unfilled(source, place, [phrase.say], PHRASES[name], facts)
    known = {"state": FACTS, "after": REMINDED, "note": NOTHING}
    for use in uses:
        if PHRASES.get(name) != known[use.kind]:
            yield from _unfilled(source, place, [phrase.say], known[use.kind], facts, f", where {use.where} says it")
    if name in PHRASES or uses:
        yield from _unfilled(source, ("phrases", name, "buttons"), phrase.buttons.values(), DAYS, facts)


def _asked(subject: Subject, facts: Names) -> Iterator[Problem]:
    source, wording = subject.files.wording
    for key, asked in wording.criteria.items():
        place: Place = ("criteria", key)
        yield from _unfilled(source, (*place, "ask"), [asked.ask.rep, asked.ask.prospect], FACTS, facts)
        for options in ("options", "options_rep"):
            yield from _unfilled(source, (*place, options), getattr(asked, options).values(), DAYS, facts)
        evidence = [asked.evidence.rep, asked.evidence.prospect] if asked.evidence else []
        yield from _unfilled(source, place, [asked.name, asked.why, *evidence])
    for capture, file in wording.captures.items():
        place = ("captures", capture)
        yield from _unfilled(source, (*place, "ask"), [file.ask.rep, file.ask.prospect], FACTS, facts)
        yield from _unfilled(source, place, [file.name, file.why, file.invalid])


def _plain(subject: Subject) -> Iterator[Problem]:
    """Texts in which nothing is filled in: they fill in others, or stand alone."""
    wording, words = subject.files.wording
    for event, command in words.commands.items():
        yield from _unfilled(wording, ("commands", event, "label"), [command.label])
    source, company = subject.files.company
    for key, value in company.model_dump().items():
        texts = [text for text in (value.values() if key == "price" and value else [value]) if isinstance(text, dict)]
        yield from _unfilled(source, (key,), texts)
    for own, file in subject.files.frameworks.values():
        for key in ("name", "pro", "con", "next_step"):
            yield from _unfilled(own, (key,), [getattr(file, key)])


def _unfilled(
    source: Source, place: Place, texts: Iterable[Text], known: Names = NOTHING, facts: Names = NOTHING, where: str = ""
) -> Iterator[Problem]:
    found = {name for text in texts for words in text.values() for name in holes(words)}
    for name in sorted(found - known - facts):
        listed = [*sorted(known), *(["the names in company.yaml"] if facts else [])]
        hint = f"{nearest(name, known | facts)}; known here: {', '.join(listed)}" if listed else "; nothing is filled in here"
        yield source.problem("placeholder-unknown", place, f"nothing fills in {{{name}}}{where}{hint}")
