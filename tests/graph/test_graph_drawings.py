"""Mermaid, Graphviz and the XState configuration: everything is in them, and nothing in a name can break them."""

import json
import re
from dataclasses import replace

import pytest

from qualibot.definitions import Definitions
from qualibot.graph import dot, edges, mermaid, xstate
from qualibot.model import Guard, Script, Transition

ODD = 'a "b"; c: <d>\\e\n#1 {f}'
"""A name with everything in it that means something to Mermaid, Graphviz or XState."""


@pytest.fixture
def bant(definitions: Definitions) -> Script:
    """The shipped conversation with prospects about BANT."""
    return definitions.script("bant-prospect")


@pytest.fixture
def odd(bant: Script) -> Script:
    """The same conversation with a state of an odd name."""
    states = {
        (ODD if name == "expired" else name): replace(state, name=ODD if name == "expired" else name)
        for name, state in bant.conversation.states.items()
    }
    after = tuple(replace(item, target=ODD if item.target else None) for item in bant.conversation.after)
    return replace(bant, conversation=replace(bant.conversation, states=states, after=after))


def test_edges_come_in_the_order_of_the_file(bant: Script) -> None:
    """Arrows of the states first, then those that hold anywhere."""
    found = edges(bant.conversation)
    assert [(edge.source, edge.event, edge.target) for edge in found[:4]] == [
        ("consent", "answer.agree", "need"),
        ("consent", "answer.decline", "declined"),
        ("consent", "answer.more", "consent"),
        ("need", "answer", "timeline"),
    ]
    assert [(edge.kind, edge.source, edge.target) for edge in found[-2:]] == [("finish", "", "name"), ("after", "", "expired")]


def test_edges_of_replies_that_are_not_understood(everything: Script) -> None:
    """A target for those leads there from every state that waits for a reply; nobody is led on by an end."""
    found = [edge.source for edge in edges(everything.conversation) if edge.kind == "no_match"]
    assert found == ["challenge", "need", "break", "timeline", "authority", "committee", "budget", "priority", "name", "closing"]


def test_mermaid_draws_every_state_and_arrow(bant: Script) -> None:
    """States by name, routes as choices, ends that end, guards in words; arrows between the same two states are one."""
    lines = mermaid(bant).splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert '    state "contact" as s7' in lines
    assert "    state s11 <<choice>>" in lines
    assert "    s1 --> s2 : answer, skip" in lines
    assert "    s11 --> s12 : verdict is invite" in lines
    assert "    s11 --> s18 : otherwise" in lines
    assert "    anywhere --> s20 : after 14 days of silence" in lines
    assert sum(line.endswith("--> [*]") for line in lines) == 9


def test_mermaid_needs_no_escaping(odd: Script) -> None:
    """A name shows as it is, and no character of it is read as Mermaid."""
    (line,) = (line for line in mermaid(odd).splitlines() if line.endswith("as s20"))
    assert line == '    state "a #34;b#34;#59; c#58; #60;d#62;#92;e#10;#35;1 #123;f#125;" as s20'


def test_dot_draws_every_state_and_arrow(bant: Script) -> None:
    """Shapes tell questions, routes, reviews and ends apart."""
    lines = dot(bant).splitlines()
    assert lines[0] == 'digraph "bant-prospect@1" {'
    assert '    "need" [label="need", shape=box];' in lines
    assert '    "ending" [label="ending", shape=diamond];' in lines
    assert '    "need" -> "timeline" [label="answer, skip"];' in lines
    assert '    "at any time" -> "name" [label="finish"];' in lines
    assert lines[-1] == "}"


def test_dot_needs_no_escaping(odd: Script) -> None:
    """Quotes, backslashes and line ends of a name are escaped."""
    assert '    "a \\"b\\"; c: <d>\\\\e\\n#1 {f}" [label=' in dot(odd)


def test_names_of_the_drawing_give_way_to_states(bant: Script) -> None:
    """A state may be called `start` or `at any time`."""
    states = dict.fromkeys(("start", "at any time"), bant.conversation.states["expired"])
    script = replace(bant, conversation=replace(bant.conversation, states=dict(bant.conversation.states) | states))
    assert '    "start." [shape=point, label=""];' in dot(script).splitlines()
    assert '    "at any time." [label="at any time", shape=plaintext];' in dot(script).splitlines()


