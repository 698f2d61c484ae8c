"""What facts, the files they came with and what sources say are called in a history, and how their values are said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from reviews.dates import say_date
from reviews.facts import ContractFact, Fact, Incident, SurveyAnswer, Ticket, Touch, UsageSnapshot, incident_id
from reviews.history_turns import Field, Turn, aside, moved, told
from reviews.history_values import (
    Lookup,
    account,
    amount,
    code,
    day,
    each_week,
    moment,
    number,
    person,
    pressed,
    text,
    word,
    words,
    yes,
)


def _timed(what: str) -> Turn:
    """A moment that was not known, or was known wrongly."""
    moves = moved(what)

    def turn(was: str, now: str, before: object, after: object) -> str:
        return f"set {what} to {now}" if before is None else moves(was, now, before, after)

    return turn


_OF_ACCOUNT: Final = {"id": aside("number", number), "account_id": Field("customer", account)}
_ORIGIN: Final = {
    "source": aside("source", code),
    "source_id": aside("number there", code),
    "as_of": aside("word of", moment),
    "noted_by": aside("noted by", person),
    "noted_at": aside("noted", moment),
    "link": Field("link to where it came from", pressed),
    "import_id": aside("file", number),
    "withdrawn_at": Field("taken back", moment, told({None: "put it back", ...: "took it back"})),
}
_WHO: Final = {
    "person": Field("person", text),
    "contact_id": aside("contact", number),
    "level": Field("level", word),
}
_DAY_ONLY: Final = {"day_only": aside("known by the day", yes)}
_INCIDENT: Final = {
    **_OF_ACCOUNT,
    "what": Field("words", text),
    "started_at": Field("beginning", moment, _timed("the beginning")),
    "workflow": Field("workflow", text),
    "acknowledged_at": Field("acknowledgement", moment, _timed("the acknowledgement")),
    "fixed_at": Field("fix", moment, _timed("the fix")),
    "felt_by": Field("felt by", text),
    **_DAY_ONLY,
    **_ORIGIN,
}
_USAGE: Final = {
    **_OF_ACCOUNT,
    "ends_on": Field("until", day, moved("its last day")),
    "days": Field("days", number),
    "team": Field("team", text),
    "seats": Field("paid seats", amount),
    "active_30": Field("people active in 30 days", amount),
    "active_90": Field("people active in 90 days", amount),
    "calls": Field("calls", amount),
    "features": Field("features used", amount),
    "volume": Field("volume", amount),
    "volume_unit": Field("volume counted in", text),
    "key_actions": Field("done each week", each_week),
    **_ORIGIN,
}
_TICKET: Final = {
    **_OF_ACCOUNT,
    "subject": Field("words", text),
    "opened_at": Field("opening", moment, _timed("the opening")),
    "kind": Field("kind", word),
    "workflow": Field("workflow", text),
    "first_reply_at": Field("first reply", moment, _timed("the first reply")),
    "solved_at": Field("solution", moment, _timed("the solution")),
    "reopened": Field("times reopened", number),
    "requester": Field("asked by", text),
    **_DAY_ONLY,
    **_ORIGIN,
}
_TOUCH: Final = {
    **_OF_ACCOUNT,
    "at": Field("time", moment, _timed("the time")),
    **_WHO,
    "kind": Field("kind", word),
    "direction": Field("who reached out", word),
    "ours": Field("on our side", person),
    "took_part": Field("what came of it", word),
    "about": Field("about", text),
    **_DAY_ONLY,
    **_ORIGIN,
}
_SURVEY: Final = {
    **_OF_ACCOUNT,
    "at": Field("time", moment, _timed("the time")),
    "survey": Field("survey", word),
    "score": Field("score", amount),
    "best": Field("best score", amount),
    **_WHO,
    "words": Field("their words", text),
    **_ORIGIN,
}
_CONTRACT: Final = {
    **_OF_ACCOUNT,
    "starts_on": Field("beginning", day, moved("the beginning")),
    "renews_on": Field("renewal", day, moved("the renewal")),
    "value": Field("value a year", amount),
    "currency": Field("currency", code),
    "seats": Field("paid seats", amount),
    **_ORIGIN,
}
_SOURCE_READ: Final = {
    "kind": Field("about", word),
    "source": Field("source", word),
    "account_id": Field("customer", account),
    "read_at": aside("read", moment),
    "covers_until": Field(
        "until", day, told({None: "took back how far it reaches", ...: "noted that it reaches to {now}"})
    ),
    "by": aside("by", person),
}
_LINES: Final = {
    name: aside(label, amount)
    for name, label in {
        "rows": "lines",
        "new": "new facts",
        "changed": "changed facts",
        "same": "facts known already",
        "older": "facts known better",
        "bad": "lines not taken",
    }.items()
}
_IMPORT: Final = {
    "id": aside("number", number),
    "name": Field("name", text),
    "state": Field(
        "state",
        word,
        told(
            {
                "received": "sent it",
                "offered": "was asked about it",
                "confirmed": "said yes to it",
                "loading": "began to bring it in",
                "done": "brought it in",
                "refused": "could not bring it in",
                "dropped": "left it out",
                "undone": "took all of it back",
            }
        ),
    ),
    "by": aside("by", person),
    "at": aside("sent", moment),
    "kind": Field("kind", word),
    "source": Field("source", code),
    "keep_good": Field("bad lines left out", yes),
    "file_id": aside("file", code),
    "channel": aside("conversation", code),
    "message_ts": aside("message", code),
    **_LINES,
    "why": Field("trouble", text),
    "beat_at": aside("last seen at work", moment),
    "ended_at": aside("ended", moment),
}

FACT_FIELDS: Final[Mapping[str, Mapping[str, Field]]] = {
    "incident": _INCIDENT,
    "usage": _USAGE,
    "ticket": _TICKET,
    "touch": _TOUCH,
    "survey": _SURVEY,
    "contract": _CONTRACT,
    "source_read": _SOURCE_READ,
    "import": _IMPORT,
}
FACT_MADE: Final[Mapping[str, str]] = {
    "incident": "noted an incident",
    "usage": "noted how they use it",
    "ticket": "noted a ticket",
    "touch": "noted a touch",
    "survey": "noted an answer to a survey",
    "contract": "noted a contract",
    "source_read": "noted how far a source reaches",
    "import": "sent a file",
}
_CALLED: Final = {
    "usage": "usage",
    "ticket": "ticket",
    "touch": "touch",
    "survey": "survey",
    "contract": "contract",
    "import": "file",
}
"""What stands before a fact's own name; an incident goes by its short id."""


