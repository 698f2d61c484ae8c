"""Saying one row: what it says now, the call to Slack, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from jobs.deliver_office import Office
from jobs.deliver_outcomes import Again, Dropped, Failed, Hold, Outcome, Sent, Unsure, is_person
from jobs.deliver_wire import call
from jobs.slack_answers import FAILURES, GONE, Failure, Kind, error_of, read_failure
from reviews.decision import Message
from reviews.messages.board import board
from storage import delivering, direct_channels, nudges, outbox, rooms, sittings
from storage.delivering import UNPACED
from storage.outbox import BELONGS_TO
from storage.types import Kept
from storage.values import OutboxState, Outgoing, Say

log = logging.getLogger(__name__)
EVENT_TYPE = "holdfast_message"
RETRY_AFTER = timedelta(seconds=30)
LEAST_WAIT = timedelta(seconds=1)
BROKEN_AFTER = timedelta(minutes=10)
LOCKED_OUT_FOR = timedelta(minutes=5)
UNTIL_IT_IS_SAID = timedelta(seconds=5)
NOT_TOLD = frozenset({Kind.CHANNEL_BUSY, Kind.ALL_BUSY, Kind.UNKNOWN})
"""Slack may say later who reads a room."""
OTHERWISE = "otherwise"
"""Of a payload: what is said instead where Slack does not take the blocks; never sent itself."""
ANEW = "the message is gone; posting it anew"


@dataclass(frozen=True, slots=True)
class Words:
    """What a row says now and where: a new message, or one that takes the place of what stands at `ts`."""

    channel: str
    message: Mapping[str, Any]
    ts: str | None = None
    version: int | None = None
    anew: bool = False
    """Whether it is posted again where the message it belongs in is gone."""
    otherwise: Mapping[str, Any] | None = None
    """What takes its place where Slack does not take its blocks."""


async def say(office: Office, row: Outgoing, instead: Message | None) -> Outcome:
    """Say a row, `instead` of its own payload where given."""
    find = FINDING.get(row.operation)
    if find is None:
        return Failed(row, f"nobody knows how to say {row.operation.value}")
    try:
        words = await find(office, row, instead)
    except Exception as mistake:
        # One row that cannot be rendered must not hold back the others.
        log.exception("delivery of %s broke", row.key)
        return Again(row, office.clock() + BROKEN_AFTER, type(mistake).__name__)
    if not isinstance(words, Words):
        return words
    if row.operation is not Say.TO_CUSTOMER and (kept := await _kept_back(office, row, words.channel)):
        return kept
    return await _carry(office, row, words)


async def _kept_back(office: Office, row: Outgoing, channel: str) -> Outcome | None:
    """Look at a room before anything is said or changed in it; None where only our own people read it.

    Slack limits how often it is asked about rooms: those not looked at wait, while other things are said.
    """
    failure = await office.rooms.refusal(office.client, row.workspace_id, channel, office.clock())
    if failure is None:
        return None
    if failure.kind in NOT_TOLD:
        return _looks_later(office, row, failure)
    return not_said(office, row, failure, posting=False)


def _looks_later(office: Office, row: Outgoing, failure: Failure) -> Outcome:
    """The room waits. What is said there keeps its moment, so that nothing queued meanwhile overtakes it."""
    now, workspace = office.clock(), row.workspace_id
    until = now + asked_for(failure)
    if failure.kind is Kind.ALL_BUSY:
        office.rooms.ask_later(workspace, until)
    elif failure.kind is Kind.UNKNOWN:
        office.pace.trouble(workspace, now)
    office.pace.hold_channel(workspace, row.channel, until)
    log.warning("delivery of %s waits until %s: %s", row.key, until.isoformat(), failure.error)
    return Again(row, until if row.operation in UNPACED else row.not_before, failure.error)


async def _carry(office: Office, row: Outgoing, words: Words) -> Outcome:
    if words.ts is not None and is_person(words.channel):
        words = await _in_conversation(office, row, words)
    if words.ts is None:
        return await _posted(office, row, words)
    try:
        answer = await office.client.chat_update(channel=words.channel, ts=words.ts, **words.message)
    except SlackApiError as failure:
        if error_of(failure) not in GONE:
            return not_said(office, row, read_failure(failure), posting=False)
    except FAILURES as failure:
        return not_said(office, row, read_failure(failure), posting=False)
    else:
        office.pace.fine(row.workspace_id)
        return Sent(row, str(answer.get("ts") or words.ts), words.channel, version=words.version)
    return await _posted_anew(office, row, words) if words.anew else Dropped(row)


async def _in_conversation(office: Office, row: Outgoing, words: Words) -> Words:
    """What stands with a person is changed in the conversation it stands in: Slack takes no person's id there."""
    async with office.db.read() as tx:
        known = await direct_channels.of(tx, row.workspace_id, words.channel)
    return replace(words, channel=known) if known else replace(words, ts=None)


