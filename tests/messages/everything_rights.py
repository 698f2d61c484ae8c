"""Refusals and roles, with what people type in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.messages import roles
from reviews.messages.rights import Holder, asked_for, only_these, was_asked
from reviews.rights import About, Deed, Reach, RoleKind, Tie
from tests.builders import account, review
from tests.messages.worlds import Rendered, World


def everything_rights(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    name, about = world.fill("name"), About(account(name=world.fill("account")), review())
    for tie in (Tie.ACCOUNT_OWNER, Tie.ADMIN):
        refused = only_these(Deed.CLOSE_REVIEW, about, [Holder("U1", name, tie)] * 2)
        yield Rendered(f"refused {tie}", refused, ("name",), ("name",))
    yield Rendered("asked for", asked_for(Deed.CLOSE_REVIEW, about, name, "/review"), *[("name", "account")] * 2)
    yield Rendered("asked for the rhythm", asked_for(Deed.SET_RHYTHM, about, name, "/review"), ("name", "account"))
    yield Rendered("was asked", was_asked(name), *[("name",)] * 2)
    rows = [roles.Named(f"U{n}", name, by=name, reach=Reach.ALL) for n in range(1, min(world.many, 90) + 1)]
    for kind in RoleKind:
        note = roles.named_note(kind, name, Reach.ALL)
        yield Rendered(f"roles {kind}", roles.roles_list(kind, rows, may_change=True, note=note), ("name",), ("name",))
        typed = roles.not_read(kind, world.fill("typed"), world.fill("typed"), "/review")
        yield Rendered(f"{kind} not read", typed, ("typed",), ("typed",))
        yield Rendered(f"{kind} hello", roles.hello(kind, name, Reach.ALL, "/review"), ("name",), ("name",))
    yield Rendered("which reach", roles.which_reach("U1", name), ("name",), ("name",))
