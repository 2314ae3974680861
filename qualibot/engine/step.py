"""One message in, one turn out. Pure: no clock, no I/O, no randomness; the same arguments always give the same turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qualibot.engine import hear as hearing
from qualibot.engine.draft import Draft
from qualibot.engine.heard import capture, evidence, fill, hear, resume
from qualibot.engine.prompt import facts, notice, present
from qualibot.engine.walk import enter, refuse
from qualibot.model import (
    LIVE,
    Answer,
    Command,
    Due,
    Fill,
    Inbound,
    Missed,
    NoMatch,
    Reply,
    Requested,
    Script,
    Session,
    Start,
    Started,
    Tapped,
    Turn,
    Typed,
)
from qualibot.understanding import Ambiguous, Chosen, DontKnow, Unclear, Value, clean, understand
from qualibot.understanding import Event as Reserved

_AFTER_THE_END = frozenset(("language", "privacy", "export", "delete", "human", "follow_up", "help"))
"""Reserved events that still mean something when a conversation is over."""
_WHILE_SILENT = frozenset(("resume", "stop", "delete", "language", "privacy", "export"))
"""Reserved events that are heard while a person has taken over; everything else is for that person."""
_STAYS_PAUSED = frozenset(("pause", "stop", "delete", "language", "privacy", "export", "help", "why", "human"))


def step(script: Script, session: Session, known_answers: Sequence[Answer], inbound: Inbound, now: datetime) -> Turn:
    """What one message leads to, by the script the session pinned and the live answers of its lead.

    `now` is aware, in the session's zone. Nothing has happened when it returns: the caller records the turn and sends its replies.
    """
    draft = Draft(script, session, known_answers, now)
    payload = inbound.payload
    if isinstance(payload, Due):
        return _due(draft, payload)
    if isinstance(payload, Start):
        _start(draft, payload)
    elif isinstance(payload, Tapped):
        _tapped(draft, payload)
    elif isinstance(payload, Command):
        _said(draft, payload.event, "")
    elif isinstance(payload, Fill):
        fill(draft, payload.values)
    else:
        _typed(draft, payload)
    _between(draft)
    replies = draft.replies if draft.replies is not None else present(draft)
    return draft.turn(replies, counts=not _only_refused(draft))


def reshow(script: Script, session: Session, answers: Sequence[Answer], now: datetime) -> tuple[Reply, ...]:
    """The present question again, for a message that came twice or a reply that was lost in a crash."""
    draft = Draft(script, session, answers, now)
    if session.status == "paused":
        draft.note("resumed", done=len(script.questions) - len(draft.open_questions()), n=len(script.questions))
    if session.status not in LIVE and draft.here.type != "final":
        draft.note("finished_already")
        return (notice(draft, ""),)
    return present(draft)


def _only_refused(draft: Draft) -> bool:
    return len(draft.events) == 1 and type(draft.events[0]).__name__ == "Refused"


def _start(draft: Draft, start: Start) -> None:
    if draft.state:
        resume(draft) if draft.status != "open" else _welcome_back(draft)
        return
    draft.state = draft.script.conversation.initial
    draft.events.append(Started())
    if start.lead and draft.live("name") is None:
        draft.record("name", clean(start.lead), "known")
    enter(draft, draft.state)
    if draft.script.conversation.greeting:
        draft.notes.insert(0, draft.words.say(draft.script.conversation.greeting, **facts(draft)))


def _welcome_back(draft: Draft) -> None:
    total = len(draft.script.questions)
    draft.note("resumed", done=total - len(draft.open_questions()), n=total)


def _tapped(draft: Draft, tapped: Tapped) -> None:
    session = draft.before
    if tapped.session != session.id or not session.asked <= tapped.seq <= session.seq:
        refuse(draft, "stale-button", "stale_button" if session.status in LIVE else "finished_already")
        return
    _said(draft, tapped.event, "", tapped=True)


def _said(draft: Draft, event: str, text: str, *, tapped: bool = False) -> None:
    """A reserved event or an answer, whatever the session's status allows."""
    head = event.partition(".")[0]
    if draft.status not in LIVE and head not in _AFTER_THE_END:
        refuse(draft, "over", "finished_already")
        draft.replies = (notice(draft, ""),)
        return
    if draft.status == "human" and head not in _WHILE_SILENT and not draft.aside:
        draft.events.append(Requested("message", text or event))
        draft.replies = ()
        return
    if draft.status == "paused" and head not in _STAYS_PAUSED and head != "resume":
        draft.status = "open"
    hear(draft, event, "tapped" if tapped or not text else "typed", text)


