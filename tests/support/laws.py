"""What holds for every turn of every conversation, whatever was said."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from qualibot.engine import reshow, step
from qualibot.model import (
    LIVE,
    Address,
    Answer,
    Answered,
    Due,
    Ended,
    Fill,
    Inbound,
    Refused,
    Reply,
    Requested,
    Retracted,
    Script,
    Session,
    Tapped,
    Turn,
)
from qualibot.scoring import evaluate

ARABIC = re.compile("[\u0621-\u064a]")
ENDINGS = {
    "invited": "invite",
    "qualified": "qualified",
    "nurtured": "nurture",
    "not_now": "unqualified",
    "no_fit": "disqualified",
    "more_to_ask": "incomplete",
}
"""Final state → the verdict that leads to it, in every shipped conversation of a prospect."""


def lawful_step(script: Script, session: Session, answers: Sequence[Answer], inbound: Inbound, now: datetime) -> Turn:
    """The turn, after everything has been checked that holds for each."""
    live = list(answers)
    turn = step(script, session, live, inbound, now)
    assert live == list(answers), "the caller's list was changed"
    _answers_add_up(answers, turn)
    _session_is_sound(script, session, inbound, turn)
    for reply in turn.replies:
        _is_fit_to_read(script, turn, reply)
    _ending_follows_the_verdict(script, turn, now)
    return turn


def thorough_step(script: Script, session: Session, answers: Sequence[Answer], inbound: Inbound, now: datetime) -> Turn:
    """As `lawful_step`, with the laws that take several steps to check."""
    turn = lawful_step(script, session, answers, inbound, now)
    assert step(script, session, tuple(answers), inbound, now) == turn, "the same arguments gave another turn"
    _other_languages_lead_the_same_way(script, session, answers, inbound, now, turn)
    _goes_on_after_being_stored(script, session, answers, inbound, now, turn)
    _is_shown_again_alike(script, turn, now)
    _every_button_is_accepted(script, turn, now)
    return turn


def stored_session(session: Session) -> Session:
    """The session after a way through JSON."""
    data = json.loads(json.dumps(asdict(session), default=sorted))
    plain = {"address": Address(**data["address"]), "trail": tuple(data["trail"]), "passed": frozenset(data["passed"])}
    return Session(**data | plain)


def stored_answers(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers after a way through JSON."""
    rows = json.loads(json.dumps([asdict(answer) | {"at": answer.at.isoformat()} for answer in answers]))
    return tuple(Answer(**row | {"at": datetime.fromisoformat(row["at"])}) for row in rows)


def _answers_add_up(before: Sequence[Answer], turn: Turn) -> None:
    live = list(before)
    for event in turn.events:
        gone = event.supersedes if isinstance(event, Answered) else event.answer if isinstance(event, Retracted) else None
        if gone is not None:
            live.remove(gone)
        if isinstance(event, Answered):
            live.append(event.answer)
    if Requested("erase") in turn.events:
        live = []
    assert sorted(live, key=repr) == sorted(turn.answers, key=repr), "the live answers are not what the events say"
    keys = [(answer.question, answer.side) for answer in turn.answers]
    assert len(keys) == len(set(keys)), "two live answers of one side to one question"


def _session_is_sound(script: Script, before: Session, inbound: Inbound, turn: Turn) -> None:
    after, conversation = turn.session, script.conversation
    assert after.state in conversation.states
    assert set(after.trail) <= set(conversation.states)
    assert after.asked <= after.seq
    assert after.seq - before.seq in (0, 1)
    if any(isinstance(event, Refused) for event in turn.events):
        assert len(turn.events) == 1, "a refused message did something"
        assert after == before, "a refused message changed the session"
    if before.status not in LIVE and before.state and not isinstance(inbound.payload, Fill):
        assert after.status == before.status or Requested("erase") in turn.events
    if after.status in ("open", "paused") and not isinstance(inbound.payload, Due):
        assert turn.replies, "a live conversation has nothing to show"
    ends = [event for event in turn.events if isinstance(event, Ended)]
    assert len(ends) <= 1
    assert all(event.status == after.status for event in ends)


def _is_fit_to_read(script: Script, turn: Turn, reply: Reply) -> None:
    assert reply.language == turn.session.language
    assert reply.text.strip(), "an empty message"
    labels = [button.label for button in (*reply.options, *reply.controls)]
    events = [button.event for button in (*reply.options, *reply.controls)]
    assert len(set(events)) == len(events)
    assert len(set(labels)) == len(labels)
    own = sorted((text for answer in turn.answers for text in (answer.value, answer.detail)), key=len, reverse=True)
    for text in (reply.text, reply.note, *labels):
        said = _without(text, own)
        assert "{" not in said, f"a placeholder was left: {text}"
        assert "\n\n\n" not in said
        if reply.language == "en":
            assert not ARABIC.search(said.replace("العربية", "")), text
        elif re.search("[^\\W\\d_]", said):
            assert ARABIC.search(said), text
    if reply.progress:
        assert 1 <= reply.progress[0] <= reply.progress[1] <= len(script.questions)


def _without(text: str, own: Sequence[str]) -> str:
    for words in own:
        if words and not words.replace("_", "").isascii():
            text = text.replace(words, "…")
    return text


def _ending_follows_the_verdict(script: Script, turn: Turn, now: datetime) -> None:
    if turn.session.state in ENDINGS and Ended("completed") in turn.events and turn.session.status == "completed":
        entered = [type(event).__name__ for event in turn.events]
        if "Entered" in entered:
            verdict = evaluate(script.framework, script.criteria, turn.answers, now).verdict
            assert ENDINGS[turn.session.state] == verdict


def _other_languages_lead_the_same_way(
    script: Script, session: Session, answers: Sequence[Answer], inbound: Inbound, now: datetime, turn: Turn
) -> None:
    for language in set(script.wording.languages) - {session.language}:
        other = step(script, replace(session, language=language), answers, inbound, now)
        assert replace(other.session, language="") == replace(turn.session, language="")
        assert other.answers == turn.answers
        assert other.events == turn.events
        assert len(other.replies) == len(turn.replies)


def _goes_on_after_being_stored(
    script: Script, session: Session, answers: Sequence[Answer], inbound: Inbound, now: datetime, turn: Turn
) -> None:
    assert stored_session(session) == session
    assert step(script, stored_session(session), stored_answers(answers), inbound, now) == turn


def _is_shown_again_alike(script: Script, turn: Turn, now: datetime) -> None:
    again = reshow(script, turn.session, turn.answers, now)
    assert reshow(script, turn.session, turn.answers, now) == again
    for reply in again:
        _is_fit_to_read(script, turn, reply)
    if turn.session.status in ("open", "paused"):
        assert again
    if [reply.kind for reply in turn.replies] in (["question"], ["review"], ["final"]):
        assert again == (replace(turn.replies[0], note=""),)


def _every_button_is_accepted(script: Script, turn: Turn, now: datetime) -> None:
    for reply in turn.replies:
        for button in (*reply.options, *reply.controls):
            tapped = Inbound("button", turn.session.address, Tapped(turn.session.id, turn.session.seq, button.event))
            led = step(script, turn.session, turn.answers, tapped, now)
            assert not any(isinstance(event, Refused) for event in led.events), f"{button.event} leads nowhere"
