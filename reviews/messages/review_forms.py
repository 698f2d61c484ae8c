"""Forms of a running review: whose channel, steps, what was carried over, giving up and closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviews.closing import QUESTION_LABELS, Finding, FindingKind, contradictions
from reviews.dates import say_date
from reviews.messages import ids
from reviews.messages.item_forms import MOST_OPTIONS, View
from reviews.messages.parts import (
    Block,
    button,
    context,
    date_input,
    divider,
    field,
    menu,
    modal,
    option,
    person_input,
    section,
    text_input,
)
from reviews.messages.words import (
    QUESTION_TEXTS,
    STEP_QUESTIONS,
    SYMBOLS,
    action_line,
    count,
    gap_line,
    mark_words,
    said,
)
from reviews.model import (
    Carried,
    CarriedChoice,
    CarriedKind,
    MarkColour,
    Question,
    StepName,
    StepState,
)
from reviews.sitting import QUESTION_OF_STEP, Sitting
from reviews.steps import STEP_LABELS

NEW_CUSTOMER = "new"
_CARRIED_ON_ONE_FORM = 10
_EXAMPLES = {
    StepName.GOALS: "Fewer manual steps at month end; new ops lead since October",
    StepName.FACTS: "Renewal in 61 days; 40 seats paid; no usage data since August",
    StepName.RELIABILITY: "Month-end export failed in Aug, Sep and Oct",
    StepName.USAGE: "11 of 40 seats active in 30 days, 26 last quarter",
    StepName.GAPS: "Finance rebuilds the export by hand, 40 minutes each close",
    StepName.ACTIONS: "Every gap has a name and a day",
}


def account_form(
    guess: str, owner: str, known: Sequence[tuple[int, str]], about: Mapping[str, object], note: str = ""
) -> View:
    """Which customer a channel is for. Fields: known (an account without a channel), name, person."""
    blocks: list[Block] = [
        section(said(note or "I have not met this channel yet. Which customer is it for?", 600)),
    ]
    if known:
        options = [option("A new customer", NEW_CUSTOMER)]
        options += [option(name, str(number)) for number, name in known[: MOST_OPTIONS - 1]]
        blocks.append(field("known", "Customer", menu("known", options, chosen=NEW_CUSTOMER)))
    name_hint = "Used when it is a new customer." if known else None
    blocks += [
        field(
            "name",
            "Customer's name",
            text_input("name", typed=guess, example="Northwind", most=80),
            hint=name_hint,
        ),
        field("person", "Who on our side owns this customer?", person_input("person", owner)),
    ]
    return modal(ids.FORM_ACCOUNT, "Start a review", blocks, submit="Start review", about=about)


def step_form(sitting: Sitting, name: StepName, about: Mapping[str, object], note: str = "") -> View:
    """The form fit for a step. Fields: colour, evidence, confirmed (marks) or note; pass.<step> for those passed."""
    question = QUESTION_OF_STEP.get(name)
    blocks = [section(said(note, 600))] if note else []
    blocks += _passing(sitting, name)
    blocks += _note_fields(sitting, name) if question is None else _mark_fields(sitting, name, question)
    about = {**about, "review": sitting.review.id, "step": str(name), "seen": sitting.step(name).seen}
    return modal(ids.FORM_STEP, STEP_LABELS[name], blocks, submit="Save step", about=about)


def skip_form(sitting: Sitting, name: StepName, about: Mapping[str, object]) -> View:
    """Why a step is skipped. Fields: why; pass.<step> for those passed."""
    blocks = _passing(sitting, name)
    blocks.append(
        field(
            "why",
            f"Why is “{STEP_LABELS[name]}” skipped?",
            text_input("why", example="No usage data since August", most=300),
            hint="The reason is shown on the board and in the summary.",
        )
    )
    about = {**about, "review": sitting.review.id, "step": str(name)}
    return modal(ids.FORM_SKIP, "Skip a step", blocks, submit="Skip step", about=about)


def _passing(sitting: Sitting, name: StepName) -> list[Block]:
    earlier = sitting.open_before(name)
    if not earlier:
        return []
    blocks: list[Block] = [section("These steps come first and are still open. Do them first, or say why not.")]
    blocks += [
        field(
            f"pass.{step}",
            f"Why is “{STEP_LABELS[step]}” skipped?",
            text_input(f"pass.{step}", example="Covered in last week's call", most=300),
        )
        for step in earlier
    ]
    return [*blocks, divider()]


def _note_fields(sitting: Sitting, name: StepName) -> list[Block]:
    step = sitting.step(name)
    typed = step.note if step.state is StepState.DONE else None
    blocks: list[Block] = [context(_facts(sitting))] if name is StepName.FACTS else []
    blocks.append(
        field("note", STEP_QUESTIONS[name], text_input("note", typed=typed, example=_EXAMPLES[name], lines=True))
    )
    return blocks


def _facts(sitting: Sitting) -> str:
    account = sitting.account
    last = sitting.last.review if sitting.last else None
    when = last.ended_at or last.started_at if last else None
    return " · ".join(
        (
            f"Owner: {said(sitting.name(account.owner))}",
            f"Renewal: {say_date(account.renewal_on, sitting.today)}" if account.renewal_on else "Renewal: not known",
            f"Last review: {say_date(when.date(), sitting.today)}" if when else "First review",
            f"Open gaps: {len(sitting.open_gaps)}",
            f"Open actions: {len(sitting.live_actions)}",
            "Incidents, usage and tickets: no source yet",
        )
    )


def _mark_fields(sitting: Sitting, name: StepName, question: Question) -> list[Block]:
    mark, then = sitting.mark(question), sitting.last.mark(question) if sitting.last else None
    colours = [option(f"{SYMBOLS[c]} {c.capitalize()}", str(c)) for c in MarkColour]
    blocks: list[Block] = _items(sitting, name)
    if then:
        blocks.append(context(f"Last time: {mark_words(then)}. {said(then.evidence)}"))
    chosen = str(mark.colour) if mark else None
    blocks += [
        field("colour", QUESTION_TEXTS[question], menu("colour", colours, chosen=chosen, kind="radio_buttons")),
        field(
            "evidence",
            "What shows it? One line.",
            text_input("evidence", typed=mark.evidence if mark else None, example=_EXAMPLES[name], most=300),
            optional=True,
            hint="Needed for green, yellow and red. Unknown is an honest answer and needs none.",
        ),
    ]
    return [*blocks, *_confirming(sitting, question)]


def _confirming(sitting: Sitting, question: Question) -> list[Block]:
    """Where a mark does not fit what else is known: what that is, and room to say why both are true."""
    mark = sitting.mark(question)
    against = [f for f in contradictions(sitting) if f.ref == question]
    typed = mark.confirmed if mark else None
    if not against and not typed:
        return []
    element = text_input("confirmed", typed=typed, most=300)
    return [
        *(section(said(finding.text, 600)) for finding in against),
        field("confirmed", "Or, if both are true: why?", element, optional=True),
    ]


def _items(sitting: Sitting, name: StepName) -> list[Block]:
    if name is StepName.GAPS:
        lines = [gap_line(g, sitting.name(g.owner), sitting.today) for g in sitting.open_gaps]
        empty = "No gap is open."
    elif name is StepName.ACTIONS:
        lines = [action_line(a, sitting.name(a.owner), sitting.today) for a in sitting.live_actions]
        empty = "No action is open."
    else:
        return []
    more = [f"and {len(lines) - 8} more"] if len(lines) > 8 else []
    return [section("\n".join([*lines[:8], *more]) or empty)]


def carried_form(sitting: Sitting, about: Mapping[str, object], chosen: Mapping[str, str] | None = None) -> View:
    """What last time left, item by item. Fields per item n: choice.n, and date.n with why.n for a new date."""
    waiting = sitting.unsettled[:_CARRIED_ON_ONE_FORM]
    left = len(sitting.unsettled) - len(waiting)
    blocks: list[Block] = [section("Each of these is kept as it is, closed, or given a new date.")]
    for item in waiting:
        blocks += _carried_item(sitting, item, (chosen or {}).get(carried_key(item)))
    if left:
        blocks.append(context(f"{left} more come after these."))
    about = {**about, "review": sitting.review.id}
    return modal(ids.FORM_CARRIED, "From last time", blocks, submit="Settle", about=about)


def carried_key(item: Carried) -> str:
    """The part of a field's name that says which carried item it is about."""
    return f"{item.kind}:{item.ref}"