def fact_name(fact: Any, today: date) -> str | None:
    """What tells a fact from others of its kind, as its author wrote it: `with Dana Wu, Tue 24 Nov`.

    None for what is no fact.
    """
    match fact:
        case Incident():
            return incident_id(fact.id)
        case UsageSnapshot():
            return f"{f'of {fact.team} ' if fact.team else ''}until {say_date(fact.ends_on, today)}"
        case Ticket():
            return f"“{fact.subject}”"
        case Touch():
            with_whom = f"with {fact.person}, " if fact.person else "of "
            return f"{with_whom}{say_date(fact.at.date(), today)}"
        case SurveyAnswer():
            of_whom = f"answer of {fact.person}, " if fact.person else "answer of "
            return f"{of_whom}{say_date(fact.at.date(), today)}"
        case ContractFact():
            return f"until {say_date(fact.renews_on, today)}" if fact.renews_on else f"in {fact.source}"
        case _:
            return None


def fact_subject(kind: str, ref: str, record: Fact | object, look: Lookup) -> str:
    """What a change of a fact is about: `I-7`, `ticket “Export fails”`, `incidents typed here`."""
    if kind == "source_read":
        of, _, rest = ref.partition("/")
        source = rest.rpartition("/")[0]
        return words(f"{of}, {'typed here' if source == 'slack' else source}", 100)
    if kind == "incident":
        first = ref.partition("/")[0]
        return incident_id(int(first)) if first.isdigit() else words(f"incident {ref}", 40)
    known = fact_name(record, look.today) or look.subjects.get((kind, ref))
    return words(f"{_CALLED[kind]} {known or ref}", 100)
