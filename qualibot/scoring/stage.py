"""How far a lead has come in the funnel; this takes people's acts, which no score knows of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualibot.model.result import Evaluation, Stage
from qualibot.model.script import Side, Verdict

REQUESTS = frozenset(("price", "quote", "demo"))
"""The kinds of act by which a lead shows that it wants to buy."""
FIXED: Mapping[Verdict, Stage] = {"disqualified": "lead", "unqualified": "lead", "nurture": "mql"}
"""Verdicts that name the stage by themselves."""


def stage(evaluation: Evaluation, author: Side, acts: Iterable[str], previous: Stage = "lead") -> Stage:
    """The lead's stage after this evaluation. `acts` are the kinds of all its acts, oldest first.

    Qualified and invite are `sql` once a rep ran the checklist (`author`) or accepted (`accept`, undone by a later
    `send_back`), `prospect` after an `exchange` on top of that, and `mql` until then. An incomplete verdict leaves the
    previous stage. Asking for a price, a quote or a demo makes a lead an `mql` at once, unless it is disqualified. A
    framework that measures fit alone never leads past `mql`.
    """
    done = tuple(acts)
    reached = _reached(evaluation, author, done, previous)
    if reached == "lead" and evaluation.verdict != "disqualified" and not REQUESTS.isdisjoint(done):
        return "mql"
    return reached


def _reached(evaluation: Evaluation, author: Side, acts: Sequence[str], previous: Stage) -> Stage:
    if evaluation.verdict == "incomplete":
        return previous
    if evaluation.verdict in FIXED:
        return FIXED[evaluation.verdict]
    if set(evaluation.dimensions) == {"fit"} or not _is_accepted(author, acts):
        return "mql"
    return "prospect" if "exchange" in acts else "sql"


def _is_accepted(author: Side, acts: Sequence[str]) -> bool:
    decisions = [act for act in acts if act in {"accept", "send_back"}]
    return decisions[-1] == "accept" if decisions else author == "rep"
