"""Who may do what: the whole table, each right by each tie, and what nobody can get around."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.messages.rights import DEED_WORDS, TURNED_AWAY
from reviews.model import Account, Action, Person, Review
from reviews.people import refuse_owner, standing_of
from reviews.rights import RIGHTS, About, Actor, Deed, Reach, Standing, Tie, may, sees, ties
from tests.builders import WS, account, action, person, review

ME, OWNER, OTHER = "U1", "U2", "U3"
M, O, F, I = Tie.MEMBER, Tie.ACCOUNT_OWNER, Tie.FACILITATOR, Tie.ITEM_OWNER  # noqa: E741
B, L, A, S = Tie.MANAGER, Tie.LEADER, Tie.ADMIN, Tie.SPONSOR
ALL = {M, O, F, I, B, L, A, S}

TABLE: dict[Deed, set[Tie]] = {
    Deed.LOOK: ALL,
    Deed.LOG: ALL,
    Deed.ANSWER: ALL,
    Deed.START_REVIEW: ALL,
    Deed.RUN_REVIEW: ALL,
    Deed.CLOSE_REVIEW: {O, F, L, A},
    Deed.ABANDON_REVIEW: {O, F, L, A},
    Deed.ADD_ACCOUNT: ALL,
    Deed.EDIT_ACCOUNT: {O, L, A},
    Deed.SET_RHYTHM: {O, L, A},
    Deed.TELL_CUSTOMER: {O, F, L, A},
    Deed.HAND_ON: {O, I, B, L, A},
    Deed.OWN_SETTINGS: ALL,
    Deed.WORKSPACE_SETTINGS: {A},
    Deed.NAME_PEOPLE: {A},
    Deed.EXPORT: ALL,
    Deed.IMPORT_FACTS: ALL,
    Deed.IMPORT_ACCOUNTS: {Tie.LEADER, Tie.ADMIN},
    Deed.LISTEN: {O, L, A},
}


def me(**rights: Any) -> Actor:
    return replace(Actor(WS, ME, Standing.MEMBER), **rights)


def about(
    customer: Account | None = None, sitting: Review | None = None, item: Action | None = None, **given: bool
) -> About:
    return About(customer or account(owner=OWNER), sitting or review(facilitator=OTHER), item, **given)


def case(tie: Tie) -> tuple[Actor, About]:
    """Somebody with just this tie to something, beside being a member."""
    theirs = action(owner=OTHER)
    cases = {
        M: (me(), about(item=theirs)),
        O: (me(), about(account(owner=ME), item=theirs)),
        F: (me(), about(sitting=review(facilitator=ME), item=theirs)),
        I: (me(), about(item=action(owner=ME))),
        B: (me(reports=frozenset({OTHER})), about(item=theirs)),
        L: (me(leads=Reach.ALL), about(item=theirs)),
        A: (me(is_admin=True), about(item=theirs)),
        S: (me(), about(account(owner=OWNER, sponsor=ME), item=theirs)),
    }
    return cases[tie]


@pytest.mark.parametrize("tie", sorted(ALL))
@pytest.mark.parametrize("deed", Deed)
def test_each_tie_allows_what_the_table_says(deed: Deed, tie: Tie) -> None:
    actor, asked = case(tie)
    assert ties(actor, asked) == {Tie.MEMBER, tie}
    assert may(actor, deed, asked) == (tie in TABLE[deed])


def test_every_deed_is_in_the_table_and_has_its_words() -> None:
    assert set(RIGHTS) == set(TABLE) == set(DEED_WORDS) == set(Deed)
    assert set(TURNED_AWAY) == set(Standing) - {Standing.MEMBER}


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.MEMBER])
@pytest.mark.parametrize("deed", Deed)
def test_who_is_no_member_may_nothing_whatever_they_are_named(deed: Deed, standing: Standing) -> None:
    own = about(account(owner=ME), review(facilitator=ME), action(owner=ME), here=True, has_item=True)
    named = Actor(WS, ME, standing, is_admin=True, leads=Reach.ALL, reports=frozenset({ME, OWNER, OTHER}))
    assert not may(named, deed, own)
    assert not sees(named, own)
    assert not named.sees_all


def test_a_leader_of_reports_leads_their_customers_and_no_others() -> None:
    leader = me(leads=Reach.REPORTS, reports=frozenset({OTHER}))
    assert may(leader, Deed.CLOSE_REVIEW, About(account(owner=OTHER)))
    assert may(leader, Deed.CLOSE_REVIEW, About(account(owner=ME)))
    assert may(leader, Deed.CLOSE_REVIEW, About(account(owner=None)))
    assert not may(leader, Deed.CLOSE_REVIEW, About(account(owner=OWNER), review(facilitator=OTHER)))


def test_a_customer_nobody_owns_is_everybodys_to_look_after() -> None:
    asked = About(account(owner=None), review(facilitator=OTHER))
    for deed in (Deed.CLOSE_REVIEW, Deed.EDIT_ACCOUNT, Deed.SET_RHYTHM, Deed.TELL_CUSTOMER):
        assert may(me(), deed, asked)


def test_a_private_customer_nobody_owns_is_hidden_all_the_same() -> None:
    hidden = account(owner=None, is_private=True)
    assert not sees(me(), About(hidden))
    assert not may(me(), Deed.EDIT_ACCOUNT, About(hidden))
    assert may(me(), Deed.EDIT_ACCOUNT, About(hidden, here=True))


SEEING: dict[str, tuple[Actor, dict[str, Any], bool]] = {
    "a stranger": (me(), {}, False),
    "the owner": (me(), {"owner": ME}, True),
    "the sponsor": (me(), {"sponsor": ME}, True),
    "an admin": (me(is_admin=True), {}, True),
    "a leader of all": (me(leads=Reach.ALL), {}, True),
    "the owner's leader": (me(leads=Reach.REPORTS, reports=frozenset({OWNER})), {}, True),
    "somebody else's leader": (me(leads=Reach.REPORTS, reports=frozenset({OTHER})), {}, False),
    "the owner's manager, who is not named leader": (me(reports=frozenset({OWNER})), {}, False),
}


@pytest.mark.parametrize("who", SEEING)
def test_a_private_customer_is_seen_by_its_people_leaders_and_admins(who: str) -> None:
    actor, fields, expected = SEEING[who]
    assert sees(actor, About(account(**{"owner": OWNER, "is_private": True, **fields}))) is expected


def test_asking_from_its_own_channel_or_having_something_there_shows_a_private_customer() -> None:
    hidden = account(owner=OWNER, is_private=True)
    assert sees(me(), About(hidden, here=True))
    assert sees(me(), About(hidden, has_item=True))
    assert not may(me(), Deed.EDIT_ACCOUNT, About(hidden, here=True, has_item=True))


PEOPLE = st.sampled_from([ME, OWNER, OTHER])
ACTORS = st.builds(
    Actor,
    st.just(WS),
    PEOPLE,
    st.sampled_from(Standing),
    is_admin=st.booleans(),
    leads=st.sampled_from([None, *Reach]),
    reports=st.frozensets(PEOPLE),
)
ASKED = st.builds(
    lambda owner, sponsor, is_private, facilitator, item, here, has_item: About(
        account(owner=owner, sponsor=sponsor, is_private=is_private),
        review(facilitator=facilitator) if facilitator else None,
        action(owner=item) if item else None,
        here,
        has_item,
    ),
    st.none() | PEOPLE,
    st.none() | PEOPLE,
    st.booleans(),
    st.none() | PEOPLE,
    st.none() | PEOPLE,
    st.booleans(),
    st.booleans(),
)


@given(ACTORS, st.sampled_from(Deed), ASKED)
def test_who_may_not_see_may_not_do(actor: Actor, deed: Deed, asked: About) -> None:
    if not sees(actor, asked):
        assert not may(actor, deed, asked)


@given(ACTORS, st.sampled_from(Deed), ASKED)
def test_more_rights_never_take_one_away(actor: Actor, deed: Deed, asked: About) -> None:
    if may(actor, deed, asked):
        assert may(replace(actor, is_admin=True), deed, asked)
        assert may(replace(actor, leads=Reach.ALL), deed, asked)
        assert may(actor, deed, replace(asked, here=True, has_item=True))


@given(ACTORS, ASKED)
def test_no_customer_is_hidden_from_who_sees_all(actor: Actor, asked: About) -> None:
    if actor.sees_all:
        assert sees(actor, asked)


READ = datetime(2026, 11, 24, 9, tzinfo=UTC)
NINA = Person(WS, "U1", "nina", "Nina", team_id=WS, read_at=READ)
STANDINGS = {
    "a member": (NINA, WS, Standing.MEMBER),
    "a member of whom Slack names no workspace beside what they do": (NINA, None, Standing.MEMBER),
    "somebody without a workspace of their own, acting in ours": (replace(NINA, team_id=None), WS, Standing.MEMBER),
    "somebody without any workspace": (replace(NINA, team_id=None), None, Standing.UNKNOWN),
    "somebody of another organisation": (replace(NINA, team_id="T9"), "T9", Standing.OUTSIDE),
    "somebody outside who acts in our name": (replace(NINA, team_id="T9"), WS, Standing.OUTSIDE),
    "somebody of ours who acts in another name": (NINA, "T9", Standing.OUTSIDE),
    "somebody unknown acting from outside": (replace(NINA, team_id=None), "T9", Standing.OUTSIDE),
    "a guest": (replace(NINA, is_guest=True), WS, Standing.GUEST),
    "a deactivated guest": (replace(NINA, is_guest=True, deactivated=True), WS, Standing.DEACTIVATED),
    "somebody deactivated": (replace(NINA, deactivated=True), WS, Standing.DEACTIVATED),
    "a bot": (replace(NINA, is_bot=True), WS, Standing.BOT),
    "somebody never read": (replace(NINA, read_at=None), WS, Standing.UNKNOWN),
    "an id that is nobody's": (replace(NINA, handle=""), WS, Standing.UNKNOWN),
}


@pytest.mark.parametrize("who", STANDINGS)
def test_what_somebody_is_follows_from_what_slack_says_of_them(who: str) -> None:
    known, team, expected = STANDINGS[who]
    assert standing_of(known, team) is expected


@pytest.mark.parametrize("fields", [{}, {"is_guest": True}, {"deactivated": True}, {"is_bot": True}])
def test_a_colleague_from_another_workspace_is_judged_like_anybody_here(fields: dict[str, Any]) -> None:
    colleague = replace(NINA, **fields)
    assert standing_of(colleague, "T9", is_colleague=True) is standing_of(colleague, WS)


def test_a_guest_can_own_nothing() -> None:
    refused = refuse_owner(person("U5", "Ada Guest", is_guest=True))
    assert refused is not None
    assert "Ada Guest is a guest here" in refused.text
