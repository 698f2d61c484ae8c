"""Gaps at several customers, and what came from a message, as cards and lists show them."""

from __future__ import annotations

from dataclasses import replace

from reviews.messages.answers import logged_action, logged_gap
from reviews.messages.lists import ListPage, ListScope, item_card, item_list
from reviews.messages.words import also_words
from reviews.model import GapState
from tests.builders import NAMES, TODAY, action, days, gap
from tests.messages.nudge_samples import Sample

_LINK = "https://fieldstone.slack.com/archives/C1/p1795327560000579?thread_ts=1795327200.000579"
_GAP = gap(4, "Month-end export fails", link=_LINK)
_TELL = action(31, "Tell Kestrel that “Month-end export fails” is solved", gap_id=4, due=days(2))
_ALSO = also_words(["Kestrel", "Harbor Lane"], 1)

SHARED_SAMPLES: dict[str, Sample] = {
    "card of a shared gap": lambda: item_card(_GAP, names=NAMES, account="Northwind", today=TODAY, also=_ALSO),
    "card of a shared gap, closed": lambda: item_card(
        replace(_GAP, state=GapState.CLOSED), names=NAMES, account="Northwind", today=TODAY, also=_ALSO
    ),
    "card of telling a customer": lambda: item_card(
        _TELL, names=NAMES, account="Kestrel", today=TODAY, told_after=True
    ),
    "card of an action from a message": lambda: item_card(
        replace(_TELL, gap_id=None, link=_LINK), names=NAMES, account="Kestrel", today=TODAY
    ),
    "list of shared gaps": lambda: item_list(
        ListPage(
            ListScope("gaps"),
            [_GAP, gap(5, "Search is slow")],
            2,
            1,
            TODAY,
            NAMES,
            {1: "Northwind"},
            also={4: _ALSO},
        )
    ),
    "list of one customer's actions from messages": lambda: item_list(
        ListPage(ListScope(account_id=1), [replace(_TELL, link=_LINK)], 1, 1, TODAY, NAMES, {1: "Northwind"})
    ),
    "answer shared gap logged": lambda: logged_gap(_GAP, "Nina", TODAY, account="Northwind", also=_ALSO),
    "answer action logged from a message": lambda: logged_action(
        replace(_TELL, link=_LINK), "Nina", TODAY, account="Kestrel"
    ),
}
