"""What somebody is told when a customer's channel changes hands, with the next step."""

from __future__ import annotations

from typing import Any

from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import Element, button, field, modal
from reviews.messages.words import count, said
from reviews.rooms import CLOSED, READ_BY_OTHERS, MovedOut, News

View = dict[str, Any]


def room_changed(moved: MovedOut, reader: str, *, new_name: str = "") -> Message:
    """What became of a channel and what was done about it. `reader` is who is told."""
    name, room = said(moved.account.name, 80), f"<#{moved.channel}>"
    if moved.news is News.RENAMED:
        return tell(f"{room} is called “{said(new_name, 80)}” now. Reviews of *{name}* go on there as before.")
    if moved.news is News.MOVED:
        return tell(f"Slack gave {name}'s channel another id: it is {room} now. Everything of *{name}* goes on there.")
    if moved.news is News.UNSHARED:
        text = f"{room} is not shared any more. *{name}* has no channel of its own for reviews yet."
        return tell(text, [_use(moved, style="primary"), _choose(moved)])
    return tell(f"{_lead(moved.news, room, name)} {_done(moved, reader)}".strip(), _ways(moved))


def _lead(news: News, room: str, name: str) -> str:
    return {
        News.SHARED: f"Another organisation reads {room} now, so nothing about *{name}* is said there any more.",
        News.GUESTS: f"A guest reads {room} now, so nothing about *{name}* is said there any more.",
        News.ARCHIVED: f"{room} was archived, so *{name}* has no channel now.",
        News.DELETED: f"*{name}*'s channel was deleted, so it has none now.",
        News.REMOVED: f"I was taken out of {room}, so *{name}* has no channel I can speak in.",
    }[news]


def _done(moved: MovedOut, reader: str) -> str:
    done = []
    if moved.taken_away:
        done.append(f"I took away {count(moved.taken_away, 'message')} of mine there.")
    if moved.moved_to:
        theirs = f"with {said(moved.leader, 60) or 'who leads it'}, in their direct messages with me"
        whom = "here, in your direct messages with me" if moved.moved_to == reader else theirs
        done.append(f"The open review goes on {whom}.")
    need = "only your own people read" if moved.news in READ_BY_OTHERS else "I am in"
    return " ".join([*done, f"Choose a channel {need} for what comes next."])


def _ways(moved: MovedOut) -> list[Element]:
    ways = [_choose(moved, style="primary")]
    if moved.news in {News.GUESTS, *CLOSED} - {News.DELETED}:
        ways.append(_use(moved))
    return ways


def _choose(moved: MovedOut, style: str | None = None) -> Element:
    return button("Choose a channel", ids.ROOM_CHOOSE, {"account": moved.account.id}, style=style)


def _use(moved: MovedOut, style: str | None = None) -> Element:
    about = {"account": moved.account.id, "channel": moved.channel}
    return button("Use it again", ids.ROOM_USE, about, style=style)


def room_form(account_id: int, name: str, channel: str | None) -> View:
    """The form that asks for an account's internal channel; `channel` is where the answer goes."""
    element: Element = {
        "type": "conversations_select",
        "action_id": "home",
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    asked = field("home", f"Where do your own people talk about {name[:80]}?", element)
    about = {"account": account_id, "channel": channel}
    return modal(ids.FORM_ROOM, "Choose a channel", [asked], submit="Use this channel", about=about)
