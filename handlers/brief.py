"""The two-minute brief, asked for: only for the person who asks."""

from __future__ import annotations

import logging

from handlers import actors, customers
from handlers.account_lookup import account_called, account_of_room, near_names
from handlers.desk import Answer, Desk, Quiet, Reply, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.brief import make_brief
from reviews.brief_model import BriefSheet
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.brief import brief_message
from reviews.messages.parts import actions, button, message, section
from reviews.messages.words import said
from reviews.model import Account
from reviews.rights import Deed
from reviews.text import from_slack
from storage import accounts, briefs

log = logging.getLogger(__name__)
_OFFERED = 3


async def brief_command(desk: Desk, request: Request, words: str) -> Answer:
    """`/review brief [customer]`: of the customer named, or of this channel's own."""
    name = from_slack(words).strip()
    found = await account_called(desk, request, name) if name else await account_of_room(desk, request, request.channel)
    if found is None:
        return Reply(await _nobody(desk, request, name))
    return await _brief_of(desk, request, found)


async def press_brief(desk: Desk, request: Request) -> Answer:
    """The brief of the customer a button names."""
    account = await customers.customer_for(desk, request, Deed.LOOK)
    return await _brief_of(desk, request, account) if isinstance(account, Account) else account


async def _brief_of(desk: Desk, request: Request, account: Account) -> Answer:
    refused = await actors.refusal(desk, request, Deed.LOOK, await actors.about(desk, request, account=account))
    if refused:
        return Reply(refused)
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, request.workspace_id, account.id) or account
        sheet = make_brief(await briefs.load(tx, account, now=request.now, default_zone=desk.default_zone))
    if await _shown_with_chart(desk, request, sheet):
        return Quiet()
    return Reply(brief_message(sheet, charted=False, command=desk.command))


async def _shown_with_chart(desk: Desk, request: Request, sheet: BriefSheet) -> bool:
    """Whether Slack took it with its chart, where the person is; how an answer with one fares Slack would not say."""
    with_chart = brief_message(sheet, command=desk.command)
    plain = brief_message(sheet, charted=False, command=desk.command)
    if request.channel is None or with_chart == plain or request.view.get("type") == "modal":
        return False
    try:
        await request.client.chat_postEphemeral(
            channel=request.channel, user=request.user_id, text=with_chart["text"], blocks=with_chart["blocks"]
        )
    except SLACK_FAILURES as failure:
        log.info("a brief goes out without its chart: %s", error_name(failure))
        return False
    return True


async def _nobody(desk: Desk, request: Request, name: str) -> Message:
    """There is no such customer, or none here: which may have been meant, or how to say it."""
    if not name:
        text = f"No customer has its home in this channel. Type `{desk.command} brief` and a customer's name."
        return tell(text)
    near = (await near_names(desk, request, name))[:_OFFERED]
    if not near:
        return tell(f"I know no customer called “{said(name, 80)}”. `{desk.command} account` adds one.")
    text = f"I know no customer called “{said(name, 80)}”. Did you mean one of these?"
    offered = [button(each, f"{ids.BRIEF_OPEN}.{number}", {"account": number}) for number, each in near]
    return message(text, [section(text), actions(offered)])
