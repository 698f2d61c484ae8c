"""The customer's people: added, changed, marked as gone, and when we last spoke."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reviews.contacts import (
    ContactWords,
    add_contact,
    edit_contact,
    heard_from,
    replaced_sponsors,
    sponsor_met,
)
from reviews.customer import Contact, Level
from reviews.decision import Change, Decision, Refusal
from reviews.messages.contacts import spoke
from tests.builders import NOW, TODAY, WS, account, days
from tests.messages.goal_samples import DANA, MIA, RAJ

WORDS = ContactWords("Lena Maro", "CFO", Level.EXECUTIVE, email="lena@northwind.example")


def added(words: ContactWords, *known: Contact) -> Decision | Refusal:
    return add_contact(account(), 9, words, known, by="U1", now=NOW, today=TODAY)


def test_somebody_is_added_as_they_were_described() -> None:
    assert added(replace(WORDS, name=" Lena Maro ", title=" ", champion=True)) == Decision(
        (
            Change(
                None,
                Contact(WS, 9, 1, "Lena Maro", "U1", NOW, None, Level.EXECUTIVE, True, email="lena@northwind.example"),
            ),
        )
    )


def test_naming_another_sponsor_takes_the_mark_off_the_first() -> None:
    done = added(replace(WORDS, sponsor=True), DANA, RAJ)
    assert isinstance(done, Decision)
    assert done.changes[0] == Change(DANA, replace(DANA, sponsor=False), "Lena Maro is the sponsor now")
    assert replaced_sponsors(done) == ("Dana Wu",)
    edited = edit_contact(RAJ, ContactWords(RAJ.name, RAJ.title, RAJ.level, True, True), [DANA, RAJ], TODAY)
    assert isinstance(edited, Decision)
    assert replaced_sponsors(edited) == ("Dana Wu",)


def test_whoever_is_sponsor_already_stays_it() -> None:
    same = ContactWords(DANA.name, DANA.title, DANA.level, False, True, DANA.email, DANA.heard_on)
    assert edit_contact(DANA, same, [DANA, RAJ], TODAY) == Decision()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (replace(WORDS, name=" "), "name: Who is it? Type a name, such as Dana Wu."),
        (
            replace(WORDS, email="lena at northwind"),
            "email: “lena at northwind” is no e-mail address. Type one such as dana@northwind.example.",
        ),
        (replace(WORDS, heard_on=days(1)), "heard: Wed 25 Nov is still ahead. Pick today or a day before."),
        (replace(WORDS, left_on=days(2)), "left: Thu 26 Nov is still ahead. Pick today or a day before."),
        (replace(WORDS, left_on=date(1999, 1, 1)), "left: 1999-01-01 is more than ten years ago. Pick a nearer day."),
        (
            ContactWords("dana wu", "coo", email=DANA.email),
            "name: Dana Wu is listed already. Add a title to tell two people apart.",
        ),
    ],
)
def test_what_cannot_be_so_is_asked_back_under_its_field(words: ContactWords, why: str) -> None:
    done = added(words, DANA, RAJ)
    assert isinstance(done, Refusal)
    assert f"{done.code}: {done.text}" == why


def test_two_people_of_one_name_are_told_apart_by_their_title() -> None:
    assert isinstance(added(ContactWords("Dana Wu", "Clerk"), DANA), Decision)


def test_who_left_is_kept_and_can_come_back() -> None:
    gone = edit_contact(RAJ, ContactWords(RAJ.name, RAJ.title, RAJ.level, True, left_on=days(-2)), [RAJ], TODAY)
    assert isinstance(gone, Decision)
    (change,) = gone.changes
    assert isinstance(change.after, Contact)
    assert (change.after.champion, change.after.left_on) == (True, days(-2))
    refused = heard_from(change.after, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.text == "Raj Patel left on Sun 22 Nov. Edit them first if they are back."


def test_speaking_with_somebody_today_is_noted_once() -> None:
    assert heard_from(MIA, TODAY) == Decision((Change(MIA, replace(MIA, heard_on=TODAY)),))
    assert heard_from(replace(MIA, heard_on=TODAY), TODAY) == Decision()


def test_our_own_sponsor_s_contact_is_noted_on_the_account() -> None:
    ours = account(sponsor="U2", sponsor_met_on=days(-40))
    assert sponsor_met(ours, TODAY) == Decision((Change(ours, replace(ours, sponsor_met_on=TODAY)),))
    assert sponsor_met(replace(ours, sponsor_met_on=TODAY), TODAY) == Decision()
    nobody = sponsor_met(account(), TODAY)
    assert isinstance(nobody, Refusal)
    assert nobody.code == "no_sponsor"


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (None, "never noted"),
        (TODAY, "last spoke today"),
        (days(-1), "last spoke Mon 23 Nov, yesterday"),
        (days(-13), "last spoke Wed 11 Nov, 13 days ago"),
        (days(-14), "last spoke Tue 10 Nov, 2 weeks ago"),
        (days(-43), "last spoke Mon 12 Oct, 6 weeks ago"),
        (days(-69), "last spoke Wed 16 Sep, 9 weeks ago"),
        (days(-100), "last spoke Sun 16 Aug, 3 months ago"),
        (days(-400), "last spoke Mon 20 Oct 2025, 13 months ago"),
    ],
)
def test_how_long_ago_we_spoke_is_said_in_words(day: date | None, says: str) -> None:
    assert spoke(day, TODAY) == says
