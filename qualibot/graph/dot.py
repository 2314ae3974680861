"""A Graphviz drawing."""

from __future__ import annotations

from collections.abc import Mapping

from qualibot.graph.edges import edges
from qualibot.graph.labels import ANYWHERE, merged, state_text
from qualibot.model import Script, StateType

_SHAPES: Mapping[StateType, str] = {
    "question": "box",
    "capture": "box",
    "menu": "hexagon",
    "review": "note",
    "route": "diamond",
    "final": "doubleoctagon",
}


def dot(script: Script) -> str:
    """The conversation as text for Graphviz."""
    conversation = script.conversation
    arrows = merged(script, edges(conversation))
    lines = [f"digraph {_quoted(conversation.ref)} {{", '    node [fontname="Helvetica"];', '    edge [fontname="Helvetica"];']
    lines += [
        f"    {_quoted(state.name)} [label={_quoted(state_text(state))}, shape={_SHAPES[state.type]}];"
        for state in conversation.states.values()
    ]
    start = _unused("start", conversation.states)
    anywhere = _unused(ANYWHERE, conversation.states)
    lines.append(f'    {_quoted(start)} [shape=point, label=""];')
    lines.append(f"    {_quoted(start)} -> {_quoted(conversation.initial)};")
    if any(source == ANYWHERE for source, _ in arrows):
        lines.append(f"    {_quoted(anywhere)} [label={_quoted(ANYWHERE)}, shape=plaintext];")
    for (source, target), text in arrows.items():
        lines.append(f"    {_quoted(anywhere if source == ANYWHERE else source)} -> {_quoted(target)} [label={_quoted(text)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _unused(name: str, taken: Mapping[str, object]) -> str:
    return name if name not in taken else _unused(f"{name}.", taken)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
