"""Facts noted by hand: an incident, what became of it, that nothing reached a customer, and taking a fact back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from reviews.days_ahead import FARTHEST
from reviews.decision import Change, Decision, Refusal
from reviews.fact_list import is_typed_here
from reviews.facts import TYPED_HERE, Fact, FactKind, Incident, SourceRead, incident_id
from reviews.incident_line_times import say_moment
from reviews.model import Account
from reviews.text import one_line

MOST_WHAT = 300
UNDO_FOR = timedelta(days=1)
_SOURCES = {
    "zendesk": "Zendesk",
    "hubspot": "HubSpot",
    "salesforce": "Salesforce",
    "intercom": "Intercom",
    "slack": "a file",
}


@dataclass(frozen=True, slots=True)
class Noting:
    """Who notes a fact about which customer, and when. `zone` is that of who notes it."""

    account: Account
    by: str
    now: datetime
    zone: tzinfo = UTC

    @property
    def today(self) -> date:
        """Their own day."""
        return self.now.astimezone(self.zone).date()

    def says(self, moment: datetime, *, day_only: bool = False) -> str:
        """A moment as they read it."""
        return say_moment(moment, self.zone, self.today, day_only=day_only)


@dataclass(frozen=True, slots=True)
class IncidentWords:
    """An incident as typed; moments are aware UTC. `day_only`: only the days are known."""

    what: str
    started_at: datetime | None
    day_only: bool = False
    workflow: str | None = None
    acknowledged_at: datetime | None = None
    fixed_at: datetime | None = None
    felt_by: str | None = None
    link: str | None = None


def note_incident(number: int, words: IncidentWords, noting: Noting) -> Decision | Refusal:
    """Note a failure that the customer felt. A refusal's code is the field of the form it is about."""
    started = words.started_at
    if refusal := refuse_incident(words, noting):
        return refusal
    if started is None:
        return Refusal("started", "When did it start?")
    blank = Incident(
        workspace_id=noting.account.workspace_id,
        id=number,
        account_id=noting.account.id,
        what="",
        started_at=started,
        source=TYPED_HERE,
        source_id=str(number),
        as_of=noting.now,
        noted_by=noting.by,
        noted_at=noting.now,
    )
    return Decision((Change(None, _filled(blank, words, started)),))


def change_incident(stored: Incident, words: IncidentWords, noting: Noting) -> Decision | Refusal:
    """Say something else of an incident that was typed here."""
    started = words.started_at
    if refusal := refuse_change(stored) or refuse_incident(words, noting):
        return refusal
    if started is None:
        return Refusal("started", "When did it start?")
    return _changed(stored, _filled(stored, words, started), noting)


def news_of(
    stored: Incident, noting: Noting, *, acknowledged_at: datetime | None, fixed_at: datetime | None
) -> Decision | Refusal:
    """An incident was acknowledged or fixed since it was noted."""
    words = replace(
        words_of(stored),
        acknowledged_at=acknowledged_at or stored.acknowledged_at,
        fixed_at=fixed_at or stored.fixed_at,
    )
    return change_incident(stored, words, noting)


def nothing_reached(noting: Noting, felt: Sequence[Incident], known: SourceRead | None) -> Decision | Refusal:
    """Somebody's word that nothing reached the customer. `felt`: what is noted of the last 13 weeks.

    `known`: the same word as it was given before.
    """
    if felt:
        named = [f"{incident_id(each.id)} {_short(each, noting)}" for each in felt[:4]]
        more = f" and {len(felt) - 4} more" if len(felt) > 4 else ""
        many = "is an incident" if len(felt) == 1 else f"are {len(felt)} incidents"
        return Refusal("noted", f"There {many} noted in the last 13 weeks: {'; '.join(named)}{more}.")
    word = SourceRead(
        workspace_id=noting.account.workspace_id,
        kind=FactKind.INCIDENT,
        source=TYPED_HERE,
        account_id=noting.account.id,
        read_at=noting.now,
        covers_until=noting.today,
        by=noting.by,
    )
    return Decision((Change(known, word),))


def _short(incident: Incident, noting: Noting) -> str:
    return f"{one_line(incident.what, 60)} ({noting.says(incident.started_at, day_only=True)})"


