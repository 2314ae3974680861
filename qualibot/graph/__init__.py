"""A conversation as a drawing: Mermaid and Graphviz for people, XState for machines. Pure."""

from qualibot.graph.dot import dot
from qualibot.graph.edges import Edge, edges
from qualibot.graph.mermaid import mermaid
from qualibot.graph.xstate import xstate

__all__ = ["Edge", "dot", "edges", "mermaid", "xstate"]
