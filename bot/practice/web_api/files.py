"""files.*: sending a file in Slack's three steps: ask for an address, upload there, share what was uploaded."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.practice.about import BOT_USER_ID
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError, problems_error
from bot.practice.file_store import Upload
from bot.practice.posting import bot_message, say
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, joined, method

MOST_LENGTH = 32 * 1024 * 1024
"""Of one file, in bytes."""


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
    return {"files": [file_object(practice, each) for each in uploads]}


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
    for upload in uploads:
        upload.channels.append(channel.id)
    body = bot_message(practice, {"text": arguments.text("initial_comment")})
    files = [file_object(practice, each) for each in uploads]
    say(
        practice,
        channel,
        {**body, "subtype": "file_share", "files": files, "upload": True, **({"thread_ts": thread} if thread else {})},
    )


@method("files.info", tier=4)
def info(practice: Practice, arguments: Arguments) -> Answer:
    """One file's facts."""
    upload = practice.files.find(arguments.required("file"))
    if upload is None:
        raise SlackError("file_not_found")
    return {"file": file_object(practice, upload)}


def file_object(practice: Practice, upload: Upload) -> dict[str, Any]:
    """Return a file as Slack describes it."""
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
        "user": BOT_USER_ID,
        "size": len(upload.content or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": address,
        "url_private_download": f"{address}?download=1",
        "channels": list(upload.channels),
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


async def hand_out(practice: Practice, request: web.Request) -> web.Response:
    """Give a file to whoever looks at the page."""
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
