"""The app's Home: shown when somebody opens it, and again after whatever they do there."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.at_home import hash_at, place_at
from handlers.desk import Desk, Request
from handlers.home_loading import load_home
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Message
from reviews.home import ClosedHome, Home, Place
from reviews.messages.home import closed_home, home
from reviews.messages.home_notes import MOST_NOTES, answer_view, is_long, note_blocks
from storage import homes

log = logging.getLogger(__name__)


async def open_home(desk: Desk, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """Show somebody their Home, as it stands at this moment: the tab they were on, from its first page."""
    event = body.get("event") or {}
    request = Request(
        workspace_id=str(body.get("team_id") or ""),
        user_id=str(event.get("user") or ""),
        now=desk.clock(),
        client=client,
        key=f"event:{body.get('event_id')}",
        view=event.get("view") or {},
    )
    opened_at = _moment(event.get("event_ts")) or request.now
    await show_home(desk, request, place=Place(place_at(request).team), opened_at=opened_at)


async def show_home(
    desk: Desk,
    request: Request,
    notes: Sequence[Message] = (),
    *,
    place: Place | None = None,
    opened_at: datetime | None = None,
) -> bool:
    """Show somebody's Home anew, under what has just happened; whether Slack took it. Never raises."""
    wanted = place or place_at(request)
    try:
        async with desk.homes.of(request.workspace_id, request.user_id).lock:
            await _show(desk, request, tuple(notes), wanted, opened_at)
    except SLACK_FAILURES as failure:
        log.warning("views.publish failed for %s: %s", request.user_id, error_name(failure))
    except Exception:
        log.exception("Home could not be put together for %s", request.user_id)
    else:
        return True
    return False


async def _show(
    desk: Desk, request: Request, notes: tuple[Message, ...], place: Place, opened_at: datetime | None
) -> None:
    """Publish in the place of what was in front of them; where another was faster, its notes stay beside ours."""
    last = desk.homes.of(request.workspace_id, request.user_id)
    shown = await load_home(desk, request, place, opened_at=opened_at)
    try:
        await _publish(request, _view(shown, notes), hash_at(request))
    except SlackApiError as refused:
        if error_name(refused) != "hash_conflict":
            raise
        notes = (*last.notes, *notes)[-MOST_NOTES:]
        shown = await load_home(desk, request, place, opened_at=opened_at)
        await _publish(request, _view(shown, notes), None)
    last.notes = notes
    if isinstance(shown, Home) and shown.first and opened_at:
        async with desk.db.write() as tx:
            await homes.note_opened(tx, request.workspace_id, request.user_id, opened_at)


def _view(shown: Home | ClosedHome, notes: Sequence[Message]) -> dict[str, Any]:
    if isinstance(shown, ClosedHome):
        return closed_home(shown)
    if notes and is_long(notes[-1]):
        return answer_view(notes[-1], shown.place)
    return home(replace(shown, first=shown.first and not notes), note_blocks(notes))


async def _publish(request: Request, view: dict[str, Any], seen: str | None) -> None:
    """`seen`: the version that was in front of the person; Slack refuses where it has changed since."""
    await request.client.views_publish(user_id=request.user_id, view=view, **({"hash": seen} if seen else {}))


def _moment(ts: object) -> datetime | None:
    """When an event happened, as Slack numbers it; None where it does not say."""
    try:
        return datetime.fromtimestamp(float(str(ts)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
