"""The arguments of a Web API call, from a form, a query or JSON, as Slack takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.practice.errors import SlackError, missing_argument, problems_error

TRUE = {"1", "true", "True"}


class Arguments:
    """The arguments of one call."""

    def __init__(self, given: Mapping[str, Any], token: str) -> None:
        self.given = given
        self.token = token

    def __contains__(self, name: str) -> bool:
        return name in self.given and self.given[name] is not None

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as a string."""
        value = self.given.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        """Return an argument that must be there."""
        if not (value := self.text(name)):
            raise missing_argument(name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return an argument as true or false."""
        if name not in self:
            return default
        value = self.given[name]
        return value if isinstance(value, bool) else str(value) in TRUE

    def number(self, name: str, default: int) -> int:
        """Return an argument as a whole number."""
        try:
            return int(self.given[name]) if name in self else default
        except (TypeError, ValueError):
            raise problems_error("invalid_arguments", [f"{name}: must be an integer"]) from None

    def listed(self, name: str) -> list[str]:
        """Return an argument of values with commas between, or a list."""
        value = self.given.get(name) or []
        items = value if isinstance(value, list) else str(value).split(",")
        return [str(item).strip() for item in items if str(item).strip()]

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """Return an argument that is JSON, or a string of JSON as in forms; None when it is not there."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise problems_error(error, [f"{name}: not valid JSON"]) from None


async def read(request: web.Request) -> Arguments:
    """Return the arguments of a request; the token is in the header or among them."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= await _json_body(request)
    elif request.method == "POST":
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    header = request.headers.get("Authorization", "")
    token = header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else given.get("token")
    return Arguments(given, str(token or ""))


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body