def test_guards_are_drawn_in_words(everything: Script) -> None:
    """Every condition, in the order score, verdict, answers, unknown, known."""
    text = mermaid(everything)
    assert "need is unknown and challenge is unknown" in text
    assert "score ≥ 20 and score #60; 60 and need is known" in text
    assert "challenge is other_problem or lost_leads" in text
    assert "answer [score #62; 24], dont_know" in text
    assert "after 30 days of silence, after 24 hours of silence" in text


def test_a_question_under_another_name_says_what_it_asks(bant: Script) -> None:
    """`money (asks budget)`."""
    money = replace(bant.conversation.states["budget"], name="money")
    states = {**bant.conversation.states, "money": money}
    assert 'state "money (asks budget)" as s21' in mermaid(replace(bant, conversation=replace(bant.conversation, states=states)))


def test_xstate_is_plain_json(everything: Script) -> None:
    """Whatever is exported survives JSON unchanged."""
    config = xstate(everything)
    assert json.loads(json.dumps(config)) == config


def test_xstate_names_states_texts_and_ends(bant: Script) -> None:
    """States say what they ask and say; ends are final; choices pass by themselves when known or passed over."""
    config = xstate(bant)
    assert (config["id"], config["initial"]) == ("bant-prospect", "consent")
    assert config["states"]["invited"] == {"type": "final", "meta": {"type": "final", "say": "finish_invite"}}
    assert config["states"]["consent"]["meta"] == {"type": "question", "ask": "consent", "say": "greeting"}
    assert config["states"]["need"]["always"] == [
        {"target": "timeline", "guard": {"type": "settled", "params": {"question": "need"}}},
        {"target": "timeline", "guard": {"type": "passed", "params": {"question": "need"}}},
    ]
    assert config["states"]["consent"]["on"]["answer.more"] == [{"target": "consent", "meta": {"say": "privacy"}}]
    assert config["meta"]["audience"] == "prospect"


def test_xstate_leaves_out_timers_javascript_cannot_hold(everything: Script) -> None:
    """A delay of 30 days would run out at once in JavaScript, so it only stands in `meta`."""
    config = xstate(everything)
    assert config["states"]["need"]["after"] == {"86400000": {"target": "given\\.up"}}
    assert [item["milliseconds"] for item in config["meta"]["after"]] == [2_592_000_000, 86_400_000]
    assert "after" not in config["states"]["hub"]


def test_xstate_hears_what_was_not_understood(everything: Script) -> None:
    """Where such replies lead somewhere, that is an event of its own."""
    states = xstate(everything)["states"]
    assert states["budget"]["on"]["no_match"] == [{"target": "closing"}]
    assert "no_match" not in states["hub"].get("on", {})


def test_xstate_without_an_early_end(bant: Script) -> None:
    """A conversation that never ends early has no such event, anywhere but where its file names it."""
    assert "finish" in xstate(bant)["on"]
    assert "on" not in xstate(replace(bant, conversation=replace(bant.conversation, early_end="never")))


def test_a_guard_of_two_parts_is_one_of_all(bant: Script) -> None:
    """Parts of a guard, and what lets a question pass, are put together."""
    need = bant.conversation.states["need"]
    guard = Guard(score={"gte": 40}, unknown=("budget",))
    states = {**bant.conversation.states, "need": replace(need, on={"answer": (Transition("timeline", guard),)})}
    config = xstate(replace(bant, conversation=replace(bant.conversation, states=states)))
    parts = [{"type": "score", "params": {"gte": 40}}, {"type": "unknown", "params": {"question": "budget"}}]
    settled = {"type": "settled", "params": {"question": "need"}}
    assert config["states"]["need"]["on"]["answer.*"][0]["guard"] == {"type": "all", "params": {"guards": parts}}
    assert config["states"]["need"]["always"][0]["guard"] == {"type": "all", "params": {"guards": [settled, *parts]}}


def test_every_conversation_can_be_drawn(definitions: Definitions) -> None:
    """No arrow leads to a state that is not drawn."""
    for name in definitions.conversations:
        drawn = mermaid(definitions.script(name))
        known = set(re.findall(r"^    state .*?(s[0-9]+|anywhere)(?: <<choice>>)?$", drawn, re.MULTILINE))
        used = set(re.findall(r"^    (\S+) --> (?:\S+)", drawn, re.MULTILINE)) - {"[*]"}
        assert used <= known
