"""Lets the tests of graphs import the helpers beside them, and starts Node once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.everything import everything as resolved

from qualibot.definitions import Definitions
from qualibot.model import Script

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("xstate_node", "graph_walks")

from xstate_node import Node, installed  # noqa: E402 - found by the line above


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """XState, ready to be given machines."""
    process = Node(installed())
    yield process
    process.close()


@pytest.fixture(scope="session")
def everything(definitions: Definitions) -> Script:
    """A conversation with every kind of guard, event and state."""
    return resolved(definitions)
