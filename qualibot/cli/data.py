"""`qualibot leads`, `show` and `rescore`: what is recorded."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from qualibot.bootstrap import App
    from qualibot.model import Act, Exchange, LeadFile, Outcome, Ranked
    from qualibot.outcomes import Rescored

COLUMNS = (
    "id",
    "name",
    "company",
    "score",
    "low",
    "high",
    "verdict",
    "grade",
    "warmth",
    "stage",
    "conversation",
    "status",
    "updated",
)

LONGEST = 18
"""Digits that every database takes for a number."""
WIDE = 250
"""Columns of a table in a pipe or a file, where nothing has to be wrapped."""


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("leads")(leads)
    app.command("show")(show)
    app.command("rescore")(rescore)


def leads(
    verdict: Annotated[str | None, typer.Option("--verdict", help="Only leads of this verdict.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 100,
) -> None:
    """List the leads, the hottest first."""
    from qualibot import bootstrap
    from qualibot.model import VERDICTS
    from qualibot.outcomes import ranking

    _one_of("--format", form, ("table", "json", "csv"))
    if verdict is not None:
        _one_of("--verdict", verdict, VERDICTS)
    with bootstrap.build(bootstrap.settings()) as app:
        found = ranking(app.definitions, app.store, verdict, limit, app.clock.now())  # type: ignore[arg-type]
        {"table": _table, "json": _json, "csv": _csv}[form]([row(app, ranked) for ranked in found])


def _one_of(option: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise typer.BadParameter(f"'{value}' is none of {', '.join(known)}.", param_hint=option)


def row(app: App, ranked: Ranked) -> dict[str, Any]:
    """One lead as plain data, its time in the company's zone; what is not known of it is None."""
    headline = ranked.headline
    keys = ("score", "low", "high", "verdict", "grade", "warmth", "stage", "conversation")
    facts = {key: getattr(headline, key) if headline else None for key in keys}
    updated = _local(app, headline.at).isoformat(timespec="seconds") if headline else None
    status = "human" if ranked.waiting else headline.status if headline else None
    who = {"id": ranked.lead.id, "name": ranked.lead.name, "company": ranked.lead.company}
    return {**who, **facts, "status": status, "updated": updated}


def _json(found: list[dict[str, Any]]) -> None:
    import json

    print(json.dumps(found, ensure_ascii=False, indent=2))


def _csv(found: list[dict[str, Any]]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(item[key]) for key in COLUMNS] for item in found)


def _cell(value: Any) -> Any:
    """A spreadsheet runs a cell that begins like a formula; a quotation mark in front keeps it text (OWASP: CSV injection)."""
    dangerous = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if dangerous else value


