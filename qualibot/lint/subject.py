"""What the rules look at: files with their lines, and what was built from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualibot.definitions import Definitions
from qualibot.definitions.build import criteria as built_criteria
from qualibot.definitions.build import framework as built_framework
from qualibot.definitions.files import Files
from qualibot.definitions.reading import Place, Source
from qualibot.errors import Problem
from qualibot.graph import Edge, edges
from qualibot.lint.verdicts import Reach, reach
from qualibot.model import Criterion, Framework, Option, Script, Side, State


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: its file and its script."""

    source: Source
    script: Script
    edges: tuple[Edge, ...]

    @property
    def states(self) -> Mapping[str, State]:
        """All states by name."""
        return self.script.conversation.states

    def problem(self, rule: str, place: Place, message: str) -> Problem:
        """A fault at a place of this conversation's file."""
        return self.source.problem(rule, place, message)

    def offered(self, state: State) -> Sequence[Option]:
        """The options a person of this conversation may choose, whatever the date."""
        return self.script.criteria[state.ask].offered_to(self.script.side) if state.ask else ()

    def own(self, name: str) -> Iterator[Edge]:
        """The arrows that begin in this state."""
        return (edge for edge in self.edges if edge.source == name)

    @property
    def asked(self) -> frozenset[str]:
        """The criteria this conversation asks."""
        return frozenset(state.ask for state in self.states.values() if state.ask)


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything there is to check. Where names lead nowhere only the files are there, and rules about the rest find nothing."""

    files: Files
    talks: tuple[Talk, ...] = ()
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    _reached: dict[tuple[str, Side, frozenset[str]], Reach] = field(default_factory=dict)

    @classmethod
    def of(cls, definitions: Definitions) -> Subject:
        """The subject of a home directory that could be loaded."""
        files = definitions.files
        frameworks = {key: built_framework(key, file) for key, (_, file) in files.frameworks.items()}
        scripts = {name: definitions.script(name) for name in definitions.conversations}
        talks = tuple(Talk(files.conversations[name][0], script, edges(script.conversation)) for name, script in scripts.items())
        return cls(files, talks, built_criteria(files.criteria[1]), frameworks)

    def reach(self, framework: str, side: Side, asked: frozenset[str]) -> Reach:
        """Every verdict and score one side's answers to these criteria can lead to."""
        relevant = frozenset(name for name in asked if name in self.frameworks[framework].points or _matters(self.criteria[name]))
        key = (framework, side, relevant)
        if key not in self._reached:
            self._reached[key] = reach(self.frameworks[framework], self.criteria, side, relevant)
        return self._reached[key]

    def possible(self, framework: str) -> tuple[Reach, ...]:
        """The same for both sides, when everything the framework scores is asked."""
        asked = frozenset(self.frameworks[framework].points)
        return self.reach(framework, "rep", asked), self.reach(framework, "prospect", asked)


def _matters(criterion: Criterion) -> bool:
    """An answer to it may count although no points are given for it."""
    return any(option.knock_out or option.cap or option.infers or option.contradicts for option in criterion.options)
