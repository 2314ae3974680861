"""What a phrase may speak of: what is known, what is left, what was answered, in the words of this language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qualibot.engine.draft import Draft
from qualibot.engine.walk import is_gate
from qualibot.model import Answer, State
from qualibot.understanding import Days, days


def progress(draft: Draft) -> tuple[int, int] | None:
    """Which question of how many; those told before the conversation are not counted."""
    if draft.state not in draft.script.questions:
        return None
    asked = [name for name in draft.script.questions if name == draft.state or not told_elsewhere(draft, name)]
    return asked.index(draft.state) + 1, len(asked)


def told_elsewhere(draft: Draft, name: str) -> bool:
    """The question of this state was answered before this conversation, or follows from another answer."""
    question = draft.script.conversation.states[name].question or ""
    own = draft.own(question)
    if own is not None and own.session == draft.before.id:
        return False
    return draft.settled(question) is not None


class Facts:
    """What the placeholders of standard phrases stand for at this point, worked out only where a phrase has them."""

    def __init__(self, draft: Draft, **given: object) -> None:
        self._draft = draft
        self._given = given

    def get(self, name: str, /) -> object:
        """The fact of that name; None where there is none."""
        if name in self._given:
            return self._given[name]
        return FACTS[name](self._draft) if name in FACTS else None


def _left(draft: Draft) -> int:
    return len(draft.open_questions())


def _minutes(draft: Draft) -> str:
    return draft.words.count("minute", max(1, round(_left(draft) / 4)))


def _lead(draft: Draft) -> str:
    name = draft.live("name")
    return name.value if name else draft.words.term("summary", "lead")


FACTS: Mapping[str, Callable[[Draft], object]] = {
    "n": _left,
    "minutes": _minutes,
    "left": lambda draft: draft.words.count("question", _left(draft)),
    "lead": _lead,
    "framework": lambda draft: draft.script.framework.name[draft.language],
    "known": lambda draft: known_labels(draft) or draft.words.term("summary", "nothing_known"),
    "date": lambda draft: draft.words.in_days(draft.script.company.reply_days),
    "re_ask_date": lambda draft: draft.words.in_days(draft.script.company.re_ask_days),
    "verdict": lambda draft: draft.words.term("verdicts", draft.tally.verdict),
    "score": lambda draft: draft.tally.score,
}


def known_labels(draft: Draft) -> str:
    """What was told before this conversation, in one line: `Need: Critical (9-10), Budget: 10-50k`."""
    asked, states = draft.script.wording.asked[draft.script.side], draft.script.conversation.states
    told = [states[name].question or "" for name in draft.script.questions if told_elsewhere(draft, name)]
    return listed(draft, (f"{draft.words.of(asked[question].name)}: {label_of(draft, question)}" for question in told))


def listed(draft: Draft, items: Iterable[str]) -> str:
    """The items in one line."""
    return ("، " if draft.language in draft.script.wording.rtl else ", ").join(items)


def label_of(draft: Draft, question: str) -> str:
    """What was answered, in the words of this language; captured values as they are."""
    value = draft.settled(question) or ""
    if question in draft.script.criteria and value:
        return draft.words.label(question, value, _days_meant(draft, question))
    return value


def _days_meant(draft: Draft, question: str) -> Days:
    """The named days as they were when the answer was given: "within six months" does not move on by itself."""
    answer = draft.live(question)
    return days(answer.at.astimezone(draft.now.tzinfo).date()) if answer else draft.days


def held(draft: Draft) -> list[str]:
    """One line for everything that is kept of what this side said."""
    asked = draft.script.wording.asked[draft.script.side]
    own = [answer for answer in draft.answers if answer.side == draft.script.side and answer.question in asked]
    words = draft.words
    return [words.say("review_line", name=words.of(asked[a.question].name), label=_said(draft, a)) for a in own]


def _said(draft: Draft, answer: Answer) -> str:
    """The answer's label; a value that the script does not know is shown as it is kept."""
    if answer.value in draft.script.wording.asked[draft.script.side][answer.question].labels:
        return draft.words.label(answer.question, answer.value, draft.days)
    return answer.value


def review_lines(draft: Draft) -> list[str]:
    """One line for every question of the review, open ones included."""
    asked = [state for state in draft.script.conversation.states.values() if in_review(draft, state)]
    return [_line(draft, state.question or "") for state in asked]


def in_review(draft: Draft, state: State) -> bool:
    """The state's question is shown in the review, and may be changed there."""
    if state.question is None or is_gate(draft.script, state):
        return False
    asked = state.name in draft.script.questions or state.question in draft.passed
    return asked or draft.settled(state.question) is not None


def _line(draft: Draft, question: str) -> str:
    words = draft.words
    name = words.of(draft.script.wording.asked[draft.script.side][question].name)
    label = label_of(draft, question)
    if not label:
        return words.say("review_open", name=name)
    answer = draft.live(question)
    if answer is None or answer.session == draft.before.id:
        return words.say("review_line", name=name, label=label)
    return words.say("reviewed_known", name=name, label=label, date=words.day(answer.at.astimezone(draft.now.tzinfo).date()))
