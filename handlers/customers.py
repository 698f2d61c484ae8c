"""Finding the customer that a button or a form is about, and showing what was asked for where it was asked."""

from __future__ import annotations

from handlers import actors
from handlers.actors import asked_from
from handlers.desk import Answer, Desk, OpenForm, Reply, Request, SwapForm
from handlers.fields import number
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.item_forms import View
from reviews.messages.parts import modal
from reviews.model import Account
from reviews.rights import Deed, may
from storage import accounts

GONE = tell("This customer is not here any more.")


async def customer_for(
    desk: Desk, request: Request, deed: Deed, account_id: int | None = None
) -> Account | Reply | SwapForm:
    """The customer somebody asks about and may do this with; otherwise what to answer them.

    `account_id` is named by what was pressed, unless it is given.
    """
    wanted = account_id or number(request.value.get("account"))
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, request.workspace_id, wanted) if wanted else None
    if account is None:
        return instead(request, GONE)
    refused = await actors.refusal(desk, request, deed, await actors.about(desk, request, account=account))
    return instead(request, refused) if refused else account


async def may_do(desk: Desk, request: Request, deed: Deed, account: Account) -> bool:
    """Whether a button for that is shown to the one who asks."""
    return may(await actors.actor_of(desk, request), deed, await actors.about(desk, request, account=account))


def instead(request: Request, message: Message) -> Reply | SwapForm:
    """A message where something was pressed: in the open form, or beside the message."""
    if not in_form(request):
        return Reply(message)
    return SwapForm(modal(ids.FORM_GONE, "Not done", message["blocks"], close="Close", about=where_from(request)))


def in_front(request: Request, view: View, otherwise: Message) -> Answer:
    """A form in place of the one that is open, or a new one."""
    return SwapForm(view) if in_form(request) else OpenForm(view, otherwise=otherwise)


def in_form(request: Request) -> bool:
    """Whether it was pressed or submitted in a form."""
    return request.view.get("type") == "modal"


def where_from(request: Request) -> dict[str, object]:
    """What a form keeps, so that what comes after it knows where all began."""
    return {"channel": asked_from(request)}
