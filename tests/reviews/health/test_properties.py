"""What holds for every customer whatever is known of it: all signals together, and the score they make."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.account_facts import AccountFacts
from reviews.customer import Contact, Level
from reviews.facts import Direction, FactKind, Incident, KeyAction, TicketKind, TookPart, TouchKind
from reviews.health.model import Health, NotKnown, Signal, View
from reviews.health.score import assess, mark_of
from reviews.health.signals import SIGNALS, read_all
from reviews.health.weights import shipped
from reviews.model import Action, ActionState, Gap, GapState, MarkColour, Question, Severity
from tests.builders import NOW, TODAY, account, action, days, gap, mark
from tests.reviews.fact_builders import answer, executive, facts, incident, person, ticket, touch, usage, was_read
from tests.reviews.health.views import view, wrote

WEIGHTS = shipped()
AGO = st.integers(0, 180)
PEOPLE = st.sampled_from(["", "Dana Wu", "Farid", "Ines", "Tom"])
WORK = st.sampled_from([None, "month-end export", "login", "Login page", "nightly sync"])


@st.composite
def incidents(draw: Any) -> Incident:
    fixed = draw(st.sampled_from([None, 1.0, 30.0]))
    return incident(draw(st.sampled_from(["Export failed", "Slow page"])), draw(AGO), fixed=fixed, workflow=draw(WORK))


@st.composite
def touches(draw: Any) -> Any:
    return touch(
        draw(PEOPLE),
        draw(AGO),
        kind=draw(st.sampled_from(TouchKind)),
        direction=draw(st.sampled_from(Direction)),
        level=draw(st.sampled_from([None, *Level])),
        took_part=draw(st.sampled_from([None, *TookPart])),
        about=draw(st.sampled_from([None, "pricing", "rollout", "steering"])),
        day_only=draw(st.booleans()),
    )


@st.composite
def snapshots(draw: Any) -> Any:
    number = st.none() | st.integers(0, 60)
    actions = st.lists(st.builds(KeyAction, st.just("invoices"), number, number), max_size=2).map(tuple)
    return usage(
        draw(st.integers(0, 700)),
        draw(number),
        seats=draw(number),
        team=draw(st.sampled_from(["", "", "finance"])),
        features=draw(number),
        calls=draw(number),
        key_actions=draw(actions),
    )


@st.composite
def contacts(draw: Any) -> Contact:
    made = draw(st.sampled_from([executive, person]))
    left = draw(st.sampled_from([None, days(-30), days(-300)]))
    return made(draw(st.sampled_from(["Dana Wu", "Farid"])), champion=draw(st.booleans()), left_on=left)


@st.composite
def gaps(draw: Any) -> Gap:
    ended = draw(st.booleans())
    return gap(
        draw(st.integers(1, 900)),
        severity=draw(st.sampled_from([None, *Severity])),
        reason=draw(st.sampled_from([None, "exports", "billing"])),
        logged_at=NOW - timedelta(days=draw(st.integers(0, 400))),
        state=GapState.CLOSED if ended else GapState.OPEN,
        ended_at=NOW - timedelta(days=9) if ended else None,
    )


@st.composite
def actions(draw: Any) -> Action:
    done = draw(st.booleans())
    return action(
        draw(st.integers(1, 900)),
        due=days(draw(st.integers(-60, 60))),
        first_due=days(draw(st.integers(-90, 60))),
        moves=draw(st.integers(0, 3)),
        state=ActionState.DONE if done else ActionState.OPEN,
        ended_at=NOW - timedelta(days=9) if done else None,
    )


@st.composite
def known(draw: Any) -> AccountFacts:
    kinds = draw(st.lists(st.sampled_from(FactKind), unique=True))
    return facts(
        incidents=draw(st.lists(incidents(), max_size=5)),
        usage=draw(st.lists(snapshots(), max_size=6)),
        tickets=draw(st.lists(st.builds(ticket, st.just("Export"), AGO, st.sampled_from(TicketKind)), max_size=8)),
        touches=draw(st.lists(touches(), max_size=8)),
        surveys=draw(st.lists(st.builds(answer, PEOPLE, st.floats(0, 10), st.integers(0, 360)), max_size=3)),
        people=draw(st.lists(contacts(), max_size=3)),
        reads=[was_read(kind) for kind in kinds],
    )


@st.composite
def views(draw: Any) -> View:
    colours = st.sampled_from(MarkColour)
    lists = [tuple(mark(each, draw(colours)) for each in Question) for _ in range(draw(st.integers(0, 2)))]
    return view(
        draw(known()),
        account=account(
            renewal_on=draw(st.sampled_from([None, days(40), days(300)])), seats=draw(st.none() | st.just(40))
        ),
        gaps=draw(st.lists(gaps(), max_size=4, unique_by=lambda each: each.id)),
        actions=draw(st.lists(actions(), max_size=4, unique_by=lambda each: each.id)),
        marks=lists,
        heard=[
            wrote(user, ago) for user, ago in draw(st.lists(st.tuples(st.sampled_from(["U7", "U8"]), AGO), max_size=4))
        ],
        listened=draw(st.booleans()),
        reviewed_on=draw(st.sampled_from([None, days(-30)])),
    )


def of(known_of: View) -> Health:
    return assess(read_all(known_of), WEIGHTS)


def with_facts(known_of: View, **changed: Any) -> View:
    return replace(known_of, facts=replace(known_of.facts, **changed))


def not_better(after: Health, before: Health) -> bool:
    """Whether a score did not rise; one that was not known before may be anything."""
    return before.score is None or (after.score is not None and after.score <= before.score)


@settings(max_examples=150, deadline=None)
@given(views(), incidents())
def test_one_more_incident_never_makes_a_customer_look_better(known_of: View, more: Incident) -> None:
    after = of(with_facts(known_of, incidents=(*known_of.facts.incidents, more)))
    assert not_better(after, of(known_of))


@settings(max_examples=100, deadline=None)
@given(views())
def test_one_more_gap_that_blocks_never_makes_a_customer_look_better(known_of: View) -> None:
    blocks = gap(901, severity=Severity.BLOCKS, logged_at=NOW - timedelta(days=3))
    assert not_better(of(replace(known_of, gaps=(*known_of.gaps, blocks))), of(known_of))


@settings(max_examples=150, deadline=None)
@given(views())
def test_one_more_late_promise_never_makes_a_customer_look_better(known_of: View) -> None:
    late = action(902, due=days(-9), first_due=days(-9), state=ActionState.OPEN)
    assert not_better(of(replace(known_of, actions=(*known_of.actions, late))), of(known_of))


@settings(max_examples=150, deadline=None)
@given(views())
def test_scores_stay_between_nothing_and_a_hundred_and_say_whole_sentences(known_of: View) -> None:
    readings = read_all(known_of)
    assert len(readings) == len(SIGNALS)
    for name, reading in zip(SIGNALS, readings, strict=True):
        assert reading.name is name
        said = reading.sentence if isinstance(reading, Signal) else reading.missing
        assert said
        assert not re.search(r"\d{4}-\d\d-\d\dT", said)
        assert not {"None", "nan", "inf"} & set(said.replace(";", " ").replace(",", " ").split())
        if isinstance(reading, Signal):
            assert 0 <= reading.strength <= 1
            assert reading.cannot_know
            assert reading.source
    health = assess(readings, WEIGHTS)
    assert health.score is None or 0 <= health.score <= 100
    assert all(part.score is None or 0 <= part.score <= 100 for part in health.parts)
    assert abs(sum(part.share for part in health.parts) - 1) < 1e-9 or health.uncapped is None or not health.known


@settings(max_examples=100, deadline=None)
@given(views())
def test_what_is_unknown_is_never_green(known_of: View) -> None:
    health = of(known_of)
    if health.known < WEIGHTS.green_known:
        assert mark_of(health, WEIGHTS.thresholds, WEIGHTS, None) is not MarkColour.GREEN
    nothing = view(facts(reads=()))
    assert mark_of(of(nothing), WEIGHTS.thresholds, WEIGHTS, MarkColour.GREEN) is MarkColour.UNKNOWN


@settings(max_examples=100, deadline=None)
@given(views(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(known_of: View, random: Any) -> None:
    def shuffled(items: Any) -> tuple[Any, ...]:
        listed = list(items)
        random.shuffle(listed)
        return tuple(listed)

    held = known_of.facts
    names = ("incidents", "usage", "tickets", "touches", "surveys", "people", "reads")
    mixed = with_facts(known_of, **{name: shuffled(getattr(held, name)) for name in names})
    mixed = replace(
        mixed, gaps=shuffled(known_of.gaps), actions=shuffled(known_of.actions), heard=shuffled(known_of.heard)
    )
    assert read_all(mixed) == read_all(known_of)


@settings(max_examples=100, deadline=None)
@given(views(), st.integers(-11, 12))
def test_the_zone_a_moment_is_written_in_does_not_matter(known_of: View, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))

    def moved(items: Any) -> tuple[Any, ...]:
        return tuple(replace(each, **_moments(each, zone)) for each in items)

    held = known_of.facts
    names = ("incidents", "tickets", "touches", "surveys")
    elsewhere = with_facts(known_of, **{name: moved(getattr(held, name)) for name in names})
    assert read_all(elsewhere) == read_all(known_of)


def _moments(value: Any, zone: timezone) -> dict[str, datetime]:
    found = {name: getattr(value, name) for name in value.__dataclass_fields__}
    return {name: each.astimezone(zone) for name, each in found.items() if isinstance(each, datetime)}


@settings(max_examples=100, deadline=None)
@given(views())
def test_a_customer_of_whom_nothing_was_ever_read_has_unknown_signals_and_no_good_ones(known_of: View) -> None:
    bare = view(AccountFacts(TODAY))
    good = [each for each in read_all(bare) if isinstance(each, Signal) and each.spoken_for and not each.strength]
    assert good == []
    assert all(isinstance(each, NotKnown | Signal) for each in read_all(known_of))
