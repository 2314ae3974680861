"""What every event does: answers, the reserved events, the asides between questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualibot.engine.draft import Draft
from qualibot.engine.hear import of_criterion
from qualibot.engine.prompt import label_of, notice, offers, visible
from qualibot.engine.walk import arrive, enter, follow, go_on, is_gate, jump, refuse, select
from qualibot.model import CAPTURED, Ended, Requested, Source
from qualibot.understanding import Chosen, Value, clean, understand


def hear(draft: Draft, event: str, source: Source, text: str = "") -> None:
    """Does what the event says, or refuses it; afterwards the draft knows what to show."""
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
    """An event that belongs to the question in between; any other event leaves it."""
    head, _, rest = draft.aside.partition(":")
    if head == "evidence" and event == "skip":
        draft.passed.add(draft.aside)
        draft.aside = ""
        draft.moved = True
        return True
    if head not in ("delete", "early_end") or event not in dict(offers(draft)):
        return False
    draft.aside = ""
    draft.moved = True
    _ASIDE_EVENTS[event](draft)
    return True


def evidence(draft: Draft, text: str) -> None:
    """The content of a claim was given."""
    draft.detail(draft.aside.partition(":")[2], text)
    draft.note("noted", label=text)
    draft.aside = ""
    draft.moved = True


def _answer(draft: Draft, option: str, source: Source, text: str) -> None:
    state = draft.here
    criterion = draft.criterion(state)
    if criterion is None or draft.aside or not any(item.id == option for item in visible(draft, state)):
        refuse(draft, "option-unknown", "not_here")
        return
    chosen = criterion.by_id[option]
    if not chosen.ask_again:
        detail = draft.script.wording.version if is_gate(draft.script, state) else _own_evidence(chosen, text)
        draft.record(criterion.id, option, source, text, detail)
        if not is_gate(draft.script, state):
            draft.note("noted", label=draft.words.label(criterion.id, option, draft.days))
    transition = select(draft, state, f"answer.{option}")
    if transition:
        follow(draft, transition)


def _own_evidence(option: object, text: str) -> str:
    """A claim typed with a number in it is its own content: "20 % more by June" is not asked "which number?"."""
    claims = getattr(option, "without_evidence", None)
    return text if claims and any(char.isdigit() for char in text) else ""


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
    if draft.aside:
        draft.aside = ""
        return
    if not draft.trail:
        draft.note("back_first")
        return
    name = draft.trail[-1]
    draft.trail = draft.trail[:-1]
    arrive(draft, draft.script.conversation.states[name])
    _forget_choice(draft, name)
    _recall(draft, "back_done")


def _forget_choice(draft: Draft, name: str) -> None:
    """A menu that is gone back to is asked again."""
    draft.passed -= {item for item in draft.passed if item.startswith(f"{name}:")}


def _recall(draft: Draft, phrase: str) -> None:
    """Says what the answer was, where there is one."""
    question = draft.here.question
    label = label_of(draft, question) if question else ""
    if label:
        draft.note(phrase, label=label)


def _goto(draft: Draft, rest: str, text: str) -> None:
    states = draft.script.conversation.states
    if is_gate(draft.script, draft.here) or rest not in states or states[rest].question is None:
        refuse(draft, "goto-unknown", "goto_unknown" if rest not in states else "not_here")
        return
    if draft.aside.startswith("contradiction:"):
        draft.passed.add(draft.aside)
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
    if not is_gate(draft.script, draft.here) and draft.here.type != "review":
        draft.trail = (*draft.trail, draft.state)
    enter(draft, draft.script.conversation.finish)


def _go_on(draft: Draft, rest: str, text: str) -> None:
    draft.aside = ""


def _restart(draft: Draft, rest: str, text: str) -> None:
    criteria = draft.script.criteria
    draft.retract(
        answer
        for answer in list(draft.answers)
        if answer.session == draft.before.id
        and answer.source != "known"
        and not (answer.question in criteria and criteria[answer.question].dimension is None)
    )
    draft.passed.clear()
    draft.trail = ()
    draft.note("restarted")
    enter(draft, draft.script.conversation.initial)


def _pause(draft: Draft, rest: str, text: str) -> None:
    draft.status = "paused"
    place = _place(draft)
    draft.note("paused", i=place[0], n=place[1])


def _place(draft: Draft) -> tuple[int, int]:
    """Where a person stands, also between and after the questions."""
    questions = draft.script.questions
    open_questions = draft.open_questions()
    if draft.state in questions:
        return questions.index(draft.state) + 1, len(questions)
    return max(1, len(questions) - len(open_questions)), len(questions)


def resume(draft: Draft, rest: str = "", text: str = "") -> None:
    """The conversation goes on; what is done and what comes next is said."""
    draft.status = "open"
    total = len(draft.script.questions)
    draft.note("resumed", done=total - len(draft.open_questions()), n=total)


def _stop(draft: Draft, rest: str, text: str) -> None:
    draft.status = "stopped"
    draft.aside = ""
    draft.events.append(Ended("stopped"))
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
    if draft.script.side == "rep":
        draft.note("human_asked_rep")
        return
    draft.note("human_asked")
    if draft.status in ("open", "paused"):
        draft.status = "human"


def _price(draft: Draft, rest: str, text: str) -> None:
    draft.events.append(Requested("price", text))
    draft.note("price_answer" if draft.words.company("price_from") else "price_promised")


def _robot(draft: Draft, rest: str, text: str) -> None:
    draft.note("robot")


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
    draft.note("exported")


def _delete(draft: Draft, rest: str, text: str) -> None:
    if draft.script.side == "rep":
        refuse(draft, "delete-not-here", "not_here")
        return
    draft.aside = "delete"
    draft.moved = True


def _erase(draft: Draft) -> None:
    draft.events.append(Requested("erase"))
    draft.status = "stopped"
    draft.answers = []
    draft.note("delete_done", date=draft.words.day(draft.now.date()), ref=draft.before.id)
    draft.replies = (notice(draft, ""),)


def _keep(draft: Draft) -> None:
    draft.note("kept")


def _accept_finish(draft: Draft) -> None:
    _finish(draft, "", "")


def _decline_finish(draft: Draft) -> None:
    """The offer was made for this verdict; it is not repeated unless the verdict changes."""


_ASIDE_EVENTS: Mapping[str, Callable[[Draft], None]] = {
    "delete.confirm": _erase,
    "delete.keep": _keep,
    "finish": _accept_finish,
    "go_on": _decline_finish,
}


def _follow_up(draft: Draft, rest: str, text: str) -> None:
    if draft.here.type != "final" or rest not in ("yes", "no"):
        refuse(draft, "follow-up-not-here", "not_here")
        return
    draft.events.append(Requested("follow_up" if rest == "yes" else "no_follow_up"))
    draft.note(f"follow_up_{rest}")
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
    if is_gate(draft.script, draft.here) and draft.status == "open":
        refuse(draft, "fill-before-consent", "not_here")
        return
    read: list[str] = []
    unread: list[str] = []
    for question, text in values.items():
        (read if _fill_one(draft, question, text) else unread).append(question)
    if read:
        labels = [label_of(draft, question) for question in read]
        draft.note("fill_noted", labels=", ".join(labels))
    if unread:
        draft.note("unfilled", names=", ".join(clean(name)[:40] for name in unread))
    if not read:
        refuse(draft, "fill-unread")
    elif draft.status in ("open", "paused", "human"):
        go_on(draft)
    else:
        draft.events.append(Ended(draft.status))


def _fill_one(draft: Draft, question: str, text: str) -> bool:
    if question not in draft.script.criteria and question not in CAPTURED:
        return False
    reading = understand(of_criterion(draft, question), text, draft.language, draft.now)
    if isinstance(reading, Chosen):
        option = draft.script.criteria[question].by_id[reading.event.partition(".")[2]]
        if not option.ask_again:
            draft.record(question, option.id, "filled", clean(text), _own_evidence(option, text))
        return not option.ask_again
    if isinstance(reading, Value):
        draft.record(question, reading.value, "filled", clean(text))
        return True
    return False