def take_back(facts: Iterable[Fact], noting: Noting, why: str = "") -> Decision | Refusal:
    """Facts that were noted by mistake, or did not reach this customer, count no more."""
    standing = [each for each in facts if each.withdrawn_at is None]
    if not standing:
        return Refusal("gone", "It was taken back already.")
    return Decision(tuple(Change(each, replace(each, withdrawn_at=noting.now), why or None) for each in standing))


def may_take_back(facts: Sequence[Fact], by: str, now: datetime) -> bool:
    """Whether somebody may take back what they noted themselves: for a day."""
    return all(each.noted_by == by and now - each.noted_at <= UNDO_FOR for each in facts)


def refuse_change(fact: Fact) -> Refusal | None:
    """What came from another system is changed there, and what was taken back is not changed at all."""
    if fact.withdrawn_at is not None:
        return Refusal("gone", "It was taken back, so nothing was changed.")
    if not is_typed_here(fact):
        source = source_name(fact)
        return Refusal("imported", f"It comes from {source} and is changed there; the next import brings it here.")
    return None


def version_of(fact: Fact) -> str:
    """A name for a fact as it stands: who has another before them is told before they overwrite it."""
    return hashlib.sha256(repr(fact).encode()).hexdigest()[:12]


def source_name(fact: Fact) -> str:
    """The system a fact came from, as people call it."""
    return _SOURCES.get(fact.source.casefold(), fact.source)


def words_of(incident: Incident) -> IncidentWords:
    """An incident as it stands."""
    return IncidentWords(
        incident.what,
        incident.started_at,
        incident.day_only,
        incident.workflow,
        incident.acknowledged_at,
        incident.fixed_at,
        incident.felt_by,
        incident.link,
    )


def refuse_incident(words: IncidentWords, noting: Noting) -> Refusal | None:
    """What cannot be, with what was understood said in it."""
    if not words.what.strip():
        return Refusal("what", "What failed? Say it as the customer would, such as “Month-end export failed”.")
    if words.started_at is None:
        return Refusal("started", "When did it start? Type a day and perhaps a time, such as “yesterday 14:00”.")
    began = noting.says(words.started_at, day_only=words.day_only)
    if _is_ahead(words.started_at, words.day_only, noting):
        return Refusal("started", f"I read that it starts {began}, which is still ahead.")
    if noting.now - words.started_at > FARTHEST:
        return Refusal("started", f"{words.started_at.date().isoformat()} is more than ten years ago.")
    return _refuse_later(words, noting, began)


def _refuse_later(words: IncidentWords, noting: Noting, began: str) -> Refusal | None:
    """What came after the beginning has to, and cannot lie ahead."""
    started = words.started_at
    for field, verb, at in (
        ("acknowledged", "acknowledged", words.acknowledged_at),
        ("fixed", "fixed", words.fixed_at),
    ):
        if at is None or started is None:
            continue
        when = noting.says(at, day_only=words.day_only)
        if at < started:
            return Refusal(field, f"I read that it began {began} and was {verb} {when}, which is before it began.")
        if _is_ahead(at, words.day_only, noting):
            return Refusal(field, f"I read that it was {verb} {when}, which is still ahead.")
    if words.acknowledged_at and words.fixed_at and words.acknowledged_at > words.fixed_at:
        late = noting.says(words.acknowledged_at, day_only=words.day_only)
        return Refusal("acknowledged", f"I read that it was acknowledged {late}, after it was fixed.")
    return None


def _is_ahead(moment: datetime, day_only: bool, noting: Noting) -> bool:
    """Whether a moment has not been yet; of a day alone, whether the day has not begun."""
    if day_only:
        return moment.astimezone(noting.zone).date() > noting.today
    return moment > noting.now


def _filled(incident: Incident, words: IncidentWords, started_at: datetime) -> Incident:
    return replace(
        incident,
        what=one_line(words.what, MOST_WHAT),
        started_at=started_at,
        day_only=words.day_only,
        workflow=_bare(words.workflow, 80),
        acknowledged_at=words.acknowledged_at,
        fixed_at=words.fixed_at,
        felt_by=_bare(words.felt_by, 200),
        link=words.link or None,
    )


def _bare(text: str | None, limit: int) -> str | None:
    return one_line((text or "").lstrip("# "), limit).strip() or None


def _changed(before: Incident, after: Incident, noting: Noting) -> Decision:
    return Decision() if before == after else Decision((Change(before, replace(after, as_of=noting.now)),))
