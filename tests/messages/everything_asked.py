"""Nudges, what an answer recorded and the forms behind it, with what people type in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reviews.asks import ABOUT_REVIEWS, AskKind
from reviews.messages import asked_forms
from reviews.messages.nudge import nudge_message
from reviews.messages.outcomes import changed_answer, deleted_answer, outcome, question, recorded, stands, undone
from reviews.messages.progress import progress_message
from reviews.messages.rhythm import RhythmSheet, not_understood, rhythm_list, rhythm_message, which_day
from reviews.messages.slips import cleared_post, not_me_post, slip_post
from reviews.messages.summary import interim_summary
from reviews.model import Action, ActionState
from reviews.nudge_sheet import NudgeSheet, Row
from reviews.progress_check import CheckItem, ProgressCheck
from reviews.rhythm import RhythmUnknown
from reviews.text import one_line
from tests.builders import TODAY, account, days, ended_review
from tests.messages.everything_handed import everything_handed
from tests.messages.nudge_samples import BERLIN, row, sheet
from tests.messages.worlds import Rendered, World


def everything_asked(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    yield from _nudges(world)
    yield from _outcomes(world)
    yield from _slips(world)
    yield from _forms(world)
    yield from _around_reviews(world)
    yield from everything_handed(world)


def names(world: World) -> dict[str, str]:
    """Everybody is called the same."""
    return {user: one_line(world.fill("name"), 60) for user in ("U1", "U2", "U3")}


def an_action(world: World, number: int = 31, **fields: Any) -> Action:
    """Something late of Nina's that Omar blocks."""
    made = world.actions()[1]
    given: dict[str, Any] = {"id": number, "due": days(-4), "blocked_by": "U2", "wake_on": TODAY}
    return replace(made, **(given | fields))


def rows(world: World) -> Iterator[Row]:
    """One of each kind, over and over."""
    customer = account(name=world.fill("account"), renewal_on=days(61), next_review_on=days(2))
    for number in range(1, world.many + 1):
        for kind in AskKind:
            state = ActionState.BLOCKED if kind in {AskKind.BLOCKING, AskKind.BACK} else ActionState.OPEN
            mine = an_action(world, number, state=state, owner="U2" if kind is AskKind.BLOCKING else "U1")
            mine = replace(mine, blocked_by="U1") if kind is AskKind.BLOCKING else mine
            yield row(kind, None if kind in ABOUT_REVIEWS else mine, customer)
        yield row(AskKind.LATE, replace(world.gaps()[0], owner="U1"), customer)


def _sheet(world: World, *asked: Row) -> NudgeSheet:
    return sheet(*asked, names=names(world), coming=world.actions())


def _nudges(world: World) -> Iterator[Rendered]:
    if world.many > 2:
        yield Rendered("nudge of many", nudge_message(_sheet(world, *rows(world))), ("account", "action", "name"))
        return
    customer = account(name=world.fill("account"), next_review_on=days(2))
    for asked in list(rows(world))[: len(AskKind) + 1]:
        slots = ["account"]
        slots += [] if asked.kind in ABOUT_REVIEWS else ["gap" if asked.subject.startswith("G") else "action"]
        slots += ["name", "blocked"] if asked.kind in {AskKind.BLOCKING, AskKind.BACK} else []
        yield Rendered(
            f"nudge {asked.kind} {asked.subject}", nudge_message(_sheet(world, asked)), tuple(slots), tuple(slots)
        )
    theirs = row(AskKind.LATE, an_action(world, state=ActionState.OPEN), customer)
    gone = replace(theirs, item=an_action(world, state=ActionState.BLOCKED))
    heard = ("account", "action", "name")
    yield Rendered("nudge answered", nudge_message(_sheet(world, gone)), heard, heard)


def _outcomes(world: World) -> Iterator[Rendered]:
    fill, known = world.fill, names(world)
    before = an_action(world, state=ActionState.OPEN)
    changes = (
        (replace(before, state=ActionState.BLOCKED, wake_on=days(3)), ("name", "blocked")),
        (replace(before, state=ActionState.WAITING, wake_on=days(3)), ("blocked",)),
        (replace(before, state=ActionState.DROPPED), ("why",)),
        (replace(before, due=days(3)), ("why",)),
        (replace(before, owner="U3"), ("name", "why")),
    )
    for number, (after, slots) in enumerate(changes):
        line = (("2", outcome(before, after, fill("why"), known, TODAY)),)
        shown = recorded(line, deed="d1", told=("C1", known["U3"]), left=("3",))
        yield Rendered(f"recorded {number}", shown, (*slots, "name"), (*slots, "name"))
        yield Rendered(f"changed {number}", changed_answer(line, line, "d1"), slots, slots)
        yield Rendered(f"changed to nothing {number}", changed_answer(line, (), None), slots, slots)
        yield Rendered(f"deleted {number}", deleted_answer(line, "d1"), slots, slots)
        held = ("name", "blocked") if after.state is ActionState.BLOCKED else ()
        yield Rendered(f"undone {number}", undone((("2", stands(after, known, TODAY)),)), held, held)
    asked = question(fill("ask"), [(fill("choice")[:30], {"pick": n}) for n in range(20)], why_button={"a": 1})
    yield Rendered("question", asked, ("ask",), ("ask",))


