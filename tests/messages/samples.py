"""Every message and every form the bot has, in the states a person meets, by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from reviews.closing import to_settle, vague_leftovers
from reviews.messages import ids
from reviews.messages.answers import fill_in, logged_action, logged_gap, tell, vague_action, which_date
from reviews.messages.board import board
from reviews.messages.carried_forms import carried_form
from reviews.messages.closing_forms import close_form, settle_first
from reviews.messages.help import help_text, unknown_command
from reviews.messages.item_forms import (
    ActionFill,
    FormContext,
    GapFill,
    action_form,
    date_form,
    fill_of_action,
    fill_of_gap,
    gap_form,
    gone_form,
    typed_note,
)
from reviews.messages.lists import ListPage, ListScope, item_card, item_list
from reviews.messages.parts import button
from reviews.messages.review_forms import StepFill, abandon_form, account_form, notice, skip_form, step_form
from reviews.messages.status import status
from reviews.messages.summary import summary
from reviews.model import (
    Action,
    ActionState,
    CarriedKind,
    Gap,
    GapState,
    MarkColour,
    Question,
    ReviewState,
    Severity,
    StepName,
    StepState,
)
from reviews.sitting import Sitting
from tests.builders import (
    NAMES,
    NOW,
    TODAY,
    account,
    action,
    carried,
    days,
    ended_review,
    gap,
    last_time,
    mark,
    sitting,
    step,
    steps_before,
)
from tests.messages.nudge_samples import Payload, Sample

OLD = NOW - timedelta(days=200)

GAPS = (
    gap(12, "Month-end export fails", severity=Severity.BLOCKS, logged_at=OLD, update_on=days(3)),
    gap(14, "Reports load for a minute", owner="U2"),
    gap(15, "No single sign-on", severity=Severity.WORKAROUND, owner=None, update_on=None),
)
ACTIONS = (
    action(31, "Fix the month-end export", owner="U2", due=days(-3), moves=2, review_id=6, gap_id=12),
    action(34, "Send the revised onboarding checklist", due=days(1), counterpart="Dana Wu"),
    action(35, "Ask legal about the export of names", due=days(8), state=ActionState.BLOCKED, blocked_why="legal"),
)
MARKS_THEN = (
    mark(Question.RELIABILITY, MarkColour.YELLOW, "Month-end export failed once", review_id=6),
    mark(Question.USAGE, MarkColour.GREEN, "26 of 40 seats active in 30 days", review_id=6),
    mark(Question.WORKAROUNDS, MarkColour.YELLOW, "Finance rebuilds the file by hand", review_id=6),
)
LAST = last_time(
    marks=MARKS_THEN,
    promised=(ACTIONS[0], action(29, state=ActionState.DONE), action(30, state=ActionState.DONE, moves=1)),
)
HISTORY = {each.question: (each,) for each in MARKS_THEN}
MARKS_NOW = (
    mark(Question.RELIABILITY, MarkColour.RED, "Month-end export failed in Aug, Sep and Oct"),
    mark(Question.USAGE, MarkColour.UNKNOWN, ""),
    mark(Question.WORKAROUNDS, MarkColour.YELLOW, "Finance still rebuilds it, 40 minutes each close"),
    mark(Question.OWNERS, MarkColour.GREEN, "Every gap has a name and a day"),
)
CARRIED = (
    carried(CarriedKind.MARK, Question.RELIABILITY),
    carried(CarriedKind.GAP, 12),
    carried(CarriedKind.ACTION, 31),
)


def midway(**fields: Any) -> Sitting:
    """A review that stands at reliability, with last quarter behind it."""
    given: dict[str, Any] = {
        "steps": (
            step(StepName.GOALS, note="New ops lead since Oct, wants fewer manual steps"),
            step(StepName.FACTS, StepState.SKIPPED, "No usage data since August", by="U2"),
        ),
        "gaps": GAPS,
        "actions": ACTIONS,
        "carried": CARRIED,
        "last": LAST,
        "history": HISTORY,
    }
    return sitting(**(given | fields))


def finished(**fields: Any) -> Sitting:
    """A review with every step behind it and nothing loose."""
    steps = (
        step(StepName.GOALS, note="New ops lead since Oct"),
        step(StepName.FACTS, note="Renews in 61 days"),
        step(StepName.RELIABILITY, note="Month-end export failed in Aug, Sep and Oct"),
        step(StepName.USAGE, note="nobody could say"),
        step(StepName.GAPS, note="Finance still rebuilds it, 40 minutes each close"),
        step(StepName.ACTIONS, note="Every gap has a name and a day"),
    )
    return midway(**({"steps": steps, "marks": MARKS_NOW, "carried": (), "gaps": GAPS[:2]} | fields))


def first_ever(**fields: Any) -> Sitting:
    """The first review of a customer, nothing logged yet."""
    return sitting(account=account(renewal_on=days(61)), **fields)


BOARDS: dict[str, Sample] = {
    "board first review": lambda: board(first_ever()),
    "board midway": lambda: board(midway()),
    "board at gaps": lambda: board(midway(steps=steps_before(StepName.GAPS), carried=())),
    "board at actions": lambda: board(midway(steps=steps_before(StepName.ACTIONS), carried=())),
    "board ready to close": lambda: board(finished()),
    "board closed": lambda: board(finished(review=ended_review())),
    "board abandoned": lambda: board(
        midway(review=ended_review(ReviewState.ABANDONED, ended_why="Dana cancelled; new date next week"))
    ),
    "board nothing promised last time": lambda: board(first_ever(last=last_time())),
}

SUMMARIES: dict[str, Sample] = {
    "summary": lambda: summary(
        finished(), main_risk="The month-end export failed three months running", expect="A note on Fri 27 Nov."
    ),
    "summary of little": lambda: summary(
        first_ever(steps=tuple(step(n, StepState.SKIPPED, "No time today") for n in StepName)),
        main_risk="Nothing points to a risk",
        expect="Our next review in February",
    ),
}


def page(items: tuple[Action | Gap, ...], scope: ListScope, **fields: Any) -> Payload:
    given: dict[str, Any] = {
        "total": len(items),
        "page": 1,
        "today": TODAY,
        "names": NAMES,
        "accounts": {1: "Northwind"},
    }
    return item_list(ListPage(scope=scope, items=items, **(given | fields)))


LISTS: dict[str, Sample] = {
    "list here": lambda: page(ACTIONS, ListScope(account_id=1)),
    "list of everything, second page": lambda: page(ACTIONS, ListScope(), total=19, page=2),
    "list of everything, last page": lambda: page(ACTIONS[:1], ListScope(), total=17, page=3),
    "list mine": lambda: page(ACTIONS[1:], ListScope("mine"), note="A-31 is done."),
    "list late": lambda: page(ACTIONS[:1], ListScope("late", account_id=1)),
    "list of somebody": lambda: page(ACTIONS[:1], ListScope(person="U2")),
    "list gaps": lambda: page(GAPS, ListScope("gaps", account_id=1)),
    "list gaps, nothing": lambda: page((), ListScope("gaps")),
    "list of nothing": lambda: page((), ListScope(account_id=1)),
}

CARDS: dict[str, Sample] = {
    "card of an action": lambda: item_card(ACTIONS[0], names=NAMES, account="Northwind", today=TODAY),
    "card of a gap": lambda: item_card(GAPS[0], names=NAMES, account="Northwind", today=TODAY),
    "card of a done action": lambda: item_card(
        replace(ACTIONS[1], state=ActionState.DONE),
        names=NAMES,
        account=None,
        today=TODAY,
        note="*A-34* is done.",
        ended=[button("Undo", ids.ITEM_REOPEN, {"item": "A-34"})],
    ),
    "card of a closed gap": lambda: item_card(
        replace(GAPS[1], state=GapState.CLOSED), names={}, account="", today=TODAY
    ),
}

ANSWERS: dict[str, Sample] = {
    "answer action logged": lambda: logged_action(
        action(34, "Send the revised checklist", gap_id=12, counterpart="Dana Wu", check_on=days(40)),
        "Nina",
        TODAY,
        account="Northwind",
        assumed=("Slack gives no time zone for Nina, so days are counted in UTC",),
    ),
    "answer gap logged": lambda: logged_gap(GAPS[0], "Nina", TODAY, account="Northwind"),
    "answer gap logged without owner": lambda: logged_gap(GAPS[2], "nobody", TODAY, account="Northwind"),
    "answer vague action": lambda: vague_action(
        "“Review onboarding” does not say what will be different when it is done.",
        "Nina sends Northwind a revised onboarding checklist",
        "d1",
    ),
    "answer which date": lambda: which_date(
        "Send the plan", "“5/6” can be two days.", [days(10), days(40)], "d1", TODAY
    ),
    "answer no date": lambda: which_date("Send the plan", "“soonish” is no day I know.", [], "d1", TODAY),
    "answer fill in": lambda: fill_in("I read the owner (*Nina*) and the date but not what she does.", "d1"),
    "answer told": lambda: tell("*A-34* is done already."),
    "answer help": lambda: help_text("/review", None),
    "answer help on one word": lambda: help_text("/account-review", "start"),
    "answer nearest word": lambda: unknown_command("/review", "strat", "start"),
    "answer unknown word": lambda: unknown_command("/review", "xyzzy `now`", None),
    "answer status midway": lambda: status(midway(), [button("Show the board", ids.BOARD_LINK, {"review": 7})]),
    "answer status ready": lambda: status(finished(), []),
}

HERE = FormContext({"draft": "d1", "channel": "C1"}, account_name="Northwind", gaps=GAPS, today=TODAY)
AFTER_A_DRAFT = FormContext({"draft": "d1"}, may_pick=True, notes=(typed_note("gap export slow"),), today=TODAY)

ITEM_FORMS: dict[str, Sample] = {
    "form gap, empty": lambda: gap_form(GapFill(), HERE),
    "form gap, no customer known": lambda: gap_form(GapFill(), FormContext({}, new_account="Northwind")),
    "form gap, filled in a review": lambda: gap_form(fill_of_gap(GAPS[0]), replace(HERE, may_wait=True)),
    "form gap, which customer": lambda: gap_form(GapFill("Export slow"), AFTER_A_DRAFT),
    "form gap, change": lambda: gap_form(
        fill_of_gap(GAPS[0]), replace(HERE, about={"item": "G-12"}, moved_from=GAPS[0].update_on)
    ),
    "form gap, also at others": lambda: gap_form(
        fill_of_gap(GAPS[0]),
        replace(HERE, about={"item": "G-12"}, also=((2, "Kestrel"), (3, "Harbor Lane")), also_hidden=1),
    ),
    "form action, empty": lambda: action_form(ActionFill(), HERE),
    "form action, insist": lambda: action_form(ActionFill("Look into exports"), replace(HERE, insist=True)),
    "form action, change": lambda: action_form(
        fill_of_action(ACTIONS[0]),
        replace(HERE, about={"item": "A-31"}, moved_from=ACTIONS[0].due, state="blocked", blocked_why="legal"),
    ),
    "form new date of an action": lambda: date_form(ACTIONS[0], HERE),
    "form new date of a gap without one": lambda: date_form(GAPS[2], HERE, chosen=days(5), why="Legal"),
    "form not found": lambda: gone_form("A-99"),
}

ABOUT = {"channel": "C1"}


def settling() -> Payload:
    loose = midway(actions=(*ACTIONS, action(36, "Look into exports", insisted=True)))
    return settle_first(loose, to_settle(loose), vague_leftovers(loose))


def closing(vague: bool) -> Payload:
    at = finished(actions=(*ACTIONS, action(36, "Look into exports", insisted=vague)))
    return close_form(at, vague_leftovers(at), main_risk="Exports fail", expect="A note on Friday")


REVIEW_FORMS: dict[str, Sample] = {
    "form which customer": lambda: account_form("Blue Fern", "U1", ABOUT),
    "form which of the known customers": lambda: account_form(
        "Northwind", "U1", ABOUT, may_pick=True, picked=(1, "Northwind")
    ),
    "form step goals": lambda: step_form(first_ever(), StepName.GOALS, ABOUT),
    "form step facts": lambda: step_form(first_ever(steps=steps_before(StepName.FACTS)), StepName.FACTS, ABOUT),
    "form step reliability": lambda: step_form(midway(), StepName.RELIABILITY, ABOUT),
    "form step usage, passing reliability": lambda: step_form(midway(), StepName.USAGE, ABOUT),
    "form step gaps": lambda: step_form(midway(steps=steps_before(StepName.GAPS)), StepName.GAPS, ABOUT),
    "form step actions, changed meanwhile": lambda: step_form(
        finished(), StepName.ACTIONS, ABOUT, "Omar saved this step meanwhile: “all named”."
    ),
    "form mark that does not fit": lambda: step_form(
        finished(marks=(mark(Question.RELIABILITY, evidence="Quiet quarter"),)), StepName.RELIABILITY, ABOUT
    ),
    "form step reliability, as typed": lambda: step_form(
        midway(), StepName.RELIABILITY, ABOUT, "Omar saved this step meanwhile.", StepFill("red", "It failed", "Fixed")
    ),
    "form skip": lambda: skip_form(midway(), StepName.USAGE, ABOUT),
    "form carried": lambda: carried_form(midway(), ABOUT),
    "form carried, new date chosen": lambda: carried_form(midway(), ABOUT, {"gap:12": "redated"}),
    "form abandon": lambda: abandon_form(midway(), "customer cancelled", ABOUT),
    "form settle first": settling,
    "form close": lambda: closing(vague=False),
    "form close with vague actions": lambda: closing(vague=True),
    "form notice": lambda: notice("Already closed", "This was closed by Omar."),
}

SAMPLES: dict[str, Sample] = {**BOARDS, **SUMMARIES, **LISTS, **CARDS, **ANSWERS, **ITEM_FORMS}
SAMPLES |= REVIEW_FORMS
