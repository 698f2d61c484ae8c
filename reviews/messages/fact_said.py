"""What is said back to who noted a fact by hand: the fact in one line, and how to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from reviews.dates import say_date
from reviews.decision import Message
from reviews.fact_entry_touch import TouchWords
from reviews.facts import Direction, Fact, FactKind, Incident, TookPart, TouchKind, UsageSnapshot, incident_id
from reviews.incident_line_times import say_moment
from reviews.incident_times import duration
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.brief_words import linked
from reviews.messages.parts import Element, actions, button, context, message, section
from reviews.messages.words import count, join_facts, said, spoken
from reviews.typed_numbers import say_number
from reviews.usage_line_actions import say_action

FIXED_NOW = f"{ids.FACT_EDIT}.fixed"
"""An incident is over at this moment."""
_KINDS = {
    TouchKind.CALL: "call",
    TouchKind.MEETING: "meeting",
    TouchKind.EMAIL: "e-mail",
    TouchKind.MESSAGE: "message",
    TouchKind.VISIT: "visit",
    TouchKind.EVENT: "event",
    TouchKind.OTHER: "conversation",
}
_PREPOSITIONS = {Direction.BOTH: "with", Direction.THEIRS: "from", Direction.OURS: "to"}
_ENDINGS = ("th", "st", "nd", "rd")


@dataclass(frozen=True, slots=True)
class Teller:
    """How it is said: who reads it where, about which customer, and what was noted by which deed.

    `notes` are plain lines on what was filled in; `buttons` come after those that every answer has.
    """

    account_name: str
    today: date
    zone: tzinfo
    deed: str = ""
    notes: Sequence[str] = ()
    buttons: Sequence[Element] = field(default_factory=tuple)

    def when(self, moment: datetime, *, day_only: bool = False) -> str:
        """A moment by their clock."""
        return say_moment(moment, self.zone, self.today, day_only=day_only)

    def clock(self, moment: datetime) -> str:
        """Its time of day."""
        return f"{moment.astimezone(self.zone):%H:%M}"


def incident_line(incident: Incident, teller: Teller) -> str:
    """`*I-7* Month-end export failed Sun 22 Nov 14:00–16:30 (2 h 30 min), finance · #month-end`, mrkdwn."""
    line = f"*{incident_id(incident.id)}* {said(incident.what, 200)} {_span(incident, teller)}"
    felt = f", {said(incident.felt_by, 80)}" if incident.felt_by else ""
    return join_facts(f"{line}{felt}", said(f"#{incident.workflow}", 60) if incident.workflow else "")


def _span(incident: Incident, teller: Teller) -> str:
    began = teller.when(incident.started_at, day_only=incident.day_only)
    if incident.fixed_at is None:
        return f"{began}, not fixed yet"
    same = incident.fixed_at.astimezone(teller.zone).date() == incident.started_at.astimezone(teller.zone).date()
    if incident.day_only:
        return f"{began}, fixed {'the same day' if same else teller.when(incident.fixed_at, day_only=True)}"
    ended = teller.clock(incident.fixed_at) if same else f" {teller.when(incident.fixed_at)}"
    return f"{began}–{ended} ({duration(incident.fixed_at - incident.started_at)})"


def incident_noted(incident: Incident, teller: Teller, times: int = 1, note: str = "") -> Message:
    """What was noted. `times`: how often the same workflow was hit in 13 weeks, this one counted."""
    acknowledged = incident.acknowledged_at
    below = (
        said(teller.account_name, 80),
        f"acknowledged {_acknowledged(incident, acknowledged, teller)}" if acknowledged else "",
        f"*{_nth(times)} time in 13 weeks: a pattern*" if times > 1 else "",
        *map(said, teller.notes),
    )
    over = [button("Fixed now", FIXED_NOW, _about(incident, teller))] if incident.fixed_at is None else []
    elements = [*over, *_buttons(incident, teller)]
    return _noted(incident_line(incident, teller), below, elements, note, incident.link)


def _acknowledged(incident: Incident, at: datetime, teller: Teller) -> str:
    if incident.day_only:
        return teller.when(at, day_only=True)
    return f"{teller.clock(at)} (after {duration(at - incident.started_at)})"


def _nth(number: int) -> str:
    if number == 2:
        return "second"
    if number == 3:
        return "third"
    ending = "th" if 10 <= number % 100 <= 20 or number % 10 > 3 else _ENDINGS[number % 10]
    return f"{number}{ending}"


def usage_noted(snapshots: Sequence[tuple[UsageSnapshot, UsageSnapshot | None]], teller: Teller) -> Message:
    """What was noted, each beside the last word before it."""
    lines = [_usage_line(now, before, teller) for now, before in snapshots]
    day = say_date(snapshots[0][0].ends_on, teller.today)
    below = (said(teller.account_name, 80), f"as of {day}", *map(said, teller.notes))
    first = snapshots[0][0]
    return _noted("\n".join(lines), below, _buttons(first, teller), link=first.link)


def _usage_line(now: UsageSnapshot, before: UsageSnapshot | None, teller: Teller) -> str:
    whose = f"*{said(now.team, 60)}* " if now.team else ""
    facts = join_facts(
        _active(now),
        *(said(say_action(each), 120) for each in now.key_actions[:5]),
        count(now.features, "feature") if now.features is not None else "",
        count(now.calls, "call") if now.calls is not None else "",
        f"{say_number(now.volume)} {said(now.volume_unit, 40)}" if now.volume is not None else "",
    )
    return join_facts(f"{whose}{facts}", _change(now, before, teller))


def _active(now: UsageSnapshot) -> str:
    of = f" of {now.seats} seats" if now.seats is not None else " people"
    told = []
    if now.active_30 is not None:
        told.append(f"*{now.active_30}*{of} active in 30 days")
    elif now.seats is not None:
        told.append(count(now.seats, "paid seat"))
    if now.active_90 is not None:
        told.append(f"{now.active_90} in 90")
    return ", ".join(told)


def _change(now: UsageSnapshot, before: UsageSnapshot | None, teller: Teller) -> str:
    """`5 fewer than on Tue 25 Aug (36)`; empty where nothing can be compared."""
    if before is None or before.active_30 is None or now.active_30 is None:
        return ""
    day, moved = say_date(before.ends_on, teller.today), now.active_30 - before.active_30
    if not moved:
        return f"as on {day}"
    return f"{abs(moved)} {'more' if moved > 0 else 'fewer'} than on {day} ({before.active_30})"


def touch_noted(words: TouchWords, fact: Fact, teller: Teller, names: Mapping[str, str]) -> Message:
    """What was noted. `fact`: the first of its rows; `names`: Slack ids to names."""
    below = (said(teller.account_name, 80), *map(said, teller.notes))
    elements = [*_buttons(fact, teller), *teller.buttons]
    return _noted(touch_line(words, teller, names), below, elements, link=words.link)


def touch_line(words: TouchWords, teller: Teller, names: Mapping[str, str]) -> str:
    """`*Call* with *Dana Wu* Sun 22 Nov: asked for exports · Omar`, mrkdwn."""
    who = _listed([f"*{said(each.name, 80)}*" for each in words.who if each.name])
    when = teller.when(words.at, day_only=words.day_only)
    about = f": {said(words.about, 200)}" if words.about else ""
    ours = ", ".join(said(names.get(each, each), 60) for each in words.ours)
    return join_facts(f"{_met(words, who)} {when}{about}", f"with {ours}" if ours else "")


def _met(words: TouchWords, who: str) -> str:
    kind = _KINDS[words.kind]
    if not who:
        return f"Nobody came ({kind})"
    if words.took_part is TookPart.DECLINED:
        return f"{who} declined ({kind})"
    if words.took_part is TookPart.ABSENT:
        return f"{who} did not come ({kind})"
    return f"{kind[:1].upper()}{kind[1:]} {_PREPOSITIONS[words.direction]} {who}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def nothing_noted(account_name: str, today: date) -> Message:
    """That nothing reached the customer was noted."""
    until = say_date(today, today)
    return tell(f"Noted: *nothing reached {said(account_name, 80)}* in the 13 weeks until {until}, by your word.")


def taken_back(line: str) -> Message:
    """What was taken back; `line` is mrkdwn."""
    return tell(f"Taken back: {line}")


def not_noted(why: str, kind: FactKind, value: Mapping[str, object]) -> Message:
    """Why nothing was noted (plain), with the form that has all that was understood."""
    open_it = button("Fill in the rest", f"{ids.FACT_LOG}.{kind}", value, style="primary")
    return tell(f"*Not noted yet.* {said(why, 600)}", [open_it])


def _about(fact: Fact, teller: Teller) -> dict[str, object]:
    kind = {Incident: FactKind.INCIDENT, UsageSnapshot: FactKind.USAGE}.get(type(fact), FactKind.TOUCH)
    return {"account": fact.account_id, "kind": str(kind), "fact": fact.id, "deed": teller.deed or None}


def _buttons(fact: Fact, teller: Teller) -> list[Element]:
    about = _about(fact, teller)
    return [button("Change", ids.FACT_EDIT, {**about, "deed": None}), button("Undo", ids.FACT_UNDO, about)]


def _noted(
    line: str, below: Sequence[str], elements: Sequence[Element], lead: str = "", link: str | None = None
) -> Message:
    small = join_facts(*below)
    shown = join_facts(small, linked("where it was read", link) if link else "")
    blocks = [section(f"{lead} {line}".strip()), context(shown), actions(elements, block_id="answer")]
    heard = line.replace("\n", ". ")
    return message(spoken(f"{lead or 'Noted:'} {heard}. {small}"), blocks)
