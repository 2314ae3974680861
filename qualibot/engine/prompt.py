"""The present question as a Reply: the same for the same session, so it can be shown again at any time."""

from __future__ import annotations

from collections.abc import Collection

from qualibot.engine import asking_back
from qualibot.engine.draft import Draft
from qualibot.engine.facts import Facts, in_review, label_of, progress, review_lines
from qualibot.engine.walk import is_gate
from qualibot.engine.words import button
from qualibot.model import Button, Criterion, Kind, Option, Reply, ReplyKind, State, Text

Offer = tuple[str, Text]


"""An event, and the words that stand for it in every language."""


def present(draft: Draft) -> tuple[Reply, ...]:
    """What the person is to see now, with the notes of this turn above it."""
    if draft.aside and (draft.status == "open" or draft.aside == "delete"):
        return (_aside(draft),)
    if draft.status == "open" or is_at_its_end(draft):
        return _PROMPTS[draft.here.type](draft)
    return (notice(draft, ""),) if draft.notes else ()


def is_at_its_end(draft: Draft) -> bool:
    """The session ended the way the present state ends it, not by a stop or an erasure."""
    return draft.here.type == "final" and draft.status == (draft.here.status or "completed")


def notice(draft: Draft, text: str, buttons: tuple[Button, ...] = ()) -> Reply:
    """A message that asks nothing; with no text of its own the notes become the text."""
    note = "\n".join(draft.notes)
    resume = (draft.words.control("resume"),) if draft.status in ("paused", "human") else ()
    if not text:
        note, text = "", note
    return Reply("notice", draft.language, text, note, buttons or resume)


def offers(draft: Draft) -> Collection[Offer]:
    """What can be chosen at this point, in the order in which it is shown."""
    head, _, rest = draft.aside.partition(":")
    if head:
        return _ASIDE_OFFERS[head](draft, rest)
    state = draft.here
    criterion = draft.criterion(state)
    if criterion:
        labels = draft.script.wording.asked[draft.side][criterion.id].labels
        return [(f"answer.{option.id}", labels[option.id]) for option in visible(draft, criterion)]
    if state.type == "review":
        return [(event, draft.script.wording.events[event]) for event in ("send", "change")]
    return draft.script.wording.phrases[state.say].buttons.items() if state.say and not state.capture else ()


def visible(draft: Draft, criterion: Criterion) -> list[Option]:
    """The options this side may choose today: a span of dates without any day in it is hidden."""
    side = draft.side
    offered = [option for option in criterion.options if side in option.offered_to]
    if criterion.kind != "date":
        return offered
    days = draft.days
    return [option for option in offered if option.range is None or not days.is_empty(option.range)]


def is_offered(draft: Draft, criterion: Criterion, option: Option) -> bool:
    """This side may choose the option today."""
    hidden = criterion.kind == "date" and option.range is not None and draft.days.is_empty(option.range)
    return draft.side in option.offered_to and not hidden


def _buttons(draft: Draft) -> tuple[Button, ...]:
    language = draft.language
    made = []
    for event, text in offers(draft):
        label = text[language]
        made.append(button(event, draft.words.with_days(label, draft.days) if "{" in label else label))
    return tuple(made)


def _reply(draft: Draft, kind: ReplyKind, text: str, controls: tuple[Button, ...] = (), takes: Kind | None = None) -> Reply:
    return Reply(kind, draft.language, text, "\n".join(draft.notes), _buttons(draft), controls, None, takes)


def _question(draft: Draft) -> tuple[Reply, ...]:
    state = draft.here
    asked = draft.script.wording.asked[draft.side][state.question or ""]
    text = asked.ask[draft.language]
    if "{" in text:
        text = draft.words.fill(text, Facts(draft))
    if state.say and not draft.misses:
        text = f"{draft.words.tell(state.say, Facts(draft))}\n\n{text}"
    criterion = draft.criterion(state)
    kind: Kind = criterion.kind if criterion else _capture_kind(state)
    note = "\n".join(draft.notes)
    reply = Reply("question", draft.language, text, note, _buttons(draft), _controls(draft, state), progress(draft), kind)
    return (reply,)


def _capture_kind(state: State) -> Kind:
    return "email" if state.capture == "email" else "phone" if state.capture == "phone" else "text"


def _controls(draft: Draft, state: State) -> tuple[Button, ...]:
    if is_gate(draft.script, state):
        return ()
    names = ["finish"] if may_finish(draft) else []
    criterion = draft.criterion(state)
    if "skip" in state.on:
        if criterion and not _says_dont_know(draft, criterion):
            names.append("dont_know")
        names.append("skip")
    if draft.trail:
        names.append("back")
    names.append("human")
    return tuple(map(draft.words.control, names))


def may_finish(draft: Draft) -> bool:
    """The verdict is settled whatever is still answered, and the conversation may end early."""
    if draft.script.conversation.early_end == "never" or draft.state not in draft.script.questions:
        return False
    return draft.is_open(draft.state) and draft.tally.settled


