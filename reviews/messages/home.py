"""The Home tab of one person: their open items, their customers, whom they wait for, and how they are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reviews.dates import say_date
from reviews.home import PAGE_SIZES, ClosedHome, Home, Listed, Part
from reviews.messages import ids
from reviews.messages.home_books import book_blocks, team_blocks
from reviews.messages.home_rows import mine_blocks, waiting_blocks
from reviews.messages.parts import Block, actions, button, context, divider, run_button, section
from reviews.messages.settings_said import settings_button
from reviews.messages.words import said
from reviews.rights import Standing

_CLOSED: Final[Mapping[Standing, str]] = {
    Standing.OUTSIDE: "This app works for the team that runs it, and shows its things to nobody else. "
    "Your contact there can help.",
    Standing.GUEST: "This app works for the members of this workspace. One of them can help you.",
    Standing.DEACTIVATED: "Slack says that this account is deactivated.",
    Standing.BOT: "I answer people, not other apps.",
    Standing.UNKNOWN: "Slack could not tell me who you are. Open this tab again in a minute.",
}


def home(shown: Home, notes: Sequence[Block] = ()) -> dict[str, Any]:
    """A member's Home, under what has just happened (`notes`), if anything."""
    body = _team(shown) if shown.place.team and shown.team is not None else _own(shown)
    return _view(shown, [*notes, *body])


def closed_home(shown: ClosedHome) -> dict[str, Any]:
    """The Home of who is no member: polite, and nothing of the workspace in it."""
    return {"type": "home", "blocks": [section(f"*Nothing is here for you.* {_CLOSED[shown.standing]}")]}


def _view(shown: Home, blocks: Sequence[Block]) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks), "private_metadata": ids.pack(shown.place.packed())}


def _own(shown: Home) -> list[Block]:
    to_team = [button("My team's accounts", f"{ids.HOME_TAB}.team", {"tab": "team"})] if shown.leads else []
    return [
        *(_greeting(shown) if shown.first else []),
        *([actions(to_team, block_id="tabs")] if to_team else []),
        *mine_blocks(shown),
        *_pager(Part.MINE, shown.mine),
        *_under_a_line([*book_blocks(shown), *_pager(Part.BOOK, shown.book.lines)]),
        *_under_a_line([*waiting_blocks(shown), *_pager(Part.WAITING, shown.waiting)]),
        *_under_a_line(_wishes(shown)),
    ]


def _team(shown: Home) -> list[Block]:
    back = actions([button("Back to mine", f"{ids.HOME_TAB}.mine", {"tab": "mine"})], block_id="tabs")
    team = shown.team
    return [back, *team_blocks(shown), *(_pager(Part.TEAM, team.lines) if team else [])]


def _greeting(shown: Home) -> list[Block]:
    morning = shown.wishes.morning
    name = said(shown.names.get(shown.viewer, ""), 60)
    hello = f"Hello {name}." if name else "Hello."
    return [
        section(
            f"*{hello} I keep your customer reviews on track, and what was promised in them.*\nThree things first:"
        ),
        section(
            f"*1* Review a customer: `{shown.command} start` in the customer's channel opens the board.",
            run_button("Start a review", "start"),
        ),
        section(
            "*2* Log what somebody promised: one person, one thing, one day.", run_button("Log an action", "action")
        ),
        section(
            f"*3* Say when you are asked: in one message a day at most, at {morning} unless you choose otherwise.",
            button("When I am asked", f"{ids.SETTINGS_OPEN}.first", {"of": "me"}),
        ),
        divider(),
    ]


def _under_a_line(blocks: Sequence[Block]) -> list[Block]:
    return [divider(), *blocks] if blocks else []


def _pager(part: Part, listed: Listed[Any]) -> list[Block]:
    """How many more there are, and the way to them."""
    left, buttons = listed.left(part), []
    if listed.page > 1:
        buttons.append(_turn("Earlier", part, listed.page - 1))
    if left:
        buttons.append(_turn("More", part, listed.page + 1))
    if not buttons:
        return []
    first = (listed.page - 1) * PAGE_SIZES[part] + 1
    last = first + len(listed.rows) - 1
    more = f" and {left} more" if left else ""
    return [context(f"{first} to {last} of {listed.total}{more}"), actions(buttons, block_id=f"pages.{part}")]


def _turn(label: str, part: Part, page: int) -> dict[str, Any]:
    made = button(label, f"{ids.HOME_PAGE}.{label.lower()}", {"part": str(part), "page": page})
    return {**made, "accessibility_label": f"{label} of {_SPOKEN_PARTS[part]}"}


_SPOKEN_PARTS: Final[Mapping[Part, str]] = {
    Part.MINE: "my open items",
    Part.BOOK: "my accounts",
    Part.WAITING: "what I wait for",
    Part.TEAM: "my team's accounts",
}


def _wishes(shown: Home) -> list[Block]:
    wishes = shown.wishes
    line = f"*How you are asked* at {wishes.morning} on working days, {wishes.pace} pace.{_away(shown)}"
    away = button("I'll be away", f"{ids.SETTINGS_OPEN}.away", {"of": "me"})
    every = button("All commands", ids.SHOW_HELP)
    blocks = [section(line), actions([settings_button(), away, every], block_id="wishes")]
    if shown.names_people:
        settings = button("Workspace settings", f"{ids.SETTINGS_OPEN}.workspace", {"of": "workspace"})
        named = [run_button("Admins", "admins"), run_button("Leaders", "leaders")]
        blocks.append(actions([settings, *named], block_id="admin"))
    return blocks


def _away(shown: Home) -> str:
    """From when to when they are away and who is asked meanwhile; empty once that is over."""
    begins, ends = shown.wishes.away_from, shown.wishes.away_until
    if begins is None or (ends is not None and ends < shown.today):
        return ""
    until = f" to {say_date(ends, shown.today)}" if ends else " on"
    lead = "Away" if ends else "Away from"
    who = shown.wishes.stand_in
    then = f"*{said(shown.name(who), 60)}* is asked" if who else "what comes up waits"
    return f" {lead} {say_date(begins, shown.today)}{until}: {then}."