async def _posted_anew(office: Office, row: Outgoing, words: Words) -> Outcome:
    """What stood there is gone. Noted first: a crash from here on must be looked into, not simply tried again."""
    async with office.db.write() as tx:
        await delivering.unsure(tx, [(row, ANEW, None)])
    return await _posted(office, row, words)


async def _posted(office: Office, row: Outgoing, words: Words) -> Outcome:
    """Post a message with its key beside it, by which it is found where the answer is lost."""
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": row.key}}
    about = {"channel": words.channel, "metadata": metadata}
    said = words.message
    body = said.joined_to(about) if isinstance(said, Kept) else {**about, **said}
    if row.operation is Say.BOARD:
        office.pace.spoke(row.workspace_id, words.channel, office.clock())
    try:
        answer = await call(office.client, "chat.postMessage", body)
    except FAILURES as failure:
        if words.otherwise and isinstance(failure, SlackApiError) and error_of(failure) == "invalid_blocks":
            return await _posted(office, row, replace(words, message={**said, **words.otherwise}, otherwise=None))
        return not_said(office, row, read_failure(failure), posting=True)
    except Exception as mistake:
        log.exception("the answer to %s cannot be read", row.key)
        return Unsure(row, type(mistake).__name__)
    office.pace.fine(row.workspace_id)
    ts, channel = answer.get("ts"), answer.get("channel")
    where = str(channel or words.channel)
    return Sent(row, str(ts) if ts else None, where, posted=True, version=words.version, asked_for=words.channel)


def not_said(office: Office, row: Outgoing, failure: Failure, *, posting: bool) -> Outcome:
    """What a failed call means for a row, and for what waits behind it."""
    now, workspace = office.clock(), row.workspace_id
    if failure.kind is Kind.REFUSED:
        return Failed(row, failure.error)
    if failure.kind is Kind.UNKNOWN:
        office.pace.trouble(workspace, now)
        log.warning("delivery of %s: %s; whether Slack has it is not known", row.key, failure.error)
        return Unsure(row, failure.error) if posting else Again(row, now + RETRY_AFTER, failure.error, Hold.CHANNEL)
    if failure.kind is Kind.CHANNEL_BUSY:
        until = now + asked_for(failure)
        office.pace.hold_channel(workspace, row.channel, until)
        hold = Hold.CHANNEL
    else:
        until = _all_wait(office, row, failure)
        hold = Hold.ALL
    log.warning("delivery of %s waits until %s: %s", row.key, until.isoformat(), failure.error)
    return Again(row, until, failure.error, hold)


def asked_for(failure: Failure) -> timedelta:
    """How long to wait for a busy Slack: as long as it asks for, but never no time at all."""
    return RETRY_AFTER if failure.wait is None else max(failure.wait, LEAST_WAIT)


def _all_wait(office: Office, row: Outgoing, failure: Failure) -> datetime:
    """Until when everything waits in a row's workspace."""
    now, workspace = office.clock(), row.workspace_id
    if failure.kind is Kind.LOCKED_OUT:
        log.error("Slack does not accept the bot's token (%s): nothing is delivered until it does", failure.error)
        until = now + LOCKED_OUT_FOR
    elif failure.kind is Kind.NOT_SENT:
        until = office.pace.trouble(workspace, now) or now + timedelta(seconds=5)
    else:
        until = now + asked_for(failure)
    office.pace.hold_all(workspace, until)
    return until