def _says_dont_know(draft: Draft, criterion: Criterion) -> bool:
    """An option on offer already says "not known yet", so no button does."""
    option = criterion.by_id.get(criterion.dont_know_is or "")
    return option is not None and is_offered(draft, criterion, option)


def _menu(draft: Draft) -> tuple[Reply, ...]:
    return (_reply(draft, "question", draft.words.tell(draft.here.say or "", Facts(draft))),)


def _review(draft: Draft) -> tuple[Reply, ...]:
    text = draft.words.say("review", lines="\n".join(["", *review_lines(draft)]))
    return (_reply(draft, "review", text, (draft.words.control("human"),)),)


def _final(draft: Draft) -> tuple[Reply, ...]:
    say = draft.here.say
    if say:
        return (_reply(draft, "final", draft.words.tell(say, Facts(draft))),)
    return (notice(draft, ""),) if draft.notes else ()


def _route(draft: Draft) -> tuple[Reply, ...]:
    raise RuntimeError(f"{draft.script.conversation.ref}: no guard of state '{draft.state}' holds")


_PROMPTS = {
    "question": _question,
    "capture": _question,
    "menu": _menu,
    "review": _review,
    "final": _final,
    "route": _route,
}


def _aside(draft: Draft) -> Reply:
    head, _, rest = draft.aside.partition(":")
    words, side = draft.words, draft.side
    if head in asking_back.HEADS:
        return _asked_back(draft, head)
    if head == "evidence":
        asked = draft.script.wording.asked[side][rest].evidence
        controls = (words.control("skip"),)
        return _reply(draft, "question", words.of(asked or {}), controls, "text")
    if head == "contradiction":
        first, second = rest.split(":")
        text = words.say(head, a=label_of(draft, first), b=label_of(draft, second))
        return _reply(draft, "question", text, (words.control("skip"),))
    phrase = {"delete": "delete_ask", "change": "change_which", "robot": "robot"}[head]
    return _reply(draft, "question", words.tell(phrase, Facts(draft)))


def _delete_offers(draft: Draft, rest: str) -> Collection[Offer]:
    return draft.script.wording.phrases["delete_ask"].buttons.items()


def _robot_offers(draft: Draft, rest: str) -> Collection[Offer]:
    return draft.script.wording.phrases["robot"].buttons.items()


def _change_offers(draft: Draft, rest: str) -> Collection[Offer]:
    asked = draft.script.wording.asked[draft.side]
    states = [state for state in draft.script.conversation.states.values() if in_review(draft, state)]
    return [(f"goto.{state.name}", asked[state.question or ""].name) for state in states]


def _contradiction_offers(draft: Draft, rest: str) -> Collection[Offer]:
    """Whoever says that one answer is right is asked the other again."""
    first, second = rest.split(":")
    asked = draft.script.wording.asked[draft.side]
    labels = [asked[question].labels[draft.settled(question) or ""] for question in (first, second)]
    return [(f"goto.{_asking(draft, second)}", labels[0]), (f"goto.{_asking(draft, first)}", labels[1])]


def _asking(draft: Draft, criterion: str) -> str:
    return next(state.name for state in draft.script.conversation.states.values() if state.ask == criterion)


def _no_offers(draft: Draft, rest: str) -> Collection[Offer]:
    return ()


def _asked_back(draft: Draft, head: str) -> Reply:
    """What was typed, shown back as it was understood."""
    what, text = asking_back.asked(draft)
    words = draft.words
    if head == "several":
        asked = draft.script.wording.asked[draft.side]
        pairs = asking_back.values(draft).items()
        lines = [words.say("review_line", name=words.of(asked[c].name), label=words.label(c, o, draft.days)) for c, o in pairs]
        shown = words.say("several_values", lines="\n".join(["", *lines]))
    elif head == "confirm":
        label = words.label(draft.here.ask or "", what.partition(".")[2], draft.days)
        shown = words.say("confirm_value", text=text, label=label)
    else:
        shown = words.say("between_two", text=text)
    return _reply(draft, "question", shown, _controls(draft, draft.here))


def _confirm_offers(draft: Draft, rest: str) -> Collection[Offer]:
    criterion = draft.criterion(draft.here)
    return asking_back.confirm_offers(draft, visible(draft, criterion) if criterion else ())


def _between_offers(draft: Draft, rest: str) -> Collection[Offer]:
    return asking_back.between_offers(draft)


def _several_offers(draft: Draft, rest: str) -> Collection[Offer]:
    return asking_back.several_offers(draft)


_ASIDE_OFFERS = {
    "confirm": _confirm_offers,
    "between": _between_offers,
    "several": _several_offers,
    "delete": _delete_offers,
    "robot": _robot_offers,
    "change": _change_offers,
    "evidence": _no_offers,
    "contradiction": _contradiction_offers,
}
