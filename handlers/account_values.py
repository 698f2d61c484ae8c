"""What was said about a customer, as fields: people and channels looked up, forms read, both carried in a button."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from handlers import people
from handlers.desk import Desk, Request
from handlers.fields import block_of, chosen, day, ticked, typed
from reviews.account_line import NotUnderstood
from reviews.account_money import Money, amount_of, money_at
from reviews.account_values import HERE, MOST_SEATS, Value
from reviews.account_words import LABELS
from reviews.decision import Refusal
from reviews.mentions import Mention
from reviews.messages.account_forms import NO_STAGE, AccountFill
from reviews.model import Stage

_PEOPLE = ("owner", "sponsor")
_DAYS = ("renewal_on", "sponsor_met_on")


async def looked_up(
    desk: Desk, request: Request, said: Mapping[str, Value]
) -> tuple[dict[str, Any], list[NotUnderstood]]:
    """What a line says with Slack ids in place of mentions, and those that stand for nobody, with why."""
    values: dict[str, Any] = {}
    missed: list[NotUnderstood] = []
    for name, value in said.items():
        found = value
        if isinstance(value, Mention):
            meant = await _person(desk, request, value) if name in _PEOPLE else _room(request, value)
            if isinstance(meant, Refusal):
                missed.append(NotUnderstood(f"{LABELS[name]} {_shown(value)}".strip(), meant.text))
                continue
            found = meant
        values[name] = found
    return values, missed


def _shown(mention: Mention) -> str:
    sign = "#" if mention.kind == "channel" else "@"
    return f"{sign}{mention.name}" if mention.name else ""


async def _person(desk: Desk, request: Request, mention: Mention) -> str | Refusal:
    found = await people.owner(desk, request, [mention])
    if found is None:
        return Refusal("nobody", "Name one person, such as @nina.")
    return found if isinstance(found, Refusal) else found.user_id


def _room(request: Request, mention: Mention) -> str | Refusal:
    if mention.id:
        return mention.id
    if mention.name == HERE and request.channel and not request.channel.startswith("D"):
        return request.channel
    if mention.name == HERE:
        return Refusal("no_channel", "This is no channel. Name one with its #.")
    return Refusal("unknown_room", "I cannot tell which channel that is. Pick it from Slack's list after the #.")


def pack_values(values: Mapping[str, Any]) -> str | None:
    """Fields as one short string for a button; None where there are none."""
    plain = {name: _plain(value) for name, value in values.items()}
    return json.dumps(plain, separators=(",", ":"), ensure_ascii=False) if plain else None


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return [value.amount, value.currency]
    return value.isoformat() if isinstance(value, date) else value


def unpack_fill(fill: AccountFill, packed: str | None) -> AccountFill:
    """A form's content with the fields of `pack_values` in it; anything unreadable is left out."""
    try:
        held = json.loads(packed or "{}")
        given = {name: _filled(name, value) for name, value in held.items() if name != "arr" and hasattr(fill, name)}
        return replace(fill, arr=_amount(fill.arr, held), **given)
    except (TypeError, ValueError, AttributeError, RecursionError):
        return fill


def _amount(stands: str, held: Mapping[str, Any]) -> str:
    """An amount and its currency; either may have been said alone."""
    number, _, code = stands.partition(" ")
    if "arr" in held:
        amount, said = held["arr"] or (None, None)
        number, code = ("", "") if amount is None else (f"{int(amount):,}", said or code)
    return f"{number} {held.get('currency') or code}".strip() if number else ""


def _filled(name: str, value: Any) -> Any:
    if name in {"seats", "tier", "name"}:
        return "" if value is None else str(value)
    if name == "is_private":
        return bool(value)
    return date.fromisoformat(value) if name in _DAYS and value else value


def pack_fill(fill: AccountFill) -> str:
    """A form's content as one short string, to go along with the form."""
    held = {name: _plain(value) for name, value in asdict(fill).items() if value}
    return json.dumps(held, separators=(",", ":"), ensure_ascii=False)


def opened_with(packed: str | None) -> AccountFill:
    """What stood in a form when it was opened; anything unreadable is left out."""
    try:
        held = json.loads(packed or "{}")
        given: dict[str, Any] = {
            name: date.fromisoformat(value) if name in _DAYS else value for name, value in held.items()
        }
        return AccountFill(**given)
    except (TypeError, ValueError, AttributeError, RecursionError):
        return AccountFill()


def read_form(request: Request) -> AccountFill:
    """The form as it was typed."""
    view = request.view
    return AccountFill(
        name=typed(view, "name") or "",
        owner=chosen(view, "owner"),
        sponsor=chosen(view, "sponsor"),
        sponsor_met_on=day(view, "met"),
        channel=_picked_room(view, "home"),
        shared_channel=_picked_room(view, "shared"),
        renewal_on=day(view, "renewal"),
        arr=typed(view, "arr") or "",
        seats=typed(view, "seats") or "",
        tier=typed(view, "tier") or "",
        stage=chosen(view, "stage"),
        is_private=ticked(view, "private"),
    )


def _picked_room(view: Mapping[str, Any], name: str) -> str | None:
    held: Mapping[str, Any] = ((view.get("state") or {}).get("values") or {}).get(block_of(view, name)) or {}
    picked: Mapping[str, Any] = next(iter(held.values()), {})
    room = picked.get("selected_conversation")
    return str(room) if room else None


def values_of(fill: AccountFill) -> tuple[dict[str, Any], dict[str, str]]:
    """A form's fields as an account has them, and what is wrong under each field of the form."""
    errors: dict[str, str] = {}
    money = money_at(fill.arr) if fill.arr else None
    if fill.arr and (money is None or money.end != len(fill.arr)):
        errors["arr"] = "Type an amount and its currency, such as 120k EUR."
    seats = amount_of(fill.seats) if fill.seats else None
    if fill.seats and (seats is None or seats > MOST_SEATS):
        errors["seats"] = "Type a number, such as 40."
    stage = Stage(fill.stage) if fill.stage in set(Stage) and fill.stage != NO_STAGE else None
    values = {
        "name": fill.name,
        "owner": fill.owner,
        "sponsor": fill.sponsor,
        "sponsor_met_on": fill.sponsor_met_on,
        "channel": fill.channel,
        "shared_channel": fill.shared_channel,
        "renewal_on": fill.renewal_on,
        "arr": money.money.amount if money else None,
        "currency": money.money.currency if money else None,
        "seats": seats,
        "tier": fill.tier.upper() if len(fill.tier) == 1 else fill.tier or None,
        "stage": stage,
        "is_private": fill.is_private,
    }
    return values, errors
