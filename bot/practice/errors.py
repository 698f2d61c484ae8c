"""The two ways to say no: as Slack says it to an app, and as the control API says it to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class SlackError(Exception):
    """Slack's refusal of a Web API call: `{"ok": false, "error": code, **details}`."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def body(self) -> dict[str, Any]:
        """Return the answer as JSON has it."""
        return {"ok": False, "error": self.code, **self.details}


class ControlError(Exception):
    """A refusal of the control API: a code, and a sentence that says what to send instead."""

    def __init__(self, code: str, detail: str, *, status: int = 400, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.body: dict[str, Any] = {"ok": False, "error": code, "detail": detail, **more}


def problems_error(code: str, problems: Sequence[str]) -> SlackError:
    """Return the refusal Slack gives for blocks or views, one message a problem."""
    details: Mapping[str, Any] = {
        "errors": list(problems),
        "response_metadata": {"messages": [f"[ERROR] {problem}" for problem in problems]},
    }
    return SlackError(code, **details)


def missing_argument(name: str) -> SlackError:
    """Return Slack's refusal of a call without a required argument."""
    return problems_error("invalid_arguments", [f"missing required field: {name}"])
