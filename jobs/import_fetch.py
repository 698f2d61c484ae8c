"""A dropped file, fetched anew whenever it is read: nothing of it is kept between the look and the import."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from slack_sdk.web.async_client import AsyncWebClient

from jobs.downloads import DownloadError, Slack, download
from jobs.slack_answers import FAILURES, Kind, read_failure
from reviews.import_offer import MOST_BYTES, too_large
from reviews.imports.model import FileImport

_GONE = frozenset({"file_not_found", "file_deleted"})
_NO_RIGHT = frozenset({"missing_scope", "not_allowed_token_type", "no_permission"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file on our disk for as long as it is read. `said_in`: the person's message it came with."""

    path: Path
    said_in: str | None

    def open(self) -> BinaryIO:
        """Read it from its beginning, as often as wanted."""
        return self.path.open("rb")


async def fetch(client: AsyncWebClient, import_: FileImport, folder: Path) -> Fetched:
    """Bring a file into a folder of ours. Raises DownloadError with what its person is told."""
    file = await _facts(client, import_)
    path = folder / "dropped"
    slack = Slack(client.base_url, client.token or "", client.proxy)
    with path.open("wb") as into:
        await download(slack, str(file.get("url_private_download") or file.get("url_private") or ""), into)
    return Fetched(path, said_in(file, import_.channel))


async def _facts(client: AsyncWebClient, import_: FileImport) -> Mapping[str, Any]:
    """What Slack says of the file now: it may be gone, and nobody else's may take its place."""
    try:
        answer = await client.files_info(file=import_.file_id or "")
    except FAILURES as failure:
        raise _as_told(failure) from failure
    file: Mapping[str, Any] = answer.get("file") or {}
    if file.get("user") != import_.by or file.get("mode") == "tombstone":
        raise DownloadError(_gone())
    if int(file.get("size") or 0) > MOST_BYTES:
        raise DownloadError(too_large())
    return file


def _as_told(failure: Exception) -> DownloadError:
    read = read_failure(failure)
    if read.error in _GONE:
        return DownloadError(_gone())
    if read.error in _NO_RIGHT:
        return DownloadError("I may not read files here yet. Whoever installed me adds the right `files:read`.")
    return DownloadError(f"Slack did not say where the file is ({read.error}).", passing=read.kind is not Kind.REFUSED)


def _gone() -> str:
    return "The file is not in Slack any more. Drop it again."


def said_in(file: Mapping[str, Any], channel: str | None) -> str | None:
    """The message a file was dropped with in a conversation, by its `ts`."""
    shares = file.get("shares") or {}
    found = [(shares.get(kind) or {}).get(channel) or [] for kind in ("private", "public")]
    return next((str(each[0]["ts"]) for each in found if each and each[0].get("ts")), None)


async def send_back(client: AsyncWebClient, import_: FileImport, rejected: Path, thread: str | None) -> bool:
    """Give a person the lines that cannot be taken, as a file of the same columns; whether it went out."""
    stem = import_.name.rpartition(".")[0] or import_.name
    try:
        await client.files_upload_v2(
            channel=import_.channel,
            thread_ts=thread,
            filename=f"{stem}-bad-lines.csv",
            title=f"Lines of {import_.name} that cannot be taken",
            content=await asyncio.to_thread(rejected.read_bytes),
            request_file_info=False,
        )
    except FAILURES:
        return False
    return True
