"""Directories of definitions made from the shipped ones, for measuring alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualibot.home import shipped

EIGHT = "eight-questions"
QUESTIONS = ("goals", "plans", "challenge", "need", "timeline", "authority", "committee", "budget")
_HEAD = f"""\
schema: qualibot/conversation@1
version: "1"
framework: gpctba-ci
audience: prospect
initial: {QUESTIONS[0]}
early_end: never
finish: done

states:
"""
_TAIL = """\
  done: {type: final, say: finish_qualified}
"""


def copied(target: Path) -> Path:
    """The shipped definitions, to be changed."""
    target.mkdir(parents=True)
    for part in ("frameworks", "conversations"):
        shutil.copytree(shipped() / part, target / part)
    shutil.copyfile(shipped() / "company.yaml", target / "company.yaml")
    return target


def with_eight_questions(target: Path) -> Path:
    """A home with one more conversation: eight shipped questions in a row, and the end."""
    onward = zip(QUESTIONS, (*QUESTIONS[1:], "done"), strict=True)
    states = [f"  {name}: {{ask: {name}, on: {{answer: {following}, skip: {following}}}}}\n" for name, following in onward]
    home = copied(target)
    (home / "conversations" / f"{EIGHT}.yaml").write_text(_HEAD + "".join(states) + _TAIL, encoding="utf-8")
    return home


def with_other_points(target: Path) -> Path:
    """A home whose BANT gives less for an important need than the shipped one, so that some recorded verdicts flip."""
    home = copied(target)
    file = home / "frameworks" / "bant.yaml"
    text = file.read_text(encoding="utf-8")
    shipped_points, points = "important: 19", "important: 12"
    if shipped_points not in text:
        raise LookupError(f"{file.name} has no '{shipped_points}' any more")
    file.write_text(text.replace(shipped_points, points), encoding="utf-8")
    return home
