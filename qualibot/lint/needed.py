"""What the engine itself says, by name, and what it fills in: data, tested against the engine's own source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from qualibot.definitions.references import placeholders
from qualibot.model import VERDICTS, Dimension, Openness, Stage, Status, Warmth

Names = frozenset[str]
NOTHING: Names = frozenset()
FACTS: Names = frozenset(
    ("n", "minutes", "left", "lead", "framework", "known", "date", "re_ask_date", "verdict", "score"),
)
"""Filled in wherever a state, a greeting or a question in between speaks."""
REMINDED: Names = FACTS | {"since"}
"""Filled in where a phrase is said after a silence."""
DAYS: Names = frozenset(("month_end", "quarter_end", "half_year_end"))
"""Filled in where a label stands."""
PRICES: Names = frozenset(("price_from", "price_page"))
"""Facts of company.yaml that may be absent; a phrase that needs one is not said then."""

PHRASES: Mapping[str, Names] = {
    "answer_was": frozenset(("label",)),
    "back_done": frozenset(("label",)),
    "back_first": NOTHING,
    "back_open": NOTHING,
    "between_two": frozenset(("text",)),
    "change_which": FACTS,
    "confirm_value": frozenset(("text", "label")),
    "contradiction": frozenset(("a", "b")),
    "counter_question": NOTHING,
    "delete_ask": FACTS,
    "delete_done": frozenset(("date", "ref")),
    "dont_know_noted": NOTHING,
    "early_end_prospect": FACTS,
    "early_end_rep": FACTS,
    "exported": frozenset(("lines",)),
    "fill_noted": frozenset(("labels",)),
    "finished_already": NOTHING,
    "follow_up_no": frozenset(("re_ask_date",)),
    "follow_up_yes": frozenset(("re_ask_date",)),
    "goto_unknown": frozenset(("name",)),
    "help_prospect": NOTHING,
    "help_rep": NOTHING,
    "human_asked": NOTHING,
    "human_asked_end": NOTHING,
    "human_asked_rep": NOTHING,
    "kept": NOTHING,
    "language_changed": NOTHING,
    "not_here": NOTHING,
    "noted": frozenset(("label",)),
    "paused": frozenset(("i", "n")),
    "price_answer": PRICES,
    "price_answer_short": PRICES,
    "price_promised": NOTHING,
    "privacy": NOTHING,
    "restarted": NOTHING,
    "resumed": frozenset(("done", "n")),
    "review": frozenset(("lines",)),
    "review_line": frozenset(("name", "label")),
    "review_open": frozenset(("name",)),
    "reviewed_known": frozenset(("name", "label", "date")),
    "robot": FACTS,
    "several_values": frozenset(("lines",)),
    "skipped": NOTHING,
    "stale_button": NOTHING,
    "stopped": frozenset(("date",)),
    "too_long": NOTHING,
    "unfilled": frozenset(("names",)),
}
"""Every phrase the engine says by itself → what it fills in besides the facts of company.yaml."""
BUTTONS: Mapping[str, Names] = {
    "confirm_value": frozenset(("confirm.yes", "confirm.no")),
    "several_values": frozenset(("confirm.yes", "confirm.no")),
    "delete_ask": frozenset(("delete.confirm", "delete.keep")),
    "robot": frozenset(("human", "go_on")),
}
"""Questions in between → the buttons without which nobody could answer them."""
TERMS: Mapping[str, Names] = {
    "verdicts": frozenset(VERDICTS),
    "next_steps": frozenset((*VERDICTS, "no_contact")),
    "warmth": frozenset(get_args(Warmth)),
    "stages": frozenset(get_args(Stage)),
    "dimensions": frozenset(get_args(Dimension)),
    "openness": frozenset(get_args(Openness)) - {""},
    "statuses": frozenset(get_args(Status)),
    "acts": frozenset(("human", "price", "question", "message", "follow_up", "no_follow_up", "export", "erase")),
    "summary": frozenset(
        (
            *("lead", "nothing_known", "score", "coverage", "gaps", "next", "would_change", "transcript", "session"),
            *("conversation", "contact", "team_sees"),
            *("could_be_range", "lift", "cut_off_close", "knocked_out_by", "capped_by"),
        ),
    ),
}
"""Words that the engine and the shipped summary say, by group."""
COUNTS: Names = frozenset(("minute", "question"))
CONTROLS: Names = frozenset(("back", "change", "dont_know", "finish", "human", "resume", "send", "skip"))
"""Reserved events that stand on buttons."""
RESERVED: Names = frozenset(
    (
        *("back", "change", "delete", "dont_know", "export", "finish", "follow_up", "go_on", "goto", "help", "human"),
        *("language", "pause", "price", "privacy", "restart", "resume", "review", "robot", "skip", "stop", "why"),
    ),
)
"""What a button may say in any state; whatever follows a point is its argument."""


def holes(text: str) -> Names:
    """The names in curly brackets; none where a bracket is broken, which loading reports."""
    try:
        return frozenset(placeholders(text))
    except ValueError:
        return NOTHING
