"""Naming somebody admin or leader, and taking it from them. A workspace is never left without an admin."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from reviews.decision import Change, Decision, Message, Post, Refusal
from reviews.model import Person
from reviews.people import first_name
from reviews.rights import Reach, Role, RoleKind

WORD = {RoleKind.ADMIN: "admin", RoleKind.LEADER: "leader"}


def refuse_named(person: Person) -> Refusal | None:
    """Only a member of the workspace can be named."""
    name = first_name(person)
    if not person.handle:
        return Refusal("unknown", "Slack knows nobody by that mention. Pick the person from the list.")
    if person.is_bot:
        return Refusal("bot", f"{name} is a bot. Name a person.")
    if person.team_id and person.team_id != person.workspace_id:
        return Refusal("outside", f"{name} is at another organisation. Name somebody of yours.")
    if person.is_guest:
        return Refusal("guest", f"{name} is a guest here. Name a member of this workspace.")
    if person.deactivated:
        return Refusal("left", f"{name} is deactivated in Slack. Name somebody who is here.")
    return None


def name_role(
    stored: Role | None,
    person: Person,
    kind: RoleKind,
    reach: Reach | None,
    *,
    by: str,
    now: datetime,
    hello: Message,
) -> Decision | Refusal:
    """Somebody is named from now on, or named anew with another reach. `hello` is said to them, once."""
    if refusal := refuse_named(person):
        return refusal
    wanted = Role(person.workspace_id, person.user_id, kind, by, now, reach)
    if stored and stored.ended_at is None and stored.reach is reach:
        return Refusal("same", f"{first_name(person)} is {WORD[kind]} already.")
    key = f"role:{person.user_id}:{kind}:{now.isoformat()}"
    says = (Post(key, person.user_id, hello),) if person.user_id != by else ()
    return Decision((Change(stored, wanted),), says)


def take_role(
    stored: Role | None, name: str, *, kind: RoleKind, admins: Collection[str], is_slacks: bool, now: datetime
) -> Decision | Refusal:
    """It is taken from somebody; the row stays as history.

    `admins`: everybody else who would still be admin. `is_slacks`: they are admin whoever is named, because they
    administer Slack or set the bot up.
    """
    if stored is None or stored.ended_at is not None:
        if kind is RoleKind.ADMIN and is_slacks:
            why = "administers this Slack workspace or set me up, so that cannot be taken away here"
            return Refusal("slacks", f"{name} {why}.")
        return Refusal("none", f"{name} is no {WORD[kind]} here, so nothing was changed.")
    if kind is RoleKind.ADMIN and not admins and not is_slacks:
        return Refusal("last", f"{name} is the only admin. Name another one first.")
    return Decision((Change(stored, replace(stored, ended_at=now)),))
