"""Jinja2 templates for summaries. A team overrides one by a file of the same name in `templates/` of its home directory."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError
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
            except TemplateError as error:
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
        except TemplateError as error:
            raise DefinitionError([_problem(name, error)]) from error


def _problem(name: str, error: TemplateError) -> Problem:
    return Problem(f"templates/{name}", getattr(error, "lineno", None) or 0, "template", f"has a fault: {error}")
