"""Does every name in the files lead somewhere? What is found here keeps a script from being used at all."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from qualibot.definitions.files import Files
from qualibot.definitions.nearest import nearest
from qualibot.definitions.reading import Place, Source
from qualibot.definitions.schema import (
    AnswerFile,
    ConversationFile,
    CriterionFile,
    FrameworkFile,
    GuardFile,
    StateFile,
    TransitionFile,
    Words,
)
from qualibot.errors import Problem

DAYS = ("today", "month_end", "quarter_end", "half_year_end")
"""The named days that a date range may end at."""
LIVE_KEYS = frozenset(("match", "match_rep", "means", "topic", "over"))
"""Typed phrases and remarks: read live, so they are no part of what a session pins."""
ALWAYS_HEARD = ("answer", "skip", "dont_know", "send", "finish", "go_on")
"""Events a state may handle besides the commands of wording.yaml and the buttons of its phrase."""


def check(files: Files) -> list[Problem]:
    """Every name that leads nowhere and every text that is missing, in all files."""
    found = list(_wording(files))
    found += _criteria(files)
    for source, file in files.frameworks.values():
        found += _framework(files, source, file)
    for source, conversation in files.conversations.values():
        found += _Conversation(files, source, conversation).check()
    found += _company(files)
    return found


def _unknown(source: Source, rule: str, place: Place, name: str, known: Collection[str]) -> Problem:
    what = rule.removesuffix("-unknown")
    article = "an" if what[0] in "aeiou" else "a"
    return source.problem(rule, place, f"{place[-1]} '{name}' is not {article} {what}{nearest(name, known)}")


def _missing(source: Source, place: Place, text: Mapping[str, str], languages: Collection[str]) -> Iterator[Problem]:
    for language in languages:
        if not text.get(language, "").strip():
            yield source.problem("translation-missing", place, f"has no text in '{language}'; add `{language}: …`")
    for language in text:
        if language not in languages:
            message = f"has a text in '{language}', which `languages` of wording.yaml does not name"
            yield source.problem("translation-unknown", place, message)


def _wording(files: Files) -> Iterator[Problem]:
    source, file = files.wording
    for place, text in _texts(source.data):
        yield from _missing(source, place, text, file.languages)
        yield from _placeholders(source, place, text)
    for language in file.rtl:
        if language not in file.languages:
            yield _unknown(source, "language-unknown", ("rtl", language), language, file.languages)


def _texts(data: object, place: Place = ()) -> Iterator[tuple[Place, Words]]:
    """Every mapping of the wording that holds one text in several languages; typed phrases and plural forms are none."""
    if not isinstance(data, Mapping) or place[:1] == ("counts",):
        return
    if data and all(isinstance(value, str) for value in data.values()):
        yield place, dict(data)
        return
    for key, value in data.items():
        if key != "match":
            yield from _texts(value, (*place, key))


def placeholders(text: str) -> set[str]:
    """The names in curly brackets.

    Raises:
        ValueError: a bracket is not closed, or holds anything but a plain name.
    """
    found = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(f"'{name}' should be a plain name in curly brackets")
            found.add(name)
    return found


def _placeholders(source: Source, place: Place, text: Words) -> Iterator[Problem]:
    found = {}
    for language, words in text.items():
        try:
            found[language] = placeholders(words)
        except ValueError as error:
            yield source.problem("placeholder-broken", place, f"'{language}' has a broken {{placeholder}}: {error}")
    if len({frozenset(names) for names in found.values()}) > 1:
        listed = "; ".join(f"{language}: {', '.join(sorted(names)) or 'none'}" for language, names in found.items())
        yield source.problem("placeholder-differs", place, f"has different placeholders per language ({listed})")


def _reserved(source: Source, place: Place) -> Iterator[Problem]:
    """Names that mean something else to the loader: what stands under them is read live and never published."""
    if place[-1] in LIVE_KEYS:
        yield source.problem("id-reserved", place, f"'{place[-1]}' is a key of the format; choose another name")


def _criteria(files: Files) -> Iterator[Problem]:
    source, file = files.criteria
    for key, criterion in file.criteria.items():
        yield from _reserved(source, ("criteria", key))
        yield from _labels(files, key, criterion)
        options = criterion.answers
        if criterion.dont_know_is and criterion.dont_know_is not in options:
            place = ("criteria", key, "dont_know_is")
            yield _unknown(source, "option-unknown", place, criterion.dont_know_is, options)
        for name, answer in options.items():
            yield from _reserved(source, ("criteria", key, "answers", name))
            yield from _answer(files, ("criteria", key, "answers", name), answer, criterion)


def _labels(files: Files, key: str, criterion: CriterionFile) -> Iterator[Problem]:
    source, wording = files.wording
    asked = wording.criteria.get(key)
    if asked is None:
        yield source.problem("wording-missing", ("criteria",), f"has no words for the criterion '{key}'; add `{key}: …`")
        return
    for option, answer in criterion.answers.items():
        if option not in asked.options:
            place: Place = ("criteria", key, "options")
            yield source.problem("wording-missing", place, f"has no label for the answer '{option}'")
        if answer.without_evidence and asked.evidence is None:
            message = f"has no `evidence` question, though the answer '{option}' is a claim that is asked for its content"
            yield source.problem("wording-missing", ("criteria", key), message)
    for group, labels in (("options", asked.options), ("options_rep", asked.options_rep)):
        for option in labels:
            if option not in criterion.answers:
                yield _unknown(source, "option-unknown", ("criteria", key, group, option), option, criterion.answers)


def _answer(files: Files, place: Place, answer: AnswerFile, criterion: CriterionFile) -> Iterator[Problem]:
    source, _ = files.criteria
    for other, option in answer.infers.items():
        yield from _options(files, (*place, "infers"), other, [option])
    for other, options in answer.contradicts.items():
        yield from _options(files, (*place, "contradicts"), other, dict.fromkeys((*options, *options.values())))
    if answer.without_evidence and answer.without_evidence not in criterion.answers:
        yield _unknown(source, "option-unknown", (*place, "without_evidence"), answer.without_evidence, criterion.answers)
    yield from _range(source, (*place, "range"), answer, criterion.kind)
    for language in dict.fromkeys((*answer.match, *answer.match_rep)):
        if language not in files.wording[1].languages:
            yield _unknown(source, "language-unknown", (*place, "match", language), language, files.wording[1].languages)


def _range(source: Source, place: Place, answer: AnswerFile, kind: str) -> Iterator[Problem]:
    ends = answer.range.model_dump(exclude_none=True) if answer.range else {}
    for end, value in ends.items():
        if kind == "date" and value not in DAYS:
            yield _unknown(source, "day-unknown", (*place, end), str(value), DAYS)
        if kind != "date" and isinstance(value, str):
            yield source.problem("range-not-number", (*place, end), f"is '{value}', but a {kind} ranges over numbers")


def _options(files: Files, place: Place, criterion: str, options: Iterable[str]) -> Iterator[Problem]:
    source, file = files.criteria
    if criterion not in file.criteria:
        yield _unknown(source, "criterion-unknown", (*place, criterion), criterion, file.criteria)
        return
    known = file.criteria[criterion].answers
    for option in options:
        if option not in known:
            yield _unknown(source, "option-unknown", (*place, criterion), option, known)


def _framework(files: Files, source: Source, file: FrameworkFile) -> Iterator[Problem]:
    for criterion, points in file.points.items():
        yield from _points(files, source, criterion, points)
    for criterion in file.required:
        if criterion not in file.points:
            yield _unknown(source, "criterion-unknown", ("required", criterion), criterion, file.points)
    if not file.cut_offs.nurture < file.cut_offs.qualified < file.cut_offs.invite:
        yield source.problem("cut-offs-order", ("cut_offs",), "must rise from nurture over qualified to invite")
    for name in ("name", "pro", "con", "next_step"):
        if name in source.data:
            yield from _missing(source, (name,), getattr(file, name), files.wording[1].languages)


def _points(files: Files, source: Source, criterion: str, points: Mapping[str, int]) -> Iterator[Problem]:
    known = files.criteria[1].criteria
    place: Place = ("points", criterion)
    if criterion not in known:
        yield _unknown(source, "criterion-unknown", place, criterion, known)
        return
    for option in points:
        if option not in known[criterion].answers:
            yield _unknown(source, "option-unknown", (*place, option), option, known[criterion].answers)
    for option in known[criterion].answers:
        if option not in points:
            yield source.problem("points-missing", place, f"has no points for the answer '{option}'")


class _Conversation:
    """The references of one conversation file."""

    def __init__(self, files: Files, source: Source, file: ConversationFile) -> None:
        self._files = files
        self._source = source
        self._file = file
        self._phrases = files.wording[1].phrases
        self._criteria = files.criteria[1].criteria

    def check(self) -> Iterator[Problem]:
        """Every name of the file that leads nowhere."""
        file = self._file
        if file.framework not in self._files.frameworks:
            yield self._unknown("framework-unknown", ("framework",), file.framework, self._files.frameworks)
        yield from self._target(("initial",), file.initial)
        yield from self._target(("finish",), file.finish)
        yield from self._phrase(("greeting",), file.greeting)
        yield from self._target(("no_match", "target"), file.no_match.target)
        for phrase in file.no_match.say:
            yield from self._phrase(("no_match", "say"), phrase)
        for index, delay in enumerate(file.after):
            yield from self._phrase(("after", index, "say"), delay.say)
            yield from self._target(("after", index, "target"), delay.target)
        for name, state in file.states.items():
            yield from self._state(("states", name), state)

    def _unknown(self, rule: str, place: Place, name: str, known: Collection[str]) -> Problem:
        return _unknown(self._source, rule, place, name, known)

    def _target(self, place: Place, name: str | None) -> Iterator[Problem]:
        if name is not None and name not in self._file.states:
            message = f"{place[0] if len(place) == 1 else 'target'} '{name}' is not a state{nearest(name, self._file.states)}"
            yield self._source.problem("target-unknown", place, message)

    def _phrase(self, place: Place, name: str | None) -> Iterator[Problem]:
        if name is not None and name not in self._phrases:
            yield self._unknown("phrase-unknown", place, name, self._phrases)

    def _state(self, place: Place, state: StateFile) -> Iterator[Problem]:
        yield from self._shape(place, state)
        yield from self._phrase((*place, "say"), state.say)
        if state.ask and state.ask not in self._criteria:
            yield self._unknown("criterion-unknown", (*place, "ask"), state.ask, self._criteria)
        if state.no_match:
            yield from self._target((*place, "no_match", "target"), state.no_match.target)
            for phrase in state.no_match.say:
                yield from self._phrase((*place, "no_match", "say"), phrase)
        for event, transitions in state.on.items():
            yield from self._event((*place, "on", event), event, state)
            for transition in transitions:
                yield from self._transition((*place, "on", event), transition)
        for index, transition in enumerate(state.always):
            yield from self._transition((*place, "always", index), transition)

    def _shape(self, place: Place, state: StateFile) -> Iterator[Problem]:
        if state.ask and state.capture:
            yield self._source.problem("state-shape", place, "has both `ask` and `capture`; keep one")
        if state.type == "final" and (state.on or state.always or state.ask or state.capture):
            yield self._source.problem("state-shape", place, "is final, so it takes no `ask`, `capture`, `on` or `always`")
        if state.type is None and not (state.ask or state.capture or state.on or state.always):
            message = "asks nothing and leads nowhere; give it `ask`, `capture`, `always`, or `type: final`"
            yield self._source.problem("state-shape", place, message)
        if state.status and state.type != "final":
            yield self._source.problem("state-shape", (*place, "status"), "has a `status`, which only a final state has")

    def _event(self, place: Place, event: str, state: StateFile) -> Iterator[Problem]:
        head, _, option = event.partition(".")
        if head == "answer" and option and state.ask in self._criteria:
            options = self._criteria[state.ask].answers
            if option not in options:
                yield self._unknown("option-unknown", place, option, options)
            return
        buttons = self._phrases[state.say].buttons if state.say in self._phrases else {}
        known = {*ALWAYS_HEARD, *self._files.wording[1].commands, *buttons}
        if event not in known:
            yield self._unknown("event-unknown", place, event, known)

    def _transition(self, place: Place, transition: TransitionFile) -> Iterator[Problem]:
        yield from self._target((*place, "target"), transition.target)
        yield from self._phrase((*place, "say"), transition.say)
        if transition.guard:
            yield from self._guard((*place, "guard"), transition.guard)

    def _guard(self, place: Place, guard: GuardFile) -> Iterator[Problem]:
        for verdict in guard.verdict:
            if verdict not in self._files.wording[1].terms.get("verdicts", {}):
                known = self._files.wording[1].terms.get("verdicts", {})
                yield self._unknown("verdict-unknown", (*place, "verdict"), verdict, known)
        for criterion in dict.fromkeys((*guard.unknown, *guard.known, *guard.answer)):
            if criterion not in self._criteria:
                yield self._unknown("criterion-unknown", (*place, criterion), criterion, self._criteria)
        for criterion, options in guard.answer.items():
            known_options = self._criteria[criterion].answers if criterion in self._criteria else options
            for option in options:
                if option not in known_options:
                    yield self._unknown("option-unknown", (*place, "answer", criterion), option, known_options)


def _company(files: Files) -> Iterator[Problem]:
    source, file = files.company
    languages = files.wording[1].languages
    for place, text in _texts(source.data):
        if place not in ((), ("price",)):  # facts that are the same in every language are written without one
            yield from _missing(source, place, text, languages)
    if file.summary_language not in languages:
        yield _unknown(source, "language-unknown", ("summary_language",), file.summary_language, languages)
    try:
        ZoneInfo(file.zone)
    except (KeyError, ValueError, OSError):
        message = f"'{file.zone}' is not a time zone; use a name such as Asia/Riyadh or Europe/Berlin"
        yield source.problem("zone-unknown", ("zone",), message)
