"""Who is admin and who leads: the list, the form that names somebody, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import (
    Block,
    actions,
    button,
    field,
    menu,
    message,
    modal,
    option,
    person_input,
    run_button,
    section,
)
from reviews.messages.words import count, said, spoken
from reviews.rights import Reach, RoleKind

MOST_SHOWN: Final = 30
"""Sections of one message, well under Slack's fifty blocks."""
_LEADS: Final = {
    RoleKind.ADMIN: "*Admins* set what goes for everybody here, and name admins and leaders. They see every customer.",
    RoleKind.LEADER: "*Leaders* see the customers they look after, close their reviews and change their rhythm.",
}
_NOBODY: Final = {
    RoleKind.ADMIN: "Nobody is admin yet; whoever runs me can say who is.",
    RoleKind.LEADER: "Nobody is named yet.",
}
_REACHES: Final = {Reach.ALL: "all customers", Reach.REPORTS: "customers of their reports"}
_ADD: Final = {RoleKind.ADMIN: "Name an admin", RoleKind.LEADER: "Name a leader"}


@dataclass(frozen=True, slots=True)
class Named:
    """One row: who, since whose word, and how far. `by` is None for those nobody here named.

    `reports` is how many people they lead, for a leader of those.
    """

    user_id: str
    name: str
    by: str | None = None
    reach: Reach | None = None
    reports: int = 0


def roles_list(kind: RoleKind, rows: Sequence[Named], *, may_change: bool, note: str = "") -> Message:
    """Everybody who is it; who may change that gets the buttons. `note` is mrkdwn on what has just happened."""
    lines = [_line(row) for row in rows]
    blocks: list[Block] = [section(note)] if note else []
    blocks.append(section(_LEADS[kind]))
    for row, line in zip(rows[:MOST_SHOWN], lines, strict=False):
        remove = button("Remove", ids.ROLE_REMOVE, {"kind": kind, "person": row.user_id})
        blocks.append(section(line, remove if may_change and row.by else None))
    if not rows:
        blocks.append(section(_NOBODY[kind]))
    if len(rows) > MOST_SHOWN:
        blocks.append(section(f"And {len(rows) - MOST_SHOWN} more."))
    if may_change:
        blocks.append(actions([button(_ADD[kind], ids.ROLE_ADD, {"kind": kind})], block_id="answer"))
    text = "\n".join([*filter(None, [note]), _LEADS[kind], *(lines or [_NOBODY[kind]])])
    return message(spoken(text)[:3900], blocks)


def which_reach(user_id: str, name: str) -> Message:
    """A leader was named without saying of whom: two buttons settle it."""
    about = {"kind": RoleKind.LEADER, "person": user_id}
    choices = [
        button("All customers", f"{ids.ROLE_ADD}.all", {**about, "reach": Reach.ALL}),
        button("Those of their reports", f"{ids.ROLE_ADD}.reports", {**about, "reach": Reach.REPORTS}),
    ]
    return tell(f"Whose customers does *{said(name, 60)}* look after? Nothing was changed yet.", choices)


def role_form(kind: RoleKind, about: Mapping[str, object]) -> dict[str, Any]:
    """Whom to name, and for a leader how far. Fields: person, reach."""
    blocks = [section(_LEADS[kind]), field("person", "Who?", person_input("person"))]
    if kind is RoleKind.LEADER:
        reaches = [option("All customers", Reach.ALL), option("Customers of those who report to them", Reach.REPORTS)]
        hint = "Who reports to whom is read from Slack profiles and from each person's own settings."
        menu_of = menu("reach", reaches, chosen=Reach.ALL, kind="radio_buttons")
        blocks.append(field("reach", "Whose customers do they look after?", menu_of, hint=hint))
    return modal(ids.FORM_ROLE, _ADD[kind], blocks, submit=_ADD[kind], about={**about, "kind": kind})


def not_read(kind: RoleKind, word: str, nearest: str | None, command: str) -> Message:
    """What could not be read, and what to type instead."""
    words = f"{kind}s"
    example = f"`{command} {words} @lena{' all' if kind is RoleKind.LEADER else ''}`"
    if word == "remove":
        return tell(f"Remove whom? Type `{command} {words} remove @lena`.", [run_button(f"Show {words}", words)])
    meant = f" Did you mean “{said(nearest, 40)}”?" if nearest else ""
    text = f"I do not know what “{said(word, 60)}” means here, so nothing was changed.{meant}"
    return tell(f"{text} Type {example} or `{command} {words} remove @lena`.", [run_button(f"Show {words}", words)])


def named_note(kind: RoleKind, name: str, reach: Reach | None) -> str:
    """What holds now, for who named somebody."""
    if kind is RoleKind.ADMIN:
        return f"*{said(name, 60)}* is admin now."
    return f"*{said(name, 60)}* leads now: {_REACHES[reach or Reach.REPORTS]}."


def hello(kind: RoleKind, by: str, reach: Reach | None, command: str) -> Message:
    """What somebody reads who has just been named."""
    if kind is RoleKind.ADMIN:
        text = f"*{said(by, 60)}* named you admin: you set what goes for everybody here, and name leaders."
        return tell(text, [button("Workspace settings", ids.SETTINGS_OPEN, {"of": "workspace"})])
    whose = "all customers" if reach is Reach.ALL else "the customers of those who report to you"
    text = f"*{said(by, 60)}* named you leader: you look after {whose}."
    return tell(f"{text} `{command} leaders` shows who else is.")


def _line(row: Named) -> str:
    name = f"*{said(row.name, 60)}*"
    if row.reach is Reach.REPORTS:
        whom = f"customers of {count(row.reports, 'person', 'people')} who report to them"
        name = f"{name}: {whom if row.reports else 'customers of their reports, of whom none are known yet'}"
    elif row.reach is Reach.ALL:
        name = f"{name}: all customers"
    return f"{name} (named by {said(row.by, 60)})" if row.by else f"{name} (administers Slack or set me up)"
