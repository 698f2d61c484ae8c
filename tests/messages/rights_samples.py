"""Refusals that say who may, what those are asked, and who is admin or leader."""

from __future__ import annotations

from functools import partial

from reviews.messages.rights import Holder, asked_for, not_there, only_these, turned_away, was_asked
from reviews.messages.roles import Named, hello, not_read, role_form, roles_list, which_reach
from reviews.rights import About, Deed, Reach, RoleKind, Standing, Tie
from tests.builders import account, action, review
from tests.messages.nudge_samples import Sample

NORTHWIND = About(account(name="Northwind", owner="U1"), review())
NINA = Holder("U1", "Nina", Tie.ACCOUNT_OWNER)
PROMISE = About(account(name="Northwind"), item=action(31))
ROWS = (
    Named("U2", "Lena Ortiz", by="Jonas", reach=Reach.ALL),
    Named("U3", "Tomás Vidal", by="Lena", reach=Reach.REPORTS, reports=3),
    Named("U4", "Ruth Okafor", by="Lena", reach=Reach.REPORTS),
)
ADMINS = (Named("U1", "Nina Halvorsen", by="Lena"), Named("U2", "Lena Ortiz"))

RIGHTS_SAMPLES: dict[str, Sample] = {
    **{f"turned away, {each}": partial(turned_away, each) for each in Standing if each != Standing.MEMBER},
    "not there, an item": lambda: not_there(PROMISE, "/review"),
    "not there, a review": lambda: not_there(NORTHWIND, "/review"),
    "refused to close": lambda: only_these(
        Deed.CLOSE_REVIEW, NORTHWIND, (NINA, Holder("U3", "Omar", Tie.FACILITATOR), Holder("U2", "Lena", Tie.LEADER))
    ),
    "refused to name": lambda: only_these(
        Deed.NAME_PEOPLE, About(), [Holder("U2", "Lena Ortiz", Tie.ADMIN), Holder("U4", "Jonas Weber", Tie.ADMIN)]
    ),
    "refused where nobody may": lambda: only_these(Deed.NAME_PEOPLE, About(), ()),
    **{
        f"asked to {deed}": partial(asked_for, deed, PROMISE if deed is Deed.HAND_ON else NORTHWIND, "Omar", "/review")
        for deed in (Deed.CLOSE_REVIEW, Deed.ABANDON_REVIEW, Deed.SET_RHYTHM, Deed.EDIT_ACCOUNT, Deed.HAND_ON)
    },
    "asked to set what goes for everybody": lambda: asked_for(Deed.WORKSPACE_SETTINGS, About(), "Omar", "/review"),
    "was asked": lambda: was_asked("Nina"),
    "was asked already": lambda: was_asked("Nina", again=True),
    "leaders": lambda: roles_list(RoleKind.LEADER, ROWS, may_change=True, note="*Ruth* leads now."),
    "leaders, none": lambda: roles_list(RoleKind.LEADER, (), may_change=False),
    "admins": lambda: roles_list(RoleKind.ADMIN, ADMINS, may_change=True),
    "leader of whom": lambda: which_reach("U3", "Tomás"),
    "form name a leader": lambda: role_form(RoleKind.LEADER, {"channel": "C1"}),
    "form name an admin": lambda: role_form(RoleKind.ADMIN, {"channel": "C1"}),
    "named leader of all": lambda: hello(RoleKind.LEADER, "Lena", Reach.ALL, "/review"),
    "leaders not read": lambda: not_read(RoleKind.LEADER, "al", "all", "/review"),
    "admins not read": lambda: not_read(RoleKind.ADMIN, "remove", None, "/review"),
    "named leader": lambda: hello(RoleKind.LEADER, "Lena", Reach.REPORTS, "/review"),
    "named admin": lambda: hello(RoleKind.ADMIN, "Lena", None, "/review"),
}
