"""The shared action list, page by page, and one item in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.parts import Block, Element, actions, button, context, menu, message, option, section
from reviews.messages.words import (
    ENDED_WORDS,
    action_line,
    count,
    from_message,
    gap_line,
    join_facts,
    link_words,
    said,
    spoken,
)
from reviews.model import LIVE_ACTIONS, Action, ActionState, Gap, GapState
from reviews.sitting import action_id, gap_id

PAGE_SIZE = 8
FILTERS = {"all": "All open", "mine": "Mine", "late": "Late", "blocked": "Blocked", "gaps": "Open gaps"}


@dataclass(frozen=True, slots=True)
class ListScope:
    """Which items a list shows: a filter's word, and perhaps one account or one person."""

    filter: str = "all"
    account_id: int | None = None
    person: str | None = None

    def packed(self, page: int) -> dict[str, object]:
        """What a paging button carries."""
        return {"f": self.filter, "account": self.account_id, "person": self.person, "page": page}


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list with what is needed to say its items."""

    scope: ListScope
    items: Sequence[Action | Gap]
    total: int
    page: int
    today: date
    names: Mapping[str, str]
    accounts: Mapping[int, str]
    note: str = ""
    undo: str | None = None
    viewer: str | None = None
    also: Mapping[int, str] = field(default_factory=dict)
    """The other customers of a gap in words (mrkdwn), by its number."""


def item_list(page: ListPage) -> Message:
    """A page of the list: each row with its own buttons."""
    headline = _headline(page)
    blocks: list[Block] = [section(f"*{headline}*" if page.total else _nothing(page.scope))]
    if page.note:
        blocks.append(context(page.note))
    for item in page.items:
        blocks += _row(page, item)
    blocks.append(actions([_filter_menu(page.scope), *_pager(page), *_export(page), *_undo(page)], block_id="list"))
    note = f" {page.note}" if page.note else ""
    return message(f"{headline}.{note} {_spoken(page) or _nothing(page.scope)}", blocks)


def _headline(page: ListPage) -> str:
    scope = page.scope
    noun = "open gap" if scope.filter == "gaps" else "open action"
    which = {"late": "late action", "blocked": "blocked action"}.get(scope.filter, noun)
    owner = ""
    if scope.filter == "mine" or (scope.person and scope.person == page.viewer):
        owner = " of yours"
    elif scope.person:
        owner = f" of {said(page.names.get(scope.person, scope.person))}"
    where = f" at {said(page.accounts.get(scope.account_id, 'this customer'))}" if scope.account_id else ""
    pages = -(-page.total // PAGE_SIZE)
    part = f", page {page.page} of {pages}" if pages > 1 else ""
    return f"{count(page.total, which)}{owner}{where}{part}"


def _nothing(scope: ListScope) -> str:
    if scope.filter == "late":
        return "Nothing is late."
    if scope.filter == "blocked":
        return "Nothing is blocked."
    if scope.filter == "gaps":
        return "No gap is open. Log one with `/gap`."
    return "Nothing is open here. Log something with `/action @name does what by when`."


def _spoken(page: ListPage) -> str:
    return "; ".join(spoken(_whole_line(page, item)).replace("\n", ", ") for item in page.items)


def _line(page: ListPage, item: Action | Gap) -> str:
    if isinstance(item, Gap):
        return gap_line(item, page.names.get(item.owner or "", item.owner or "nobody"), page.today)
    return action_line(item, page.names.get(item.owner, item.owner), page.today)


def _whole_line(page: ListPage, item: Action | Gap, link: str = "") -> str:
    """An item with its customers, where the list is of more than one, and the way back to where it came from."""
    of_one = page.scope.account_id is not None or item.account_id is None
    customer = "" if of_one else said(page.accounts.get(item.account_id or 0, ""))
    also = page.also.get(item.id, "") if isinstance(item, Gap) else ""
    below = join_facts(customer, also, link)
    return f"{_line(page, item)}\n{below}" if below else _line(page, item)


def _row(page: ListPage, item: Action | Gap) -> list[Block]:
    line = _whole_line(page, item, from_message(item.link))
    kind = "gap" if isinstance(item, Gap) else "action"
    return [
        section(line),
        actions(item_buttons(item, page.scope.packed(page.page)), block_id=f"row.{kind}.{item.id}"),
    ]


def item_buttons(item: Action | Gap, back: Mapping[str, object] | None = None) -> list[Element]:
    """Done, New date and Edit for one item. `back` lets the list be shown again after a press."""
    about = {"item": gap_id(item.id) if isinstance(item, Gap) else action_id(item.id), **(back or {})}
    done = "Closed" if isinstance(item, Gap) else "Done"
    return [
        button(done, ids.ITEM_DONE, about),
        button("New date", ids.ITEM_DATE, about),
        button("Edit", ids.ITEM_EDIT, about),
    ]


def _export(page: ListPage) -> list[Element]:
    """The whole list as a file, where there is anything in it."""
    return [button("Export", ids.LIST_EXPORT, page.scope.packed(1))] if page.total else []


def _undo(page: ListPage) -> list[Element]:
    """The way back from the Done that was just pressed in this list."""
    if page.undo is None:
        return []
    return [button(f"Undo {page.undo}", ids.ITEM_REOPEN, {"item": page.undo, **page.scope.packed(page.page)})]


def _filter_menu(scope: ListScope) -> Element:
    account = scope.account_id if scope.account_id is not None else ""
    options = [option(label, f"{word}:{account}") for word, label in FILTERS.items()]
    if account:
        options.append(option("All customers", "all:"))
    return menu(ids.LIST_FILTER, options, placeholder="Show", chosen=f"{scope.filter}:{account}")


def _pager(page: ListPage) -> list[Element]:
    pages = -(-page.total // PAGE_SIZE)
    buttons = []
    if page.page > 1:
        buttons.append(button("Earlier", ids.LIST_PAGE, page.scope.packed(page.page - 1)))
    if page.page < pages:
        buttons.append(button("More", ids.LIST_NEXT, page.scope.packed(page.page + 1)))
    return buttons


def item_card(
    item: Action | Gap,
    *,
    names: Mapping[str, str],
    account: str | None,
    today: date,
    note: str = "",
    ended: Sequence[Element] = (),
    also: str = "",
    told_after: bool = False,
) -> Message:
    """One item as it stands now, with its buttons while it is open, and `ended` ones after.

    `also` (mrkdwn) names a gap's other customers; `told_after`: the gap was gone before this action was logged.
    """
    if isinstance(item, Gap):
        line, live, facts = _gap_words(item, names, today)
    else:
        line, live, facts = _action_words(item, names, today, told_after=told_after)
    lead = f"{note}\n" if note else ""
    below = " · ".join(fact for fact in (said(account), also, *facts) if fact)
    blocks = [section(f"{lead}{line}")]
    if below:
        blocks.append(context(below))
    short = gap_id(item.id) if isinstance(item, Gap) else action_id(item.id)
    details = button("Details", ids.ITEM_HISTORY, {"item": short})
    blocks.append(actions([*(item_buttons(item) if live else ended), details], block_id="item"))
    heard = spoken(f"{lead}{line}").replace("\n", " ")
    return message(heard, blocks)


def _held_by(action: Action, names: Mapping[str, str]) -> str:
    """Who blocks it, where their name is known."""
    known = action.state is ActionState.BLOCKED and action.blocked_by in names
    return f"Blocked by {said(names[action.blocked_by or ''], 60)}" if known else ""


def _gap_words(gap: Gap, names: Mapping[str, str], today: date) -> tuple[str, bool, list[str]]:
    """A gap's line, whether it is open, and what stands below it."""
    line, live = gap_line(gap, names.get(gap.owner or "", gap.owner or "nobody"), today), gap.state is GapState.OPEN
    affects = f"Affects {said(gap.affects)}" if gap.affects else ""
    facts = [affects, said(gap.frequency), said(gap.reason), link_words(gap.link)]
    return line + ("" if live else f" · {ENDED_WORDS[gap.state]}"), live, facts


def _action_words(
    action: Action, names: Mapping[str, str], today: date, *, told_after: bool
) -> tuple[str, bool, list[str]]:
    """An action's line, whether it is promised still, and what stands below it."""
    helped = "Checked: it helped" if action.helped else "Checked: it did not change much"
    facts = [
        f"{'After' if told_after else 'Closes'} {gap_id(action.gap_id)}" if action.gap_id else "",
        _held_by(action, names),
        "" if action.helped is None else helped,
        f"With {said(action.counterpart)}" if action.counterpart else "",
        "Kept in its first wording, though it does not say what will be different" if action.insisted else "",
        link_words(action.link),
    ]
    return action_line(action, names.get(action.owner, action.owner), today), action.state in LIVE_ACTIONS, facts
