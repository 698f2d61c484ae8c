"""Whether they use what they pay for, how deeply, and on whom it hangs. Logins alone say nothing good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reviews.account_facts import QUARTER, AccountFacts
from reviews.facts import UsageSnapshot
from reviews.health.falling import Fall, Point, read_fall
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.windows import counted, said_day, source_words
from reviews.usage_reading import UsageReading, read_usage

_NO_WORD: Final = "No source of usage was read, so nobody knows who uses it."
_LOW: Final = ((0.2, 0.55), (0.35, 0.4), (0.5, 0.25), (0.7, 0.1))
"""Below such a share of the seats, so strong. Below half is low."""
_HALF: Final = 0.5
_ALL_ON_ONE, _SOME_ON_ONE = 0.5, 0.3
_INSIDE: Final = "what they do elsewhere"
_STILL_COMING: Final = 0.9
_DEEPER: Final = 1.25
"""A fall in depth counts so much more than the same fall in logins."""

_last: list[tuple[AccountFacts, UsageReading]] = []


def usage_of(view: View) -> UsageReading:
    """What the snapshots say. Five signals ask in turn, so the last customer's answer is kept."""
    if not (_last and _last[0][0] is view.facts):
        _last[:] = [(view.facts, read_usage(view.facts))]
    return _last[0][1]


def seats_used(view: View) -> Reading:
    """People active in 30 days, of the seats they pay for."""
    latest, missing = _latest(view)
    if latest is None or latest.active_30 is None:
        return NotKnown(SignalName.SEATS_USED, Part.USAGE, missing or "Nobody counted how many people are active.")
    contract = view.facts.contract
    seats = latest.seats or view.account.seats or (contract.seats if contract else None)
    if not seats:
        return NotKnown(SignalName.SEATS_USED, Part.USAGE, "Nobody noted how many seats they pay for.")
    usage = usage_of(view)
    if usage.is_doubtful:
        missing = f"{latest.active_30} active people of {seats} seats cannot well be right."
        return NotKnown(SignalName.SEATS_USED, Part.USAGE, missing)
    share = latest.active_30 / seats
    before = usage.previous.active_30 if usage.previous else None
    then = f", {before} a quarter before" if before is not None else ""
    low = "; below half is low" if share < _HALF else ""
    sentence = (
        f"{latest.active_30} of {seats} paid seats active in 30 days ({said_day(view, latest.ends_on)}){then}{low}"
    )
    strength = next((strength for below, strength in _LOW if share < below), 0.0)
    return _signal(view, SignalName.SEATS_USED, strength, sentence, latest.active_30, seats * _HALF, latest)


def use_falling(view: View) -> Reading:
    """Fewer active people than before."""
    return _falling(view, SignalName.USE_FALLING, lambda each: each.active_30, "people active in 30 days")


def calls_falling(view: View) -> Reading:
    """Fewer calls a day, or less of what they count, than before."""
    volumes = [each for each in usage_of(view).series if each.calls is not None]
    if volumes:
        return _falling(view, SignalName.CALLS_FALLING, _daily(lambda each: each.calls), "calls a day")
    unit = next((each.volume_unit for each in reversed(usage_of(view).series) if each.volume_unit), None)
    what = f"{unit} a day" if unit else "what they do a day"
    return _falling(view, SignalName.CALLS_FALLING, _daily(lambda each: each.volume), what)


def depth_falling(view: View) -> Reading:
    """Fewer features, or less of what they do every week. That people still log in does not make up for it."""
    found = [
        (fall, what)
        for count, what in _DEPTHS
        if (fall := read_fall([Point(s.ends_on, n) for s in usage_of(view).series if (n := count(s)) is not None]))
    ]
    latest, missing = _latest(view)
    if latest is None or not found:
        missing = missing or "Nobody counts what they do in it, only who comes."
        return NotKnown(SignalName.DEPTH_FALLING, Part.USAGE, missing)
    fall, what = max(found, key=lambda each: (each[0].strength, each[0].share))
    strength = min(0.85, _DEEPER * fall.strength)
    still = ", while as many people come as before" if strength and _still_come(view) else ""
    sentence = f"{_fall_words(view, fall, what)}{still}"
    return _signal(view, SignalName.DEPTH_FALLING, strength, sentence, fall.now.value, _threshold(fall), latest)


