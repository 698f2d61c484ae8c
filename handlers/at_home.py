"""Requests from somebody's Home, and from the forms opened there: what is said to them is said in Home."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.desk import Request
from reviews.decision import Decision, Message, Post, Refusal, Say
from reviews.home import Place, place_of
from reviews.messages.ids import pack, unpack

_KEPT = "from_home"
"""Under this name a form knows that it was opened from Home, and where in it."""
_MOST_METADATA = 3000
_ANSWERS = ("echo:", "undone:")
"""How the outbox names what is said back to the one who answered."""


def is_at_home(request: Request) -> bool:
    """Whether something was pressed in Home itself."""
    return request.view.get("type") == "home"


def is_from_home(request: Request) -> bool:
    """Whether it was done in Home or in a form that was opened there."""
    return is_at_home(request) or _KEPT in unpack(request.view.get("private_metadata"))


def place_at(request: Request) -> Place:
    """Where in Home somebody is: as the handler turned it, else as the view or the form has it."""
    if (turned := request.found.get("place")) is not None:
        place: Place = turned
        return place
    return place_of(_kept(request))


def turn_to(request: Request, place: Place) -> None:
    """Home is to be shown at another place once this is answered."""
    request.found["place"] = place


def hash_at(request: Request) -> str | None:
    """Slack's name for the version of Home that was in front of the person."""
    if is_at_home(request):
        return request.view.get("hash") or None
    return _kept(request).get("hash")


def with_home(view: dict[str, Any], request: Request) -> dict[str, Any]:
    """A form that leads back to Home, when it is opened from there."""
    if not is_from_home(request) or view.get("type") != "modal":
        return view
    kept = pack({**place_at(request).packed(), "hash": hash_at(request)})
    try:
        about = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return view
    carried = pack({**about, _KEPT: kept})
    return {**view, "private_metadata": carried} if len(carried) <= _MOST_METADATA else view


def said_at_home(request: Request, decision: Decision | Refusal) -> Decision | Refusal:
    """The same decision, with what would be said back to the person kept for Home, where they are."""
    if isinstance(decision, Refusal) or not is_from_home(request):
        return decision
    answers = [say for say in decision.says if _is_answer(say, request)]
    request.found["notes"] = [say.message for say in answers if isinstance(say, Post)]
    return replace(decision, says=tuple(say for say in decision.says if say not in answers))


def notes_of(request: Request) -> Sequence[Message]:
    """What was kept to be said in Home."""
    found: Sequence[Message] = request.found.get("notes", ())
    return found


def _is_answer(say: Say, request: Request) -> bool:
    return isinstance(say, Post) and say.channel == request.user_id and say.key.startswith(_ANSWERS)


def _kept(request: Request) -> dict[str, str]:
    packed = unpack(request.view.get("private_metadata"))
    return packed if is_at_home(request) else unpack(packed.get(_KEPT))
