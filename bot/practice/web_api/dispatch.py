"""The door of the Web API: reads a call, checks token and pace, runs the method, answers as Slack does."""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import Any

from aiohttp import web

from bot.practice import arguments as reading
from bot.practice.about import APP_TOKEN, BOT_TOKEN
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.practice import Practice
from bot.practice.web_api import apps, chat, conversations, faulty, files, people, profiles, reactions, views
from bot.practice.web_api.common import METHODS, Registered

FAMILIES = (apps, chat, conversations, files, people, profiles, reactions, views)
PREFIXES = {"bot": BOT_TOKEN, "app": APP_TOKEN}


async def answer(practice: Practice, request: web.Request) -> web.Response:
    """Answer one call of a Web API method, or let it meet the fault that waits for it."""
    name = request.match_info["method"]
    try:
        arguments = await reading.read(request)
    except SlackError as refusal:
        return _answered(practice, name, {}, refusal.body())
    sent = {key: value for key, value in arguments.given.items() if key != "token"}
    carry_out = partial(_carried_out, practice, name, arguments, sent)
    fault = practice.faults.take(name, sent)
    return await faulty.answer(practice, request, fault, carry_out) if fault else carry_out()


def _carried_out(practice: Practice, name: str, arguments: Arguments, sent: dict[str, Any]) -> web.Response:
    try:
        body = {"ok": True, **_called(practice, name, arguments)}
    except SlackError as refusal:
        body = refusal.body()
    return _answered(practice, name, sent, body)


def _answered(practice: Practice, name: str, sent: dict[str, Any], body: dict[str, Any]) -> web.Response:
    wait = body.pop("retry_after", 0)
    practice.log.add("api", method=name, arguments=sent, answer=deepcopy(body))
    headers = {"Retry-After": str(wait)} if wait else {"X-OAuth-Scopes": ",".join(practice.app.scopes)}
    return web.json_response(body, status=429 if wait else 200, headers=headers)


def _called(practice: Practice, name: str, arguments: Arguments) -> dict[str, Any]:
    registered = METHODS.get(name)
    if registered is None:
        raise SlackError("unknown_method", req_method=name)
    _check_token(registered, arguments.token)
    wait = practice.pacer.method(name, registered.tier) if practice.pacer else 0
    if wait:
        raise SlackError("ratelimited", retry_after=wait)
    return registered.call(practice, arguments)


def _check_token(registered: Registered, token: str) -> None:
    if not registered.token:
        return
    if not token:
        raise SlackError("not_authed")
    if token.startswith(PREFIXES[registered.token]):
        return
    known = any(token.startswith(prefix) for prefix in PREFIXES.values())
    raise SlackError("not_allowed_token_type" if known else "invalid_auth")
