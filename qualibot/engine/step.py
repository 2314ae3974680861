"""One message in, one turn out. Pure: no clock, no I/O, no randomness; the same arguments always give the same turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qualibot.engine import asking_back
from qualibot.engine import hear as hearing
from qualibot.engine.commands import resume, say_paused
from qualibot.engine.draft import Draft
from qualibot.engine.facts import Facts
from qualibot.engine.filling import fill
from qualibot.engine.heard import capture, evidence, hear
from qualibot.engine.prompt import is_at_its_end, may_finish, notice, present
from qualibot.engine.walk import enter, refuse
from qualibot.model import (
    LIVE,
    Answer,
    Answered,
    Command,
    Due,
    Fill,
    Inbound,
    Missed,
    NoMatch,
    Payload,
    Refused,
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
from qualibot.understanding import Ambiguous, Chosen, DontKnow, Reading, Unclear, Value, captured, clean, understand
from qualibot.understanding import Event as Reserved

_AFTER_THE_END = frozenset(("language", "privacy", "export", "delete", "human", "follow_up", "help", "price", "stop"))
"""Reserved events that still mean something when a conversation is over."""
_WHILE_SILENT = frozenset(("resume", "stop", "delete", "language", "privacy", "export"))
"""Reserved events that are heard while a person has taken over; everything else is for that person."""
_WORD_FOR_WORD = frozenset(("exact", "place"))
"""Why a reply is sure: it is a label, an accepted phrase, or the place of an option."""
_STAYS_PAUSED = frozenset(("pause", "stop", "delete", "language", "privacy", "export", "help", "why", "human"))


def step(script: Script, session: Session, known_answers: Sequence[Answer], inbound: Inbound, now: datetime) -> Turn:
    """What one message leads to, by the script the session pinned and the live answers of its lead.

    `now` is aware, in the session's zone. Nothing has happened when it returns: the caller records the turn and sends
    its replies.
    """
    draft = _draft(script, session, known_answers, now)
    payload = inbound.payload
    if isinstance(payload, Due):
        return _due(draft, payload)
    if isinstance(payload, Start) or not draft.state:
        _start(draft, payload)
    elif isinstance(payload, Tapped):
        _tapped(draft, payload)
    elif isinstance(payload, Command):
        _said(draft, payload.event, "")
    elif isinstance(payload, Fill):
        fill(draft, payload.values)
    else:
        _typed(draft, payload)
    if _only_refused(draft):
        draft.status, draft.aside, draft.moved = session.status, session.aside, False
    else:
        _between(draft)
    replies = draft.replies if draft.replies is not None else present(draft)
    return draft.turn(replies, counts=not _only_refused(draft))


def reshow(script: Script, session: Session, answers: Sequence[Answer], now: datetime) -> tuple[Reply, ...]:
    """The present question again, for a message that came twice or a reply that was lost in a crash."""
    draft = _draft(script, session, answers, now)
    if session.status == "paused" and draft.aside != "delete":
        say_paused(draft)
    if session.status not in LIVE and not draft.aside and not is_at_its_end(draft):
        return _over(draft)
    return present(draft)


def _draft(script: Script, session: Session, answers: Sequence[Answer], now: datetime) -> Draft:
    """A question in between is dropped when the answers it is about are gone, erased or changed elsewhere."""
    draft = Draft(script, session, answers, now)
    head, _, rest = draft.aside.partition(":")
    if head in ("evidence", "contradiction") and any(draft.settled(question) is None for question in rest.split(":")):
        draft.aside = ""
    return draft


def _only_refused(draft: Draft) -> bool:
    return len(draft.events) == 1 and isinstance(draft.events[0], Refused)


def _start(draft: Draft, payload: Payload) -> None:
    """Begins; whatever comes first begins a conversation. One that is going on goes on, one that is over stays over."""
    if draft.state and draft.status in LIVE:
        resume(draft)
    elif draft.state:
        refuse(draft, "over")
        draft.replies = _over(draft)
    else:
        _begin(draft, payload.lead if isinstance(payload, Start) else None)


def _begin(draft: Draft, lead: str | None) -> None:
    draft.state = draft.script.conversation.initial
    draft.events.append(Started())
    name = captured("text", clean(lead or ""), "")
    if name and draft.live("name") is None:
        draft.record("name", name, "known")
    enter(draft, draft.state)
    if draft.script.conversation.greeting:
        draft.notes.insert(0, draft.words.tell(draft.script.conversation.greeting, Facts(draft)))


def _over(draft: Draft) -> tuple[Reply, ...]:
    draft.note("finished_already")
    return (notice(draft, "", draft.words.buttons("finished_already")),)


def _tapped(draft: Draft, tapped: Tapped) -> None:
    session = draft.before
    if tapped.session == session.id and session.asked <= tapped.seq <= session.seq:
        _said(draft, tapped.event, "", tapped=True)
        return
    refuse(draft, "stale-button")
    if session.status not in LIVE:
        draft.replies = _over(draft)
    elif session.status == "paused":
        say_paused(draft)
    else:
        draft.note("stale_button")


def _said(draft: Draft, event: str, text: str, *, tapped: bool = False) -> None:
    """A reserved event or an answer, whatever the session's status allows."""
    head = event.partition(".")[0]
    if draft.status not in LIVE and head not in _AFTER_THE_END:
        refuse(draft, "over")
        draft.replies = _over(draft)
        return
    if draft.status == "human" and head not in _WHILE_SILENT:
        draft.events.append(Requested("message", text or event))
        draft.replies = ()
        return
    if draft.status == "paused" and head not in _STAYS_PAUSED and head != "resume":
        draft.status = "open"
    hear(draft, event, "tapped" if tapped or not text else "typed", text)