def _carried_item(sitting: Sitting, item: Carried, chosen: str | None) -> list[Block]:
    key = carried_key(item)
    text, options = _carried_text(sitting, item), _carried_options(item)
    element = menu(f"{ids.CARRIED_CHOICE}.{key}", options, placeholder="Keep, close or new date", chosen=chosen)
    blocks: list[Block] = [
        divider(),
        section(text),
        field(f"choice.{key}", "What about it?", element, optional=True, live=item.kind is not CarriedKind.MARK),
    ]
    if chosen == CarriedChoice.REDATED:
        blocks += [
            field(f"date.{key}", "New date", date_input(f"date.{key}"), optional=True),
            field(f"why.{key}", "Why does it move?", text_input(f"why.{key}", most=300), optional=True),
        ]
    return blocks


def _carried_text(sitting: Sitting, item: Carried) -> str:
    if item.kind is CarriedKind.MARK:
        question = Question(item.ref)
        then = sitting.last.mark(question) if sitting.last else None
        line = f": {said(then.evidence)}" if then and then.evidence else ""
        return f"*{QUESTION_LABELS[question]}* {mark_words(then)}{line}"
    if item.kind is CarriedKind.GAP:
        gap = sitting.gap(item.ref)
        return gap_line(gap, sitting.name(gap.owner), sitting.today) if gap else f"G-{item.ref} has ended meanwhile."
    action = sitting.action(item.ref)
    if action is None:
        return f"A-{item.ref} has ended meanwhile."
    return action_line(action, sitting.name(action.owner), sitting.today)


