"""What each kind of record and each of its fields is called in a history, and how its values are said.

A field is named as in the audit trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reviews.history_facts import FACT_FIELDS, FACT_MADE
from reviews.history_health import HEALTH_FIELDS, HEALTH_MADE
from reviews.history_turns import Field, aside, handed, moved, state, told
from reviews.history_values import (
    account,
    amount,
    channel,
    clock,
    code,
    day,
    gap,
    moment,
    number,
    person,
    pressed,
    review,
    text,
    weekend,
    word,
    yes,
)

_ENDED: Final = {"ended_at": aside("ended", moment), "ended_by": aside("ended by", person)}
_OF_ACCOUNT: Final = {"id": aside("number", number), "account_id": Field("customer", account)}
_ITEM_STATES: Final = {
    "done": "finished it",
    "dropped": "ended it: it won't be done",
    "withdrawn": "took it back",
    "blocked": "marked it as blocked",
    "waiting": "marked it as waiting for the customer",
    "closed": "closed it",
}
_CONFIRMED: Final = Field(
    "still so", moment, told({None: "took back that it still stands", ...: "said it still stands"})
)

_ACCOUNT: Final = {
    "id": aside("number", number),
    "name": Field("name", text),
    "owner": Field("owner", person, handed("the account")),
    "channel": Field("internal channel", channel),
    "renewal_on": Field("renewal", day, moved("the renewal")),
    "time_zone": Field("time zone", text),
    "created_at": aside("added", moment),
    "rhythm_months": Field("months between reviews", number),
    "next_review_on": Field("next review", day, moved("the next review")),
    "paused_at": Field("paused", moment, told({None: "ended the pause", ...: "paused it: nobody is asked about it"})),
    "shared_channel": Field("channel shared with the customer", channel),
    "tier": Field("tier", text),
    "arr": Field("yearly revenue", amount),
    "currency": Field("currency", code),
    "seats": Field("paid seats", number),
    "stage": Field("stage", word),
    "sponsor": Field("sponsor on our side", person),
    "sponsor_met_on": Field("sponsor's last talk with them", day),
    "is_private": Field("private", yes, told({True: "made it private", False: "made it visible to the workspace"})),
}
_REVIEW: Final = {
    **_OF_ACCOUNT,
    "channel": Field("channel", channel),
    "quarter": Field("quarter", code),
    "state": Field(
        "state",
        word,
        told({"closed": "closed it", "abandoned": "gave it up", "open": "took it up again"}),
    ),
    "facilitator": Field("lead", person, handed("the lead")),
    "started_at": aside("started", moment),
    "last_review_id": aside("review before", review),
    "board_ts": aside("board", text),
    "board_version": aside("state of the board", number),
    "ended_why": Field("reason it ended", text),
    "main_risk": Field("main risk", text),
    "expect": Field("what the customer should expect", text),
    "summarised_version": Field("state of the summary", number, told({...: "sent the customer's version"}), aside=True),
    **_ENDED,
}
_SAID: Final = {"by": aside("by", person), "at": aside("at", moment)}
_STEP: Final = {
    "review_id": aside("review", review),
    "name": aside("step", word),
    "state": Field("state", word, told({"done": "finished it", "skipped": "skipped it", "open": "opened it again"})),
    "note": Field("note", text),
    **_SAID,
}
_MARK: Final = {
    "review_id": aside("review", review),
    "question": aside("question", word),
    "colour": Field("mark", word),
    "evidence": Field("evidence", text),
    "confirmed": Field("reason it stands", text),
    **_SAID,
}
_CARRIED: Final = {
    "review_id": aside("review", review),
    "kind": aside("kind", word),
    "ref": aside("number", code),
    "choice": Field(
        "choice",
        word,
        told({"kept": "kept it", "closed": "closed it", "redated": "gave it a new date", None: "left it open"}),
    ),
    **_SAID,
}
_LOGGED: Final = {"logged_by": aside("logged by", person), "logged_at": aside("logged", moment)}
_COUNTED: Final = {"moves": aside("moves", number), "touched_at": aside("last change", moment)}
_GAP: Final = {
    **_OF_ACCOUNT,
    "review_id": aside("review", review),
    "what": Field("words", text),
    "affects": Field("who it affects", text),
    "frequency": Field("how often", text),
    "severity": Field("weight", word),
    "owner": Field("owner", person, handed("it")),
    "update_on": Field("next update", day, moved("its next update")),
    "reason": Field("reason", code),
    "state": Field("state", word, state(_ITEM_STATES)),
    "link": Field("link to a message", pressed),
    "confirmed_at": _CONFIRMED,
    **_LOGGED,
    **_COUNTED,
    **_ENDED,
}
_ACTION: Final = {
    **_OF_ACCOUNT,
    "review_id": aside("review", review),
    "what": Field("words", text),
    "owner": Field("owner", person, handed("it")),
    "due": Field("due", day, moved("it")),
    "first_due": aside("first date", day),
    "state": Field("state", word, state(_ITEM_STATES)),
    "gap_id": Field("gap it closes", gap),
    "counterpart": Field("customer's own person", text),
    "check_on": Field("check that it worked", day, moved("the check that it worked")),
    "insisted": Field("wording", yes, told({True: "kept the first wording", False: "chose another wording"})),
    "blocked_by": Field("who blocks it", person),
    "blocked_why": Field("what stands in its way", text),
    "wake_on": Field("day it comes back", day, moved("the day it comes back")),
    "snoozed_until": Field("put off to", day, told({None: "ended the putting off", ...: "put it off to {now}"})),
    "helped": Field(
        "help",
        yes,
        told({True: "found that it helped", False: "found that it did not change much", None: "took back the check"}),
    ),
    "held_at": aside("held up since", moment),
    "confirmed_at": _CONFIRMED,
    "link": Field("link to a message", pressed),
    **_LOGGED,
    **_COUNTED,
    **_ENDED,
}
_PREFERENCES: Final = {
    "user_id": aside("person", person),
    "pace": Field("pace", word),
    "morning": Field("morning", clock),
    "evening": Field("evening", clock),
    "weekend": Field("days off", weekend),
    "country": Field("holidays of", code),
    "manager": Field("manager", person),
    "away_from": Field("first day away", day),
    "away_until": Field("last day away", day),
    "stand_in": Field("stand-in", person),
}
_CONTACT: Final = {
    **_OF_ACCOUNT,
    "name": Field("name", text),
    "added_by": aside("added by", person),
    "added_at": aside("added", moment),
    "title": Field("title", text),
    "level": Field("level", word),
    "champion": Field("champion", yes, told({True: "marked as champion", False: "took away the champion mark"})),
    "sponsor": Field(
        "their sponsor", yes, told({True: "marked as their sponsor", False: "took away the sponsor mark"})
    ),
    "email": Field("address", text),
    "heard_on": Field("last heard from", day, told({None: "took away when we heard", ...: "heard from them {now}"})),
    "left_on": Field("left", day, told({None: "noted that they are still there", ...: "noted that they left {now}"})),
}
_GOAL: Final = {
    **_OF_ACCOUNT,
    "what": Field("words", text),
    "set_by": aside("set by", person),
    "set_at": aside("set", moment),
    "measure": Field("measure", text),
    "baseline": Field("where it began", amount),
    "target": Field("target", amount),
    "due": Field("due", day, moved("its date")),
    "state": Field(
        "state",
        word,
        told(
            {
                "reached": "marked it as reached",
                "missed": "marked it as missed",
                "withdrawn": "took it back",
                "open": "opened it again",
            }
        ),
    ),
    **_ENDED,
}
_READING: Final = {
    "goal_id": aside("goal", number),
    "day": aside("day", day),
    "value": Field("value", amount),
    "note": Field("note", text),
    **_SAID,
}
_GAP_ACCOUNT: Final = {
    "gap_id": aside("gap", gap),
    "account_id": Field("customer", account),
    "added_by": aside("added by", person),
    "added_at": aside("added", moment),
    "ended_at": Field("taken off", moment, told({None: "put it back", ...: "took it off"})),
}
_ROLE: Final = {
    "user_id": Field("person", person),
    "kind": Field("right", word),
    "given_by": aside("given by", person),
    "given_at": aside("given", moment),
    "reach": Field("customers looked after", word),
    "ended_at": Field("taken away", moment, told({None: "gave it back", ...: "took it away"})),
}
_HANDOVER: Final = {
    "id": aside("number", number),
    "leaver": Field("who left", person),
    "manager": Field("who hands on", person),
    "at": aside("since", moment),
    "version": aside("state of the message", number),
    "done_at": Field("over", moment, told({None: "opened it again", ...: "ended it"})),
}

FIELDS: Final[Mapping[str, Mapping[str, Field]]] = {
    "account": _ACCOUNT,
    "review": _REVIEW,
    "step": _STEP,
    "mark": _MARK,
    "carried": _CARRIED,
    "gap": _GAP,
    "action": _ACTION,
    "preferences": _PREFERENCES,
    "contact": _CONTACT,
    "goal": _GOAL,
    "reading": _READING,
    "gap_account": _GAP_ACCOUNT,
    "role": _ROLE,
    "handover": _HANDOVER,
    **FACT_FIELDS,
    **HEALTH_FIELDS,
}
MADE: Final[Mapping[str, str]] = {
    "account": "added the customer",
    "review": "started it",
    "step": "opened it",
    "mark": "answered it",
    "carried": "brought it over from last time",
    "gap": "logged it",
    "action": "logged it",
    "preferences": "chose how to be asked",
    "contact": "added them",
    "goal": "wrote it down",
    "reading": "noted where it stands",
    "gap_account": "noted that it concerns one more customer",
    "role": "gave it",
    "handover": "asked for it to be handed on",
    **FACT_MADE,
    **HEALTH_MADE,
}
"""How something new is said, before what it was made with."""