def one_person(view: View) -> Reading:
    """Whether all of it, or what they do every week, hangs on one person."""
    latest, missing = _latest(view)
    usage = usage_of(view)
    if latest is None or (usage.active is None and not usage.weekly):
        return NotKnown(SignalName.ONE_PERSON, Part.USAGE, missing or "Nobody noted how many people do what.")
    alone = usage.alone
    if usage.active == 1 and (latest.seats or 2) > 1:
        sentence = f"Only 1 person is active in 30 days ({said_day(view, latest.ends_on)})"
        return _signal(view, SignalName.ONE_PERSON, _ALL_ON_ONE, sentence, 1, 2, latest)
    if alone:
        of = f", of {usage.active} who are active" if usage.active else ""
        more = f" and {counted(len(alone) - 1, 'other thing')}" if len(alone) > 1 else ""
        sentence = f"Only 1 person does “{alone[0].what}”{more}{of}"
        strength = _ALL_ON_ONE if usage.hangs_on_one else _SOME_ON_ONE
        return _signal(view, SignalName.ONE_PERSON, strength, sentence, 1, 2, latest)
    sentence = f"{counted(usage.active or 0, 'person', 'people')} active in 30 days; nothing hangs on one of them"
    return _signal(view, SignalName.ONE_PERSON, 0.0, sentence, usage.active or 0, 2, latest)


def _falling(view: View, name: SignalName, count: Callable[[UsageSnapshot], float | None], what: str) -> Reading:
    latest, missing = _latest(view)
    points = [Point(each.ends_on, n) for each in usage_of(view).series if (n := count(each)) is not None]
    fall = read_fall(points)
    if latest is None or fall is None:
        missing = missing or f"There are too few counts of {what} to say whether they fall."
        return NotKnown(name, Part.USAGE, missing)
    return _signal(view, name, fall.strength, _fall_words(view, fall, what), fall.now.value, _threshold(fall), latest)


def _fall_words(view: View, fall: Fall, what: str) -> str:
    head = f"{_number(fall.now.value)} {what} ({said_day(view, fall.now.day)})"
    then = f", {_number(fall.before.value)} a quarter before" if fall.before else ""
    usual = f", {_number(fall.usual)} usually" if fall.usual is not None else ""
    how = ""
    if fall.strength:
        how = f"; down {fall.steps} periods in a row" if fall.steady else "; one low count may pass"
    return f"{head}{then}{usual}{how}"


def _threshold(fall: Fall) -> float:
    """What a tenth less would be."""
    against = fall.usual if fall.usual is not None else (fall.before.value if fall.before else fall.now.value)
    return round(against * 0.9, 1)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or float(value).is_integer() else f"{value:.1f}"


def _daily(count: Callable[[UsageSnapshot], float | None]) -> Callable[[UsageSnapshot], float | None]:
    def daily(snapshot: UsageSnapshot) -> float | None:
        value = count(snapshot)
        return None if value is None else value / max(1, snapshot.days)

    return daily


def _weekly_total(snapshot: UsageSnapshot) -> float | None:
    known = [each.per_week for each in snapshot.key_actions if each.per_week is not None]
    return sum(known) if known else None


def _weekly_people(snapshot: UsageSnapshot) -> float | None:
    return max((each.people for each in snapshot.key_actions if each.people is not None), default=None)


_DEPTHS: Final[tuple[tuple[Callable[[UsageSnapshot], float | None], str], ...]] = (
    (lambda each: each.features, "features used"),
    (_weekly_total, "times a week of what they do most"),
    (_weekly_people, "people at what they do most"),
)


def _still_come(view: View) -> bool:
    usage = usage_of(view)
    before = usage.previous.active_30 if usage.previous else None
    return usage.active is not None and bool(before) and usage.active >= _STILL_COMING * (before or 0)


def _latest(view: View) -> tuple[UsageSnapshot | None, str | None]:
    """The newest word on use. One of a quarter ago or older says nothing of today."""
    latest = usage_of(view).latest
    if latest is None:
        return None, _NO_WORD
    if view.today - latest.ends_on > QUARTER:
        return None, f"The last word on use is of {said_day(view, latest.ends_on)}."
    return latest, None


def _signal(
    view: View,
    name: SignalName,
    strength: float,
    sentence: str,
    number: float,
    threshold: float,
    shown: UsageSnapshot,
) -> Signal:
    return Signal(
        *(name, Part.USAGE, strength, sentence, number, threshold, source_words(shown.source), shown.ends_on, _INSIDE),
        shown.link,
        # Logins alone say nothing good, and neither does what was counted long ago.
        spoken_for=not usage_of(view).is_stale and usage_of(view).has_depth,
    )