def _carried_options(item: Carried) -> list[dict[str, Any]]:
    if item.kind is CarriedKind.MARK:
        return [
            option("Keep: still true", CarriedChoice.KEPT),
            option("Close: marked anew in its step", CarriedChoice.CLOSED),
        ]
    closed = "Close: it is gone" if item.kind is CarriedKind.GAP else "Close: it is done"
    return [
        option("Keep: as it is", CarriedChoice.KEPT),
        option(closed, CarriedChoice.CLOSED),
        option("New date", CarriedChoice.REDATED),
    ]


def abandon_form(sitting: Sitting, reason: str | None, about: Mapping[str, object]) -> View:
    """Giving a review up. Field: why."""
    name = said(sitting.account.name, 80)
    blocks = [
        section(f"The review of *{name}* stops without a summary. What was logged stays; it can be resumed."),
        field(
            "why",
            "Why?",
            text_input("why", typed=reason, example="Dana cancelled; new date next week", most=300),
        ),
    ]
    about = {**about, "review": sitting.review.id}
    return modal(ids.FORM_ABANDON, "Abandon the review", blocks, submit="Abandon review", about=about)


def settle_first(sitting: Sitting, findings: Sequence[Finding], vague: Sequence[Finding]) -> View:
    """What stands in the way of closing, each with the button that settles it."""
    number = len(findings)
    lead = "One thing" if number == 1 else f"{number} things"
    blocks: list[Block] = [section(f"*{lead} to settle before {said(sitting.account.name, 80)} can close.*")]
    for place, finding in enumerate((*findings, *vague)[:45]):
        blocks.append(_finding(finding, place))
    about = {"review": sitting.review.id}
    return modal(ids.FORM_CLOSE, "Close the review", blocks, close="Back to the board", about=about)


_FIX_LABELS = {
    FindingKind.STEP: "Do this step",
    FindingKind.CARRIED: "Settle them",
    FindingKind.GAP: "Fill in",
    FindingKind.MARK: "Look again",
    FindingKind.VAGUE: "Rewrite",
}


def _finding(finding: Finding, place: int) -> Block:
    about = {"kind": str(finding.kind), "ref": finding.ref}
    return section(said(finding.text, 600), button(_FIX_LABELS[finding.kind], ids.CLOSE_FIX, about), f"finding.{place}")


def close_form(sitting: Sitting, vague: Sequence[Finding], *, main_risk: str, expect: str) -> View:
    """The last form before the summary is posted. Fields: risk, expect, keep."""
    steps = count(len(sitting.live_actions), "next step")
    blocks: list[Block] = [
        section(f"Everything is settled. The summary is posted in the channel, with {steps}."),
        field("risk", "Main risk or gap", text_input("risk", typed=main_risk, lines=True, most=600)),
        field(
            "expect",
            "What can the customer expect from us before the next check-in?",
            text_input(
                "expect",
                typed=expect,
                example="A note on Friday, even if nothing has changed",
                lines=True,
                most=600,
            ),
        ),
    ]
    for place, finding in enumerate(vague[:20]):
        blocks.append(_finding(finding, place))
    if vague:
        keep = {
            "type": "checkboxes",
            "action_id": "keep",
            "options": [option("I have read them; keep them as they are", "keep")],
        }
        blocks.append(field("keep", "Vague actions", keep))
    about = {"review": sitting.review.id}
    return modal(ids.FORM_CLOSE, "Close the review", blocks, submit="Close review", about=about)


def notice(title: str, text: str) -> View:
    """A modal that only says something. `text` is mrkdwn, escaped."""
    return modal(ids.FORM_GONE, title, [section(text)], close="Close")
