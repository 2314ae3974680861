"""Text that no database takes is mended at the door, so that one message cannot spoil the batch it comes in."""

from __future__ import annotations

from dataclasses import replace

from qualibot.model import Address, Command, Due, Fill, Inbound, Start, Tapped, Typed
from qualibot.model.talk import Payload


def mended(inbound: Inbound) -> Inbound:
    """The message without NUL characters and half surrogate pairs; U+FFFD or `?` stands where they were."""
    if _is_fine(repr(inbound)):
        return inbound
    address = inbound.address
    place = Address(_mend(address.channel), _mend(address.chat), _mend(address.thread))
    return Inbound(_mend(inbound.key), place, _payload(inbound.payload))


def _is_fine(shown: str) -> bool:
    """`repr` writes both kinds of character as an escape. Whoever types such an escape is only looked at twice."""
    return "\\x00" not in shown and "\\ud" not in shown


def _payload(payload: Payload) -> Payload:
    match payload:
        case Typed(text):
            return Typed(_mend(text))
        case Command(event):
            return Command(_mend(event))
        case Tapped():
            return replace(payload, event=_mend(payload.event))
        case Fill(values):
            return Fill({_mend(name): _mend(value) for name, value in values.items()})
        case Due():
            return replace(payload, timer=_mend(payload.timer))
        case Start():
            return _start(payload)


def _start(start: Start) -> Start:
    lead = start.lead and _mend(start.lead)
    return replace(
        start, conversation=_mend(start.conversation), language=_mend(start.language), lead=lead, source=_mend(start.source)
    )


def _mend(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
