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

    def render(self, name: str, summary: Summary) -> str:
        """The summary as text of the medium that `name` is for.

        Raises:
            DefinitionError: the template has a fault; a team's own template is named with its line.
        """
        try:
            return self._environment.get_template(name).render(s=summary).strip()
        except TemplateError as error:
            line = getattr(error, "lineno", None) or 0
            raise DefinitionError([Problem(f"templates/{name}", line, "template", f"has a fault: {error}")]) from error
