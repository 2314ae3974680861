"""What an event does here: an answer, a value, a button of the state; the rest are commands."""

from __future__ import annotations

from collections.abc import Mapping

from qualibot.engine import asking_back
from qualibot.engine.commands import ASIDE_EVENTS, COMMANDS
from qualibot.engine.draft import Draft
from qualibot.engine.facts import label_of, listed
from qualibot.engine.filling import own_evidence
from qualibot.engine.prompt import is_offered, offers
from qualibot.engine.walk import follow, go_on, is_gate, leave_aside, refuse, select
from qualibot.model import Source


def hear(draft: Draft, event: str, source: Source, text: str = "") -> None:
    """Does what the event says, or refuses it; afterwards the draft knows what to show."""
    if event == "resume" and draft.status == "open" and "go_on" in dict(offers(draft)):
        event = "go_on"
    head, _, rest = event.partition(".")
    if draft.aside and _aside(draft, event, source):
        return
    if head == "answer":
        _answer(draft, rest, source, text)
    elif event in draft.here.on and head not in ("skip", "dont_know"):
        _chosen(draft, event)
    elif head in COMMANDS:
        COMMANDS[head](draft, rest, text)
    else:
        refuse(draft, "event-unknown", "not_here")


def _aside(draft: Draft, event: str, source: Source) -> bool:
    """An event that belongs to the question in between; false where it belongs to the conversation."""
    head = draft.aside.partition(":")[0]
    if head in asking_back.HEADS:
        return _asked_back(draft, head, event, source)
    if head in ("evidence", "contradiction") and event in ("skip", "dont_know"):
        draft.passed.add(draft.aside)
        leave_aside(draft)
        return True
    if event not in ASIDE_EVENTS or event not in dict(offers(draft)):
        return False
    leave_aside(draft)
    ASIDE_EVENTS[event](draft)
    return True


def _asked_back(draft: Draft, head: str, event: str, source: Source) -> bool:
    """The answer that was meant counts, with the words that were typed for it; a command leaves the question as it was."""
    what, text = asking_back.asked(draft)
    values = asking_back.values(draft) if head == "several" else {}
    leave_aside(draft)
    if event == "confirm.yes":
        _keep_all(draft, values, text) if values else _answer(draft, what.partition(".")[2], "typed", text)
        return True
    if event.startswith("answer."):
        _answer(draft, event.partition(".")[2], source, text)
        return True
    return event == "confirm.no"


def _keep_all(draft: Draft, values: Mapping[str, str], text: str) -> None:
    """All answers of one message count; what it answered is not asked again."""
    for criterion, option in values.items():
        chosen = draft.script.criteria[criterion].by_id[option]
        draft.record(criterion, option, "typed", text, own_evidence(chosen, text))
    draft.note("fill_noted", labels=listed(draft, (label_of(draft, criterion) for criterion in values)))
    go_on(draft)


def evidence(draft: Draft, text: str) -> None:
    """The content of a claim was given."""
    draft.detail(draft.aside.partition(":")[2], text)
    draft.note("noted", label=text)
    leave_aside(draft)


def _answer(draft: Draft, option: str, source: Source, text: str) -> None:
    state = draft.here
    criterion = draft.criterion(state)
    chosen = criterion.by_id.get(option) if criterion else None
    if criterion is None or chosen is None or draft.aside or not is_offered(draft, criterion, chosen):
        refuse(draft, "option-unknown", "not_here")
        return
    if not chosen.ask_again:
        detail = draft.script.wording.version if is_gate(draft.script, state) else own_evidence(chosen, text)
        draft.record(criterion.id, option, source, text, detail)
        if not is_gate(draft.script, state):
            draft.note("noted", label=draft.words.label(criterion.id, option, draft.days))
    transition = select(draft, state, f"answer.{option}")
    if transition:
        follow(draft, transition)


def capture(draft: Draft, value: str, text: str) -> None:
    """A name, company, e-mail address or phone number was given."""
    question = draft.here.capture or ""
    draft.record(question, value, "typed", text)
    draft.note("noted", label=value)
    transition = select(draft, draft.here, "answer")
    if transition:
        follow(draft, transition)


def _chosen(draft: Draft, event: str) -> None:
    """A button of a menu, or "send" in the review."""
    state = draft.here
    transition = select(draft, state, event)
    if transition is None:
        refuse(draft, "guarded", "not_here")
        return
    if state.type == "menu":
        draft.passed.add(f"{state.name}:{event}")
        if event == "go_on":
            # Who has just been asked whether to go on is not told at once that the rest is not needed.
            draft.passed.add(f"offered:{draft.tally.verdict}")
    follow(draft, transition)
