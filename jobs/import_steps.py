"""The steps of a dropped file: it is looked at and offered, taken in, taken back, and spoken of when it has ended."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from jobs import importing
from jobs.import_book import Book, MaySee
from jobs.import_fetch import Fetched, fetch, send_back
from jobs.import_sight import actor_of, may_edit, may_see
from jobs.importing import Source
from jobs.slack_answers import FAILURES
from reviews.date_locales import order_for
from reviews.date_readings import DayOrder
from reviews.decision import Change, Decision, Message, Post, Refusal
from reviews.import_offer import can_undo, deed_of
from reviews.imports.model import Choices, FileImport, ImportReport, ImportState, UnreadableFileError
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.imports import SHOWN_BAD, Offer, ended, going, not_yours, offer
from reviews.messages.parts import button
from reviews.messages.words import said
from reviews.rights import Actor, Standing, may
from storage import import_news, people
from storage.database import Database
from storage.record import record

FEW_BAD: Final = 3
"""So many bad lines are read in the message; more come back as a file too."""
MOST_SENT_BACK: Final = 20 * 1024 * 1024
EVERY: Final = timedelta(seconds=3)
"""Between two words of progress."""
_NOT_OURS = "Only members of this workspace can bring in files."


@dataclass(frozen=True, slots=True)
class Desk:
    """What the steps work with. `clock` answers aware UTC."""

    db: Database
    client: AsyncWebClient
    clock: Callable[[], datetime]
    zone: str
    installer: str = ""


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who dropped a file, which customers they may see and change, and how they write dates."""

    actor: Actor
    may_see: MaySee | None
    may_edit: MaySee | None
    choices: Choices


class RefusedError(Exception):
    """A file that is not taken in. The text says why, for its person."""


async def look(desk: Desk, import_: FileImport) -> None:
    """Look at a file that was received, and offer what it would do; what cannot be read is refused with its reason.

    Raises DownloadError where it did not come.
    """
    sender = await _sender(desk, import_)
    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        try:
            file = await fetch(desk.client, import_, Path(folder))
            rejected = Path(folder) / "rejected"
            report = await _check(desk, import_, file, sender, rejected)
            found = await _found(desk, import_, report, sender, await _sent_back(desk, import_, report, rejected, file))
        except UnreadableFileError as trouble:
            raise RefusedError(str(trouble)) from trouble
    if not report.rows:
        raise RefusedError("It has no lines below its header.")
    offered = _with_figures(replace(import_, state=ImportState.OFFERED, why=None, ended_at=None), report)
    await _say(desk, import_, offered, offer(offered, found), f"import:{import_.id}:offer:{desk.clock().isoformat()}")


async def take_in(desk: Desk, import_: FileImport) -> None:
    """Take in a file whose person has said so. Raises DownloadError, and what `importing.load` raises."""
    sender = await _sender(desk, import_)
    if import_.kind and not may(sender.actor, deed_of(import_.kind)):
        raise RefusedError(not_yours(deed_of(import_.kind)))
    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        file = await fetch(desk.client, import_, Path(folder))
        source = Source(file.open, import_.name, sender.choices, None, sender.may_see, sender.may_edit)
        await importing.load(desk.db, source, import_, clock=desk.clock, progress=Progress(desk, import_).tell)


async def speak(desk: Desk, import_: FileImport) -> None:
    """Say how a file ended, in place of its offer where there is one."""
    async with desk.db.read() as tx:
        customers = await import_news.customers_of(tx, import_, 1)
    await _say(desk, import_, import_, ended(import_, customers), import_news.ended_key(import_))


def not_taken_back(import_: FileImport, why: Refusal, key: str, now: datetime) -> tuple[Post, ...]:
    """Why a file stays, and what is said of it as before; it may be wished away once more while that can be done."""
    again = [button("Undo", ids.IMPORT_UNDO, {"import": import_.id})] if can_undo(import_, now) else []
    text = f"*{said(import_.name, 100)}* was not taken back. {said(why.text, 600)}"
    where = import_.channel or import_.by
    told = Post(f"{key}:refused", where, tell(text, again))
    if not import_.message_ts:
        return (told,)
    return (Post(f"{key}:stays", where, {**ended(import_), "ts": import_.message_ts}), told)