def _table(found: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from qualibot.cli.chat import COLOURS

    if not found:
        print("No leads yet. `qualibot chat` makes one.")
        return
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("id", "lead", "verdict", "score", "could be", "grade", "stage", "status", "updated"):
        table.add_column(name, justify="right" if name in ("id", "score") else "left", no_wrap=name != "lead")
    for item in found:
        name = " · ".join(filter(None, (item["name"], item["company"]))) or "–"
        reach = f"{item['low']}–{item['high']}" if item["low"] != item["high"] else ""
        waits = item["status"] == "human"
        texts = (item["id"], name, item["verdict"], item["score"], reach, item["grade"], item["stage"])
        cells = [Text("" if text is None else str(text)) for text in texts]
        cells[2].stylize(COLOURS.get(item["verdict"] or "", ""))
        cells.append(Text("! human", style="bold red") if waits else Text(item["status"] or ""))
        updated = (item["updated"] or "")[:16].replace("T", " ")
        cells.append(Text(updated[5:] if console.is_terminal else updated))
        table.add_row(*cells)
    console.print(table)
    waiting = sum(item["status"] == "human" for item in found)
    if waiting:
        print(f"\n! {waiting} asked for a person and {'wait' if waiting > 1 else 'waits'} for an answer.")


def show(
    lead: Annotated[str, typer.Argument(help="The number of a lead, as `qualibot leads` shows it.")],
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    lang: Annotated[str | None, typer.Option("--lang", help="The reader's language; default: company.yaml's.")] = None,
) -> None:
    """Show one lead: verdict, points, what would change it, answers, transcript."""
    import json

    from qualibot import bootstrap
    from qualibot.cli.chat import language

    _one_of("--format", form, ("text", "json"))
    with bootstrap.build(bootstrap.settings()) as app:
        held = _found(app, lead)
        reader = language(lang or app.definitions.company.summary_language, app.definitions)
        outcome = _headline(app, held)
        if form == "json":
            print(json.dumps(_everything(held, outcome), ensure_ascii=False, indent=2))
        else:
            _print(app, held, outcome, reader)


def _found(app: App, lead: str) -> LeadFile:
    """The lead of this number.

    Raises:
        UnknownName: it is no number, or nobody's.
    """
    from qualibot.errors import UnknownName

    if not lead.isdecimal():
        raise UnknownName(f"{lead} is not the number of a lead; `qualibot leads` lists them.")
    number = int(lead[:LONGEST])
    try:
        return app.store.lead(number)
    except UnknownName as error:
        raise UnknownName(f"There is no lead {lead}; `qualibot leads` lists them.") from error


def _headline(app: App, held: LeadFile) -> Outcome | None:
    """The newest completed outcome, else the newest, else how the newest session stands."""
    from qualibot.outcomes import preview

    if not held.answers and not held.outcomes:
        return None
    completed = [outcome for outcome in held.outcomes if outcome.status == "completed"]
    if completed or held.outcomes:
        return (completed or list(held.outcomes))[-1]
    return preview(app.definitions, held, held.sessions[-1].id, app.clock.now())


def _nothing(app: App, held: LeadFile, reader: str) -> str:
    """Why there is nothing to show: the newest session's status, such as "declined"."""
    terms = app.definitions.script(app.definitions.conversations[0]).wording.terms
    status = held.sessions[-1].status if held.sessions else "open"
    return f"{terms['statuses'][status][reader]} · {terms['summary']['nothing_known'][reader]}"


def _everything(held: LeadFile, outcome: Outcome | None) -> dict[str, Any]:
    from qualibot.summary import document

    facts = document(outcome, held.lead) if outcome else {"lead": {"id": held.lead.id, "name": held.lead.name}}
    keys = ("question", "side", "value", "text", "detail", "source", "session")
    return facts | {
        "answers": [{key: getattr(a, key) for key in keys} | {"at": a.at.isoformat()} for a in held.answers],
        "acts": [{"kind": act.kind, "at": act.at.isoformat(), "by": act.by} for act in held.acts],
        "transcript": [
            {
                "session": entry.session,
                "at": entry.at.isoformat(),
                "kind": entry.kind,
                "said": entry.said,
                "replies": [reply.text for reply in entry.replies],
            }
            for entry in held.transcript
        ],
    }


def _print(app: App, held: LeadFile, outcome: Outcome | None, reader: str) -> None:
    from qualibot.cli.screen import Screen
    from qualibot.summary import summary

    definitions = app.definitions
    if outcome is None:
        print(f"Lead {held.lead.id}: {_nothing(app, held, reader)}.")
        return
    name = outcome.conversation.partition("@")[0]
    script = definitions.script(name if name in definitions.conversations else definitions.conversations[0])
    view = summary(outcome, held.lead, script, reader, held.answers)
    screen = Screen()
    screen.show(app.templates.render("summary.txt.j2", view))
    for act in held.acts:
        screen.show(f"! {_requested(app, act, reader)}")
    for session in held.sessions:
        screen.show(f"\n{view.label['transcript']} · {view.label['session']} {session.id}")
        for line in spoken([entry for entry in held.transcript if entry.session == session.id]):
            screen.show(line)


def _requested(app: App, act: Act, reader: str) -> str:
    """What a person asked for, when, and in which words: somebody has to see to it."""
    names = app.definitions.script(app.definitions.conversations[0]).wording.terms["acts"]
    name = names[act.kind][reader] if act.kind in names else act.kind
    words = f" · “{act.detail}”" if act.detail else ""
    return f"{name} · {_local(app, act.at):%Y-%m-%d %H:%M}{words}"


def _local(app: App, at: datetime) -> datetime:
    """The moment in the company's time zone."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(app.definitions.company.zone))


def spoken(transcript: list[Exchange]) -> Iterator[str]:
    """The conversation as it was read: a pressed button by the label it had."""
    from qualibot.channels.terminal import plain

    labels: dict[str, str] = {}
    for entry in transcript:
        if entry.said and entry.kind != "start":
            yield f"› {labels.get(entry.said, entry.said)}"
        for reply in entry.replies:
            yield plain(reply)
            labels |= {button.event: button.label for button in (*reply.options, *reply.controls)}


def rescore(
    framework: Annotated[str | None, typer.Option("--framework", help="Only outcomes of this framework.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Record what differs; without it nothing is changed.")] = False,
) -> None:
    """Evaluate recorded sessions under today's frameworks, each at its own time, and show which verdicts flip."""
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    from qualibot import bootstrap
    from qualibot.outcomes import Rescoring

    with bootstrap.build(bootstrap.settings()) as app:
        work = Rescoring(app.definitions, app.store, framework)
        bar = Progress(
            TextColumn("{task.description}"), console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
        )
        with bar:
            task = bar.add_task("")
            for result in work.run(app.clock.now() if apply else None):
                bar.update(task, description=f"{result.seen} outcomes, {len(result.flips)} verdicts flip")
        _report(work.result, apply=apply)


def _report(result: Rescored, *, apply: bool) -> None:
    for flip in result.flips[:200]:
        before, after = (f"{verdict} {score}" for verdict, score in (flip.before, flip.after))
        print(f"lead {flip.lead}, session {flip.session}, {flip.framework}: {before} → {after}")
    if len(result.flips) > 200:
        print(f"… and {len(result.flips) - 200} more.")
    if result.unknown:
        print(f"{result.unknown} outcomes are of frameworks that are no longer among the definitions.")
    print(f"Outcomes evaluated: {result.seen}; different: {result.changed}; verdicts that flip: {len(result.flips)}.")
    if result.changed:
        print("Recorded as further outcomes." if apply else "Nothing was changed; --apply records it.")
