"""`qualibot chat`: the conversation in a terminal, or through a pipe."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualibot.bootstrap import App
    from qualibot.channels.terminal import Chat
    from qualibot.cli.screen import Screen
    from qualibot.definitions import Definitions
    from qualibot.model import Outcome


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("chat")(chat)


def chat(
    conversation: Annotated[str, typer.Argument(help="Which script, such as bant-prospect or champ-rep.")] = "bant-prospect",
    lang: Annotated[str | None, typer.Option("--lang", help="en or ar; default: the system's language.")] = None,
    lead: Annotated[str | None, typer.Option("--lead", help="Whom it is about; what is known of the lead is not asked.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON in the last line.")] = False,
    record: Annotated[Path | None, typer.Option("--record", help="Write the chat as a transcript for `replay`.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin anew, even if a conversation is unfinished.")] = False,
) -> None:
    """Walk through a conversation. An unfinished one is resumed; replies come from a pipe where there is one."""
    from qualibot import bootstrap
    from qualibot.channels.terminal import Chat
    from qualibot.cli.screen import Screen

    if record:
        _try_to_create(record)
    screen = Screen()
    with bootstrap.build(bootstrap.settings()) as app:
        talk = Chat(app.service, conversation, language(lang, app.definitions), lead or "", _Printer(screen))
        began = app.clock.now()
        talk.start(fresh=new)
        if record:
            from qualibot.replay import recordable

            recordable(talk)
        interrupted = _converse(talk)
        _end(app, talk, screen, as_json)
        if record:
            from qualibot.replay import transcript_of, write

            write(record, transcript_of(talk, app.definitions, began), new=True)
    if interrupted:
        raise typer.Exit(130)


def language(named: str | None, definitions: Definitions) -> str:
    """The language asked for, else the system's, else the first of the wording.

    Raises:
        UnknownName: the wording has no such language.
    """
    import os

    from qualibot.errors import UnknownName

    known = definitions.files.wording[1].languages
    if named and named not in known:
        raise UnknownName(f"There is no language '{named}'. Known: {', '.join(known)}.")
    system = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return named or next((item for item in known if system.startswith(item)), known[0])


def _try_to_create(record: Path) -> None:
    """The file can be written at the end of the chat; nothing is there yet.

    Raises:
        QualibotError: it cannot, or something is there.
    """
    from qualibot.errors import QualibotError

    try:
        record.open("x").close()
        record.unlink()
    except FileExistsError as error:
        raise QualibotError(f"{record} exists already; --record takes a new file.") from error
    except OSError as error:
        raise QualibotError(f"{record} cannot be written: {error.strerror or error}.") from error


def _converse(talk: Chat) -> bool:
    """Takes replies until the conversation or the input ends; true where the person broke it off.

    An ended conversation still hears corrections, and "delete" after "stop": a pipe is read to its end, and a person
    is prompted on where there is something left to say. An empty line ends it then.
    """
    is_typed = sys.stdin is not None and sys.stdin.isatty()
    try:
        for line in _lines():
            if not talk.over or line.strip():
                talk.say(line)
            elif is_typed:
                return False
            if is_typed and talk.over and not (talk.asks or talk.session.status == "stopped"):
                return False
    except KeyboardInterrupt:
        print()
        return True
    return False


def _lines() -> Iterator[str]:
    """What is typed, line by line; a line from a pipe is repeated, so that the output reads like a conversation."""
    from qualibot.understanding import clean

    if sys.stdin is None:  # closed by whoever started us: as an empty pipe
        return
    if sys.stdin.isatty():
        yield from _typed()
        return
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        print(f"› {clean(line[:200])}")
        yield line


def _typed() -> Iterator[str]:
    from contextlib import suppress

    with suppress(ImportError):
        import readline  # noqa: F401 - editing and history at the prompt

    while True:
        try:
            yield input("› ")
        except EOFError:
            print()
            return


def _end(app: App, talk: Chat, screen: Screen, as_json: bool) -> None:
    """Says how it stands: the summary after an end, how to go on otherwise."""
    import json

    from qualibot.outcomes import preview
    from qualibot.summary import document

    held = app.store.lead(talk.session.lead)
    recorded = talk.outcome if held.outcomes else None  # what was erased is not shown, though it was just recorded
    outcome = recorded or preview(app.definitions, held, talk.session.id, app.clock.now())
    if not talk.over:
        screen.show("\nSaved. The same command goes on from here.")
    elif recorded:
        _show(app, talk, recorded, screen)
    if as_json:
        print(json.dumps(document(outcome, held.lead), ensure_ascii=False))


def _show(app: App, talk: Chat, outcome: Outcome, screen: Screen) -> None:
    from qualibot.summary import summary

    script = app.definitions.script(talk.conversation)
    is_rep = script.side == "rep"
    reader = talk.session.language if is_rep else app.definitions.company.summary_language
    held = app.store.lead(outcome.lead)
    view = summary(outcome, held.lead, script, reader, held.answers)
    text = app.templates.render("summary.txt.j2", view)
    print()
    if not is_rep:
        screen.show(view.label["team_sees"])
    if screen.is_terminal:
        screen.frame(text, f"qualibot show {outcome.lead}", COLOURS[view.key])
    else:
        screen.show(text)


COLOURS = {
    "invite": "green",
    "qualified": "green",
    "nurture": "yellow",
    "incomplete": "yellow",
    "unqualified": "bright_black",
    "disqualified": "bright_black",
}


class _Printer:
    """Prints the parts of a reply."""

    _STYLES: ClassVar[dict[str, str]] = {"note": "green", "text": "bold", "option": "", "control": "bright_black"}

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def __call__(self, style: str, text: str) -> None:
        self._screen.show(text, self._STYLES[style])
