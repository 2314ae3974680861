"""What every event does: answers, the reserved events, the asides between questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualibot.engine.draft import Draft
from qualibot.engine.hear import of_criterion
from qualibot.engine.prompt import held, is_offered, label_of, listed, notice, offers, progress
from qualibot.engine.walk import arrive, consented, enter, follow, go_on, is_gate, jump, refuse, select
from qualibot.model import CAPTURED, LIVE, Ended, Option, Requested, Source
from qualibot.understanding import Choice, Value, clean, understand

_MOST_NAMED = 10
"""Questions named when answers could not be read; nobody reads a longer list."""


def hear(draft: Draft, event: str, source: Source, text: str = "") -> None:
    """Does what the event says, or refuses it; afterwards the draft knows what to show."""
    if event == "resume" and draft.status == "open" and "go_on" in dict(offers(draft)):
        event = "go_on"
    head, _, rest = event.partition(".")
    if draft.aside and _aside(draft, event):
        return
    if head == "answer":
        _answer(draft, rest, source, text)
    elif event in draft.here.on and head not in ("skip", "dont_know"):
        _chosen(draft, event)
    elif head in _COMMANDS:
        _COMMANDS[head](draft, rest, text)
    else:
        refuse(draft, "event-unknown", "not_here")


def _aside(draft: Draft, event: str) -> bool:
    """An event that belongs to the question in between; false where it belongs to the conversation."""
    head = draft.aside.partition(":")[0]
    if head in ("evidence", "contradiction") and event in ("skip", "dont_know"):
        draft.passed.add(draft.aside)
        leave_aside(draft)
        return True
    if event not in _ASIDE_EVENTS or event not in dict(offers(draft)):
        return False
    leave_aside(draft)
    _ASIDE_EVENTS[event](draft)
    return True


def leave_aside(draft: Draft) -> None:
    """The question in between is over; the one it stood before is shown again."""
    draft.aside = ""
    draft.moved = True


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
        detail = draft.script.wording.version if is_gate(draft.script, state) else _own_evidence(chosen, text)
        draft.record(criterion.id, option, source, text, detail)
        if not is_gate(draft.script, state):
            draft.note("noted", label=draft.words.label(criterion.id, option, draft.days))
    transition = select(draft, state, f"answer.{option}")
    if transition:
        follow(draft, transition)


def _own_evidence(option: Option, text: str) -> str:
    """A claim typed with a number in it is its own content: "20 % more by June" is not asked "which number?"."""
    return text if option.without_evidence and any(char.isdigit() for char in text) else ""


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
    follow(draft, transition)


def _skip(draft: Draft, rest: str, text: str) -> None:
    _pass_over(draft, "skip", "skipped")


def _dont_know(draft: Draft, rest: str, text: str) -> None:
    criterion = draft.criterion(draft.here)
    if criterion is None or criterion.dont_know_is is None or draft.aside:
        _pass_over(draft, "dont_know", "dont_know_noted")
        return
    draft.record(criterion.id, criterion.dont_know_is, "typed" if text else "tapped", text)
    draft.note("dont_know_noted")
    transition = select(draft, draft.here, f"answer.{criterion.dont_know_is}")
    if transition:
        follow(draft, transition)


def _pass_over(draft: Draft, event: str, phrase: str) -> None:
    """Leaves the question open. Who skips an answer given before keeps it; who no longer knows takes it back."""
    state = draft.here
    transition = select(draft, state, event)
    if draft.aside or state.question is None or transition is None:
        refuse(draft, f"{event}-not-here", "not_here")
        return
    own = draft.own(state.question)
    if own is None or event == "dont_know":
        draft.retract([own] if own else [])
        draft.passed.add(state.question)
        draft.note(phrase)
    follow(draft, transition)


def _back(draft: Draft, rest: str, text: str) -> None:
    evidence_of = draft.aside.partition(":")[2] if draft.aside.startswith("evidence:") else None
    if draft.aside and not (draft.trail and evidence_of == draft.script.conversation.states[draft.trail[-1]].ask):
        leave_aside(draft)
        return
    if not draft.trail:
        draft.note("back_first")
        return
    name = draft.trail[-1]
    draft.trail = draft.trail[:-1]
    arrive(draft, draft.script.conversation.states[name])
    _forget_choice(draft, name)
    if not _recall(draft, "back_done"):
        draft.note("back_open")


def _forget_choice(draft: Draft, name: str) -> None:
    """A menu that is gone back to is asked again."""
    draft.passed -= {item for item in draft.passed if item.startswith(f"{name}:")}


def _recall(draft: Draft, phrase: str) -> bool:
    """Says what the answer was, where there is one."""
    question = draft.here.question
    label = label_of(draft, question) if question else ""
    if label:
        draft.note(phrase, label=label)
    return bool(label)


def _goto(draft: Draft, rest: str, text: str) -> None:
    states = draft.script.conversation.states
    if rest not in states:
        refuse(draft, "goto-unknown")
        draft.note("goto_unknown", name=clean(rest)[:40])
        return
    if states[rest].question is None or any(is_gate(draft.script, state) for state in (draft.here, states[rest])):
        refuse(draft, "goto-not-here", "not_here")
        return
    jump(draft, rest)
    _recall(draft, "answer_was")


def _change(draft: Draft, rest: str, text: str) -> None:
    if is_gate(draft.script, draft.here):
        refuse(draft, "change-not-here", "not_here")
        return
    draft.aside = "change"
    draft.moved = True


def _review(draft: Draft, rest: str, text: str) -> None:
    review = next((s for s in draft.script.conversation.states.values() if s.type == "review"), None)
    if review is None or is_gate(draft.script, draft.here):
        refuse(draft, "review-not-here", "not_here")
        return
    jump(draft, review.name)


def _finish(draft: Draft, rest: str, text: str) -> None:
    """What is still open stays open, on purpose."""
    if is_gate(draft.script, draft.here):
        refuse(draft, "finish-not-here", "not_here")
        return
    states = draft.script.conversation.states
    draft.passed |= {states[name].question or "" for name in draft.open_questions()}
    if draft.here.type != "review":
        draft.leave(draft.state)
    enter(draft, draft.script.conversation.finish)


def _go_on(draft: Draft, rest: str, text: str) -> None:
    if draft.aside:
        leave_aside(draft)


def _restart(draft: Draft, rest: str, text: str) -> None:
    criteria = draft.script.criteria
    draft.retract(
        answer
        for answer in list(draft.answers)
        if answer.session == draft.before.id
        and answer.side == draft.script.side
        and answer.source != "known"
        and not (answer.question in criteria and criteria[answer.question].dimension is None)
    )
    draft.passed.clear()
    draft.trail = ()
    draft.note("restarted")
    enter(draft, draft.script.conversation.initial)


def _pause(draft: Draft, rest: str, text: str) -> None:
    draft.status = "paused"
    say_paused(draft)


def say_paused(draft: Draft) -> None:
    """Says where the conversation stands still, also between and after the questions."""
    place, total = progress(draft) or (max(1, _answered(draft)), len(draft.script.questions))
    draft.note("paused", i=place, n=total)


def _answered(draft: Draft) -> int:
    """How many scored questions have an answer."""
    states = draft.script.conversation.states
    return sum(draft.settled(states[name].question or "") is not None for name in draft.script.questions)


def resume(draft: Draft, rest: str = "", text: str = "") -> None:
    """The conversation goes on; what is done and what comes next is said."""
    draft.status = "open"
    draft.note("resumed", done=_answered(draft), n=len(draft.script.questions))


def _stop(draft: Draft, rest: str, text: str) -> None:
    """Ends the conversation; where it is over already, nothing more is sent either."""
    if draft.status in LIVE:
        draft.status = "stopped"
        draft.aside = ""
        draft.events.append(Ended("stopped"))
    else:
        draft.events.append(Requested("no_follow_up"))
    draft.note("stopped", date=draft.words.in_days(draft.script.company.retention_days))
    draft.replies = (notice(draft, ""),)


def _help(draft: Draft, rest: str, text: str) -> None:
    draft.note(f"help_{draft.script.side}")


def _why(draft: Draft, rest: str, text: str) -> None:
    question = draft.here.question
    if question is None:
        draft.note(f"help_{draft.script.side}")
        return
    draft.notes.append(draft.words.of(draft.script.wording.asked[draft.script.side][question].why))
    if is_gate(draft.script, draft.here):
        draft.note("privacy")


def _human(draft: Draft, rest: str, text: str) -> None:
    draft.events.append(Requested("human", text))
    if draft.aside == "robot":
        leave_aside(draft)
    if draft.script.side == "rep":
        draft.note("human_asked_rep")
        return
    if draft.status in LIVE:
        draft.status = "human"
        draft.note("human_asked")
    else:
        draft.note("human_asked_end")


def _price(draft: Draft, rest: str, text: str) -> None:
    draft.events.append(Requested("price", text))
    words = draft.words
    if words.company("price_from"):
        draft.note("price_answer" if words.company("price_page") else "price_answer_short")
    else:
        draft.note("price_promised")


def _robot(draft: Draft, rest: str, text: str) -> None:
    """A question in between, so that "yes" to fetching a colleague is no answer to the conversation's own question."""
    draft.aside = "robot"
    draft.moved = True


