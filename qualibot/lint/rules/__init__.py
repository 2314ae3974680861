"""The rules, in the order in which a person would look: the way through a conversation, what it is worth, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qualibot.errors import Problem
from qualibot.lint.rules.answer_without_option import answer_without_option
from qualibot.lint.rules.asked_before_consent import asked_before_consent
from qualibot.lint.rules.criterion_not_asked import criterion_not_asked
from qualibot.lint.rules.dead_end import dead_end
from qualibot.lint.rules.delay_empty import delay_empty
from qualibot.lint.rules.id_unfit import id_unfit
from qualibot.lint.rules.label_duplicate import label_duplicate
from qualibot.lint.rules.label_too_long import label_too_long
from qualibot.lint.rules.menu_broken import menu_broken
from qualibot.lint.rules.option_without_answer import option_without_answer
from qualibot.lint.rules.path_without_final import path_without_final
from qualibot.lint.rules.phrase_in_two_answers import phrase_in_two_answers
from qualibot.lint.rules.phrase_missing import phrase_missing
from qualibot.lint.rules.placeholder_unknown import placeholder_unknown
from qualibot.lint.rules.points_not_100 import points_not_100
from qualibot.lint.rules.route_uncovered import route_uncovered
from qualibot.lint.rules.state_unreachable import state_unreachable
from qualibot.lint.rules.transition_shadowed import transition_shadowed
from qualibot.lint.rules.verdict_unreachable import verdict_unreachable
from qualibot.lint.subject import Subject

Rule = Callable[[Subject], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    state_unreachable,
    dead_end,
    path_without_final,
    transition_shadowed,
    answer_without_option,
    option_without_answer,
    menu_broken,
    delay_empty,
    route_uncovered,
    asked_before_consent,
    criterion_not_asked,
    points_not_100,
    verdict_unreachable,
    label_duplicate,
    label_too_long,
    id_unfit,
    phrase_in_two_answers,
    phrase_missing,
    placeholder_unknown,
)
