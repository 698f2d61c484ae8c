"""Facts noted by hand, decided: what is kept, what is refused with what was understood, what is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reviews.customer import Contact, Level
from reviews.dates import DayOrder
from reviews.decision import Decision, Refusal
from reviews.fact_entry import (
    IncidentWords,
    Noting,
    change_incident,
    may_take_back,
    news_of,
    note_incident,
    nothing_reached,
    refuse_change,
    take_back,
    version_of,
    words_of,
)
from reviews.fact_entry_fill import Wrong, fill_of_incident, read_incident_fill
from reviews.fact_entry_fill_touch import fill_of_touch, read_touch_fill
from reviews.fact_entry_fill_usage import fill_of_count, read_usage_fill
from reviews.fact_entry_touch import Somebody, TouchWords, change_touch, note_touches
from reviews.fact_entry_usage import UsageWords, change_usage, count_of, note_usage
from reviews.facts import (
    Direction,
    FactKind,
    Incident,
    KeyAction,
    SourceRead,
    TookPart,
    Touch,
    TouchKind,
    UsageSnapshot,
)
from reviews.incident_line_times import Clocked
from reviews.line_dates import Asked
from reviews.model import Account
from reviews.usage_line import UsageCount

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
NORTHWIND = Account("T1", 1, "Northwind", "U1", None, sponsor="U9")
NOTING = Noting(NORTHWIND, "U1", NOW, ZONE)
CLOCKED = Clocked(NOW, ZONE)
ASKED = Asked(date(2026, 11, 23), DayOrder.DAY_FIRST)
TWO = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
FAILED = IncidentWords("Month-end export failed", TWO, workflow="#exports", fixed_at=TWO + timedelta(minutes=150))
DANA = Contact("T1", 1, 1, "Dana Wu", "U1", NOW, level=Level.EXECUTIVE)
CALL = TouchWords((Somebody("Dana Wu", DANA),), TouchKind.CALL, Direction.BOTH, TookPart.ATTENDED, TWO)


def incident(words: IncidentWords = FAILED) -> Incident:
    done = note_incident(7, words, NOTING)
    assert isinstance(done, Decision)
    after = done.changes[0].after
    assert isinstance(after, Incident)
    return after


def touches(words: TouchWords, noting: Noting = NOTING) -> list[object]:
    done = note_touches(5, words, noting)
    assert isinstance(done, Decision)
    return [each.after for each in done.changes]


def words_of_touch(touch: Touch, contact: Contact | None) -> TouchWords:
    return TouchWords(
        who=(Somebody(touch.person, contact),),
        kind=touch.kind,
        direction=touch.direction,
        took_part=touch.took_part,
        at=touch.at,
        day_only=touch.day_only,
        about=touch.about,
        ours=(touch.ours,) if touch.ours else (),
        link=touch.link,
    )


def refused(done: Decision | Refusal) -> Refusal:
    assert isinstance(done, Refusal)
    return done


def test_an_incident_is_kept_as_typed_here_under_its_own_number() -> None:
    made = incident()
    assert (made.source, made.source_id, made.noted_by, made.as_of) == ("slack", "7", "U1", NOW)
    assert (made.workflow, made.day_only) == ("exports", False)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"what": " "}, "what", "What failed?"),
        ({"started_at": None}, "started", "When did it start?"),
        ({"started_at": NOW + timedelta(hours=1)}, "started", "I read that it starts Mon 23 Nov 17:00"),
        ({"started_at": NOW - timedelta(days=4000)}, "started", "more than ten years ago"),
        ({"fixed_at": TWO - timedelta(hours=1)}, "fixed", "began Sun 22 Nov 14:00 and was fixed Sun 22 Nov 13:00"),
        ({"fixed_at": NOW + timedelta(hours=1)}, "fixed", "still ahead"),
        ({"acknowledged_at": TWO - timedelta(hours=1)}, "acknowledged", "before it began"),
        ({"acknowledged_at": TWO + timedelta(hours=4)}, "acknowledged", "after it was fixed"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_understood(changed: dict[str, object], field: str, words: str) -> None:
    no = refused(note_incident(7, replace(FAILED, **changed), NOTING))  # type: ignore[arg-type]
    assert no.code == field
    assert words in no.text


def test_today_by_its_day_alone_is_not_ahead_though_noon_is() -> None:
    morning = Noting(NORTHWIND, "U1", datetime(2026, 11, 23, 7, 0, tzinfo=UTC), ZONE)
    noon = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    assert isinstance(note_incident(7, IncidentWords("Login slow", noon, day_only=True), morning), Decision)


def test_news_of_an_incident_keeps_all_else_and_says_nothing_twice() -> None:
    open_one = incident(replace(FAILED, fixed_at=None))
    done = news_of(open_one, NOTING, acknowledged_at=None, fixed_at=TWO + timedelta(hours=1))
    assert isinstance(done, Decision)
    fixed = done.changes[0].after
    assert isinstance(fixed, Incident)
    assert fixed == replace(open_one, fixed_at=TWO + timedelta(hours=1))
    assert news_of(fixed, NOTING, acknowledged_at=None, fixed_at=fixed.fixed_at) == Decision()
    assert version_of(fixed) != version_of(open_one)


def test_what_came_from_elsewhere_is_changed_there() -> None:
    theirs = replace(incident(), source="zendesk")
    no = refused(change_incident(theirs, words_of(theirs), NOTING))
    assert "It comes from Zendesk and is changed there" in no.text
    gone = refused(change_incident(replace(incident(), withdrawn_at=NOW), FAILED, NOTING))
    assert gone.code == "gone"
    assert refuse_change(incident()) is None


def test_that_nothing_reached_them_is_one_word_that_is_renewed() -> None:
    first = nothing_reached(NOTING, [], None)
    assert isinstance(first, Decision)
    word = first.changes[0].after
    assert isinstance(word, SourceRead)
    assert (word.kind, word.source, word.covers_until) == (FactKind.INCIDENT, "slack", date(2026, 11, 23))
    again = nothing_reached(NOTING, [], word)
    assert isinstance(again, Decision)
    assert again.changes[0].before == word
    no = refused(nothing_reached(NOTING, [incident()] * 6, word))
    assert "There are 6 incidents noted in the last 13 weeks: I-7 Month-end export failed (Sun 22 Nov)" in no.text
    assert no.text.endswith("and 2 more.")


def test_a_fact_is_taken_back_once_and_by_who_noted_it_for_a_day() -> None:
    done = take_back([incident()], NOTING)
    assert isinstance(done, Decision)
    gone = done.changes[0].after
    assert isinstance(gone, Incident)
    assert gone.withdrawn_at == NOW
    assert refused(take_back([gone], NOTING)).code == "gone"
    assert may_take_back([incident()], "U1", NOW + timedelta(hours=23))
    assert not may_take_back([incident()], "U1", NOW + timedelta(hours=25))
    assert not may_take_back([incident()], "U2", NOW)


def usage(words: UsageWords, same_day: UsageSnapshot | None = None) -> UsageSnapshot:
    done = note_usage(3, words, NOTING, same_day=same_day)
    assert isinstance(done, Decision)
    after = done.changes[0].after
    assert isinstance(after, UsageSnapshot)
    return after


def test_numbers_of_one_day_are_one_snapshot_however_often_they_are_typed() -> None:
    first = usage(UsageWords(UsageCount(seats=40, active_30=31), ASKED.today))
    second = usage(UsageWords(UsageCount(active_90=35), ASKED.today), first)
    assert (second.id, second.seats, second.active_30, second.active_90) == (3, 40, 31, 35)
    assert note_usage(3, UsageWords(UsageCount(active_90=35), ASKED.today), NOTING, same_day=second) == Decision()
    third = usage(UsageWords(UsageCount(seats=25, active_30=14), ASKED.today), second)
    assert (third.id, third.seats, third.active_30, third.active_90) == (3, 25, 14, None)


@pytest.mark.parametrize(
    ("count", "day", "field"),
    [
        (UsageCount(), ASKED.today, "active30"),
        (UsageCount(active_30=3), date(2026, 11, 24), "on"),
        (UsageCount(active_30=3), date(2010, 1, 1), "on"),
        (UsageCount(seats=40, active_30=45), ASKED.today, "odd"),
        (UsageCount(seats=40, active_90=45), ASKED.today, "odd"),
        (UsageCount(active_30=31, active_90=20), ASKED.today, "odd"),
    ],
)
def test_odd_numbers_are_asked_about_and_wrong_ones_refused(count: UsageCount, day: date, field: str) -> None:
    assert refused(note_usage(3, UsageWords(count, day), NOTING)).code == field
    if field == "odd":
        assert usage(UsageWords(count, day, insisted=True)).active_90 == count.active_90


def test_a_changed_snapshot_forgets_what_was_emptied() -> None:
    first = usage(UsageWords(UsageCount(seats=40, active_30=31, features=4), ASKED.today))
    done = change_usage(first, UsageWords(UsageCount(seats=40, active_30=32), ASKED.today), NOTING)
    assert isinstance(done, Decision)
    after = done.changes[0].after
    assert isinstance(after, UsageSnapshot)
    assert (after.active_30, after.features) == (32, None)


def test_a_conversation_moves_when_we_last_heard_only_forward_and_only_if_they_took_part() -> None:
    row, heard = touches(CALL)
    assert isinstance(row, Touch)
    assert (row.level, row.contact_id, row.ours) == (Level.EXECUTIVE, 1, "U1")
    assert heard == replace(DANA, heard_on=date(2026, 11, 22))
    later = replace(DANA, heard_on=date(2026, 11, 23))
    for words in (
        replace(CALL, took_part=TookPart.DECLINED),
        replace(CALL, took_part=None, direction=Direction.OURS),
        replace(CALL, who=(Somebody("Dana Wu", later),)),
        replace(CALL, who=(Somebody("Dana Wu", replace(DANA, left_on=date(2026, 9, 1))),)),
    ):
        assert len(touches(words)) == 1


def test_our_sponsor_taking_part_is_the_day_they_last_met() -> None:
    *_, account = touches(replace(CALL, ours=("U1", "U9")))
    assert account == replace(NORTHWIND, sponsor_met_on=date(2026, 11, 22))
    assert not any(isinstance(each, Account) for each in touches(CALL))
    assert isinstance(touches(CALL, replace(NOTING, by="U9"))[-1], Account)


def test_each_person_is_a_row_and_nobody_is_one_only_where_nobody_came() -> None:
    both = touches(replace(CALL, who=(*CALL.who, Somebody("Ana Ruiz"))))
    rows = [each for each in both if isinstance(each, Touch)]
    assert [(each.id, each.source_id, each.person) for each in rows] == [(5, "5", "Dana Wu"), (6, "6", "Ana Ruiz")]
    assert refused(note_touches(5, replace(CALL, who=()), NOTING)).code == "who"
    assert refused(note_touches(5, replace(CALL, who=(Somebody(""),)), NOTING)).code == "who"
    nobody = replace(CALL, who=(Somebody(""),), took_part=TookPart.ABSENT)
    assert len(touches(nobody)) == 1
    assert refused(note_touches(5, replace(CALL, at=NOW + timedelta(days=1)), NOTING)).code == "when"
    assert refused(note_touches(5, replace(CALL, who=CALL.who * 13), NOTING)).code == "who"


def test_every_form_is_read_back_as_it_was_filled() -> None:
    made = incident(replace(FAILED, acknowledged_at=TWO + timedelta(minutes=10), felt_by="Finance"))
    words = read_incident_fill(fill_of_incident(made, ZONE), CLOCKED, DayOrder.DAY_FIRST)
    assert words == words_of(made)
    by_day = incident(IncidentWords("Slow", datetime(2026, 11, 3, 11, 0, tzinfo=UTC), day_only=True))
    assert read_incident_fill(fill_of_incident(by_day, ZONE), CLOCKED, DayOrder.DAY_FIRST) == words_of(by_day)
    actions = (KeyAction("reports", 1.0, 6), KeyAction("approvals", None, 3))
    count = UsageCount("finance", 12, 9, 11, 1200, 12, 3400.0, "invoices", actions)
    snapshot = usage(UsageWords(count, date(2026, 10, 31)))
    told = read_usage_fill(fill_of_count(count_of(snapshot), snapshot.ends_on, None), ASKED)
    assert told == UsageWords(count, date(2026, 10, 31))
    (row, *_) = touches(replace(CALL, about="Renewal", took_part=None))
    assert isinstance(row, Touch)
    assert read_touch_fill(fill_of_touch(row, ZONE), CLOCKED, None, [DANA]) == words_of_touch(row, DANA)


@pytest.mark.parametrize(
    ("fill", "field"),
    [
        ({"what": "x", "started": "some time"}, "started"),
        ({"what": "x", "started": "yesterday", "fixed": "nearly"}, "fixed"),
        ({"what": "x", "started": "yesterday", "link": "ask Bo"}, "link"),
        ({"what": "x", "started": "yesterday at 2"}, "started"),
    ],
)
def test_what_cannot_be_read_in_a_form_is_said_under_its_field(fill: dict[str, str], field: str) -> None:
    wrong = read_incident_fill(fill, CLOCKED, None)
    assert isinstance(wrong, Wrong)
    assert set(wrong.errors) == {field}


@pytest.mark.parametrize(
    ("fill", "field"),
    [
        ({"active30": "many"}, "active30"),
        ({"active30": "50%"}, "active30"),
        ({"seats": "1.5"}, "seats"),
        ({"actions": "they like it"}, "actions"),
        ({"more": "12 features, and so on"}, "more"),
        ({"on": "some day"}, "on"),
    ],
)
def test_numbers_that_cannot_be_read_are_said_under_their_field(fill: dict[str, str], field: str) -> None:
    wrong = read_usage_fill(fill, ASKED)
    assert isinstance(wrong, Wrong)
    assert set(wrong.errors) == {field}


def test_a_changed_touch_is_about_one_person() -> None:
    (row, *_) = touches(CALL)
    assert isinstance(row, Touch)
    two = replace(CALL, who=(*CALL.who, Somebody("Ana Ruiz")))
    assert refused(change_touch(row, two, NOTING)).code == "who"
    assert change_touch(row, replace(words_of_touch(row, DANA), took_part=TookPart.DECLINED), NOTING) != Decision()
    same = change_touch(row, words_of_touch(row, replace(DANA, heard_on=date(2026, 11, 22))), NOTING)
    assert same == Decision()
