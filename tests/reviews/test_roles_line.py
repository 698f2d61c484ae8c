"""Naming admins and leaders: what is read from a line, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.decision import Decision, Refusal
from reviews.messages.answers import tell
from reviews.model import Person
from reviews.naming import name_role, take_role
from reviews.rights import Reach, Role, RoleKind
from reviews.roles_line import RolesAdd, RolesRemove, RolesShow, RolesUnknown, read_roles
from tests.builders import NOW, WS, person

ADMIN, LEADER = RoleKind.ADMIN, RoleKind.LEADER
LENA = "<@U0LENA001|lena>"
LINES: list[tuple[RoleKind, str, str, Any]] = [
    (ADMIN, "", "show", None),
    (LEADER, "who is", "show", None),
    (ADMIN, "@lena", "add", None),
    (ADMIN, "add @lena", "add", None),
    (ADMIN, f"make {LENA} an admin please".replace(" admin", ""), "add", None),
    (LEADER, "@lena all", "add", Reach.ALL),
    (LEADER, "@lena, reports", "add", Reach.REPORTS),
    (LEADER, f"{LENA} of their own team", "add", Reach.REPORTS),
    (LEADER, "all customers @lena", "add", Reach.ALL),
    (LEADER, "@lena", "add", None),
    (LEADER, "@lena all reports", "add", None),
    (LEADER, "lena all", "add", Reach.ALL),
    (LEADER, "Lena Ortiz reports", "add", Reach.REPORTS),
    (ADMIN, "remove @lena", "remove", None),
    (ADMIN, f"{LENA} remove", "remove", None),
    (LEADER, "revoke lena", "remove", None),
    (ADMIN, "remove", "unknown", None),
    (LEADER, "@lena al", "unknown", "all"),
    (LEADER, "@lena reprots", "unknown", "reports"),
    (ADMIN, "remvoe @lena", "unknown", "remove"),
    (ADMIN, "@lena tomorrow", "unknown", None),
]
KINDS = {"show": RolesShow, "add": RolesAdd, "remove": RolesRemove, "unknown": RolesUnknown}


@pytest.mark.parametrize(("kind", "words", "expected", "detail"), LINES)
def test_a_line_about_admins_or_leaders_is_read(kind: RoleKind, words: str, expected: str, detail: Any) -> None:
    read = read_roles(kind, words)
    assert type(read) is KINDS[expected], read
    if isinstance(read, RolesAdd):
        assert read.reach is detail
        assert len(read.mentions) == 1
    if isinstance(read, RolesUnknown):
        assert read.nearest == detail


@given(st.sampled_from(RoleKind), st.text(max_size=60))
def test_whatever_is_typed_is_read_without_breaking(kind: RoleKind, words: str) -> None:
    assert isinstance(read_roles(kind, words), RolesShow | RolesAdd | RolesRemove | RolesUnknown)


def named(who: Person, stored: Role | None = None, reach: Reach | None = Reach.ALL) -> Decision | Refusal:
    return name_role(stored, who, LEADER, reach, by="U9", now=NOW, hello=tell("Hello"))


NOT_NAMED = {
    "a bot": ({"is_bot": True}, "is a bot"),
    "a guest": ({"is_guest": True}, "is a guest here"),
    "somebody outside": ({"team_id": "T9"}, "at another organisation"),
    "somebody deactivated": ({"deactivated": True}, "is deactivated"),
    "nobody": ({"handle": ""}, "knows nobody"),
}


@pytest.mark.parametrize("who", NOT_NAMED)
def test_only_a_member_can_be_named(who: str) -> None:
    fields, words = NOT_NAMED[who]
    refused = named(replace(person("U1", "Lena Ortiz"), **fields))  # type: ignore[arg-type]
    assert isinstance(refused, Refusal)
    assert words in refused.text


def test_who_is_named_hears_of_it_once_and_keeps_the_newest_reach() -> None:
    lena = person("U1", "Lena Ortiz")
    first = named(lena)
    assert isinstance(first, Decision)
    stored = first.changes[0].after
    assert isinstance(stored, Role)
    assert len(first.says) == 1
    assert isinstance(named(lena, stored), Refusal)
    narrower = named(lena, stored, Reach.REPORTS)
    assert isinstance(narrower, Decision)
    assert narrower.changes[0].before == stored
    again = named(lena, replace(stored, ended_at=NOW))
    assert isinstance(again, Decision)


STANDING = Role(WS, "U1", ADMIN, "U9", NOW)


def test_the_only_admin_cannot_be_taken_away() -> None:
    refused = take_role(STANDING, "Lena", kind=ADMIN, admins=(), is_slacks=False, now=NOW)
    assert isinstance(refused, Refusal)
    assert "only admin" in refused.text


@given(st.sets(st.sampled_from(["U2", "U3"])), st.booleans())
def test_a_workspace_keeps_an_admin_whatever_is_taken_away(others: set[str], is_slacks: bool) -> None:
    taken = take_role(STANDING, "Lena", kind=ADMIN, admins=others, is_slacks=is_slacks, now=NOW)
    assert isinstance(taken, Refusal) or bool(others) or is_slacks


def test_what_slack_says_of_its_admins_cannot_be_taken_away() -> None:
    refused = take_role(None, "Lena", kind=ADMIN, admins=("U2",), is_slacks=True, now=NOW)
    assert isinstance(refused, Refusal)
    assert "administers this Slack workspace" in refused.text


def test_who_is_no_leader_stays_none() -> None:
    for stored in (None, replace(STANDING, kind=LEADER, ended_at=NOW)):
        refused = take_role(stored, "Lena", kind=LEADER, admins=(), is_slacks=True, now=NOW)
        assert isinstance(refused, Refusal)
        assert refused.text == "Lena is no leader here, so nothing was changed."
