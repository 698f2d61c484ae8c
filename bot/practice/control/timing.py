"""Moving the clock by the control API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.practice.clock import FURTHEST, next_working_morning, span
from bot.practice.control.lookups import Asked, known_user
from bot.practice.errors import ControlError
from bot.practice.moving import MoveStoppedError

MORNING = "next working morning"
WAYS = f'Send "to": a time as 2026-11-24T09:00:00Z or "{MORNING}"; or "advance": "90m", "3h", "1d" or "2w".'


async def move_clock(asked: Asked) -> dict[str, Any]:
    """Move the clock forward, and answer when the app has done everything due on the way."""
    asked.only("to", "advance", "user")
    mover = asked.practice.mover
    try:
        moved = await mover.move(_target(asked))
    except ControlError:
        raise
    except MoveStoppedError:
        raise _broken_off(asked, "move_stopped", "the server stops") from None
    except Exception as failure:
        raise _broken_off(asked, "follower_failed", f"the app failed with {failure!r}") from failure
    return {"now": moved.now.isoformat(), "steps": moved.steps, "follows": mover.follower is not None}


def _broken_off(asked: Asked, code: str, reason: str) -> ControlError:
    now = asked.practice.clock().isoformat()
    return ControlError(code, f"The clock stands at {now}: {reason}.", status=500, now=now)


def _target(asked: Asked) -> Callable[[datetime], datetime]:
    """Return how to make the moment to go to out of the present one."""
    to, advance = asked.words("to").strip(), asked.words("advance").strip()
    if bool(to) == bool(advance):
        raise ControlError("invalid_clock", f"Send one of to and advance. {WAYS}")
    if advance:
        by = span(advance)
        if not by:
            raise ControlError("invalid_advance", f"{advance!r} is no span of time. {WAYS}")
        return partial(_checked, by)
    if to.lower() == MORNING:
        return partial(_next_morning, _zone(asked))
    return partial(_until, _read(to))


def _read(to: str) -> datetime:
    try:
        moment = datetime.fromisoformat(to)
    except ValueError:
        raise ControlError("invalid_time", f"{to!r} is no time. {WAYS}") from None
    if moment.tzinfo is None:
        raise ControlError("zone_missing", f"{to!r} has no zone: end it with Z for UTC, or with one such as +01:00.")
    return moment


def _zone(asked: Asked) -> str:
    """The zone of the person named, or of the first one here."""
    users = asked.practice.workspace.users
    ref = asked.words("user")
    user_id = known_user(asked.practice, ref) if ref else next(iter(users))
    return str(users[user_id]["tz"])


def _next_morning(zone: str, now: datetime) -> datetime:
    return next_working_morning(now, zone)


def _until(moment: datetime, now: datetime) -> datetime:
    if moment <= now:
        detail = f"{moment.isoformat()} has passed: it is {now.isoformat()} here, and the clock only goes forward."
        raise ControlError("time_passed", detail)
    return _checked(moment - now, now)


def _checked(by: timedelta, now: datetime) -> datetime:
    if by > FURTHEST:
        raise ControlError("too_far", f"At most {FURTHEST.days} days at once; this is {by.days}.")
    return now + by
