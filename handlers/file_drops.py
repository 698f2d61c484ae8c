"""A file dropped into somebody's direct conversation with us: kept to be read, or answered with what to do instead."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.actors import standing_of
from handlers.desk import Desk, Request
from handlers.incoming import event_key, from_message
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Change, Decision, Message, Post
from reviews.import_offer import MOST_BYTES, SLOW_BYTES, NoLines, too_large, why_not
from reviews.imports.model import FileImport, ImportState
from reviews.messages.answers import tell
from reviews.messages.imports import no_lines, reading
from reviews.messages.words import said
from reviews.rights import Standing
from storage import direct_channels, imports, inbox
from storage.numbers import next_number
from storage.record import record

log = logging.getLogger(__name__)
Body = Mapping[str, Any]
_GONE: Final = frozenset({"file_not_found", "file_deleted", "not_visible"})
_NO_RIGHT: Final = frozenset({"missing_scope", "not_allowed_token_type", "no_permission"})
_MAY_NOT_READ: Final = (
    "I may not read files here yet. Whoever installed me adds the right `files:read` and installs me again; "
    "then drop the file once more."
)
_MOST_NAME: Final = 255
AGAIN_SECONDS: Final = (0.5, 2.0)
"""Before Slack is asked once more where a file stands."""


class NotKnownYetError(Exception):
    """Slack did not say what was dropped, or by whom: the event waits, and is handled once more."""


async def file_shared(desk: Desk, body: Body, client: AsyncWebClient) -> None:
    """Keep a file to be read by the clock. One that is no member's own, in their conversation with us, is left alone.

    What is no file of lines is answered with the message it came with.
    """
    request = _request(desk, body, client)
    if not _is_direct(request.channel) or request.user_id in _ours(body):
        return
    file = await _placed(desk, request)
    if file is None or not await _is_theirs(desk, request, file):
        return
    name = str(file.get("name") or file.get("title") or "file")[:_MOST_NAME]
    if _why_not(file):
        return
    size = _size(file)
    if size > MOST_BYTES:
        await _answer_once(desk, request, tell(f"*{said(name, 100)}* was not read. {too_large()}"))
    else:
        await _keep(desk, request, name, size)


def is_file_alone(body: Body) -> bool:
    """Whether a message is files without a word."""
    event: Body = body.get("event") or {}
    wordless = not str(event.get("text") or "").strip()
    return event.get("subtype") == "file_share" and bool(event.get("files")) and wordless


def comes_with_lines(message: Body) -> bool:
    """Whether a file of lines is with a message."""
    return any(each.get("name") and _why_not(each) is None for each in message.get("files") or ())


def _why_not(file: Body) -> NoLines | None:
    name, mimetype = str(file.get("name") or ""), str(file.get("mimetype") or "")
    return why_not(name, mimetype, is_external=bool(file.get("is_external")))


async def answer_others(desk: Desk, body: Body, client: AsyncWebClient) -> None:
    """Say what to do instead with files that are none of lines: once for each message, whatever else is with it."""
    request = from_message(body, client, desk.clock())
    event: Body = body.get("event") or {}
    async with desk.db.write() as tx:
        if not await inbox.handled(tx, request.workspace_id, request.key, request.now):
            return
        await direct_channels.learn(tx, [(request.workspace_id, request.user_id, request.channel or "")])
        for file in event.get("files") or ():
            name, why = str(file.get("name") or ""), _why_not(file)
            if name and why:
                key = f"files:{request.channel}:{request.message_ts}"
                await _say(tx, request, key, no_lines(name, why, desk.command))
                return


def _request(desk: Desk, body: Body, client: AsyncWebClient) -> Request:
    event: Body = body.get("event") or {}
    return Request(
        workspace_id=str(body.get("team_id") or ""),
        user_id=str(event.get("user_id") or ""),
        now=desk.clock(),
        client=client,
        key=event_key(body),
        channel=event.get("channel_id"),
        value={"file": str(event.get("file_id") or (event.get("file") or {}).get("id") or "")},
    )


def _is_direct(channel: str | None) -> bool:
    return str(channel or "").startswith("D")


def _ours(body: Body) -> set[str]:
    """The ids we ourselves have: what we send is told to us too."""
    return {str(each.get("user_id")) for each in body.get("authorizations") or ()}


async def _placed(desk: Desk, request: Request) -> Mapping[str, Any] | None:
    """The facts of a file with where it stands, which Slack notes a moment after it tells of it."""
    for wait in (*AGAIN_SECONDS, None):
        file = await _facts(desk, request)
        if file is None or any(file.get(name) for name in ("shares", "ims", "channels", "groups")):
            return file
        if wait is not None:
            await asyncio.sleep(wait)
    raise NotKnownYetError(f"where {request.value['file']} stands is not known yet")


async def _facts(desk: Desk, request: Request) -> Mapping[str, Any] | None:
    """What Slack says of the file; None where it is gone, or where we may not ask, which is said."""
    try:
        answer = await request.client.files_info(file=request.value["file"])
    except SLACK_FAILURES as failure:
        error = error_name(failure)
        log.warning("files.info failed for %s: %s", request.value["file"], error)
        if error in _NO_RIGHT:
            if await standing_of(desk, request) is Standing.MEMBER:
                await _answer_once(desk, request, tell(_MAY_NOT_READ))
            return None
        if error in _GONE:
            return None
        raise NotKnownYetError(error) from failure
    file: Mapping[str, Any] = answer.get("file") or {}
    return file


async def _is_theirs(desk: Desk, request: Request, file: Mapping[str, Any]) -> bool:
    """Whether a member dropped their own file here: not somebody else's, not one of another organisation."""
    if file.get("user") != request.user_id or not _is_shared_in(file, request.channel or ""):
        log.info("file %s is not of %s in %s", request.value["file"], request.user_id, request.channel)
        return False
    standing = await standing_of(desk, request)
    if standing is Standing.UNKNOWN:
        raise NotKnownYetError(f"who dropped {request.value['file']} is not known yet")
    theirs = file.get("user_team")
    if standing is not Standing.MEMBER or (theirs and not await _is_of_us(desk, request, str(theirs))):
        log.info("file %s of %s turned away as %s", request.value["file"], request.user_id, standing)
        return False
    return True


