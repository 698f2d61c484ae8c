"""Healths to store, with numbers and words to choose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.health.kept import AccountHealth, HealthDay, HealthSettings, Listening, PlaybookRun
from reviews.model import MarkColour
from storage import healths
from storage import listening as listening_store
from storage.listening import Spoken
from storage.record import record
from tests.storage.digest_functions import reader_row
from tests.storage.examples import NOW, WS, new

DAY = timedelta(days=1)


def health(account_id: int = 1, ws: str = WS, **fields: Any) -> AccountHealth:
    given = {"mark": MarkColour.YELLOW, "score": 58, "since": NOW - 9 * DAY, "computed_at": NOW, "read": {"known": 0.8}}
    return AccountHealth(ws, account_id, **(given | fields))


def health_day(account_id: int = 1, ws: str = WS, **fields: Any) -> HealthDay:
    given = {"day": NOW.date(), "mark": MarkColour.YELLOW, "score": 58}
    given |= {"parts": {"usage": 41, "sentiment": None}, "reasons": {"seats_used": 0.45}}
    return HealthDay(ws, account_id, **(given | fields))


def health_settings(ws: str = WS, **fields: Any) -> HealthSettings:
    given = {"by": "U1", "at": NOW, "weights": {"usage": 30.0}, "tiers": {"gold": {"red": 45}}, "repair_days": 120}
    return HealthSettings(ws, **(given | fields))


def listening(channel: str = "C1", ws: str = WS, **fields: Any) -> Listening:
    return Listening(ws, channel, **({"account_id": 1, "by": "U1", "at": NOW} | fields))


def playbook_run(number: int = 1, ws: str = WS, **fields: Any) -> PlaybookRun:
    given = {"account_id": 1, "playbook": "onboarding_again", "by": "U1", "at": NOW, "actions": (1, 2)}
    return PlaybookRun(ws, number, **(given | fields))


async def fill_with_health(tx: AsyncConnection, ws: str) -> None:
    """A customer that was told of, one that is to be told of, and what was set; its words say whose they are."""
    mine = f"of {ws}"
    told = health(ws=ws, read={"whose": mine}, alerted=MarkColour.YELLOW)
    await healths.save(tx, told, health_day(ws=ws))
    crossed = health(2, ws=ws, mark=MarkColour.RED, score=31, was=MarkColour.GREEN, read={"whose": mine}, alert_at=NOW)
    await healths.save(tx, crossed, health_day(2, ws=ws, day=NOW.date() - 9 * DAY))
    rows = (health_settings(ws=ws, by=mine), listening(ws=ws, by=mine), playbook_run(ws=ws, by=mine))
    rows = (*rows, reader_row(ws=ws))
    await record(tx, ws, new(*rows), by=mine, now=NOW)
    spoken = Spoken(ws, "event:1", "C1", NOW.date(), "U2", is_theirs=True)
    ours = Spoken(ws, "event:2", "C1", NOW.date(), "U3", is_theirs=False)
    await listening_store.count(tx, ws, [spoken, ours], {"C1": 1})
