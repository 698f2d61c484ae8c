"""What counts as an action one can check, and what is said about the rest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.vague import Clear, Vague, judge
from tests.reviews.vague_sloppy_table import SLOPPY
from tests.reviews.vague_table import CLEAR, VAGUE

NAMES = st.one_of(st.none(), st.text(max_size=30))


def judged(what: str) -> Clear | Vague:
    return judge(what, owner_name="Nina", account_name="Northwind")


def test_the_table_is_large_and_holds_no_phrase_twice():
    assert len(VAGUE) + len(CLEAR) >= 140
    assert len({*VAGUE, *CLEAR}) == len(VAGUE) + len(CLEAR)


@pytest.mark.parametrize("what", VAGUE)
def test_an_action_that_never_ends_is_sent_back_with_a_clear_example(what):
    found = judged(what)
    assert isinstance(found, Vague), what
    assert found.missing
    assert judged(found.example) == Clear(), found.example
    assert "Northwind" in found.example or "and notes its date" in found.example
    assert found.example.startswith("Nina ")


@pytest.mark.parametrize("what", CLEAR)
def test_an_action_one_can_check_is_let_through(what):
    assert judged(what) == Clear()


@pytest.mark.parametrize("what", VAGUE)
def test_an_example_is_clear_without_any_names(what):
    found = judge(what, owner_name=None, account_name=None)
    assert isinstance(found, Vague)
    assert judge(found.example, owner_name=None, account_name=None) == Clear(), found.example
    assert found.example[0].isupper()


@pytest.mark.parametrize(
    ("what", "example"),
    [
        ("Review onboarding", "Nina sends Northwind a revised onboarding checklist"),
        ("look into exports", "Nina lists what breaks in exports and sends Northwind the fix date"),
        ("follow up with IT", "Nina calls IT, agrees one next step and notes its date"),
        (
            "follow up with IT about SSO",
            "Nina agrees the next step on SSO with IT and sends Northwind the result in writing",
        ),
        (
            "discuss pricing",
            "Nina agrees the next step on pricing with Northwind and sends the result in writing",
        ),
        (
            "improve reliability",
            "Nina names the one thing that hurts reliability most and sends Northwind its fix date",
        ),
        (
            "check the dashboard",
            "Nina notes the three changes in the dashboard that stand out and sends Northwind the note",
        ),
        (
            "keep an eye on usage",
            "Nina sends Northwind the usage numbers of the last 30 days and names one change to make",
        ),
        ("Pricing discussion", "Nina agrees the next step on pricing with Northwind and sends the result in writing"),
        ("Exports", "Nina lists three changes to exports and sends Northwind the list"),
        ("Explore ways to fix exports", "Nina writes one proposal to fix exports and sends it to Northwind"),
        (
            "Help finance with exports",
            "Nina shows finance the steps for exports in a 30-minute session and sends Northwind what is still open",
        ),
        ("circle back", "Nina calls Northwind, agrees one next step and notes its date"),
        ("fix it", "Nina fixes the month-end export and tells Northwind"),
        (
            "sync w/ finance on export",
            "Nina agrees the next step on the export with finance and sends Northwind the result in writing",
        ),
        ("f/u w/ IT b/c sso is broken", "Nina calls IT, agrees one next step and notes its date"),
        (
            "chase IT re: firewall",
            "Nina agrees the next step on the firewall with IT and sends Northwind the result in writing",
        ),
        (
            "chat w/ omar abt pricing asap",
            "Nina agrees the next step on pricing with omar and sends Northwind the result in writing",
        ),
        (
            "work w/ IT on sso",
            "Nina agrees the next step on SSO with IT and sends Northwind the result in writing",
        ),
        ("reveiw the contract w/ legal", "Nina sends Northwind the contract with the changes marked"),
        ("pls review onbording", "Nina sends Northwind a revised onboarding checklist"),
        ("look into why exports r slow", "Nina writes down why exports are slow and sends Northwind the fix date"),
        ("investigate export bug", "Nina writes down the cause of the export bug and sends Northwind the fix date"),
        (
            "support ops team w/ rollout",
            "Nina shows the ops team the steps for the rollout in a 30-minute session and sends Northwind "
            "what is still open",
        ),
        ("make dana happy", "Nina calls dana, agrees one next step and notes its date"),
        (
            "keep an eye on tickets pls",
            "Nina sends Northwind the last 30 days' numbers for tickets and names one change to make",
        ),
        (
            "Discuss pricing and next steps",
            "Nina agrees the next step on pricing with Northwind and sends the result in writing",
        ),
        ("More training", "Nina agrees the next step on training with Northwind and sends the result in writing"),
        ("Quarterly review", "Nina calls Northwind, agrees one next step and notes its date"),
        ("Review the contract", "Nina sends Northwind the contract with the changes marked"),
    ],
)
def test_an_example_is_made_from_the_persons_own_words(what, example):
    found = judged(what)
    assert isinstance(found, Vague)
    assert found.example == example


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("Review onboarding", "“Review onboarding” does not say what will be different when it is done."),
        ("Onboarding", "“Onboarding” names a subject, not what one person will do about it."),
        ("Fix it", "“Fix it” does not say which thing, so nobody can see whether it is done."),
        ("", "There is no word yet of what will be done."),
    ],
)
def test_a_person_is_told_what_is_not_said(what, why):
    found = judged(what)
    assert isinstance(found, Vague)
    assert found.why == why


@pytest.mark.parametrize("what", SLOPPY)
def test_an_example_is_written_in_full_words_and_never_says_with_twice(what):
    found = judged(what)
    assert isinstance(found, Vague)
    words = found.example.split()
    assert not {"w", "w/", "b/c", "re:", "re", "abt", "pls", "asap", "tmrw"} & set(words), found.example
    assert words.count("with") <= 1 or " with finance most" in found.example, found.example


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), NAMES, NAMES)
def test_anything_typed_gets_a_judgement(what, owner, account):
    found = judge(what, owner_name=owner, account_name=account)
    assert found == Clear() or (found.missing and found.example and found.why)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*VAGUE, "and", "to", "with", "the", "exports"]), max_size=6).map(" ".join))
def test_any_mix_of_weak_words_gets_a_judgement(what):
    found = judged(what)
    assert found == Clear() or judged(found.example) == Clear()


def test_a_very_long_action_is_judged_quickly_and_quoted_short():
    found = judged("review onboarding " + "again " * 20_000)
    assert isinstance(found, Vague)
    assert len(found.why) < 200
    assert len(found.example) < 300
