"""`qualibot misses`: the replies that were not understood, the backlog of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualibot.model import Miss


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("misses")(misses)


def misses(
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 50,
) -> None:
    """List the replies that were not understood, the most frequent first: phrases to add to frameworks/criteria.yaml."""
    import json

    from qualibot import bootstrap

    if form not in ("table", "json"):
        raise typer.BadParameter(f"'{form}' is none of table, json.", param_hint="--format")
    with bootstrap.build(bootstrap.settings()) as app:
        found = app.store.misses(limit)
    if form == "json":
        print(
            json.dumps([{"question": m.question, "text": m.text, "count": m.count} for m in found], ensure_ascii=False, indent=2)
        )
    elif found:
        _table(found)
    else:
        print("Every reply was understood.")


def _table(found: list[Miss]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("count", justify="right")
    table.add_column("question", no_wrap=True)
    table.add_column("what was written")
    for miss in found:
        table.add_row(str(miss.count), miss.question, Text(miss.text))
    Console(highlight=False).print(table)
