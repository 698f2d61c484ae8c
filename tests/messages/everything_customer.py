"""The customer's version with what people type in every place their words can reach."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.customer_version import Told, Wording, actions_offered, gaps_offered, told
from reviews.messages.customer_version import Destination, customer_message, preview_form, words_form
from tests.builders import ended_review
from tests.messages.worlds import Rendered, World

_ABOUT = {"review": 7, "account": 1, "draft": "d", "channel": "C1"}


def everything_customer(world: World) -> Iterator[Rendered]:
    """The form, the message and the look before it goes."""
    at = world.sitting(review=ended_review())
    gaps, actions = gaps_offered(at), actions_offered(at)
    wording = Wording(tuple(each.ref for each in (*gaps, *actions))[:30], world.fill("heard"), world.fill("expect"))
    name = at.account.name
    yield Rendered("form safe words", words_form(name, gaps, actions, wording, _ABOUT), ("account",))
    words = told(at, wording)
    if not isinstance(words, Told):
        return
    shown = customer_message(words)
    yield Rendered("customer's version", shown, ("account",), ("account",))
    where = Destination("C9", "It goes to <#C9>, where people of Northwind read along.")
    yield Rendered("form safe send", preview_form(name, shown, where, _ABOUT), ("account",))
    yield Rendered("form safe words kept", preview_form(name, shown, Destination(trouble="No channel"), _ABOUT))
