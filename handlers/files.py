"""Sending somebody a file, in their own conversation with us and nowhere else."""

from __future__ import annotations

import logging
from typing import Final

from handlers.desk import Desk, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Message, Refusal
from storage import direct_channels

log = logging.getLogger(__name__)
_NO_RIGHT: Final = frozenset({"missing_scope", "not_allowed_token_type", "no_permission"})
_NO_FILES: Final = frozenset({"unknown_method", "method_deprecated", "file_uploads_disabled"})


async def send_file(
    desk: Desk, request: Request, *, name: str, title: str, content: bytes, comment: Message | None = None
) -> Refusal | None:
    """Send a file to the one who asked; why it could not be sent, fit for them. `comment` stands beside it."""
    try:
        channel = await _conversation(desk, request)
        await request.client.files_upload_v2(
            channel=channel,
            filename=name,
            title=title,
            content=content,
            initial_comment=comment["text"] if comment else None,
            request_file_info=False,
        )
    except SLACK_FAILURES as failure:
        error = error_name(failure)
        log.warning("a file could not be sent: %s", error)
        return Refusal("not_sent", _why(error))
    return None


async def _conversation(desk: Desk, request: Request) -> str:
    """Where somebody is reached: learnt from Slack once."""
    async with desk.db.read() as tx:
        known = await direct_channels.of(tx, request.workspace_id, request.user_id)
    if known:
        return known
    answer = await request.client.conversations_open(users=request.user_id)
    channel = str((answer.get("channel") or {})["id"])
    async with desk.db.write() as tx:
        await direct_channels.learn(tx, [(request.workspace_id, request.user_id, channel)])
    return channel


def _why(error: str) -> str:
    if error in _NO_RIGHT:
        return "I may not send files here yet. Whoever installed me adds the right `files:write` and installs me again."
    if error in _NO_FILES:
        return "This workspace takes no files from me."
    return f"The file could not be sent ({error}). Try again in a moment."
