"""Conversations as transcripts: what was said and what is expected in return, played through the real engine and store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import unified_diff
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from qualibot.channels.terminal import Chat, plain
from qualibot.definitions import Definitions
from qualibot.definitions.reading import Source, read
from qualibot.definitions.schema import Duration
from qualibot.errors import DefinitionError, QualibotError
from qualibot.model import Address, Command, Fill, Inbound, Outcome, Payload, Reply, Session, Start, Tapped, Typed
from qualibot.service import Service
from qualibot.store import SqlStore, open_store

SCHEMA: Literal["qualibot/transcript@1"] = "qualibot/transcript@1"
_SHORT = 20
"""Characters up to which the texts of a list stand on one line."""
_NUMBERS = ("raw", "score", "coverage", "verdict", "grade", "warmth", "stage", "status")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Step(_Strict):
    """One thing that happens, and what is said in return. Without `say`, `tap`, `command`, `fill` or `wait` it is the start."""

    say: str | None = None
    tap: str | None = None
    command: str | None = None
    fill: dict[str, str] | None = None
    wait: Duration | None = None
    expect: list[str] = []


def _moment(value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


class Transcript(_Strict):
    """`conversations/transcripts/<name>.yaml`."""

    schema_: Literal["qualibot/transcript@1"] = Field(SCHEMA, alias="schema")
    conversation: str
    language: str
    now: Annotated[AwareDatetime, BeforeValidator(_moment)]
    lead: str | None = None
    steps: list[Step] = Field(min_length=1)
    outcome: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """One transcript as it went this time."""

    name: str
    differences: tuple[str, ...]
    """What was not as expected, ready to be read; empty where everything was."""
    steps: int
    actual: Transcript


def load(path: Path, name: str) -> tuple[Source, Transcript]:
    """The transcript of a file.

    Raises:
        DefinitionError: with every problem of the file.
    """
    source = read(path, name)
    if not source.problems:
        try:
            return source, Transcript.model_validate(source.data)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                place = tuple(item["loc"])
                message = str(item["msg"]).removeprefix("Value error, ")
                source.problems.append(source.problem("transcript", place, message))
    raise DefinitionError(source.problems)


def play(definitions: Definitions, name: str, transcript: Transcript) -> Played:
    """Plays every step over a database of its own; the session is saved and read again between the steps."""
    with tempfile.TemporaryDirectory(prefix="qualibot-replay-") as folder:
        store = open_store(f"sqlite:///{folder}/replay.db")
        try:
            return _Stage(definitions, store, name, transcript).play()
        finally:
            store.close()


@dataclass(slots=True)
class _Clock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


class _Stage:
    """One transcript being played."""

    def __init__(self, definitions: Definitions, store: SqlStore, name: str, transcript: Transcript) -> None:
        self._definitions = definitions
        self._store = store
        self._name = name
        self._transcript = transcript
        self._clock = _Clock(transcript.now)
        self._keys = (f"replay:{number}" for number in count())
        self._address = Address("replay", name)
        self._session: Session | None = None
        self._outcome: Outcome | None = None

    def play(self) -> Played:
        differences: list[str] = []
        steps = []
        for number, step in enumerate(self._transcript.steps, 1):
            said = [plain(reply) for reply in self._take(step)]
            steps.append(step.model_copy(update={"expect": said}))
            differences += _differences(f"{self._name}, step {number}", step.expect, said)
            self._clock.moment += timedelta(seconds=20)
        outcome = _numbers(self._outcome) if self._outcome else None
        expected = self._transcript.outcome
        differences += _differences(f"{self._name}, outcome", _listed(expected), _listed(outcome))
        actual = self._transcript.model_copy(update={"steps": steps, "outcome": outcome})
        return Played(self._name, tuple(differences), len(steps), actual)

    def _take(self, step: Step) -> Sequence[Reply]:
        if step.wait:
            self._clock.moment += step.wait
            return self._handle(self._store.due(self._clock.moment, 100))
        return self._handle([Inbound(next(self._keys), self._address, self._payload(step))])

    def _payload(self, step: Step) -> Payload:
        if step.say is not None:
            return Typed(step.say)
        if step.tap is not None:
            assert self._session is not None, "the first step is the start"
            return Tapped(self._session.id, self._session.seq, step.tap)
        if step.command is not None:
            return Command(step.command)
        if step.fill is not None:
            return Fill(step.fill)
        return Start(self._transcript.conversation, self._transcript.language, self._transcript.lead, "replay")

    def _handle(self, inbounds: Sequence[Inbound]) -> Sequence[Reply]:
        # A service of its own for every step: nothing may live in memory between two turns.
        results = Service(self._store, self._definitions, self._clock).handle(inbounds)
        for result in results:
            if result.error is not None:
                raise result.error
            self._session = result.session or self._session
            self._outcome = result.outcome or self._outcome
        return [reply for result in results for reply in result.replies]


def _numbers(outcome: Outcome) -> dict[str, Any]:
    """What a transcript states of its outcome."""
    evaluation = outcome.evaluation
    facts = {key: getattr(evaluation, key, None) or getattr(outcome, key, getattr(evaluation, key, None)) for key in _NUMBERS}
    points = {line.criterion: line.points for line in evaluation.lines}
    return facts | {"reachable": [evaluation.low, evaluation.high], "gaps": list(evaluation.gaps), "points": points}


def _listed(outcome: Mapping[str, Any] | None) -> list[str]:
    return [f"{key}: {value}" for key, value in sorted((outcome or {}).items())]


def _differences(where: str, expected: Sequence[str], actual: Sequence[str]) -> Iterator[str]:
    if list(expected) != list(actual):
        lines = ("\n".join(expected).splitlines(), "\n".join(actual).splitlines())
        yield "\n".join(unified_diff(*lines, f"{where}: expected", f"{where}: said", lineterm="", n=1))


def recordable(talk: Chat) -> None:
    """The chat can become a transcript.

    Raises:
        QualibotError: it went on with an unfinished conversation, so a replay would begin elsewhere.
    """
    if talk.resumed:
        raise QualibotError("A transcript begins with a new conversation; add --new to begin one.")


def transcript_of(talk: Chat, definitions: Definitions, now: datetime) -> Transcript:
    """The chat as a transcript that `replay` checks.

    Raises:
        QualibotError: the chat went on with an unfinished conversation, so a replay would begin elsewhere.
    """
    recordable(talk)
    zone = ZoneInfo(definitions.company.zone)
    return Transcript(
        schema=SCHEMA,
        conversation=talk.conversation,
        language=talk.language,
        now=now.astimezone(zone).replace(microsecond=0),
        lead=talk.lead or None,
        steps=[_step(said, replies) for said, replies in talk.played],
        outcome=_numbers(talk.outcome) if talk.outcome else None,
    )


def _step(said: Payload, replies: Sequence[Reply]) -> Step:
    expect = [plain(reply) for reply in replies]
    if isinstance(said, Typed):
        return Step(say=said.text, expect=expect)
    return Step(tap=said.event, expect=expect) if isinstance(said, Tapped) else Step(expect=expect)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, other texts in quotes, keys bare, short lists on one line."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        for key, _ in node.value:
            key.style = None
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        short = all(isinstance(item, int) or (isinstance(item, str) and len(item) < _SHORT) for item in sequence)
        return super().represent_sequence(tag, sequence, flow_style=short or flow_style)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else '"')


_Dumper.add_representer(str, _text)


def write(path: Path, transcript: Transcript, heading: str = "", *, new: bool = False) -> None:
    """The transcript stands in the file, below the comment lines of its heading; a `new` one replaces nothing.

    Raises:
        QualibotError: the file cannot be written.
    """
    data = transcript.model_dump(by_alias=True, exclude_none=True, exclude_defaults=False)
    data["now"] = transcript.now.isoformat()
    data["steps"] = [_plain_step(step) for step in transcript.steps]
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    try:
        with path.open("x" if new else "w", encoding="utf-8") as file:
            file.write(heading + text)
    except OSError as error:
        raise QualibotError(f"{path} cannot be written: {error.strerror or error}.") from error


def _plain_step(step: Step) -> dict[str, Any]:
    data = {key: value for key, value in step.model_dump(exclude={"wait"}).items() if value is not None}
    return {"wait": duration(step.wait), **data} if step.wait else data


def duration(value: timedelta) -> str:
    """`P3D`, `PT24H`: as the files write it."""
    hours = round(value.total_seconds() / 3600)
    return f"P{hours // 24}D" if hours % 24 == 0 and hours > 24 else f"PT{hours}H"


def heading_of(path: Path) -> str:
    """The comment lines at the head of a file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = []
    for line in lines:
        if not line.startswith("#"):
            break
        kept.append(line)
    return "".join(kept)
