"""Who talks to us, and how long they take to answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reviews.customer import Level
from reviews.facts import Direction, Touch, TouchKind
from reviews.health.people import levels_heard, one_contact, people_heard, silence
from reviews.health.replies import reply_time, working_days
from tests.builders import NOW, account
from tests.reviews.fact_builders import executive, facts, moment, person, touch
from tests.reviews.health.views import BERLIN, bad, fine, silent, unknown, view, wrote

FOUR = [touch(name, 100 + n) for n, name in enumerate(("Dana Wu", "Farid", "Ines", "Tom"))]


def test_the_shrink_from_many_to_one_is_told_with_both_quarters() -> None:
    shrunk = view(facts(touches=[*FOUR, touch("Dana Wu", 5)]))
    told = bad(people_heard(shrunk))
    assert told.sentence.startswith(
        "Heard from 1 person in 13 weeks, 4 in the 13 before; we reached out once, they once"
    )
    assert bad(one_contact(shrunk)).sentence.startswith("Only Dana Wu is left of 4 people")


def test_as_many_as_before_is_fine_and_a_person_counts_once() -> None:
    same = [touch(name, n + 3) for n, name in enumerate(("dana wu", "Dana Wu", "Farid", "Ines", "Tom"))]
    assert fine(people_heard(view(facts(touches=[*FOUR, *same])))).number == 4
    assert fine(one_contact(view(facts(touches=[*FOUR, *same]))))


def test_a_channel_that_is_listened_to_speaks_where_no_contacts_are_read() -> None:
    heard = [wrote("U9", 3), wrote("U9", 4), wrote("U8", 9), wrote("U1", 2, theirs=False)]
    told = fine(people_heard(view(silent(), heard=heard, listened=True)))
    assert told.number == 2
    assert "nobody knows who speaks with us" in unknown(people_heard(view(silent())))


def test_a_level_that_went_quiet_is_named() -> None:
    before = [touch("Dana Wu", 100, level=Level.EXECUTIVE), touch("Farid", 99, level=Level.USER)]
    told = bad(levels_heard(view(facts(touches=[*before, touch("Farid", 4, level=Level.USER)]))))
    assert told.sentence == "No executive was heard from in 13 weeks; in the 13 before they were"
    kept = [*before, touch("Dana Wu", 4, level=Level.EXECUTIVE), touch("Farid", 4, level=Level.USER)]
    assert fine(levels_heard(view(facts(touches=kept)))).sentence == "Heard from executives and users in 13 weeks"


def test_the_level_of_somebody_known_need_not_be_noted_again() -> None:
    known = facts(touches=[touch("Dana Wu", 3)], people=[executive("Dana Wu")])
    assert "executives" in fine(levels_heard(view(known))).sentence


def test_silence_grows_with_its_days() -> None:
    strengths = [bad(silence(view(facts(touches=[touch("Dana Wu", ago)])))).strength for ago in (31, 46, 61, 95)]
    assert strengths == sorted(set(strengths))
    told = bad(silence(view(facts(touches=[touch("Dana Wu", 46)]))))
    assert told.sentence == "Last heard from on Fri 9 Oct, 46 days ago"
    assert fine(silence(view(facts(touches=[touch("Dana Wu", 3)])))).sentence == "Last heard from on Sat 21 Nov"
    assert bad(silence(view())).sentence == "Nobody of theirs was heard from in 26 weeks"
    assert unknown(silence(view(silent(touches=[touch("Dana Wu", 46)]))))


def test_what_we_wrote_ourselves_is_not_hearing_from_them() -> None:
    ours = [touch("Dana Wu", 3, direction=Direction.OURS)]
    assert bad(silence(view(facts(touches=ours))))
    assert fine(silence(view(facts(people=[person("Dana Wu", heard_on=moment(4).date())]))))


def letters(first: int, count: int, wait: timedelta) -> list[Touch]:
    """We write at nine on a working day, they answer after a while."""
    made = []
    for n in range(count):
        ago = first + 7 * n
        sent = moment(ago, 8)
        made.append(touch("Dana", ago, at=sent, kind=TouchKind.EMAIL, direction=Direction.OURS))
        made.append(touch("Dana", ago, at=sent + wait, kind=TouchKind.EMAIL, direction=Direction.THEIRS))
    return made


def test_answers_that_take_longer_are_told_in_working_time() -> None:
    slow = [*letters(7, 6, timedelta(days=3)), *letters(98, 6, timedelta(hours=4, minutes=30))]
    told = bad(reply_time(view(facts(touches=slow))))
    assert told.sentence == "They answer in 3 working days, 4 working hours in the 13 weeks before"
    quick = [*letters(7, 6, timedelta(hours=4)), *letters(98, 6, timedelta(hours=4))]
    assert fine(reply_time(view(facts(touches=quick))))
    assert "Too little" in unknown(reply_time(view(facts(touches=letters(7, 2, timedelta(hours=4))))))


def test_an_answer_over_christmas_and_a_weekend_is_not_late() -> None:
    wednesday = datetime(2025, 12, 24, 16, 0, tzinfo=UTC)
    asked = touch("Dana", 0, at=wednesday, kind=TouchKind.EMAIL, direction=Direction.OURS)
    monday = datetime(2025, 12, 29, 8, 30, tzinfo=UTC)
    assert working_days(BERLIN, asked, monday) < 0.3


def test_what_is_never_answered_counts_as_ten_working_days() -> None:
    unanswered = [touch(f"Person {n}", 30 + n, kind=TouchKind.EMAIL, direction=Direction.OURS) for n in range(5)]
    told = bad(reply_time(view(facts(touches=unanswered))))
    assert told.sentence == "They answer in 10 working days; 5 of 5 not answered within 10 working days"


def test_of_a_customer_of_three_weeks_silence_says_nothing_until_somebody_spoke() -> None:
    new = account(created_at=NOW - timedelta(days=21))
    assert unknown(silence(view(account=new)))
    assert unknown(people_heard(view(account=new)))
    assert fine(silence(view(facts(touches=[touch("Dana Wu", 3)]), account=new)))
