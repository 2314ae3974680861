"""A conversation with every kind of guard, event and state, and a name with a point in it."""

from qualibot.definitions import Definitions, resolve_body
from qualibot.model import Script

EVERYTHING = {
    "schema": "qualibot/conversation@1",
    "version": "1",
    "framework": "champ",
    "audience": "rep",
    "initial": "hub",
    "finish": "closing",
    "no_match": {"limit": 2, "target": "closing"},
    "after": [
        {"name": "expire", "delay": "P30D", "target": "given.up"},
        {"name": "sooner", "delay": "P1D", "say": "kept", "target": "given.up"},
    ],
    "states": {
        "hub": {
            "always": [
                {"guard": {"unknown": ["need", "challenge"]}, "target": "challenge"},
                {"guard": {"score": {"gte": 20, "lt": 60}, "known": "need"}, "target": "timeline"},
                {"target": "need"},
            ],
        },
        "challenge": {"ask": "challenge", "on": {"answer": "need", "answer.tool_cost": "budget", "skip": "need"}},
        "need": {
            "ask": "need",
            "always": [{"guard": {"answer": {"challenge": ["other_problem", "lost_leads"]}}, "target": "timeline"}],
            "on": {
                "answer.none": [{"guard": {"known": "budget"}, "target": "closing"}],
                "answer": [{"guard": {"score": {"gt": 24}}, "target": "break"}, {"target": "timeline", "say": "kept"}],
                "skip": "timeline",
                "dont_know": "break",
            },
        },
        "break": {"say": "sitting_break", "on": {"go_on": "timeline", "finish": "closing"}},
        "timeline": {
            "ask": "timeline",
            "on": {
                "answer.no_plan": {"target": "closing", "guard": {"verdict": ["nurture", "unqualified"]}},
                "answer": "authority",
                "skip": "authority",
            },
        },
        "authority": {"ask": "authority", "on": {"answer": "committee", "skip": "committee"}},
        "committee": {"ask": "committee", "on": {"answer": "budget", "answer.not_mapped": "priority", "skip": "budget"}},
        "budget": {"ask": "budget", "on": {"answer": "priority", "skip": "priority"}},
        "priority": {"ask": "priority", "on": {"answer": "name", "skip": "name"}},
        "name": {"capture": "name", "on": {"answer": "closing", "skip": "closing"}},
        "closing": {
            "type": "review",
            "on": {"send": [{"guard": {"unknown": "budget"}, "target": "given.up"}, {"target": "recorded"}]},
        },
        "recorded": {"type": "final", "say": "recorded_rep"},
        "given.up": {"type": "final", "status": "partial"},
    },
}


def everything(definitions: Definitions) -> Script:
    """That conversation, resolved with what we ship."""
    shipped = definitions.script("champ-rep")
    body = {**shipped.body, "id": "everything", "conversation": EVERYTHING}
    return resolve_body(body, shipped.lexicon, shipped.company)
