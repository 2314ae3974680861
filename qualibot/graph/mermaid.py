"""A Mermaid state diagram, as GitHub and many editors draw it."""

from __future__ import annotations

from qualibot.graph.edges import edges
from qualibot.graph.labels import ANYWHERE, merged, state_text
from qualibot.model import Script

_PLAIN = frozenset(" ,._()[]/+-=!?≥≤")


def mermaid(script: Script) -> str:
    """The conversation as text for Mermaid: routes are choices, finals lead to the end."""
    conversation = script.conversation
    arrows = merged(script, edges(conversation))
    ids = {name: f"s{index}" for index, name in enumerate(conversation.states)}
    lines = ["stateDiagram-v2", "    direction TB"]
    for state in conversation.states.values():
        choice = state.type == "route"
        lines.append(
            f"    state {ids[state.name]} <<choice>>"
            if choice
            else f'    state "{_text(state_text(state))}" as {ids[state.name]}'
        )
    if any(source == ANYWHERE for source, _ in arrows):
        ids[ANYWHERE] = "anywhere"
        lines.append(f'    state "{ANYWHERE}" as anywhere')
    lines.append(f"    [*] --> {ids[conversation.initial]}")
    lines += [f"    {ids[source]} --> {ids[target]} : {_text(text)}" for (source, target), text in arrows.items()]
    lines += [f"    {ids[state.name]} --> [*]" for state in conversation.states.values() if state.type == "final"]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Letters, digits and harmless punctuation as they are, everything else as Mermaid's numbered entity."""
    return "".join(char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in text)
