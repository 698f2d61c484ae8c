"""One goal's trend, sent to the person who asks: as a chart in Slack, or as a picture to pass on."""

from __future__ import annotations

import asyncio
import logging

from handlers import customers
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.files import send_file
from handlers.goal_picture import Drawn, draw
from handlers.goal_sheets import one_goal, show_goals
from handlers.logging_items import me_and_today
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Message
from reviews.goal_progress import Progress
from reviews.messages.answers import tell
from reviews.messages.goal_picture import picture_of
from reviews.messages.goals import passed_on, trend_message
from reviews.model import Account
from reviews.rights import Deed
from reviews.text import one_line

log = logging.getLogger(__name__)
_NO_READING = "There is no reading yet, so there is nothing to draw. Note one first."


async def send_trend(desk: Desk, request: Request) -> Answer:
    """The trend as a chart, in the person's own conversation with us; in words where Slack draws no charts."""
    found = await _found(desk, request)
    if not isinstance(found, tuple):
        return found
    account, progress = found
    _, today = await me_and_today(desk, request)
    trouble = ""
    for drawn in (True, False):
        trouble = await _direct(request, trend_message(progress, account.name, today, drawn=drawn))
        if trouble != "invalid_blocks":
            break
    told = f"Slack did not take it ({trouble}). Try once more." if trouble else "The trend is in your messages with me."
    return await _told(desk, request, account, told)


async def send_picture(desk: Desk, request: Request) -> Answer:
    """The trend as a picture, in the person's own conversation with us."""
    found = await _found(desk, request)
    if not isinstance(found, tuple):
        return found
    account, progress = found
    _, today = await me_and_today(desk, request)
    picture = picture_of(progress, account.name, today)
    if picture is None:
        return await _told(desk, request, account, _NO_READING)
    drawn: Drawn = await asyncio.to_thread(draw, picture)
    refusal = await send_file(
        desk,
        request,
        name=f"goal-{progress.goal.id}.png",
        title=one_line(f"{account.name}: {progress.goal.what}", 150),
        content=drawn.content,
        comment=passed_on(progress, account.name, today, drawn.missing),
    )
    return await _told(desk, request, account, refusal.text if refusal else "The picture is in your messages with me.")


async def _found(desk: Desk, request: Request) -> tuple[Account, Progress] | Answer:
    account = await customers.customer_for(desk, request, Deed.LOOK)
    if not isinstance(account, Account):
        return account
    _, today = await me_and_today(desk, request)
    async with desk.db.read() as tx:
        progress = await one_goal(tx, account, number(request.value.get("goal")), today)
    if progress is None:
        return await _told(desk, request, account, "That goal is not here any more.")
    return account, progress


async def _told(desk: Desk, request: Request, account: Account, text: str) -> Answer:
    """Said above the list where that is open, else as an answer."""
    if customers.in_form(request):
        return await show_goals(desk, request, account, text)
    return Reply(tell(text))


async def _direct(request: Request, message: Message) -> str:
    """Say something in the person's own conversation; what Slack called the trouble, or nothing."""
    try:
        await request.client.chat_postMessage(channel=request.user_id, **message)
    except SLACK_FAILURES as failure:
        log.info("a trend was not taken: %s", error_name(failure))
        return error_name(failure)
    return ""
