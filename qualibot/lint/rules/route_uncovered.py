"""A route on which no guard may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from qualibot.errors import Problem
from qualibot.lint.subject import Subject, Talk
from qualibot.model import Guard, State, Verdict

Values = Mapping[str, str | None]
_MOST = 100_000
"""Combinations that are tried; a route that reads more than that needs a last transition without a guard."""


def route_uncovered(subject: Subject) -> Iterator[Problem]:
    """A state that asks nothing has a transition for every verdict, score and answer it may be entered with."""
    for talk in subject.talks:
        for state in talk.states.values():
            if state.type == "route" and all(item.guard for item in state.always):
                yield from _gap(subject, talk, state)


def _gap(subject: Subject, talk: Talk, state: State) -> Iterator[Problem]:
    guards = [item.guard for item in state.always if item.guard]
    results = sorted(_results(subject, talk))
    answers = _answers(talk, guards)
    size = len(results)
    for options in answers.values():
        size *= len(options)
    combinations = (
        (result, dict(zip(answers, values, strict=True))) for values in product(*answers.values()) for result in results
    )
    uncovered = next((found for found in combinations if not any(_holds(guard, *found) for guard in guards)), None)
    if size > _MOST or uncovered:
        case = _case(guards, *uncovered) if uncovered and size <= _MOST else "everything its guards read"
        message = f"no transition is sure to be taken for {case}; add a last one without a guard: `- {{target: …}}`"
        yield talk.problem("route-uncovered", ("states", state.name, "always"), message)


def _results(subject: Subject, talk: Talk) -> set[tuple[Verdict, int]]:
    """Whatever the lead's answers, of either side and to other conversations too, may come to."""
    results = {result for reach in subject.possible(talk.script.framework.id) for result in reach.results}
    if any(option.knock_out for criterion in subject.criteria.values() for option in criterion.options):
        results |= {("disqualified", score) for _, score in results}
    return results


def _answers(talk: Talk, guards: list[Guard]) -> dict[str, list[str | None]]:
    read = {name for guard in guards for name in (*guard.answer, *guard.unknown, *guard.known)}
    return {name: [None, *talk.script.criteria[name].by_id] for name in sorted(read)}


def _holds(guard: Guard, result: tuple[Verdict, int], answers: Values) -> bool:
    verdict, score = result
    bounds = {"gte": score.__ge__, "gt": score.__gt__, "lte": score.__le__, "lt": score.__lt__}
    return (
        all(bounds[end](bound) for end, bound in guard.score.items())
        and (not guard.verdict or verdict in guard.verdict)
        and all(answers[name] in options for name, options in guard.answer.items())
        and all(answers[name] is None for name in guard.unknown)
        and all(answers[name] is not None for name in guard.known)
    )


def _case(guards: list[Guard], result: tuple[Verdict, int], answers: Values) -> str:
    parts = [f"the verdict '{result[0]}'"] if any(guard.verdict for guard in guards) else []
    parts += [f"a score of {result[1]}"] if any(guard.score for guard in guards) else []
    parts += [f"{name} {value or 'unknown'}" for name, value in answers.items()]
    return " with ".join(parts)
