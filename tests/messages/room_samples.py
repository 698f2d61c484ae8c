"""What owners and leaders are told when a customer's channel changes hands."""

from __future__ import annotations

from functools import partial

from reviews.messages.closing_forms import close_form
from reviews.messages.rooms import room_changed, room_form
from reviews.rooms import CLOSED, READ_BY_OTHERS, MovedOut, News
from tests.builders import account, review, sitting
from tests.messages.nudge_samples import Sample

NORTHWIND = account(name="Northwind")
LEFT = (*sorted(READ_BY_OTHERS), *sorted(CLOSED))


def moved(news: News, *, to: str | None = "U1", taken_away: int = 0) -> MovedOut:
    return MovedOut(news, NORTHWIND, "C1", moved_to=to, leader="Omar Haddad", taken_away=taken_away)


ROOM_SAMPLES: dict[str, Sample] = {
    **{f"room {news}, who leads": partial(room_changed, moved(news), "U1") for news in LEFT},
    **{f"room {news}, who owns": partial(room_changed, moved(news), "U2") for news in LEFT},
    "room shared, one message taken away": partial(room_changed, moved(News.SHARED, taken_away=1), "U1"),
    "room shared, several messages taken away": partial(room_changed, moved(News.SHARED, taken_away=12), "U2"),
    "room shared, no review open": partial(room_changed, moved(News.SHARED, to=None), "U1"),
    "room unshared": partial(room_changed, moved(News.UNSHARED), "U1"),
    "room renamed": partial(room_changed, moved(News.RENAMED), "U1", new_name="acct-north"),
    "room with another id": partial(room_changed, moved(News.MOVED), "U1"),
    "close form of a review in direct messages": lambda: close_form(
        sitting(review=review(channel="U1", facilitator="U1")), (), main_risk="", expect=""
    ),
    "form choose a channel": lambda: room_form(1, "Northwind", "D1"),
}
