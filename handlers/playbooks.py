"""A playbook is chosen: its steps become actions, each with an owner and a date."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers, people
from handlers.consequences import follow
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fields import number
from handlers.logging_items import me_and_today
from handlers.recording import settle, showing
from reviews.decision import Decision, Message, Refusal
from reviews.health.choosing import Chosen, choose, take_back
from reviews.health.kept import PlaybookRun
from reviews.health.playbooks import PLAYBOOKS, Playbook, running
from reviews.messages.answers import tell
from reviews.messages.playbooks import playbook_chosen, playbook_runs, playbook_undone
from reviews.messages.words import said
from reviews.model import Account, Action
from reviews.people import first_name
from reviews.rights import Deed
from storage import accounts, actions, numbers, rosters
from storage import playbooks as playbook_store
from storage import reviews as review_store

_UNKNOWN = tell("I do not know that playbook any more. Open the customer's health for those there are.")
_NOT_YOURS = tell("Who chose it can undo it, and so can the customer's owner, a leader or an admin.")
_NO_RUN = tell("That playbook is not here any more.")


async def press_use(desk: Desk, request: Request) -> Answer:
    """Choose one: its actions are made once, for the customer's owner."""
    account = await customers.customer_for(desk, request, Deed.LOG)
    if not isinstance(account, Account):
        return account
    playbook = PLAYBOOKS.get(request.value.get("playbook", ""))
    if playbook is None:
        return customers.instead(request, _UNKNOWN)
    already: list[PlaybookRun] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        # Who presses at the same moment waits here, and then finds the other's run.
        held = await accounts.by_id(tx, request.workspace_id, account.id, lock=True) or account
        if run := await _running(tx, desk, request, playbook, held):
            already[:] = [run]
            return Refusal("runs", "It runs already.")
        return await _chosen(tx, desk, request, playbook, held)

    done = await settle(desk, request, decide)
    if isinstance(done, Decision):
        return customers.instead(request, await _made(desk, request, playbook, account, done))
    if already:
        return customers.instead(request, await _runs(desk, request, playbook, account, already[0]))
    return customers.instead(request, tell(said(done.text, 300)))


async def press_undo(desk: Desk, request: Request) -> Answer:
    """Take its actions back, as far as they are still open."""
    wanted = number(request.value.get("run"))
    async with desk.db.read() as tx:
        run = await playbook_store.by_id(tx, request.workspace_id, wanted) if wanted else None
    if run is None:
        return customers.instead(request, _NO_RUN)
    account = await customers.customer_for(desk, request, Deed.LOG, run.account_id)
    if not isinstance(account, Account):
        return account
    if run.by != request.user_id and not await customers.may_do(desk, request, Deed.EDIT_ACCOUNT, account):
        return customers.instead(request, _NOT_YOURS)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        made = await actions.by_ids(tx, request.workspace_id, run.actions, lock=True)
        decision = take_back(run, made, by=request.user_id, now=request.now)
        return decision if isinstance(decision, Refusal) else await follow(tx, desk, request, decision)

    done = await settle(desk, request, decide)
    if isinstance(done, Refusal):
        return customers.instead(request, tell(said(done.text, 300)))
    return Reply(_undone(run, account, done), replaces=request.is_ephemeral)


async def _running(
    tx: AsyncConnection, desk: Desk, request: Request, playbook: Playbook, account: Account
) -> PlaybookRun | None:
    """The run of this playbook that somebody began within the quarter and did not take back."""
    runs = await playbook_store.of_account(tx, request.workspace_id, account.id)
    same = [run for run in runs if run.playbook == playbook.key]
    made = await actions.by_ids(tx, request.workspace_id, [each for run in same for each in run.actions])
    return running(same, made, request.now.date()).get(playbook.key)


async def _chosen(
    tx: AsyncConnection, desk: Desk, request: Request, playbook: Playbook, account: Account
) -> Decision | Refusal:
    workspace = request.workspace_id
    involved = [account.owner, request.user_id]
    roster = await rosters.load(tx, workspace, involved, default_zone=desk.default_zone)
    owner = account.owner if account.owner and not roster.has_left(account.owner) else request.user_id
    review = await review_store.open_on(tx, workspace, account.id)
    chosen = Chosen(playbook, account, owner, roster.calendar(owner), review.id if review else None)
    first = await numbers.next_number(tx, workspace, "action", len(playbook.steps))
    run = await numbers.next_number(tx, workspace, "playbook")
    decision = choose(chosen, first=first, run=run, by=request.user_id, now=request.now)
    return decision if isinstance(decision, Refusal) else showing(review, decision)


async def _made(desk: Desk, request: Request, playbook: Playbook, account: Account, decision: Decision) -> Message:
    _, today = await me_and_today(desk, request)
    made = [each.after for each in decision.changes if isinstance(each.after, Action)]
    run = next(each.after for each in decision.changes if isinstance(each.after, PlaybookRun))
    owner = await people.person(desk, request, made[0].owner)
    return playbook_chosen(playbook, made, run, account=account.name, owner=first_name(owner), today=today)


async def _runs(desk: Desk, request: Request, playbook: Playbook, account: Account, run: PlaybookRun) -> Message:
    _, today = await me_and_today(desk, request)
    by = "You" if run.by == request.user_id else first_name(await people.person(desk, request, run.by))
    return playbook_runs(playbook, run, account=account.name, by=by, today=today)


def _undone(run: PlaybookRun, account: Account, decision: Decision) -> Message:
    ended = [each.after for each in decision.changes if isinstance(each.after, Action)]
    left = sorted(set(run.actions) - {each.id for each in ended})
    known = PLAYBOOKS.get(run.playbook)
    return playbook_undone(known.name if known else run.playbook, ended, left, account=account.name)
