"""A playbook is chosen: its steps become actions with one owner and a date each. Or it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reviews.actions import ActionWords, log_action, withdraw_action
from reviews.calendar import WorkCalendar
from reviews.decision import Change, Decision, Refusal
from reviews.health.kept import PlaybookRun
from reviews.health.playbooks import Playbook, dated
from reviews.model import LIVE_ACTIONS, Account, Action
from reviews.undo import UNDO_FOR


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who takes a playbook on for a customer, and by whose working days. `review_id`: the review that is open."""

    playbook: Playbook
    account: Account
    owner: str
    calendar: WorkCalendar
    review_id: int | None = None


def choose(chosen: Chosen, *, first: int, run: int, by: str, now: datetime) -> Decision | Refusal:
    """Its actions, numbered from `first`, and the run that names them."""
    account, today = chosen.account, chosen.calendar.today(now)
    changes: list[Change] = []
    for place, (what, due) in enumerate(dated(chosen.playbook, today, chosen.calendar)):
        made = log_action(
            ActionWords(what, chosen.owner, due),
            number=first + place,
            workspace_id=account.workspace_id,
            account_id=account.id,
            review_id=chosen.review_id,
            by=by,
            today=today,
            now=now,
        )
        if isinstance(made, Refusal):
            return made
        changes += made.changes
    numbers = tuple(first + place for place in range(len(changes)))
    kept = PlaybookRun(account.workspace_id, run, account.id, chosen.playbook.key, by, now, numbers)
    return Decision((*changes, Change(None, kept)))


def take_back(run: PlaybookRun, made: Sequence[Action], *, by: str, now: datetime) -> Decision | Refusal:
    """Withdraw what is still open of it; what was done stays done."""
    live = [each for each in made if each.state in LIVE_ACTIONS]
    if not live:
        return Refusal("nothing", "Nothing of it is open any more, so there is nothing to undo.")
    if now - run.at > UNDO_FOR:
        return Refusal("too_late", "Undo works for a day, and that has passed. Each action can still be changed.")
    changes: list[Change] = []
    for action in live:
        ended = withdraw_action(action, by=by, now=now)
        if isinstance(ended, Refusal):
            return ended
        changes += ended.changes
    return Decision(tuple(changes))
