"""Forms of a running review: whose channel it is in, its steps, and giving it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviews.closing import contradictions
from reviews.dates import say_date
from reviews.messages import ids
from reviews.messages.account_menu import account_menu
from reviews.messages.board_facts import known_in_form, words_to_begin
from reviews.messages.goal_words import goal_lines
from reviews.messages.item_forms import View
from reviews.messages.parts import (
    Block,
    button,
    context,
    date_input,
    divider,
    field,
    lines_that_fit,
    menu,
    modal,
    option,
    person_input,
    section,
    text_input,
)
from reviews.messages.words import (
    MARK_MEANINGS,
    QUESTION_TEXTS,
    STEP_QUESTIONS,
    SYMBOLS,
    action_line,
    gap_line,
    mark_words,
    said,
)
from reviews.model import (
    MarkColour,
    Question,
    StepName,
    StepState,
)
from reviews.sitting import QUESTION_OF_STEP, Sitting
from reviews.steps import STEP_LABELS

_WHERE_READ = "Readings are noted under “Goals”: on the board during this step, on the customer's card at any time."
_EXAMPLES = {
    StepName.GOALS: "Fewer manual steps at month end; new ops lead since October",
    StepName.FACTS: "Renewal in 61 days; 40 seats paid; no usage data since August",
    StepName.RELIABILITY: "Month-end export failed in Aug, Sep and Oct",
    StepName.USAGE: "11 of 40 seats active in 30 days, 26 last quarter",
    StepName.GAPS: "Finance rebuilds the export by hand, 40 minutes each close",
    StepName.ACTIONS: "Every gap has a name and a day",
}


def account_form(
    guess: str,
    owner: str,
    about: Mapping[str, object],
    note: str = "",
    *,
    may_pick: bool = False,
    picked: tuple[int, str] | None = None,
) -> View:
    """Which customer a channel is for. Fields: known (an account without a channel), name, person.

    `may_pick`: there are accounts without a channel; `picked` is the one chosen at first.
    """
    blocks: list[Block] = [
        section(said(note or "I have not met this channel yet. Which customer is it for?", 600)),
    ]
    if may_pick:
        known = account_menu(ids.FIND_ACCOUNT, initial=picked)
        hint = "Leave it empty for a new customer."
        blocks.append(field("known", "A customer I know already", known, optional=True, hint=hint))
    name = text_input("name", typed=None if picked else guess, example="Northwind", most=80)
    name_hint = "Used when it is a new customer." if may_pick else None
    blocks += [
        field("name", "Customer's name", name, optional=may_pick, hint=name_hint),
        field("person", "Who on our side owns this customer?", person_input("person", owner)),
    ]
    return modal(ids.FORM_ACCOUNT, "Start a review", blocks, submit="Start review", about=about)


@dataclass(frozen=True, slots=True)
class StepFill:
    """What stands in a step's form: what was typed, or what is stored."""

    colour: str | None = None
    words: str | None = None
    confirmed: str | None = None


def step_form(
    sitting: Sitting, name: StepName, about: Mapping[str, object], note: str = "", fill: StepFill | None = None
) -> View:
    """The form fit for a step. Fields: colour, evidence, confirmed (marks) or note, renewal; pass for the steps passed.

    `fill` keeps what somebody typed, where the form comes back to them.
    """
    question = QUESTION_OF_STEP.get(name)
    blocks = [section(said(note, 600))] if note else []
    blocks += _passing(sitting, name)
    fill = fill or _stored(sitting, name)
    blocks += _note_fields(sitting, name, fill) if question is None else _mark_fields(sitting, name, question, fill)
    about = {**about, "review": sitting.review.id, "step": str(name), "seen": sitting.step(name).seen}
    return modal(ids.FORM_STEP, STEP_LABELS[name], blocks, submit="Save step", about=about, subject=str(name))


def skip_form(sitting: Sitting, name: StepName, about: Mapping[str, object]) -> View:
    """Why a step is skipped. Fields: why; pass for the steps passed."""
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
    return modal(ids.FORM_SKIP, "Skip a step", blocks, submit="Skip step", about=about, subject=str(name))


