"""The reserved events: what each does wherever it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualibot.engine.draft import Draft
from qualibot.engine.facts import held, label_of, progress
from qualibot.engine.prompt import notice
from qualibot.engine.walk import arrive, enter, follow, is_gate, jump, leave_aside, refuse, select
from qualibot.model import LIVE, Ended, Requested
from qualibot.understanding import clean


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


ASIDE_EVENTS: Mapping[str, Callable[[Draft], None]] = {
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


COMMANDS: Mapping[str, Callable[[Draft, str, str], None]] = {
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
