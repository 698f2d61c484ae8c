"""The customer's version of a summary: its form, the look before it goes, and what the customer reads."""

from __future__ import annotations

from typing import Any

from reviews.customer_version import Told, Wording, actions_offered, gaps_offered
from reviews.messages.customer_version import Destination, customer_message, preview_form, text_kept, words_form
from tests.builders import action, days, ended_review, gap, sitting
from tests.messages.nudge_samples import Sample

_ABOUT = {"review": 7, "account": 1, "draft": "draft-1", "channel": "C1"}
_READ = Destination("C9", "It goes to <#C9>, where people of Northwind read along.")
_HOMELESS = Destination(trouble="Northwind has no shared channel that I know of. Copy the text from here.")
TOLD = Told(
    "Northwind",
    "Your close takes a day longer than it should.\nThe finance team rebuilds the file by hand.",
    ("Month-end export fails",),
    ("Export fix live: Omar, Fri 4 Dec", "Both sides test it: Nina with Dana Wu, Tue 8 Dec"),
    "A note on Fri 27 Nov, even if nothing has changed.",
)


def _words(many: int, wording: Wording) -> dict[str, Any]:
    at = sitting(
        review=ended_review(),
        gaps=tuple(gap(n, f"Export {n} fails") for n in range(1, many + 1)),
        actions=tuple(action(n, f"Fix export {n}", due=days(n), counterpart="Dana Wu") for n in range(1, many + 1)),
    )
    return words_form("Northwind", gaps_offered(at), actions_offered(at), wording, _ABOUT)


_AGAIN = "*This review was told to the customer already*, Tue 24 Nov, by Nina."

CUSTOMER_SAMPLES: dict[str, Sample] = {
    "customer's version": lambda: customer_message(TOLD),
    "customer's version, only an expectation": lambda: customer_message(
        Told("Northwind", "", (), (), "A note on Friday.")
    ),
    "form customer's version": lambda: _words(2, Wording(("action.1",), "", "A note on Friday.")),
    "form customer's version, many": lambda: _words(12, Wording()),
    "form customer's version, look": lambda: preview_form("Northwind", customer_message(TOLD), _READ, _ABOUT),
    "form customer's version, look again": lambda: preview_form(
        "Northwind", customer_message(TOLD), _READ, _ABOUT, before=_AGAIN
    ),
    "customer's version is kept": lambda: text_kept("Northwind", {"review": 7, "draft": "draft-1"}),
    "form customer's version, no channel": lambda: preview_form("Northwind", customer_message(TOLD), _HOMELESS, _ABOUT),
}
