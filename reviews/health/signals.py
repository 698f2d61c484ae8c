"""Every signal, by name: each a pure function of what is known of one customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reviews.health import (
    outcomes,
    people,
    plans,
    promises,
    reliability,
    replies,
    sentiment,
    sponsors,
    tickets,
    use,
)
from reviews.health.model import Reading, SignalName, View

Read = Callable[[View], Reading]

SIGNALS: Final[Mapping[SignalName, Read]] = {
    SignalName.INCIDENTS: reliability.incidents,
    SignalName.REPEATED_INCIDENTS: reliability.repeated_incidents,
    SignalName.UNFIXED: reliability.unfixed,
    SignalName.SEATS_USED: use.seats_used,
    SignalName.USE_FALLING: use.use_falling,
    SignalName.DEPTH_FALLING: use.depth_falling,
    SignalName.CALLS_FALLING: use.calls_falling,
    SignalName.ONE_PERSON: use.one_person,
    SignalName.TICKETS_FELL: tickets.tickets_fell,
    SignalName.TICKETS_TURNED: tickets.tickets_turned,
    SignalName.PEOPLE_HEARD: people.people_heard,
    SignalName.LEVELS_HEARD: people.levels_heard,
    SignalName.ONE_CONTACT: people.one_contact,
    SignalName.SILENCE: people.silence,
    SignalName.REPLY_TIME: replies.reply_time,
    SignalName.DECLINED: plans.declined,
    SignalName.TALK_OF_TERMS: plans.talk_of_terms,
    SignalName.SURVEYS: sentiment.surveys,
    SignalName.EXECUTIVES_QUIET: sponsors.executives_quiet,
    SignalName.CHAMPION_LEFT: sponsors.champion_left,
    SignalName.OUR_SPONSOR: sponsors.our_sponsor,
    SignalName.BLOCKING_GAPS: promises.blocking_gaps,
    SignalName.REPEATED_GAPS: promises.repeated_gaps,
    SignalName.BROKEN_PROMISES: promises.broken_promises,
    SignalName.WEAK_TWICE: promises.weak_twice,
    SignalName.GOALS: outcomes.goals,
    SignalName.RENEWAL_WINDOW: outcomes.renewal_window,
}
"""In the order in which they are listed."""


def read_all(view: View) -> tuple[Reading, ...]:
    """What every signal says of one customer."""
    return tuple(read(view) for read in SIGNALS.values())