async def _sender(desk: Desk, import_: FileImport) -> _Sender:
    """Who dropped it, as they stand now: rights may have been taken from them since."""
    async with desk.db.read() as tx:
        actor = await actor_of(tx, import_.workspace_id, import_.by, desk.installer)
        person = await people.by_id(tx, import_.workspace_id, import_.by)
        seen, own = await may_see(tx, actor), await may_edit(tx, actor)
    if actor.standing is not Standing.MEMBER or person is None:
        raise RefusedError(_NOT_OURS)
    order = order_for(person.locale)
    day_first = None if order is None else order is DayOrder.DAY_FIRST
    zone = person.time_zone or desk.zone
    return _Sender(actor, seen, own, Choices(import_.kind, import_.source, day_first=day_first, time_zone=zone))


async def _check(desk: Desk, import_: FileImport, file: Fetched, sender: _Sender, rejected: Path) -> ImportReport:
    with rejected.open("w", encoding="utf-8-sig", newline="") as bad_lines:
        source = Source(file.open, import_.name, sender.choices, bad_lines, sender.may_see, sender.may_edit)
        return await importing.check(desk.db, source, workspace_id=import_.workspace_id, now=desk.clock())


async def _sent_back(
    desk: Desk, import_: FileImport, report: ImportReport, rejected: Path, file: Fetched
) -> bool | None:
    """Give the bad lines back where they are more than are read at a glance.

    Before the offer is recorded: after a crash they may come twice, but never not at all.
    """
    if report.bad <= FEW_BAD:
        return None
    if (await asyncio.to_thread(rejected.stat)).st_size > MOST_SENT_BACK:
        return False
    return await send_back(desk.client, import_, rejected, file.said_in)


async def _found(
    desk: Desk, import_: FileImport, report: ImportReport, sender: _Sender, sent_back: bool | None
) -> Offer:
    async with desk.db.read() as tx:
        book = await Book.load(tx, import_.workspace_id, sender.may_see)
    # Thousands of names, letter by letter: beside the loop.
    meant = await asyncio.to_thread(_meant, book, report)
    deed = deed_of(report.shape.kind)
    refused = "" if may(sender.actor, deed) else not_yours(deed)
    return Offer(report, meant, sent_back if report.bad > SHOWN_BAD or sent_back else None, refused)


def _meant(book: Book, report: ImportReport) -> dict[str, str]:
    return {name: near for name, _ in report.strangers if (near := book.meant(name))}


def _with_figures(import_: FileImport, report: ImportReport) -> FileImport:
    return replace(
        import_,
        kind=report.shape.kind,
        source=report.shape.source,
        rows=report.rows,
        new=report.new,
        changed=report.changed,
        same=report.same,
        older=report.older,
        bad=report.bad,
    )


async def _say(desk: Desk, before: FileImport, after: FileImport, message: Message, key: str) -> None:
    """Record how a file stands and say it, in one transaction."""
    placed = {**message, "ts": after.message_ts} if after.message_ts else message
    post = Post(key, after.channel or after.by, placed)
    changes = (Change(before, after),) if before != after else ()
    async with desk.db.write() as tx:
        await record(tx, after.workspace_id, Decision(changes, (post,)), by=after.by, now=desk.clock())


class Progress:
    """Shows how far a file is in place of its offer, now and then; a word that gets lost is not missed."""

    def __init__(self, desk: Desk, import_: FileImport) -> None:
        self._desk = desk
        self._import = import_
        self._said_at = desk.clock()

    async def tell(self, rows: int, read: int) -> None:
        """So many lines were read."""
        del read
        now = self._desk.clock()
        if not self._import.message_ts or now - self._said_at < EVERY:
            return
        self._said_at = now
        said = going(self._import, rows, self._import.rows)
        try:
            await self._desk.client.chat_update(
                channel=self._import.channel or "", ts=self._import.message_ts, text=said["text"], blocks=said["blocks"]
            )
        except FAILURES:
            return
