"""Faults on purpose: what can go wrong between an app and Slack, armed by hand and used up as calls meet it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.practice.activity import ActivityLog
from bot.practice.errors import ControlError
from bot.practice.sockets import Sockets
from bot.practice.workspace import Workspace

KINDS: dict[str, float] = {
    "rate_limit": 1.0,
    "server_error": 0.0,
    "accept_then_reset": 0.0,
    "late_commit": 0.6,
    "slow": 1.0,
    "error": 0.0,
    "socket_drop": 0.0,
    "socket_refuse": 0.0,
    "none": 0.0,
}
"""Every kind with its usual `seconds`, which say: retry after, carried out after, or answered after."""
EVERY_METHOD = "*"
USUAL_METHOD = "chat.postMessage"
CONNECT = "apps.connections.open"
MOST_TIMES = 1_000_000
MOST_SECONDS = 600.0


@dataclass(slots=True)
class Fault:
    """One armed fault: which calls meet it (`channel` None: in any conversation), and how many still will."""

    kind: str
    times: int
    method: str
    channel: str | None
    seconds: float
    error: str | None

    def shown(self) -> dict[str, Any]:
        """Return it as the control API shows it, without what it does not use."""
        facts = {
            "kind": self.kind,
            "times": self.times,
            "method": self.method,
            "channel": self.channel,
            "seconds": self.seconds or None,
            "error": self.error,
        }
        return {name: value for name, value in facts.items() if value is not None}


class Faults:
    """The armed faults, oldest first: a call meets the first that fits it."""

    def __init__(self, workspace: Workspace, sockets: Sockets, log: ActivityLog) -> None:
        self._workspace = workspace
        self._sockets = sockets
        self._log = log
        self._armed: list[Fault] = []
        self.late = 0
        """Calls whose connection was dropped and which are still to be carried out."""

    def arm(
        self,
        kind: str,
        *,
        times: int = 1,
        method: str | None = None,
        channel: str | None = None,
        seconds: float | None = None,
        error: str | None = None,
    ) -> None:
        """Arm a fault; `socket_drop` happens at once, and `none` takes every armed one away."""
        _check(kind, times, seconds, error)
        if kind == "none":
            self._armed.clear()
        elif kind == "socket_drop":
            self._log.add("fault", fault=kind, connections=self._sockets.drop())
        else:
            usual = CONNECT if kind == "socket_refuse" else USUAL_METHOD
            where = self._conversation(channel) if channel else None
            wait = KINDS[kind] if seconds is None else float(seconds)
            self._armed.append(Fault(kind, times, method or usual, where, wait, error))

    def take(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """Return the fault that a call meets, used up by one; None for none."""
        for fault in self._armed:
            fits = fault.method in {method, EVERY_METHOD}
            if fits and (fault.channel is None or fault.channel == self._meant(arguments)):
                fault.times -= 1
                if not fault.times:
                    self._armed.remove(fault)
                self._log.add("fault", fault=fault.kind, method=method, arguments=dict(arguments))
                return fault
        return None

    def armed(self) -> list[dict[str, Any]]:
        """Return what is armed, oldest first."""
        return [fault.shown() for fault in self._armed]

    def clear(self) -> None:
        """Take every armed fault away."""
        self._armed.clear()

    def _conversation(self, ref: str) -> str:
        """Return the id of a conversation by id or name, or of the direct one with a person."""
        if channel := self._workspace.channel(ref):
            return channel.id
        if user := self._workspace.user(ref):
            return self._workspace.direct(user["id"]).id
        raise ControlError("channel_not_found", f"No conversation and nobody is called {ref!r}.", status=404)

    def _meant(self, arguments: Mapping[str, Any]) -> str | None:
        ref = str(arguments.get("channel") or "")
        if ref in self._workspace.users:
            return self._workspace.direct(ref).id
        channel = self._workspace.channel(ref) if ref else None
        return channel.id if channel else None


def _check(kind: str, times: int, seconds: float | None, error: str | None) -> None:
    if kind not in KINDS:
        raise ControlError("unknown_fault", f"No fault {kind!r}. There is: {', '.join(KINDS)}.")
    if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= MOST_TIMES:
        raise ControlError("invalid_times", f"times is a whole number from 1 to {MOST_TIMES}.")
    if seconds is not None and not _is_wait(seconds):
        raise ControlError("invalid_seconds", f"seconds is a number from 0 to {MOST_SECONDS:.0f}.")
    if (kind == "error") != bool(error):
        detail = 'error is the name that Slack answers, such as "channel_not_found"; it goes with kind "error" only.'
        raise ControlError("invalid_error", detail)


def _is_wait(seconds: Any) -> bool:
    number = isinstance(seconds, int | float) and not isinstance(seconds, bool) and math.isfinite(seconds)
    return bool(number and 0 <= seconds <= MOST_SECONDS)
