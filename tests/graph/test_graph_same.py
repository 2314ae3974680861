"""The exported machine takes the same way as the engine: random walks, step by step, in XState itself."""

from random import Random

import pytest
from graph_walks import compare, events, guards, nothing_holds, target
from xstate_node import Node

from qualibot.definitions import Definitions
from qualibot.graph import xstate
from qualibot.model import Script

SHIPPED = (
    "bant-prospect", "bant-rep", "champ-prospect", "champ-rep", "four-questions-prospect", "four-questions-rep",
    "gpctba-ci-prospect", "gpctba-ci-rep", "quick-four-prospect", "quick-four-rep",
)  # fmt: skip
WALKS = 60


@pytest.mark.parametrize("conversation", SHIPPED)
def test_engine_and_xstate_go_the_same_way(node: Node, definitions: Definitions, conversation: str) -> None:
    """Answers, skips, forms, early ends, answers known before: the state is the same after every step, up to the end."""
    script = definitions.script(conversation)
    node.load(conversation, xstate(script))
    random = Random(f"{conversation}, always the same")
    assert sum(compare(node, script, random) for _ in range(WALKS)) > 3 * WALKS


def test_every_kind_of_guard_means_the_same(node: Node, everything: Script) -> None:
    """Score, verdict, answer, unknown, known, several together, menus and questions left by `always`."""
    config = xstate(everything)
    kinds = {guard["type"] for guard in guards(config)}
    assert kinds == {"score", "verdict", "answer", "unknown", "known", "settled", "passed", "chosen"}
    node.load("everything", config)
    random = Random("every kind of guard")
    assert sum(compare(node, everything, random) for _ in range(5 * WALKS)) > 5 * WALKS


@pytest.mark.parametrize("conversation", [*SHIPPED, "everything"])
def test_every_event_alone_leads_where_the_file_says(
    node: Node, definitions: Definitions, everything: Script, conversation: str
) -> None:
    """With nothing known and no guard holding: the exact name of an answer goes before `answer`, "don't know" means skip."""
    script = everything if conversation == "everything" else definitions.script(conversation)
    config = xstate(script)
    for state in config["states"].values():
        state.pop("always", None)
    for state in script.conversation.states.values():
        node.load(state.name, {**config, "initial": state.name.replace(".", "\\.")})
        for event in events(script, state):
            node.start(state.name, nothing_holds(config))
            assert node.send(event, nothing_holds(config)) == target(script, state, event), (state.name, event)
