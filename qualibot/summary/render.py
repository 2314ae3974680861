"""Jinja2 templates for summaries. A team overrides one by a file of the same name in `templates/` of its home directory."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from qualibot.errors import DefinitionError, Problem
from qualibot.summary.view import Summary


class Templates:
    """The templates of a home directory, the shipped ones where it has none."""

    def __init__(self, home: Path) -> None:
        loaders = ChoiceLoader([FileSystemLoader(home / "templates"), PackageLoader("qualibot", "templates")])
        # `.html.j2` escapes by itself; the other media escape with filters of their own, so nothing is escaped twice.
        self._environment = ImmutableSandboxedEnvironment(
            loader=loaders,
            autoescape=lambda name: bool(name and name.endswith(".html.j2")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def check(self) -> None:
        """Every template of the home directory can be read.

        Raises:
            DefinitionError: with the faults of all of them.
        """
        problems = []
        for name in self._environment.list_templates(extensions=["j2"]):
            try:
                self._environment.get_template(name)
            except (TemplateError, UnicodeDecodeError, OSError) as error:
                problems.append(_problem(name, error))
        if problems:
            raise DefinitionError(problems)

    def render(self, name: str, summary: Summary) -> str:
        """The summary as text of the medium that `name` is for.

        Raises:
            DefinitionError: the template has a fault; a team's own template is named with its line.
        """
        try:
            return self._environment.get_template(name).render(s=summary).strip()
        except Exception as error:  # a template is a program of the team's own: it may raise anything
            raise DefinitionError([_problem(name, error)]) from error


def _problem(name: str, error: Exception) -> Problem:
    said = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return Problem(f"templates/{name}", _line(name, error), "template", f"has a fault: {said.removesuffix(': ')}")


def _line(name: str, error: Exception) -> int:
    """The template's line, where the error or the way it took through the template tells it; else 0."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if Path(frame.filename).name == name]
    return (lines or [0])[-1] or 0