def _typed(draft: Draft, typed: Typed) -> None:
    text = clean(typed.text)
    reading = understand(hearing.question(draft), typed.text, draft.language, draft.now)
    if isinstance(reading, Chosen | Reserved):
        _said(draft, reading.event, text)
    elif isinstance(reading, DontKnow):
        _said(draft, "dont_know", text)
    elif draft.status not in LIVE:
        refuse(draft, "over", "finished_already")
        draft.replies = (notice(draft, ""),)
    elif draft.status == "human":
        draft.events.append(Requested("message", text))
        draft.replies = ()
    elif isinstance(reading, Value):
        draft.status = "open"
        _value(draft, reading.value, text)
    else:
        draft.status = "open"
        _unclear(draft, reading, text)


def _value(draft: Draft, value: str, text: str) -> None:
    if draft.aside:
        evidence(draft, value)
    else:
        capture(draft, value, text)


def _unclear(draft: Draft, reading: Unclear | Ambiguous, text: str) -> None:
    if isinstance(reading, Ambiguous):
        reading = Unclear("unknown", reading.why)
    if reading.reason == "question" and draft.script.side == "prospect":
        draft.events.append(Requested("question", text))
        draft.note("counter_question")
        return
    draft.misses += 1
    draft.events.append(Missed(draft.here.question or draft.state, text))
    rules = draft.here.no_match or draft.script.conversation.no_match
    if draft.misses >= rules.limit and rules.target:
        draft.note(rules.say[1])
        enter(draft, rules.target)
    else:
        _say_unclear(draft, reading, rules)


def _say_unclear(draft: Draft, reading: Unclear, rules: NoMatch) -> None:
    question = draft.here.question
    asked = draft.script.wording.asked[draft.script.side].get(question) if question else None
    if draft.misses >= rules.limit:
        draft.note(rules.say[1])
    elif reading.reason == "long":
        draft.note("too_long")
    elif asked and asked.invalid and not draft.aside:
        draft.notes.append(draft.words.of(asked.invalid))
    else:
        draft.note(rules.say[0])


def _between(draft: Draft) -> None:
    """Puts a question in between where one is due: the content of a claim, a contradiction, the offer to finish."""
    if draft.aside or draft.status != "open" or draft.replies is not None or not draft.moved:
        return
    draft.aside = _claim(draft) or _contradiction(draft) or ""
    if not draft.aside and _may_finish(draft):
        _offer_to_finish(draft)


def _claim(draft: Draft) -> str | None:
    for answer in draft.answers:
        aside = f"evidence:{answer.question}"
        if answer.session == draft.before.id and not answer.detail and aside not in draft.passed:
            criterion = draft.script.criteria.get(answer.question)
            option = criterion.by_id.get(answer.value) if criterion else None
            if option and option.without_evidence:
                return aside
    return None


def _contradiction(draft: Draft) -> str | None:
    if draft.here.type != "review":
        return None
    criteria = draft.script.criteria
    states = draft.script.conversation.states
    for finding in draft.findings.values():
        for other in criteria[finding.criterion].by_id[finding.option].contradicts:
            clash = draft.findings.get(other)
            aside = f"contradiction:{finding.criterion}:{other}"
            asked = finding.criterion in states and other in states
            if clash and clash.openness == "contradicted" and asked and aside not in draft.passed:
                return aside
    return None


def _may_finish(draft: Draft) -> bool:
    conversation = draft.script.conversation
    if conversation.early_end == "never" or draft.state not in draft.script.questions:
        return False
    offered = f"offered:{draft.tally.verdict}"
    return draft.tally.settled and offered not in draft.passed and draft.is_open(draft.state)


def _offer_to_finish(draft: Draft) -> None:
    draft.passed.add(f"offered:{draft.tally.verdict}")
    if draft.script.conversation.early_end == "always":
        hear(draft, "finish", "known")
    else:
        draft.aside = "early_end"


def _due(draft: Draft, due: Due) -> Turn:
    """A timer has run out. It moves nothing but the clock: buttons shown before stay good."""
    delay = next((item for item in draft.script.conversation.after if item.name == due.timer), None)
    if delay is None or due.seq != draft.before.seq or draft.status not in ("open", "paused"):
        refuse(draft, "late-timer")
        return draft.turn((), counts=False)
    if delay.target:
        enter(draft, delay.target)
        return draft.turn(present(draft))
    words = draft.words
    expiry = max((item.delay for item in draft.script.conversation.after), default=delay.delay)
    date = words.day((draft.now + expiry - delay.delay).date())
    values = facts(draft) | {"date": date, "since": words.day((draft.now - delay.delay).date())}
    text = words.say(delay.say or "", **values)
    return draft.turn((notice(draft, text, words.buttons(delay.say or "")),), counts=False)