def _language(draft: Draft, rest: str, text: str) -> None:
    languages = draft.script.wording.languages
    following = languages[(languages.index(draft.language) + 1) % len(languages)]
    if rest and rest not in languages:
        refuse(draft, "language-unknown", "not_here")
        return
    draft.language = rest or following
    draft.note("language_changed")


def _privacy(draft: Draft, rest: str, text: str) -> None:
    draft.note("privacy")


def _export(draft: Draft, rest: str, text: str) -> None:
    if draft.script.side == "rep":
        refuse(draft, "export-not-here", "not_here")
        return
    draft.events.append(Requested("export"))
    draft.note("exported", lines="\n".join(held(draft)) or draft.words.term("summary", "nothing_known"))


def _delete(draft: Draft, rest: str, text: str) -> None:
    if draft.script.side == "rep":
        refuse(draft, "delete-not-here", "not_here")
        return
    draft.aside = "delete"
    draft.moved = True


def _erase(draft: Draft) -> None:
    draft.events.append(Requested("erase"))
    draft.status = "stopped"
    draft.forget_all()
    draft.note("delete_done", date=draft.words.day(draft.now.date()), ref=draft.before.id)
    draft.replies = (notice(draft, ""),)


def _keep(draft: Draft) -> None:
    draft.note("kept")


