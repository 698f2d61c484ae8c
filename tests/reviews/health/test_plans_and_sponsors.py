"""What they decline, what the talk turns to, what they answer when asked, and who stands for us there."""

from __future__ import annotations

from datetime import timedelta

from reviews.customer import Level
from reviews.facts import TookPart, Touch
from reviews.health.plans import declined, talk_of_terms
from reviews.health.sentiment import surveys
from reviews.health.sponsors import champion_left, executives_quiet, our_sponsor
from tests.builders import NOW, account, days
from tests.reviews.fact_builders import answer, executive, facts, person, touch
from tests.reviews.fact_builders import declined as stayed_away
from tests.reviews.health.views import bad, fine, silent, unknown, view


def came(name: str, ago: int) -> Touch:
    return touch(name, ago, took_part=TookPart.ATTENDED)


def test_invitations_that_are_declined_are_counted_against_those_kept() -> None:
    met = [stayed_away("Dana", 3), stayed_away("Dana", 20), came("Farid", 9), came("Dana", 120), came("Dana", 130)]
    told = bad(declined(view(facts(touches=met))))
    assert told.sentence == "2 of 3 invitations declined or missed in 13 weeks, 0 of 2 in the 13 before"
    assert fine(declined(view(facts(touches=[came("Farid", 9), stayed_away("Dana", 3)]))))
    assert "Nobody noted who came" in unknown(declined(view()))


def test_a_steering_meeting_missed_weighs_more_than_a_call() -> None:
    calls = [stayed_away("Dana", 3), stayed_away("Dana", 9), came("Dana", 12), came("Dana", 15)]
    plain = bad(declined(view(facts(touches=calls)))).strength
    plans = [stayed_away("Dana", 3, about="Steering"), stayed_away("Dana", 9, about="beta review"), *calls[2:]]
    assert bad(declined(view(facts(touches=plans)))).strength > plain


def test_a_turn_of_the_talk_to_terms_is_told_in_any_of_four_languages() -> None:
    before = [touch("Dana", 100 + n, about="rollout to finance") for n in range(4)]
    now = [
        touch("Dana", 3, about="Kündigung zum Jahresende?"),
        touch("Dana", 9, about="prix et conditions"),
        touch("Dana", 12, about="new dashboard"),
    ]
    told = bad(talk_of_terms(view(facts(touches=[*before, *now]))))
    assert told.sentence == "2 of 3 talks in 13 weeks about terms, price or leaving, 0 of 4 in the 13 before"
    assert "Too few talks" in unknown(talk_of_terms(view(facts(touches=now[:2]))))


def test_answers_are_weighed_by_who_gave_them() -> None:
    happy_users = [answer(f"User {n}", 9) for n in range(3)]
    unhappy = answer("Dana Wu", 3, level=Level.EXECUTIVE)
    told = bad(surveys(view(facts(surveys=[*happy_users, unhappy]))))
    assert told.sentence == "60 of 100 from 4 answers of a year (last on Sun 25 Oct); Dana Wu (executive) is unhappy"
    assert fine(surveys(view(facts(surveys=happy_users))))
    assert "Nobody answered" in unknown(surveys(view()))


def test_a_promoter_without_a_budget_never_offsets_a_silent_executive() -> None:
    promoter = [answer("Tom", 10)]
    quiet = facts(surveys=promoter, people=[executive("Dana Wu")], touches=[touch("Dana Wu", 120)])
    told = fine(surveys(view(quiet)))
    assert not told.spoken_for
    assert told.sentence.endswith("but no executive answered, and theirs have gone quiet")
    heard = facts(surveys=promoter, people=[executive("Dana Wu")], touches=[touch("Dana Wu", 12)])
    assert fine(surveys(view(heard))).spoken_for


def test_only_the_newest_answer_of_a_person_counts_and_old_ones_say_how_old() -> None:
    turned = facts(surveys=[answer("Tom", 9, 100), answer("Tom", 4, 10)])
    assert bad(surveys(view(turned))).sentence.startswith("40 of 100 from 1 answer of a year, 90 the time before")
    assert not fine(surveys(view(facts(surveys=[answer("Tom", 9, 250)])))).spoken_for


def test_an_executive_who_stopped_coming_is_named_with_the_day() -> None:
    known = facts(people=[executive("Dana Wu")], touches=[touch("Dana Wu", 112), stayed_away("Dana Wu", 9)])
    told = bad(executives_quiet(view(known)))
    assert told.sentence == "Dana Wu (executive) was last heard from on Tue 4 Aug and stayed away once in 13 weeks"
    assert fine(executives_quiet(view(facts(people=[executive("Dana Wu")], touches=[touch("Dana Wu", 9)]))))
    assert "No executive of theirs is known" in unknown(executives_quiet(view()))


def test_an_executive_nobody_could_have_heard_is_unknown_not_quiet() -> None:
    assert unknown(executives_quiet(view(silent(people=[executive("Dana Wu")], touches=[touch("Dana Wu", 112)]))))


def test_one_who_left_the_customer_is_not_quiet() -> None:
    gone = facts(people=[executive("Dana Wu", left_on=days(-20)), executive("Ines")], touches=[touch("Ines", 5)])
    assert fine(executives_quiet(view(gone)))


def test_years_of_renewals_do_not_make_up_for_a_champion_who_left() -> None:
    left = facts(people=[person("Farid", champion=True, left_on=days(-40))])
    new = bad(champion_left(view(left)))
    assert new.sentence == "Their champion Farid left on Thu 15 Oct"
    years = bad(champion_left(view(left, account=account(created_at=NOW - timedelta(days=1200)))))
    assert years.sentence.endswith(", and years of renewals do not make up for that")
    assert years.strength == new.strength
    assert fine(champion_left(view(facts(people=[person("Farid", champion=True)]))))
    assert "No champion" in unknown(champion_left(view()))


def test_our_sponsor_who_has_not_met_them_for_a_quarter() -> None:
    met = account(sponsor="U3", sponsor_met_on=days(-120))
    told = bad(our_sponsor(view(account=met, sponsor_name="Lena Ortiz")))
    assert told.sentence == "Lena Ortiz, who sponsors them here, last met them on Mon 27 Jul, 120 days ago"
    assert fine(our_sponsor(view(account=account(sponsor="U3", sponsor_met_on=days(-20)))))
    assert "Nobody of ours" in unknown(our_sponsor(view()))
    assert "Nobody noted when" in unknown(our_sponsor(view(account=account(sponsor="U3"))))