Finding = Callable[[Office, Outgoing, Message | None], Awaitable[Words | Outcome]]


async def _post(office: Office, row: Outgoing, instead: Message | None) -> Words | Outcome:
    """A finished message; one that names a `ts` takes the place of what stands there."""
    if instead is None and row.operation is Say.NUDGE and isinstance(row.payload, Kept):
        return Words(row.channel, row.payload)
    message = dict(instead or row.payload or {})
    head = message.pop(BELONGS_TO, None)
    words = Words(row.channel, message, message.pop("ts", None), otherwise=message.pop(OTHERWISE, None))
    return words if head is None else await _below(office, row, words, str(head))


async def _below(office: Office, row: Outgoing, words: Words, key: str) -> Words | Outcome:
    """The same in the thread of the message with that key, once it is said; on its own where it never will be."""
    async with office.db.read() as tx:
        head = await outbox.by_key(tx, row.workspace_id, key)
        known = await direct_channels.of(tx, row.workspace_id, row.channel) if is_person(row.channel) else None
    if head is not None and head.state in {OutboxState.QUEUED, OutboxState.SENDING}:
        when = max(office.clock() + UNTIL_IT_IS_SAID, head.not_before)
        return Again(row, when, "the message it belongs to is not said yet")
    if head is None or head.state is not OutboxState.SENT or head.ts is None:
        return words
    return replace(words, channel=known or row.channel, message={**words.message, "thread_ts": head.ts})


async def _board(office: Office, row: Outgoing, instead: Message | None) -> Words | Outcome:
    """The board, rendered now, so that the last word is always right."""
    async with office.db.read() as tx:
        sitting = await sittings.load(
            tx, row.workspace_id, row.subject_id or 0, now=office.clock(), default_zone=office.default_zone
        )
    if sitting is None:
        return Dropped(row)
    review = sitting.review
    return Words(review.channel, board(sitting), review.board_ts, review.board_version, anew=True)


async def _nudge_again(office: Office, row: Outgoing, instead: Message | None) -> Words | Outcome:
    """A nudge as it stands now, where it has been said."""
    async with office.db.read() as tx:
        nudge = await nudges.by_id(tx, row.workspace_id, row.subject_id or 0)
        if nudge is None or office.render_again is None:
            return Dropped(row)
        if nudge.ts is None:
            coming = await delivering.is_coming(tx, row.workspace_id, Say.NUDGE, nudge.id)
            return (
                Again(row, office.clock() + UNTIL_IT_IS_SAID, "the nudge is not said yet") if coming else Dropped(row)
            )
        shown = await office.render_again(tx, row)
    return Words(shown[0], shown[2], shown[1], nudge.version) if shown else Dropped(row)


async def _withdraw(office: Office, row: Outgoing, instead: Message | None) -> Words | Outcome:
    """A message of ours is taken away, wherever it stands; one that is gone already is what was wanted.

    Of one that was being said when it was decided, only its row is known: where it stands shows when it was said.
    """
    del instead
    ts = (row.payload or {}).get("ts")
    if ts is None:
        async with office.db.read() as tx:
            other = await rooms.row(tx, row.workspace_id, int((row.payload or {}).get("row") or 0))
        if other and other.state is OutboxState.SENDING:
            return Again(row, office.clock() + UNTIL_IT_IS_SAID, "the message is not said yet")
        if other is None or other.state is not OutboxState.SENT or other.ts is None:
            return Dropped(row)
        ts = other.ts
    return await _deleted(office, row, str(ts))


async def _deleted(office: Office, row: Outgoing, ts: str) -> Outcome:
    try:
        await office.client.chat_delete(channel=row.channel, ts=ts)
    except SlackApiError as failure:
        if error_of(failure) not in GONE:
            return not_said(office, row, read_failure(failure), posting=False)
    except FAILURES as failure:
        return not_said(office, row, read_failure(failure), posting=False)
    return Sent(row, ts, row.channel)


FINDING: dict[Say, Finding] = {
    Say.POST: _post,
    Say.BOARD: _board,
    Say.NUDGE: _post,
    Say.NUDGE_AGAIN: _nudge_again,
    Say.TO_CUSTOMER: _post,
    Say.DELETE: _withdraw,
}