def _ask_on(draft: Draft) -> None:
    """The question that was being asked goes on."""


_ASIDE_EVENTS: Mapping[str, Callable[[Draft], None]] = {
    "delete.confirm": _erase,
    "delete.keep": _keep,
    "go_on": _ask_on,
}


def _follow_up(draft: Draft, rest: str, text: str) -> None:
    if draft.here.type != "final" or rest not in ("yes", "no"):
        refuse(draft, "follow-up-not-here", "not_here")
        return
    draft.events.append(Requested("follow_up" if rest == "yes" else "no_follow_up"))
    draft.note(f"follow_up_{rest}", re_ask_date=draft.words.in_days(draft.script.company.re_ask_days))
    draft.replies = (notice(draft, ""),)


_COMMANDS: Mapping[str, Callable[[Draft, str, str], None]] = {
    "skip": _skip,
    "dont_know": _dont_know,
    "back": _back,
    "goto": _goto,
    "change": _change,
    "review": _review,
    "finish": _finish,
    "go_on": _go_on,
    "restart": _restart,
    "pause": _pause,
    "resume": resume,
    "stop": _stop,
    "help": _help,
    "why": _why,
    "human": _human,
    "price": _price,
    "robot": _robot,
    "language": _language,
    "privacy": _privacy,
    "export": _export,
    "delete": _delete,
    "follow_up": _follow_up,
}


def fill(draft: Draft, values: Mapping[str, str]) -> None:
    """Several answers at once, whatever is being asked; what cannot be read is named and nothing is guessed."""
    if not consented(draft):
        refuse(draft, "fill-before-consent", "not_here")
        return
    read: list[str] = []
    unread: list[str] = []
    for question, text in values.items():
        (read if _fill_one(draft, question, text) else unread).append(question)
    if read:
        labels = [label_of(draft, question) for question in read]
        draft.note("fill_noted", labels=listed(draft, labels))
    if unread:
        draft.note("unfilled", names=listed(draft, (_named(draft, question) for question in unread[:_MOST_NAMED])))
    if not read:
        refuse(draft, "fill-unread")
    elif draft.status in LIVE:
        if draft.aside:
            leave_aside(draft)
        go_on(draft)
    else:
        draft.events.append(Ended(draft.status))


def _named(draft: Draft, question: str) -> str:
    asked = draft.script.wording.asked[draft.script.side].get(question)
    return draft.words.of(asked.name) if asked else clean(question)[:40]


def _fill_one(draft: Draft, question: str, text: str) -> bool:
    """False where the question is not known, cannot be filled in (a consent must be given), or the reply says nothing."""
    criterion = draft.script.criteria.get(question)
    if question not in CAPTURED and (criterion is None or criterion.dimension is None):
        return False
    reading = understand(of_criterion(draft, question), text)
    if isinstance(reading, Choice):
        option = draft.script.criteria[question].by_id[reading.event.partition(".")[2]]
        draft.record(question, option.id, "filled", clean(text), _own_evidence(option, clean(text)))
        return True
    if isinstance(reading, Value):
        draft.record(question, reading.value, "filled", clean(text))
        return True
    return False
