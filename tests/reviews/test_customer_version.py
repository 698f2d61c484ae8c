"""What the customer may read: only what a person picked and wrote, and nothing that is for our own people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.audit_entry import AuditEntry
from reviews.customer_version import (
    MOST_PICKED,
    LastSent,
    Told,
    Wording,
    actions_offered,
    first_wording,
    gaps_offered,
    last_sent,
    send,
    told,
)
from reviews.decision import Decision, Refusal, TellCustomer
from reviews.messages.customer_version import Destination, customer_message, preview_form, words_form
from reviews.messages.limits import message_problems, view_problems
from reviews.model import ActionState, MarkColour, Question, ReviewState, Severity, StepName
from reviews.sitting import Sitting
from tests.builders import NOW, WS, account, action, carried, days, ended_review, gap, last_time, mark, sitting, step


def closed(**given: Any) -> Sitting:
    return sitting(**({"review": ended_review(expect="A note on Friday")} | given))


def words_of(at: Sitting, *picked: str, heard: str = "", expect: str = "") -> Told:
    found = told(at, Wording(picked, heard, expect))
    assert isinstance(found, Told)
    return found


def test_what_the_customer_has_a_part_in_is_picked_at_first_and_nothing_else() -> None:
    at = closed(
        gaps=(gap(1),),
        actions=(action(1, counterpart="Dana Wu"), action(2, gap_id=1), action(3, "Ask for a discount")),
    )
    assert [(each.ref, each.picked) for each in actions_offered(at)] == [
        ("action.1", True),
        ("action.2", True),
        ("action.3", False),
    ]
    assert [each.picked for each in gaps_offered(at)] == [False]
    assert first_wording(at) == Wording(("action.1", "action.2"), "", "A note on Friday")


def test_an_action_reads_as_who_does_what_with_whom_by_when() -> None:
    at = closed(actions=(action(31, "Export fix live (A-31)", owner="U2", counterpart="Dana Wu", due=days(10)),))
    assert [each.line for each in actions_offered(at)] == ["Export fix live: Omar with Dana Wu, Fri 4 Dec"]


def test_a_day_that_has_passed_tells_the_customer_of_no_slip() -> None:
    at = closed(actions=(action(1, "Export fix live", due=days(-3), moves=2),))
    assert [each.line for each in actions_offered(at)] == ["Export fix live: Nina, day to follow"]


def test_only_what_is_picked_is_told() -> None:
    at = closed(gaps=(gap(1, "Export fails"), gap(2, "Slow search")), actions=(action(1), action(2, "Call Dana")))
    assert words_of(at, "gap.2", "action.2", expect="A note") == Told(
        "Northwind", "", ("Slow search",), ("Call Dana: Nina, Fri 4 Dec",), "A note"
    )


def test_what_ended_since_the_form_opened_is_not_told() -> None:
    assert words_of(closed(), "gap.9", "action.9", heard="We listened").gaps == ()


def test_nothing_picked_and_nothing_written_is_not_sent() -> None:
    refused = told(closed(), Wording())
    assert isinstance(refused, Refusal)
    assert refused.code == "empty"


def test_more_than_a_message_should_hold_is_said_and_not_cut() -> None:
    refused = told(closed(), Wording(tuple(f"gap.{n}" for n in range(MOST_PICKED + 1))))
    assert isinstance(refused, Refusal)
    assert str(MOST_PICKED) in refused.text


@pytest.mark.parametrize("state", [ReviewState.OPEN, ReviewState.ABANDONED])
def test_a_review_that_is_not_closed_is_not_told_of(state: ReviewState) -> None:
    at = sitting(review=ended_review(state))
    assert isinstance(told(at, Wording((), "We listened")), Refusal)
    assert isinstance(send(at.review, {"text": "x"}, channel="CS", token="t1"), Refusal)


def test_sending_is_said_once_and_kept_with_its_words() -> None:
    message = customer_message(words_of(closed(), heard="The export fails"))
    review = ended_review()
    decided = send(review, message, channel="CS", token="t1")
    assert isinstance(decided, Decision)
    assert decided.says == (TellCustomer("customer:7:t1", "CS", message),)
    (change,) = decided.changes
    assert change.before == review
    assert change.after != review
    assert "The export fails" in (change.why or "")


def test_the_last_time_it_was_sent_is_found_in_the_history() -> None:
    def entry(number: int, why: str | None, by: str = "U1") -> AuditEntry:
        return AuditEntry(WS, number, NOW + timedelta(hours=number), by, "review", "7", {}, {}, why)

    sent = [entry(1, None), entry(2, "sent to the customer: Hello"), entry(3, "handed over"), entry(4, None)]
    assert last_sent(sent) == LastSent("U1", NOW + timedelta(hours=2), 2)
    assert last_sent([entry(1, "handed over")]) is None


# What is only for our own people, each with a word of its own.


class Tokens:
    """A word for each place, none of which is in another."""

    def __init__(self, salt: str) -> None:
        self._salt, self._given = salt, 0
        self.secret: list[str] = []

    def hidden(self) -> str:
        """A word that the customer must never read."""
        self._given += 1
        self.secret.append(f"zq{self._salt}{self._given}x")
        return self.secret[-1]


def filled(value: Any, tokens: Tokens, *, but: tuple[str, ...]) -> Any:
    """The same with a secret in every field of text except some."""
    hints = {each.name: str(each.type) for each in fields(value)}
    texts = [name for name, hint in hints.items() if hint.startswith("str") and name not in (*but, "workspace_id")]
    return replace(value, **{name: tokens.hidden() for name in texts})


def full_of_secrets(salt: str, colour: MarkColour, severity: Severity, state: ActionState) -> tuple[Sitting, Tokens]:
    tokens = Tokens(salt)
    review = filled(ended_review(), tokens, but=("expect", "facilitator", "ended_by"))
    gaps = tuple(
        filled(gap(n, f"Export {n} fails", severity=severity, moves=4), tokens, but=("what", "owner")) for n in (1, 2)
    )
    actions = tuple(
        filled(
            action(n, f"Call Dana {n}", state=state, moves=3, insisted=True),
            tokens,
            but=("what", "owner", "counterpart"),
        )
        for n in (1, 2)
    )
    marks = tuple(filled(mark(q, colour), tokens, but=("by",)) for q in Question)
    names = {f"U{n}": f"Person{n}" for n in range(1, 4)}
    at = sitting(
        account=filled(account(), tokens, but=("name",)),
        review=review,
        gaps=gaps,
        actions=actions,
        marks=marks,
        steps=tuple(filled(step(name), tokens, but=("by",)) for name in StepName),
        carried=(carried(ref=1),),
        last=last_time(marks, actions, main_risk=tokens.hidden()),
        history=dict.fromkeys(Question, marks),
        names={**names, **{secret: secret for secret in tokens.secret}},
    )
    return at, tokens


_INTERNAL = (
    *("A-1", "A-2", "G-1", "G-2", "moved", "insist", "blocked", "blocks", "slows", "workaround", "risk"),
    *("red", "yellow", "green", "🔴", "🟡", "🟢", "⚪", "exports", "first wording"),
)


@given(
    salt=st.text("bcdfghjk", min_size=3, max_size=6),
    colour=st.sampled_from(MarkColour),
    severity=st.sampled_from(Severity),
    state=st.sampled_from([ActionState.OPEN, ActionState.BLOCKED, ActionState.WAITING]),
    picked=st.sets(st.sampled_from(["gap.1", "gap.2", "action.1", "action.2"])),
)
def test_nothing_internal_is_in_what_the_customer_reads(
    salt: str, colour: MarkColour, severity: Severity, state: ActionState, picked: set[str]
) -> None:
    at, tokens = full_of_secrets(salt, colour, severity, state)
    words = told(at, Wording(tuple(picked), "We listened", at.review.expect or "A note on Friday"))
    assert isinstance(words, Told)
    message = customer_message(words)
    shown = "\n".join([message["text"], *(block["text"]["text"] for block in message["blocks"])])
    assert len(tokens.secret) > 40
    assert [secret for secret in tokens.secret if secret in shown] == []
    assert [word for word in _INTERNAL if word in shown] == []
    for ref, line in [(o.ref, o.line) for o in (*gaps_offered(at), *actions_offered(at))]:
        assert (line in shown) == (ref in picked)


def texts_of(view: dict[str, Any]) -> str:
    return json.dumps(view, ensure_ascii=False)


def boxes(view: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for block in view["blocks"]:
        if block["type"] == "input" and block["element"]["type"] == "checkboxes":
            yield from block["element"]["options"]


@pytest.mark.parametrize("many", [0, 1, 10, 11, 57, 200])
def test_everything_open_is_offered_or_counted(many: int) -> None:
    at = closed(
        gaps=tuple(gap(n, f"Gap {n}") for n in range(1, many + 1)), actions=tuple(action(n) for n in range(1, many + 1))
    )
    view = words_form("Northwind", gaps_offered(at), actions_offered(at), first_wording(at), {"review": 7})
    offered = [box["value"] for box in boxes(view)]
    assert offered == [each.ref for each in (*gaps_offered(at), *actions_offered(at))]
    assert view_problems(view) == []


def test_of_very_many_the_form_says_how_many_do_not_fit() -> None:
    at = closed(actions=tuple(action(n) for n in range(1, 460)))
    view = words_form("Northwind", (), actions_offered(at), first_wording(at), {"review": 7})
    assert len(list(boxes(view))) == 400
    assert "59 more do not fit" in texts_of(view)
    assert view_problems(view) == []


def test_a_long_line_goes_on_below_its_box() -> None:
    what = "The export of the month-end file for the finance team of the northern plant stops at row ten thousand"
    (box,) = boxes(words_form("Northwind", gaps_offered(closed(gaps=(gap(1, what),))), (), Wording(), {}))
    assert f"{box['text']['text']} {box['description']['text']}" == what


@given(heard=st.text(max_size=1500), expect=st.text("&<>*_ é\n", max_size=1500), what=st.text(min_size=1, max_size=400))
def test_whatever_is_written_fits_and_is_shown_as_it_will_read(heard: str, expect: str, what: str) -> None:
    many = tuple(gap(n, f"{n} {what}") for n in range(1, MOST_PICKED + 1))
    words = told(closed(gaps=many), Wording(tuple(f"gap.{g.id}" for g in many), heard, expect))
    assert isinstance(words, Told)
    message = customer_message(words)
    assert message_problems(message) == []
    view = preview_form("Northwind", message, Destination("CS", "They read it"), {"review": 7, "draft": "t"})
    assert view_problems(view) == []
    start = view["blocks"].index(message["blocks"][0])
    assert view["blocks"][start : start + len(message["blocks"])] == message["blocks"]


def test_what_cannot_go_has_no_button_that_sends_it() -> None:
    message = customer_message(words_of(closed(), heard="Hello"))
    there = Destination("CS", "They read it")
    assert preview_form("Northwind", message, there, {})["submit"]["text"] == "Send to Northwind"
    for where in (Destination(trouble="No channel"), Destination("CS", trouble="I am not in it")):
        assert "submit" not in preview_form("Northwind", message, where, {})
    assert "Choose the shared channel" in texts_of(preview_form("Northwind", message, Destination(trouble="x"), {}))
    assert "Choose the shared channel" not in texts_of(preview_form("Northwind", message, there, {}))


def test_who_sends_it_again_is_asked_first() -> None:
    message = customer_message(words_of(closed(), heard="Hello"))
    before = "*This review was told to the customer already*, Tue 24 Nov, by Nina."
    assert f"{before} Send again?" in texts_of(preview_form("N", message, Destination("CS", "x"), {}, before=before))
