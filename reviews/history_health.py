"""What is called what in the history of health settings, listening, playbooks and digests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reviews.history_turns import Field, aside, told
from reviews.history_values import (
    NOTHING,
    Lookup,
    account,
    channel,
    clock,
    moment,
    number,
    on_weekday,
    person,
    word,
    words,
)


def _each(value: object, look: Lookup) -> str:
    """What was set for each of several things: `usage 30, engagement 20`."""
    if not isinstance(value, Mapping):
        return words(value, 60)
    shown = [f"{words(name or 'every tier', 40)} {_inside(what, look)}" for name, what in value.items()]
    return ", ".join(shown) or NOTHING


def _inside(value: object, look: Lookup) -> str:
    return f"({_each(value, look)})" if isinstance(value, Mapping) else number(value, look)


def _items(value: object, look: Lookup) -> str:
    """Actions by their short ids."""
    if not isinstance(value, list | tuple):
        return number(value, look)
    return ", ".join(f"A-{words(each, 12)}" for each in value) or NOTHING


_SETTINGS: Final = {
    "by": aside("set by", person),
    "at": aside("set", moment),
    "weights": Field("what each part counts", _each),
    "tiers": Field("lines for yellow and red", _each),
    "repair_days": Field("days a repair takes", number),
}
_LISTENING: Final = {
    "channel": Field("channel", channel),
    "account_id": Field("customer", account),
    "by": aside("switched on by", person),
    "at": aside("switched on", moment),
    "ended_at": Field(
        "ended", moment, told({None: "counts again who writes there", ...: "ended counting who writes there"})
    ),
    "ended_by": aside("ended by", person),
}
_PLAYBOOK: Final = {
    "id": aside("number", number),
    "account_id": Field("customer", account),
    "playbook": Field("playbook", word),
    "by": aside("chosen by", person),
    "at": aside("chosen", moment),
    "actions": Field("actions", _items),
}
_DIGEST: Final = {
    "user_id": aside("reader", person),
    "scope": Field("customers covered", word),
    "weekday": Field("day", on_weekday),
    "hour": Field("hour", clock),
    "channel": Field("channel", channel),
    "off_at": Field("off", moment, told({None: "wants the digest again", ...: "wants no digest any more"})),
    "said_at": aside("last said", moment),
}

HEALTH_FIELDS: Final[Mapping[str, Mapping[str, Field]]] = {
    "health_settings": _SETTINGS,
    "listening": _LISTENING,
    "playbook": _PLAYBOOK,
    "digest": _DIGEST,
}
HEALTH_MADE: Final[Mapping[str, str]] = {
    "health_settings": "set how health is counted",
    "listening": "began counting who writes in a channel",
    "playbook": "chose a playbook",
    "digest": "chose when the digest comes",
}
