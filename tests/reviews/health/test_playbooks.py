"""Playbooks: which are offered, whether each step is a proper action, and what choosing one makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviews.calendar import WorkCalendar
from reviews.decision import Decision, Refusal
from reviews.health.causes import Cause, CauseKind, cause_of
from reviews.health.choosing import Chosen, choose, take_back
from reviews.health.kept import PlaybookRun
from reviews.health.model import SignalName
from reviews.health.playbooks import OF_CAUSE, PLAYBOOKS, PlayStep, dated, playbooks_for, running
from reviews.model import Action, ActionState
from reviews.vague import Clear, judge
from tests.builders import NOW, TODAY, WS, account
from tests.reviews.health.test_causes import health, signal

BERLIN = WorkCalendar("Europe/Berlin", country="DE-BE")
DUBAI = WorkCalendar("Asia/Dubai", country="AE")
DAY = timedelta(days=1)
STEPS = [(key, step) for key, each in PLAYBOOKS.items() for step in each.steps]


@pytest.mark.parametrize(("key", "step"), STEPS, ids=[f"{key}: {step.what[:40]}" for key, step in STEPS])
@pytest.mark.parametrize("customer", [None, "Northwind"])
def test_each_step_says_what_will_be_different_when_it_is_done(key: str, step: PlayStep, customer: str | None) -> None:
    assert isinstance(judge(step.what, owner_name="Nina", account_name=customer), Clear), key
    assert 1 <= step.days <= 30


def test_each_playbook_is_short_named_and_in_order() -> None:
    assert 6 <= len(PLAYBOOKS) <= 8
    for key, each in PLAYBOOKS.items():
        assert each.key == key
        assert 2 <= len(each.steps) <= 4
        assert len(each.name) <= 30
        assert [step.days for step in each.steps] == sorted(step.days for step in each.steps)
        assert each.first_for


def test_every_cause_has_playbooks_and_every_playbook_a_cause() -> None:
    assert set(OF_CAUSE) == set(CauseKind)
    assert {key for keys in OF_CAUSE.values() for key in keys} == set(PLAYBOOKS)


@pytest.mark.parametrize("kind", CauseKind)
def test_two_or_three_are_offered_whatever_the_cause(kind: CauseKind) -> None:
    for bad in ((), tuple(SignalName)):
        offered = playbooks_for(Cause(kind, 0.5, ()), health(*map(signal, bad)))
        assert 2 <= len(offered) <= 3
        assert len(set(offered)) == len(offered)


def test_none_is_offered_where_no_cause_is_likely() -> None:
    assert playbooks_for(None, health()) == ()


def test_what_the_worst_signal_calls_for_stands_first() -> None:
    bad = health(signal(SignalName.ONE_PERSON, 0.8), signal(SignalName.SEATS_USED, 0.4))
    assert [each.key for each in playbooks_for(cause_of(bad), bad)] == ["second_person", "onboarding_again"]


def test_days_are_working_days_of_who_takes_it_on() -> None:
    playbook = replace(PLAYBOOKS["every_promise"], steps=(PlayStep("Sends it", 1), PlayStep("Calls them", 4)))
    thursday = date(2026, 11, 26)
    assert [due for _, due in dated(playbook, thursday, BERLIN)] == [date(2026, 11, 27), date(2026, 12, 2)]
    assert [due for _, due in dated(playbook, thursday, DUBAI)] == [date(2026, 11, 27), date(2026, 12, 4)]


def chosen(key: str = "close_the_gap") -> tuple[list[Action], PlaybookRun]:
    decision = choose(Chosen(PLAYBOOKS[key], account(), "U2", BERLIN, 7), first=41, run=3, by="U1", now=NOW)
    assert isinstance(decision, Decision)
    made = [each.after for each in decision.changes if isinstance(each.after, Action)]
    [run] = [each.after for each in decision.changes if isinstance(each.after, PlaybookRun)]
    return made, run


@pytest.mark.parametrize("key", PLAYBOOKS)
def test_choosing_one_makes_an_action_of_each_step_and_remembers_which(key: str) -> None:
    made, run = chosen(key)
    assert [each.what for each in made] == [step.what for step in PLAYBOOKS[key].steps]
    assert {(each.owner, each.logged_by, each.account_id, each.review_id) for each in made} == {("U2", "U1", 1, 7)}
    assert all(each.due > TODAY and each.due == each.first_due for each in made)
    assert run.actions == tuple(each.id for each in made) == tuple(range(41, 41 + len(made)))
    assert (run.playbook, run.by, run.id) == (key, "U1", 3)


def test_taking_it_back_withdraws_what_is_open_and_leaves_what_is_done() -> None:
    made, run = chosen()
    made[0] = replace(made[0], state=ActionState.DONE, ended_at=NOW, ended_by="U2")
    decision = take_back(run, made, by="U1", now=NOW)
    assert isinstance(decision, Decision)
    ended = [each.after for each in decision.changes]
    assert [each.id for each in ended if isinstance(each, Action)] == [42, 43, 44]
    assert {each.state for each in ended if isinstance(each, Action)} == {ActionState.WITHDRAWN}


def test_what_is_over_or_a_day_old_is_not_taken_back() -> None:
    made, run = chosen()
    late = take_back(run, made, by="U1", now=NOW + 2 * DAY)
    assert isinstance(late, Refusal)
    assert late.code == "too_late"
    over = [replace(each, state=ActionState.DONE) for each in made]
    assert isinstance(take_back(run, over, by="U1", now=NOW), Refusal)


@pytest.mark.parametrize(
    ("ago", "state", "runs"),
    [
        (0, ActionState.OPEN, True),
        (90, ActionState.DONE, True),
        (92, ActionState.OPEN, False),
        (5, ActionState.WITHDRAWN, False),
        (5, ActionState.DROPPED, True),
    ],
)
def test_it_runs_for_a_quarter_unless_it_was_taken_back(ago: int, state: ActionState, runs: bool) -> None:
    made, run = chosen()
    run = replace(run, at=NOW - ago * DAY)
    found = running([run], [replace(each, state=state) for each in made], TODAY)
    assert found == ({"close_the_gap": run} if runs else {})


def test_of_two_runs_the_last_is_named() -> None:
    made, run = chosen()
    earlier = PlaybookRun(WS, 2, 1, "close_the_gap", "U2", NOW - 30 * DAY, (41,))
    assert running([run, earlier], made, TODAY) == {"close_the_gap": run}
