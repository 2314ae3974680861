"""`qualibot check`, `replay`, `graph` and `init`: working on the definition files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualibot.errors import Problem
    from qualibot.lint import Report
    from qualibot.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("check")(check)
    app.command("replay")(replay)
    app.command("graph")(graph)
    app.command("init")(init)


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Home directories, or files of one; default: the one in use.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Check all definition files and walk every path; exit code 1 where something is wrong."""
    from qualibot import bootstrap
    from qualibot.home import find
    from qualibot.lint import check as run

    if form not in ("text", "json"):
        raise typer.BadParameter(f"'{form}' is none of text, json.", param_hint="--format")
    config = bootstrap.settings()
    targets = [_target(path) for path in paths or [find(config.home, Path.cwd())]]
    failed = False
    for home, file in targets:
        report = run(home)
        found = (*report.problems, *_changed(config, home))
        problems = [problem for problem in found if file in (None, problem.file)]
        failed = failed or bool(problems)
        (_as_json if form == "json" else _as_text)(home, report, problems)
    if failed:
        raise typer.Exit(1)


def _changed(config: Settings, home: Path) -> list[Problem]:
    """What `chat` would refuse; only files in use are compared with the database, and only where it can be read."""
    from qualibot import bootstrap
    from qualibot.errors import DefinitionError, QualibotError, StorageError
    from qualibot.home import find

    try:
        if home.resolve() != find(config.home, Path.cwd()).resolve():
            return []
        return bootstrap.changed_since_published(config, home)
    except StorageError as error:
        print(f"Versions were not compared with what was published: {error}", file=sys.stderr)
    except DefinitionError:
        pass  # the report says it
    except QualibotError:
        pass  # another directory was named than the one in use, which is none
    return []


def _target(path: Path) -> tuple[Path, str | None]:
    """The home directory of a path, and the one file to speak of, if the path is a file."""
    from qualibot.errors import QualibotError

    if not path.exists():
        raise QualibotError(f"{path} does not exist.")
    if path.is_dir():
        return path, None
    home = path.parent.parent if path.parent.name in ("frameworks", "conversations") else path.parent
    return home, path.resolve().relative_to(home.resolve()).as_posix()


def replay(
    paths: Annotated[list[Path] | None, typer.Argument(help="Transcripts, or folders of them; default: all.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Rewrite what is expected by what is said.")] = False,
) -> None:
    """Play recorded conversations again; exit code 1 where one goes differently."""
    from qualibot import bootstrap
    from qualibot.errors import QualibotError
    from qualibot.replay import heading_of, load, play, write

    loaded = bootstrap.definitions()
    files = _transcripts(paths or [loaded.home / "conversations" / "transcripts"])
    if not files:
        raise QualibotError("There are no transcripts here; `qualibot chat --new --record FILE` writes one.")
    failed = 0
    for path in files:
        _, transcript = load(path, str(path))
        played = play(loaded, path.stem, transcript)
        if played.differences and update:
            write(path, played.actual, heading_of(path))
            print(f"{path}: rewritten")
        elif played.differences:
            failed += 1
            print("\n".join(played.differences))
    print(f"Transcripts replayed: {len(files)}; different: {failed}.")
    if failed:
        raise typer.Exit(1)


def _transcripts(paths: list[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]


def graph(
    conversation: Annotated[str, typer.Argument(help="Which conversation, such as bant-prospect.")],
    form: Annotated[str, typer.Option("--format", help="mermaid, dot or xstate.")] = "mermaid",
) -> None:
    """Print a conversation's state machine."""
    import json

    from qualibot import bootstrap, graph

    script = bootstrap.definitions().script(conversation)
    if form == "xstate":
        print(json.dumps(graph.xstate(script), ensure_ascii=False, indent=2))
    elif form in ("mermaid", "dot"):
        print(graph.mermaid(script) if form == "mermaid" else graph.dot(script))
    else:
        raise typer.BadParameter(f"'{form}' is none of mermaid, dot, xstate.", param_hint="--format")


def init(directory: Annotated[Path, typer.Argument(help="An empty or a new directory.")]) -> None:
    """Make a directory of one's own: frameworks, conversations, company.yaml and .env.example, ready to be edited."""
    from qualibot.home import init as make

    for name in make(directory):
        print(f"{directory / name}")
    print(f"\nEdit company.yaml first. Then: cd {directory} && qualibot check && qualibot chat")


def _as_text(home: Path, report: Report, problems: list[Problem]) -> None:
    from rich.console import Console
    from rich.table import Table

    print(f"Checked: {home.resolve()}\n")
    for problem in problems:
        print(problem)
    if problems:
        print(f"\n{len(problems)} problem{'s' if len(problems) > 1 else ''}.")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("conversation")
    for name in ("states", "steps walked", "paths", "verdicts reached"):
        table.add_column(name, justify="right")
    for proof in report.proofs:
        paths = "uncounted" if proof.paths is None else f"{proof.paths:,}"
        verdicts = f"{len(proof.reached)} of {len(proof.possible)}"
        table.add_row(proof.conversation, str(proof.states), f"{proof.steps:,}", paths, verdicts)
    Console(highlight=False).print(table)
    steps = sum(proof.steps for proof in report.proofs)
    print(f"\nNo problems. {len(report.proofs)} conversations, {steps:,} steps walked, every path leads to an end.")


def _as_json(home: Path, report: Report, problems: list[Problem]) -> None:
    import json

    proofs = [{key: getattr(proof, key) for key in proof.__slots__} for proof in report.proofs]
    faults = [{key: getattr(problem, key) for key in problem.__slots__} for problem in problems]
    print(
        json.dumps(
            {"ok": not problems, "home": str(home.resolve()), "problems": faults, "proofs": proofs}, ensure_ascii=False, indent=2
        )
    )
