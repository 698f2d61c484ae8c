"""Every renderer with what people type in every place a person's words can reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviews.closing import to_settle, vague_leftovers
from reviews.messages.answers import fill_in, logged_action, logged_gap, tell, vague_action, which_date
from reviews.messages.board import board
from reviews.messages.carried_forms import carried_form
from reviews.messages.closing_forms import close_form, settle_first
from reviews.messages.help import unknown_command
from reviews.messages.item_forms import (
    FormContext,
    action_form,
    date_form,
    fill_of_action,
    fill_of_gap,
    gap_form,
    gone_form,
    typed_note,
)
from reviews.messages.lists import PAGE_SIZE, ListPage, ListScope, item_card, item_list
from reviews.messages.review_forms import StepFill, abandon_form, account_form, skip_form, step_form
from reviews.messages.status import status
from reviews.messages.summary import summary
from reviews.messages.words import said
from reviews.model import (
    CarriedChoice,
    ReviewState,
    StepName,
    StepState,
)
from reviews.text import one_line
from tests.builders import (
    TODAY,
    days,
    ended_review,
    step,
    steps_before,
)
from tests.messages.everything_accounts import everything_accounts
from tests.messages.everything_asked import everything_asked
from tests.messages.everything_board import everything_on_board
from tests.messages.everything_brief import everything_brief
from tests.messages.everything_customer import everything_customer
from tests.messages.everything_digest import everything_digest
from tests.messages.everything_facts import everything_facts
from tests.messages.everything_health import everything_health
from tests.messages.everything_home import everything_home
from tests.messages.everything_imports import everything_imports
from tests.messages.everything_known import everything_known
from tests.messages.everything_listening import everything_listening
from tests.messages.everything_noted import everything_noted
from tests.messages.everything_rights import everything_rights
from tests.messages.everything_rooms import everything_rooms
from tests.messages.worlds import Fill, Rendered, World


def everything(fill: Fill, *, many: int = 2, carried_items: int = 3) -> Iterator[Rendered]:
    """All of it; `fill` is asked for the words of each slot."""
    world = World(fill, many, carried_items)
    yield from _reviews(world)
    yield from _lists(world)
    yield from everything_home(world)
    yield from _answers(world)
    yield from _item_forms(world)
    yield from _review_forms(world)
    yield from everything_asked(world)
    yield from everything_accounts(world)
    yield from everything_customer(world)
    yield from everything_imports(world)
    yield from everything_listening(world)
    yield from everything_known(world)
    yield from everything_noted(world)
    yield from everything_rights(world)
    yield from everything_rooms(world)
    yield from everything_facts(world)
    yield from everything_digest(world)
    yield from everything_brief(world)
    yield from everything_health(world)
    yield from everything_on_board(world)


def _reviews(world: World) -> Iterator[Rendered]:
    fill, at = world.fill, world.sitting()
    seen = ("account", "name", "note", "gap", "action")
    yield Rendered("board", board(at), seen, ("account",))
    for name in StepName:
        yield Rendered(f"board at {name}", board(world.sitting(steps=steps_before(name))), ("account", "name"))
    skipped = tuple(step(n, StepState.SKIPPED, fill("note")) for n in StepName)
    yield Rendered("board skipped", board(world.sitting(steps=skipped)), ("note", "name"))
    for state in (ReviewState.CLOSED, ReviewState.ABANDONED):
        over = world.sitting(review=ended_review(state, ended_why=fill("why")))
        yield Rendered(f"board {state}", board(over), (*seen, "why"), ("account", "name"))
    said_at_end = {"main_risk": fill("risk"), "expect": fill("expect")}
    heard = ("account", "risk", "expect", "action", "name")
    yield Rendered("summary", summary(at, **said_at_end), (*heard, "gap", "with"), heard)
    yield Rendered("summary skipped", summary(world.sitting(steps=skipped), **said_at_end), ("note",))
    yield Rendered("status", status(at, []), ("account", "name"), ("account",))


def _lists(world: World) -> Iterator[Rendered]:
    fill, note = world.fill, said(world.fill("listnote"), 300)
    given: dict[str, Any] = {
        "page": 2,
        "today": TODAY,
        "names": world.names(),
        "accounts": {1: fill("account")},
        "note": note,
    }
    for word, items in (("all", world.actions()), ("gaps", world.gaps())):
        seen = ("account", "name", "listnote", "gap" if word == "gaps" else "action")
        shown = items[:PAGE_SIZE]
        for scope in (ListScope(word), ListScope(word, account_id=1), ListScope(word, person="U1")):
            page = ListPage(scope=scope, items=shown, total=200, **given)
            yield Rendered(f"list {word} {scope}", item_list(page), seen, seen)
    for item, slot in ((world.gaps()[0], "gap"), (world.actions()[1], "action")):
        card = item_card(item, names=world.names(), account=fill("account"), today=TODAY, note=note)
        yield Rendered(f"card {slot}", card, (slot, "name", "account", "listnote"), (slot, "name"))


def _answers(world: World) -> Iterator[Rendered]:
    fill = world.fill
    owner = one_line(fill("name"), 60)
    given: dict[str, Any] = {"account": fill("account"), "assumed": (fill("assumed"),)}
    logged = logged_action(world.actions()[0], owner, TODAY, **given)
    yield Rendered("logged action", logged, *[("action", "name", "account", "with", "assumed")] * 2)
    logged = logged_gap(world.gaps()[0], owner, TODAY, **given)
    yield Rendered("logged gap", logged, *[("gap", "name", "account", "affects", "often", "assumed")] * 2)
    yield Rendered("vague", vague_action(fill("why"), fill("example"), "d1"), *[("why", "example")] * 2)
    yield Rendered(
        "which date", which_date(fill("what"), fill("why"), [days(3)] * 7, "d1", TODAY), *[("what", "why")] * 2
    )
    yield Rendered("fill in", fill_in(said(fill("read")), "d1"), *[("read",)] * 2)
    yield Rendered("told", tell(said(fill("told"), 600)), *[("told",)] * 2)
    for nearest in (None, "start"):
        yield Rendered(f"unknown {nearest}", unknown_command("/review", fill("typed"), nearest), *[("typed",)] * 2)


def _context(world: World, **fields: Any) -> FormContext:
    names = tuple((number, world.fill("customer")) for number in range(1, min(world.many, 50) + 1))
    given: dict[str, Any] = {"about": {"item": "A-1"}, "gaps": world.gaps(), "today": TODAY}
    given |= {"may_pick": True, "also": names}
    given |= {"notes": (typed_note(world.fill("typed")),), "new_account": world.fill("newcustomer")}
    return FormContext(**(given | fields))


def _item_forms(world: World) -> Iterator[Rendered]:
    fill, a_gap, an_action = world.fill, world.gaps()[0], world.actions()[1]
    where = _context(world)
    asked = ("typed", "newcustomer")
    yield Rendered("gap form", gap_form(fill_of_gap(a_gap), where), (*asked, "customer", "gap", "affects", "often"))
    yield Rendered("action form", action_form(fill_of_action(an_action), where), (*asked, "gap", "action", "with"))
    known = _context(
        world,
        account_name=fill("account"),
        may_wait=True,
        insist=True,
        moved_from=days(1),
        state="blocked",
        blocked_why=fill("blocked"),
    )
    change = action_form(fill_of_action(an_action), known)
    yield Rendered("action change", change, ("account", "typed", "action", "with", "blocked"))
    yield Rendered("gap change", gap_form(fill_of_gap(a_gap), known), ("account", "gap", "affects", "often"))
    for item, slot in ((a_gap, "gap"), (an_action, "action")):
        yield Rendered(f"{slot} date", date_form(item, known, why=fill("why")), (slot, "why", "typed"))
    yield Rendered("gone", gone_form(fill("gone")))


def _review_forms(world: World) -> Iterator[Rendered]:
    fill, at, about = world.fill, world.sitting(), {"channel": "C1"}
    asked = account_form(fill("newcustomer"), "U1", about, fill("formnote"), may_pick=True)
    yield Rendered("account form", asked, ("newcustomer", "formnote"))
    picked = account_form("", "U1", about, may_pick=True, picked=(1, fill("customer")))
    yield Rendered("account form, picked", picked, ("customer",))
    for name in StepName:
        done = step_form(at, name, about, fill("formnote"))
        slot = "note" if name in {StepName.GOALS, StepName.FACTS} else "evidence"
        yield Rendered(f"step {name}", done, ("formnote", slot))
        typed = step_form(at, name, about, fill("formnote"), StepFill("red", fill("words"), fill("confirmed")))
        yield Rendered(f"step {name}, typed", typed, ("formnote", "words"))
        yield Rendered(f"step {name}, passing", step_form(world.sitting(steps=()), name, about))
        yield Rendered(f"skip {name}", skip_form(world.sitting(steps=()), name, about))
    chosen = {f"{c.kind}:{c.ref}": str(CarriedChoice.REDATED) for c in at.carried}
    yield Rendered("carried", carried_form(at, about, chosen), ("then",))
    yield Rendered("abandon", abandon_form(at, fill("why"), about), ("account", "why"))
    loose, vague = to_settle(at), vague_leftovers(at)
    yield Rendered("settle first", settle_first(at, loose, vague), ("account", "action"))
    words = {"main_risk": fill("risk"), "expect": fill("expect")}
    yield Rendered("close", close_form(at, vague, **words), ("risk", "expect", "action"))
