"""The forms of an incident, of use and of a conversation: empty, filled with what a line said, or as one stands.

Each field holds text as somebody types it, read by the same rules as a line; what is filled in is a mapping from
the fields' names to that text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviews.facts import Direction, FactKind, TookPart, TouchKind
from reviews.messages import ids
from reviews.messages.account_menu import account_menu
from reviews.messages.item_forms import View
from reviews.messages.parts import Block, context, field, menu, modal, option, person_input, section, text_input
from reviews.messages.words import said

Fill = Mapping[str, str]
FIELDS: Mapping[FactKind, tuple[str, ...]] = {
    FactKind.INCIDENT: ("what", "started", "fixed", "acknowledged", "workflow", "felt", "link"),
    FactKind.USAGE: ("team", "active30", "seats", "active90", "actions", "more", "on", "link"),
    FactKind.TOUCH: ("who", "kind", "direction", "took", "when", "about", "ours", "link"),
}
"""Every field a form of that kind has, beside the customer."""
FORMS: Mapping[FactKind, str] = {
    FactKind.INCIDENT: ids.FORM_INCIDENT,
    FactKind.USAGE: ids.FORM_USAGE,
    FactKind.TOUCH: ids.FORM_TOUCH,
}
_TITLES = {
    FactKind.INCIDENT: ("Log an incident", "Log incident", "Change an incident"),
    FactKind.USAGE: ("Log usage", "Log usage", "Change usage"),
    FactKind.TOUCH: ("Log a touch", "Log touch", "Change a touch"),
}
KIND_WORDS: Mapping[TouchKind, str] = {
    TouchKind.CALL: "Call",
    TouchKind.MEETING: "Meeting",
    TouchKind.EMAIL: "E-mail",
    TouchKind.MESSAGE: "Message",
    TouchKind.VISIT: "Visit",
    TouchKind.EVENT: "Event",
    TouchKind.OTHER: "Something else",
}
DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.BOTH: "Both spoke",
    Direction.THEIRS: "They reached out",
    Direction.OURS: "We reached out",
}
_TOOK_WORDS: Mapping[TookPart, str] = {
    TookPart.ATTENDED: "They came",
    TookPart.DECLINED: "They declined",
    TookPart.ABSENT: "They did not come",
}


@dataclass(frozen=True, slots=True)
class FactForm:
    """What a form is opened with. `account_name` is None where the customer is still to be picked.

    `about` comes back with it; `notes` are lines (plain) on what was and was not understood. `question` is what the
    person is asked before it is noted as typed: they may say that it is so.
    """

    kind: FactKind
    about: Mapping[str, object]
    account_name: str | None
    fill: Fill
    notes: Sequence[str] = ()
    question: str | None = None


def fact_form(form: FactForm) -> View:
    """The form. Where a fact is named in `about`, it is the form of its change."""
    title, submit, changing = _TITLES[form.kind]
    known = form.about.get("fact")
    blocks = [*_head(form), *_BLOCKS[form.kind](form.fill), *_insist(form)]
    subject = f"{form.kind}{known}" if known else None
    title, submit = (changing, "Save") if known else (title, submit)
    return modal(FORMS[form.kind], title, blocks, submit=submit, about=form.about, subject=subject)


def withdraw_form(kind: FactKind, words: str, source: str, about: Mapping[str, object]) -> View:
    """What came from another system is changed there; here it can only be said that it did not reach the customer.

    `words` is mrkdwn. Field: why.
    """
    blocks = [
        section(words),
        section(f"It comes from {said(source, 60)} and is changed there; the next import brings the change here."),
        field(
            "why",
            "If it did not reach this customer: how do you know?",
            text_input("why", example="They were on the other cluster", most=300),
            hint="It then counts no more for this customer. The reason stays in its history.",
        ),
    ]
    where = {**about, "do": "withdraw"}
    return modal(FORMS[kind], "Not felt here", blocks, submit="Take it out", about=where, subject="withdraw")


def _head(form: FactForm) -> Iterable[Block]:
    asked = [form.question] if form.question else []
    yield from (section(said(note, 600)) for note in (*asked, *form.notes))
    if form.account_name is not None:
        yield context(f"At {said(form.account_name, 80)}")
    else:
        yield field("customer", "Which customer is it about?", account_menu(ids.FIND_ACCOUNT))


def _insist(form: FactForm) -> Iterable[Block]:
    if form.question:
        made = {"type": "checkboxes", "action_id": "keep", "options": [option("Yes, it is so", "keep")]}
        yield field("keep", "Are the numbers right as typed?", made, optional=True)


def _text(fill: Fill, name: str, label: str, example: str, **more: object) -> Block:
    """One question with its example."""
    hint, lines = more.get("hint"), bool(more.get("lines"))
    most = 300 if not lines else 2000
    element = text_input(name, typed=fill.get(name), example=example, most=most, lines=lines)
    return field(name, label, element, optional=bool(more.get("optional", True)), hint=str(hint) if hint else None)


def _incident(fill: Fill) -> Iterable[Block]:
    yield _text(fill, "what", "What failed or slowed, as they felt it?", "Month-end export failed", optional=False)
    yield _text(
        fill,
        "started",
        "When did it start?",
        "yesterday 14:00",
        optional=False,
        hint="A day, with the time where it is known: mon 9:00, 12 Nov.",
    )
    yield _text(fill, "fixed", "When was it fixed?", "16:30", hint="Empty while it is not.")
    yield _text(fill, "acknowledged", "When did we acknowledge it?", "14:10")
    yield _text(fill, "workflow", "Which of their workflows did it hit?", "month-end export")
    yield _text(fill, "felt", "Who felt it?", "Finance, at all sites")
    yield _text(fill, "link", "Where can one read more?", "https://status.example.com/incidents/44")


def _usage(fill: Fill) -> Iterable[Block]:
    yield _text(fill, "active30", "How many people were active in 30 days?", "31")
    yield _text(fill, "seats", "How many seats are paid for?", "40")
    yield _text(fill, "active90", "How many people were active in 90 days?", "35")
    yield _text(
        fill,
        "actions",
        "What do they do every week, and how many of them?",
        "reports weekly by 6 people\nexports 4 times a week by 2",
        lines=True,
        hint="The two or three things that matter, one a line.",
    )
    yield _text(fill, "team", "Which team?", "finance", hint="Empty: the whole customer.")
    yield _text(fill, "on", "Of which day are the numbers?", "31 Oct", hint="Empty: today.")
    yield _text(fill, "more", "What else is counted?", "12 features, 1200 calls, 3400 invoices a month")
    yield _text(fill, "link", "Where can one read more?", "https://reports.example.com/northwind")


def _touch(fill: Fill) -> Iterable[Block]:
    yield _text(fill, "who", "Who was it, on their side?", "Dana Wu, Bo Lindqvist", hint="Empty where nobody came.")
    kinds = [option(label, str(kind)) for kind, label in KIND_WORDS.items()]
    yield field("kind", "How?", menu("kind", kinds, chosen=fill.get("kind"), placeholder="Pick one"))
    yield _text(fill, "when", "When?", "yesterday 10:00", hint="Empty: just now.")
    ways = [option(label, str(way)) for way, label in DIRECTION_WORDS.items()]
    yield field(
        "direction", "Who reached out?", menu("direction", ways, chosen=fill.get("direction"), placeholder="Pick one")
    )
    took = [option(label, str(part)) for part, label in _TOOK_WORDS.items()]
    part = menu("took", took, chosen=fill.get("took"), placeholder="Pick one")
    yield field("took", "If they were invited: what came of it?", part, optional=True)
    yield _text(fill, "about", "What was it about?", "Asked for exports by cost centre")
    yield field("ours", "Who was it, on our side?", person_input("ours", fill.get("ours")), optional=True)
    yield _text(fill, "link", "Where can one read more?", "https://mail.example.com/thread/7")


_BLOCKS: Mapping[FactKind, Callable[[Fill], Iterable[Block]]] = {
    FactKind.INCIDENT: _incident,
    FactKind.USAGE: _usage,
    FactKind.TOUCH: _touch,
}
