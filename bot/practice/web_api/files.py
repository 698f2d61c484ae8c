"""files.*: sending a file in Slack's three steps (ask for an address, upload there, share), and asking about one."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.practice.about import BOT_TOKEN
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError, problems_error
from bot.practice.events import file_event
from bot.practice.file_store import Upload
from bot.practice.posting import bot_message, say
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, joined, method

MOST_LENGTH = 32 * 1024 * 1024
"""Of one file, in bytes."""
SIGN_IN = "<!DOCTYPE html><html><head><title>Slack</title></head><body><h1>Sign in to Fieldstone</h1></body></html>"
"""What Slack shows instead of a file to who may not read it, as if all were well (HTTP 200)."""


@method("files.getUploadURLExternal", tier=4)
def get_upload_url(practice: Practice, arguments: Arguments) -> Answer:
    """Announce a file; the address takes its content once."""
    name, length = arguments.required("filename"), arguments.number("length", 0)
    if length <= 0:
        raise problems_error("invalid_arguments", ["length: must be greater than 0"])
    if length > MOST_LENGTH:
        raise SlackError("file_upload_size_restricted")
    upload = practice.files.announce(name, length)
    return {"upload_url": f"{practice.url}/upload/v1/{upload.ticket}", "file_id": upload.id}


@method("files.completeUploadExternal", tier=4)
def complete_upload(practice: Practice, arguments: Arguments) -> Answer:
    """Share what was uploaded, in one conversation where one is named."""
    given = arguments.json("files")
    if not isinstance(given, list) or not given or not all(isinstance(each, Mapping) for each in given):
        raise problems_error("invalid_arguments", ["files: must be a list of objects with an id"])
    uploads = [_uploaded(practice, each) for each in given]
    if arguments.text("channel_id"):
        _share(practice, arguments, uploads)
    return {"files": [whole_object(practice, each) for each in uploads]}


def _uploaded(practice: Practice, given: Mapping[str, Any]) -> Upload:
    upload = practice.files.find(str(given.get("id")))
    if upload is None or upload.content is None:
        raise SlackError("file_not_found")
    upload.title = str(given.get("title") or upload.name)
    return upload


def _share(practice: Practice, arguments: Arguments, uploads: list[Upload]) -> None:
    channel = joined(practice, Arguments({**arguments.given, "channel": arguments.text("channel_id")}, ""))
    thread = arguments.text("thread_ts")
    if thread and channel.find(thread) is None:
        raise SlackError("thread_not_found")
    body = bot_message(practice, {"text": arguments.text("initial_comment")})
    files = [file_object(practice, each) for each in uploads]
    said = say(
        practice,
        channel,
        {**body, "subtype": "file_share", "files": files, "upload": True, **({"thread_ts": thread} if thread else {})},
    )
    for upload in uploads:
        upload.shares.setdefault(channel.id, []).append(said.ts)
        file_event(practice, channel, upload.id, upload.user)


@method("files.info", tier=4)
def info(practice: Practice, arguments: Arguments) -> Answer:
    """One file's facts."""
    upload = practice.files.find(arguments.required("file"))
    if upload is None:
        raise SlackError("file_not_found")
    return {"file": whole_object(practice, upload)}


def whole_object(practice: Practice, upload: Upload) -> dict[str, Any]:
    """Return a file as Slack describes it to who asks about it: also where it stands."""
    places: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
    shares: dict[str, dict[str, Any]] = {}
    for channel_id, stamps in upload.shares.items():
        channel = practice.workspace.channels[channel_id]
        kind = {"channel": "channels", "im": "ims"}.get(channel.kind, "groups")
        places[kind].append(channel_id)
        share = [{"ts": ts, "reply_users": [], "reply_users_count": 0, "reply_count": 0} for ts in stamps]
        shares.setdefault("public" if kind == "channels" else "private", {})[channel_id] = share
    return {**file_object(practice, upload), **places, "is_public": bool(places["channels"]), "shares": shares}


def file_object(practice: Practice, upload: Upload) -> dict[str, Any]:
    """Return a file as Slack describes it within a message."""
    kind, _ = mimetypes.guess_type(upload.name)
    address = f"{practice.url}/files/{upload.id}/{upload.name}"
    return {
        "id": upload.id,
        "created": int(upload.at.timestamp()),
        "timestamp": int(upload.at.timestamp()),
        "name": upload.name,
        "title": upload.title or upload.name,
        "mimetype": kind or "application/octet-stream",
        "filetype": upload.name.rpartition(".")[2],
        "user": upload.user,
        "user_team": upload.team,
        "size": len(upload.content or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": address,
        "url_private_download": f"{address}?download=1",
    }


async def receive(practice: Practice, request: web.Request) -> web.Response:
    """Take a file at its upload address: as the body itself, or as the first file of a form."""
    upload = practice.files.waiting(request.match_info["ticket"])
    if upload is None:
        return web.Response(status=404, text="File not found")
    content = await _content(request, upload.length)
    if len(content) != upload.length:
        return web.Response(status=400, text="The length is not as announced")
    practice.files.take(upload, content)
    return web.Response(text=f"OK - {len(content)}")


async def _content(request: web.Request, length: int) -> bytes:
    """What came in, as much of it as shows whether it is as long as was announced."""
    if request.content_type != "multipart/form-data":
        came = bytearray()
        async for part in request.content.iter_any():
            came += part
            if len(came) > length:
                break
        return bytes(came)
    for held in (await request.post()).values():
        if isinstance(held, web.FileField):
            return held.file.read()
    return b""


def _may_read(practice: Practice, request: web.Request) -> bool:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return token == BOT_TOKEN and "files:read" in practice.app.scopes
    return request.cookies.get(practice.session_name) == practice.session


async def hand_out(practice: Practice, request: web.Request) -> web.Response:
    """Give a file to the app by its token, or to whoever looks at the page; anybody else is asked to sign in."""
    if not _may_read(practice, request):
        return web.Response(text=SIGN_IN, content_type="text/html")
    upload = practice.files.find(request.match_info["file"])
    if upload is None or upload.content is None:
        return web.Response(status=404, text="This file is not kept any more.")
    facts = file_object(practice, upload)
    saved = "attachment" if request.query.get("download") else "inline"
    # Only pictures are shown by the page; whatever else a file claims to be, a browser saves it.
    shown = "image/png" if facts["mimetype"] == "image/png" else "application/octet-stream"
    headers = {
        "Content-Disposition": f'{saved}; filename="{upload.name.encode("ascii", "replace").decode()}"',
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=upload.content, content_type=shown, headers=headers)
