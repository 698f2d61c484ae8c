"""Arming faults by the control API."""

from __future__ import annotations

from typing import Any

from bot.practice.control.lookups import Asked
from bot.practice.errors import ControlError
from bot.practice.faults import EVERY_METHOD
from bot.practice.web_api.common import METHODS

FIELDS = ("kind", "times", "method", "channel", "seconds", "error")


async def arm(asked: Asked) -> dict[str, Any]:
    """Arm a fault, or with kind "none" take all away; the answer has what is armed now."""
    asked.only(*FIELDS)
    kind, method = asked.text("kind"), asked.words("method") or None
    if method is not None and method != EVERY_METHOD and method not in METHODS:
        raise ControlError("unknown_method", f"No method {method!r}. There is: {', '.join(sorted(METHODS))}.")
    faults = asked.practice.faults
    faults.arm(
        kind,
        times=asked.body.get("times", 1),
        method=method,
        channel=asked.words("channel") or None,
        seconds=asked.body.get("seconds"),
        error=asked.words("error") or None,
    )
    asked.practice.stream.say("faults")
    return {"faults": faults.armed()}