def _slips(world: World) -> Iterator[Rendered]:
    fill, before = world.fill, an_action(world, moves=1)
    moved = replace(before, due=days(3), moves=2)
    given: dict[str, Any] = {"owner_name": names(world)["U1"], "today": TODAY}
    slots = ("action", "why", "name", "account")
    yield Rendered("slip", slip_post(before, moved, fill("why"), customer=fill("account"), **given), slots, slots)
    yield Rendered("slip of our own", slip_post(before, moved, fill("why"), customer=None, **given), slots[:3])
    for due in (days(-1), days(1)):
        open_now = replace(before, due=due, state=ActionState.OPEN)
        cleared = cleared_post(open_now, names(world)["U2"], TODAY)
        yield Rendered(f"cleared {due}", cleared, ("action", "name"), ("action", "name"))
    for instead in (None, names(world)["U3"]):
        not_me = not_me_post(before, names(world)["U2"], instead, TODAY)
        yield Rendered(f"not who blocks it, {instead is not None}", not_me, ("action", "name"), ("action", "name"))


def _forms(world: World) -> Iterator[Rendered]:
    fill, item, about = world.fill, an_action(world, state=ActionState.OPEN), {"item": "A-31", "nudge": 12}
    name = names(world)["U1"]
    given: dict[str, Any] = {"today": TODAY, "note": fill("formnote")}
    seen = ("action", "formnote")
    yield Rendered("blocked form", asked_forms.blocked_form(item, about, **given), seen)
    yield Rendered("not mine form", asked_forms.not_mine_form(item, about, back_to=name, **given), (*seen, "name"))
    a_gap = asked_forms.not_mine_form(world.gaps()[0], about, **given)
    yield Rendered("not mine form of a gap", a_gap, ("gap", "formnote"))
    not_me = asked_forms.not_blocking_form(item, about, owner_name=name, **given)
    yield Rendered("not me form", not_me, (*seen, "name"))
    yield Rendered("hand on form", asked_forms.hand_on_form(item, about, **given), seen)
    yield Rendered("won't do form", asked_forms.wont_do_form(item, about, **given), seen)
    yield Rendered("customer form", asked_forms.customer_form(item, about, until=days(7), **given), seen)
    yield Rendered(
        "snooze form", asked_forms.snooze_form(item, about, days=[days(n) for n in range(1, 9)], **given), seen
    )
    why = asked_forms.why_form(item, about, to=days(3), why=fill("why"), **given)
    yield Rendered("why form", why, (*seen, "why"))


def _around_reviews(world: World) -> Iterator[Rendered]:
    fill, owner = world.fill, names(world)["U1"]
    customer = account(name=fill("account"), next_review_on=days(-6))
    late = RhythmSheet(customer, BERLIN, TODAY, owner)
    yield Rendered("rhythm", rhythm_message(late), ("account", "name"), ("account", "name"))
    listed = rhythm_list([late] * (1 if world.many <= 2 else 60), 200)
    yield Rendered("rhythm list", listed, ("account", "name"), ("account", "name"))
    misread = RhythmUnknown(fill("typed"), fill("why"), ("monthly",))
    yield Rendered("rhythm unknown", not_understood(misread, customer, "/review"), ("why",), ("why",))
    which = which_day(fill("why"), [days(3)], customer, TODAY)
    yield Rendered("rhythm day", which, ("account", "why"), ("account", "why"))
    asked = (*map(CheckItem, world.actions()), *map(CheckItem, world.gaps()))
    check = ProgressCheck(customer, ended_review(), days(14), BERLIN, asked=asked, names=names(world))
    yield Rendered("progress", progress_message(check), ("account", "name", "action"), ("account", "name"))
    yield Rendered("interim", interim_summary(world.sitting(), TODAY), ("account", "name"), ("account",))
