"""The customer's version with what people type in every place their words can reach."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.customer_version import Told, Wording, actions_offered, gaps_offered, told
from reviews.messages.answers import logged_gap
from reviews.messages.customer_version import Destination, customer_message, preview_form, text_kept, words_form
from reviews.messages.lists import ListPage, ListScope, item_card, item_list
from reviews.messages.words import also_words
from reviews.text import one_line
from tests.builders import TODAY, ended_review
from tests.messages.worlds import Rendered, World

_ABOUT = {"review": 7, "account": 1, "draft": "d", "channel": "C1"}


def everything_customer(world: World) -> Iterator[Rendered]:
    """The form, the message and the look before it goes; and a gap that other customers have too."""
    yield from _shared(world)
    at = world.sitting(review=ended_review())
    gaps, actions = gaps_offered(at), actions_offered(at)
    # Lines of its own are the sender's to make: they see them before it goes. Nothing else may add any.
    heard, expect = (one_line(world.fill(slot)) for slot in ("heard", "expect"))
    wording = Wording(tuple(each.ref for each in (*gaps, *actions))[:30], heard, expect)
    name = at.account.name
    yield Rendered("form safe words", words_form(name, gaps, actions, wording, _ABOUT), ("account",))
    words = told(at, wording)
    if not isinstance(words, Told):
        return
    shown = customer_message(words)
    yield Rendered("customer's version", shown, ("account",), ("account",))
    yield Rendered("customer's version kept", text_kept(name, _ABOUT), ("account",), ("account",))
    where = Destination("C1", "It goes to <#C1>, where people of Northwind read along.")
    yield Rendered("form safe send", preview_form(name, shown, where, _ABOUT), ("account",))
    yield Rendered("form safe words kept", preview_form(name, shown, Destination(trouble="No channel"), _ABOUT))


def _shared(world: World) -> Iterator[Rendered]:
    a_gap, other = world.gaps()[0], one_line(world.fill("other"), 80)
    also, names, mine = also_words([other, "Kestrel"], 2), world.names(), world.fill("account")
    card = item_card(a_gap, names=names, account=mine, today=TODAY, also=also)
    yield Rendered("shared gap", card, ("gap", "other", "account"), ("gap",))
    page = ListPage(ListScope("gaps"), [a_gap], 1, 1, TODAY, names, {1: mine}, also={a_gap.id: also})
    yield Rendered("list of shared gaps", item_list(page), ("gap", "other", "account"), ("gap", "other", "account"))
    answer = logged_gap(a_gap, names["U1"], TODAY, account=mine, also=also)
    yield Rendered("shared gap logged", answer, ("gap", "other", "account"), ("gap", "other", "account"))