async def _is_of_us(desk: Desk, request: Request, team: str) -> bool:
    """Whether the workspace that Slack names beside the file is ours, or the person a colleague of our organisation."""
    named = Request(request.workspace_id, request.user_id, request.now, request.client, request.key, team=team)
    return await standing_of(desk, named) is Standing.MEMBER


def _is_shared_in(file: Mapping[str, Any], channel: str) -> bool:
    """Whether Slack says that a file stands in this conversation; a public one is everybody's, and none of ours."""
    shares = file.get("shares") or {}
    there = {*(file.get("ims") or ()), *(shares.get("private") or {})}
    return channel in there and not file.get("is_public")


def _size(file: Mapping[str, Any]) -> int:
    size = file.get("size")
    return size if isinstance(size, int) else 0


async def _keep(desk: Desk, request: Request, name: str, size: int) -> None:
    """One file is one import, however often Slack tells of it."""
    file_id, ws = request.value["file"], request.workspace_id
    async with desk.db.write() as tx:
        known = await imports.by_file(tx, ws, file_id)
        if known or not await inbox.receive(tx, ws, f"file:{file_id}", "deed", {}, now=request.now, done=True):
            return
        await direct_channels.learn(tx, [(ws, request.user_id, request.channel or "")])
        made = FileImport(
            workspace_id=ws,
            id=await next_number(tx, ws, "import"),
            name=name,
            state=ImportState.RECEIVED,
            by=request.user_id,
            at=request.now,
            file_id=file_id,
            channel=request.channel,
        )
        await record(tx, ws, Decision((Change(None, made),)), by=request.user_id, now=request.now)
        if size > SLOW_BYTES:
            await _say(tx, request, f"file:{file_id}:reading", reading(name, f"{size / 1024**2:.0f} MB"))


async def _answer_once(desk: Desk, request: Request, message: Message) -> None:
    async with desk.db.write() as tx:
        await _say(tx, request, f"file:{request.value['file']}:answer", message)


async def _say(tx: AsyncConnection, request: Request, key: str, message: Message) -> None:
    post = Post(key, request.channel or request.user_id, message)
    await record(tx, request.workspace_id, Decision((), (post,)), by=request.user_id, now=request.now)