def _typed(draft: Draft, typed: Typed) -> None:
    text = clean(typed.text)
    silent = draft.status == "human" and draft.aside != "delete"
    asked = hearing.commands_only(draft) if silent else hearing.question(draft)
    reading = understand(asked, typed.text, draft.language, draft.now)
    if draft.status in ("open", "paused") and _asked_back(draft, reading, text):
        return
    if isinstance(reading, Chosen | Reserved):
        _said(draft, reading.event, text)
    elif isinstance(reading, DontKnow):
        _said(draft, "dont_know", text)
    elif draft.status not in LIVE:
        refuse(draft, "over")
        draft.replies = _over(draft)
    elif draft.status == "human":
        draft.events.append(Requested("message", text))
        draft.replies = ()
    elif isinstance(reading, Value):
        draft.status = "open"
        _value(draft, reading.value, text)
    else:
        draft.status = "open"
        _unclear(draft, reading if isinstance(reading, Unclear) else Unclear("unknown"), text)


def _asked_back(draft: Draft, reading: Reading, text: str) -> bool:
    """A reply that is not sure, or that answers more than was asked, is shown back before it counts."""
    if isinstance(reading, Reserved | DontKnow | Value) or reading.why in _WORD_FOR_WORD:
        return False
    said, fits = hearing.several(draft, text), _fitting(reading)
    for event in hearing.requested(draft, text) if said or fits else ():
        hear(draft, event, "typed", text)
    if len(said) > 1 or (said and not fits):
        asking_back.several(draft, said, text)
    elif len(fits) > 1:
        asking_back.between(draft, fits, text)
    elif fits and isinstance(reading, Chosen) and reading.confirm:
        asking_back.confirm(draft, fits[0], text)
    else:
        return False
    return True


def _fitting(reading: Reading) -> tuple[str, ...]:
    """The answers that a reply may mean."""
    events = reading.events if isinstance(reading, Ambiguous) else (reading.event,) if isinstance(reading, Chosen) else ()
    return tuple(event for event in events if event.startswith("answer."))


def _value(draft: Draft, value: str, text: str) -> None:
    if draft.aside:
        evidence(draft, value)
    else:
        capture(draft, value, text)


def _unclear(draft: Draft, reading: Unclear, text: str) -> None:
    if reading.reason == "question" and draft.side == "prospect":
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
    asked = draft.script.wording.asked[draft.side].get(question) if question else None
    if draft.misses >= rules.limit:
        draft.note(rules.say[1])
    elif reading.reason == "long":
        draft.note("too_long")
    elif asked and asked.invalid and not draft.aside:
        draft.notes.append(draft.words.of(asked.invalid))
    else:
        draft.note(rules.say[0])


def _between(draft: Draft) -> None:
    """Puts a question in between where one is due: the content of a claim, or a contradiction; else offers to finish."""
    changed = draft.moved or any(isinstance(event, Answered) for event in draft.events)
    if draft.aside or draft.status != "open" or draft.replies is not None or not changed:
        return
    draft.aside = _claim(draft) or _contradiction(draft) or ""
    if draft.aside:
        draft.moved = True
    elif may_finish(draft):
        _offer_to_finish(draft)


def _claim(draft: Draft) -> str | None:
    """The first claim of this session that has no content yet and is not the question being asked now."""
    session, criteria, asked = draft.before.id, draft.script.criteria, draft.here.ask
    for answer in draft.answers:
        if answer.detail or answer.session != session or answer.question == asked or answer.question not in criteria:
            continue
        option = criteria[answer.question].by_id[answer.value]
        if option.without_evidence and f"evidence:{answer.question}" not in draft.passed:
            return f"evidence:{answer.question}"
    return None


def _contradiction(draft: Draft) -> str | None:
    if draft.here.type != "review":
        return None
    criteria = draft.script.criteria
    asked = {state.ask for state in draft.script.conversation.states.values()}
    for finding in draft.findings.values():
        for other in criteria[finding.criterion].by_id[finding.option].contradicts:
            clash = draft.findings.get(other)
            aside = f"contradiction:{finding.criterion}:{other}"
            if clash and clash.openness == "contradicted" and {finding.criterion, other} <= asked and aside not in draft.passed:
                draft.passed.add(aside)
                return aside
    return None


def _offer_to_finish(draft: Draft) -> None:
    """Says once for a verdict that the rest is not needed for it, above the next question; `always` does not ask."""
    offered = f"offered:{draft.tally.verdict}"
    if offered in draft.passed:
        return
    draft.passed.add(offered)
    if draft.script.conversation.early_end == "always":
        hear(draft, "finish", "known")
    else:
        draft.notes.append(draft.words.tell(f"early_end_{draft.side}", Facts(draft)))


def _due(draft: Draft, due: Due) -> Turn:
    """A timer has run out. It moves nothing but the clock: buttons shown before stay good."""
    delay = next((item for item in draft.script.conversation.after if item.name == due.timer), None)
    if delay is None or due.seq != draft.before.seq or draft.status not in LIVE or not draft.state:
        refuse(draft, "late-timer")
        return draft.turn((), counts=False)
    if draft.status == "human" and not delay.target:
        refuse(draft, "with-a-person")
        return draft.turn((), counts=False)
    if delay.target:
        enter(draft, delay.target)
        return draft.turn(present(draft))
    words = draft.words
    expiry = max((item.delay for item in draft.script.conversation.after), default=delay.delay)
    date = words.day((draft.now + expiry - delay.delay).date())
    since = words.day((draft.now - delay.delay).date())
    text = words.tell(delay.say or "", Facts(draft, date=date, since=since))
    return draft.turn((notice(draft, text, words.buttons(delay.say or "")),), counts=False)