def _passing(sitting: Sitting, name: StepName) -> list[Block]:
    """The open steps that would be passed: the way to do them first, or one reason why not."""
    earlier = sitting.open_before(name)
    if not earlier:
        return []
    names = " and ".join(f"“{STEP_LABELS[step]}”" for step in earlier)
    first = button("Do the first one", ids.STEP_FIRST, {"step": str(earlier[0])})
    them = "it" if len(earlier) == 1 else "them"
    return [
        section(f"{names} would be passed. Do {them} first, or say why not.", first),
        field("pass", f"Why is {names} skipped?", text_input("pass", example="Covered in last week's call", most=300)),
        divider(),
    ]


def _stored(sitting: Sitting, name: StepName) -> StepFill:
    question, step = QUESTION_OF_STEP.get(name), sitting.step(name)
    if question is None:
        return StepFill(words=step.note if step.state is StepState.DONE else None)
    mark = sitting.mark(question)
    if mark:
        return StepFill(str(mark.colour), mark.evidence, mark.confirmed)
    return StepFill(words=words_to_begin(sitting, name))


def _note_fields(sitting: Sitting, name: StepName, fill: StepFill) -> list[Block]:
    is_facts = name is StepName.FACTS
    blocks: list[Block] = [context(_facts(sitting)), *known_in_form(sitting, name)] if is_facts else []
    if name is StepName.GOALS and (lines := goal_lines(sitting)):
        blocks += [section(lines_that_fit([f"• {line}" for line in lines], most=8)), context(_WHERE_READ)]
    element = text_input("note", typed=fill.words, example=_EXAMPLES[name], lines=True)
    blocks.append(field("note", STEP_QUESTIONS[name], element, optional=is_facts))
    if is_facts:
        renewal = date_input("renewal", sitting.account.renewal_on)
        blocks.append(field("renewal", "When does the contract renew?", renewal, optional=True))
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
        )
    )


def _mark_fields(sitting: Sitting, name: StepName, question: Question, fill: StepFill) -> list[Block]:
    then = sitting.last.mark(question) if sitting.last else None
    colours = _colours(question)
    blocks: list[Block] = [*known_in_form(sitting, name), *_items(sitting, name)]
    if then:
        blocks.append(context(f"Last time: {mark_words(then)}. {said(then.evidence)}"))
    blocks += [
        field("colour", QUESTION_TEXTS[question], menu("colour", colours, chosen=fill.colour, kind="radio_buttons")),
        field(
            "evidence",
            "What shows it? One line.",
            text_input("evidence", typed=fill.words, example=_EXAMPLES[name], most=300),
            optional=True,
            hint=_evidence_hint(sitting, name, fill),
        ),
    ]
    return [*blocks, *_confirming(sitting, question, fill.confirmed)]


def _evidence_hint(sitting: Sitting, name: StepName, fill: StepFill) -> str:
    is_ours = fill.words is not None and fill.words == words_to_begin(sitting, name)
    lead = "This is what the facts say; put your own words in its place. " if is_ours else ""
    return f"{lead}For unknown, leave it empty."


def _colours(question: Question) -> list[dict[str, Any]]:
    """The four marks, each with what it means for this question."""
    meanings = (*MARK_MEANINGS[question], "nobody could say")
    return [
        option(f"{SYMBOLS[colour]} {colour.capitalize()}: {meaning}", str(colour))
        for colour, meaning in zip(MarkColour, meanings, strict=True)
    ]


def _confirming(sitting: Sitting, question: Question, typed: str | None) -> list[Block]:
    """Where a mark does not fit what else is known: what that is, and room to say why both are true."""
    against = [f for f in contradictions(sitting) if f.ref == question]
    if not against and not typed:
        return []
    element = text_input("confirmed", typed=typed, most=300)
    return [
        *(section(said(finding.text, 600)) for finding in against),
        field("confirmed", "Or, if it is true all the same: why?", element, optional=True),
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
    return [section(lines_that_fit(lines, most=8) or empty)]


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


def notice(title: str, text: str) -> View:
    """A modal that only says something. `text` is mrkdwn, escaped."""
    return modal(ids.FORM_GONE, title, [section(text)], close="Close")
