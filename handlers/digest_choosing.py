"""What somebody chose about their digest: read, kept, and the channel it may be posted in."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.actors import actor_of
from handlers.desk import Desk, Reply, Request
from handlers.recording import settle
from handlers.rooms import is_direct, look_at
from reviews.decision import Change, Decision, Refusal
from reviews.digest_line import DigestSet
from reviews.digest_turns import Reader, allowed, covered, key_of, next_slot, usual
from reviews.digests import DigestSettings
from reviews.messages.digest_settings import DigestChoice
from reviews.messages.words import said
from reviews.rights import Actor, Standing
from storage import digest_readers, outbox, rosters


async def reader_of(desk: Desk, request: Request) -> Reader:
    """Who asks, with their rights and their clock at this moment."""
    async with desk.db.read() as tx:
        roster = await rosters.load(tx, request.workspace_id, [request.user_id], default_zone=desk.default_zone)
    return Reader(await actor_of(desk, request), roster.calendar(request.user_id))


async def known_to_the_clock(desk: Desk, request: Request) -> Actor:
    """Who asks, as the clock will know them when it is said: what was granted only to who set us up is not.

    Where the tables do not know them well enough, as they are known here.
    """
    asking = await actor_of(desk, request)
    async with desk.db.read() as tx:
        known = await digest_readers.actor(tx, request.workspace_id, request.user_id)
    return known if known.standing is Standing.MEMBER else asking


async def choice_of(desk: Desk, request: Request) -> DigestChoice:
    """What holds for who asks; what would hold if they chose nothing, where nothing is kept."""
    reader = replace(await reader_of(desk, request), actor=await known_to_the_clock(desk, request))
    async with desk.db.read() as tx:
        kept = await digest_readers.of(tx, request.workspace_id, request.user_id)
        settings = kept or usual(request.workspace_id, request.user_id, reader.actor.leads)
        slot = next_slot(settings, reader.calendar, request.now)
        if await outbox.by_key(tx, request.workspace_id, key_of(request.user_id, slot.week)):
            # This week's was said before its day was moved.
            slot = next_slot(settings, reader.calendar, slot.at)
    is_reader = kept is not None or reader.actor.leads is not None
    comes = settings.off_at is None and is_reader and covered(settings.scope, reader.actor) is not None
    today = reader.calendar.today(request.now)
    next_at = slot.at if comes else None
    return DigestChoice(settings, allowed(reader.actor), reader.calendar.zone, today, next_at, kept=comes)


async def save(desk: Desk, request: Request, wanted: DigestSet, *, off: bool) -> Decision | Refusal:
    """Keep what was chosen beside what held before."""
    actor = await known_to_the_clock(desk, request)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await digest_readers.of(tx, request.workspace_id, request.user_id, lock=True)
        before = stored or usual(request.workspace_id, request.user_id, actor.leads)
        after = _with(before, wanted)
        after = replace(after, off_at=(before.off_at or request.now) if off else None)
        return Decision() if after == stored else Decision((Change(stored, after),))

    return await settle(desk, request, decide)


def _with(before: DigestSettings, wanted: DigestSet) -> DigestSettings:
    hour = None if wanted.morning else wanted.hour or before.hour
    channel = before.channel if wanted.place is None else None if wanted.place == "dm" else wanted.place
    return replace(
        before,
        scope=wanted.scope or before.scope,
        weekday=before.weekday if wanted.weekday is None else wanted.weekday,
        hour=hour,
        channel=channel,
    )


async def place_of(desk: Desk, request: Request, channel: str) -> str | Refusal:
    """A channel it may be posted in, or "dm"; why it may not be posted there. The outbox looks again each time."""
    if is_direct(channel, request.channel_name if channel == request.channel else None):
        return "dm"
    room = await look_at(desk, request, channel)
    if isinstance(room, Reply):
        return Refusal("unknown", room.message["text"])
    where = f"#{said(room.name, 80)}" if room.name else "that channel"
    if room.outside:
        who = "Another organisation" if room.shared else "A guest"
        return Refusal(
            "outside", f"{who} reads {where}, and a digest is for your own people only. Choose another channel."
        )
    if room.archived:
        return Refusal("archived", f"{where} is archived. Choose another channel.")
    if not room.member:
        return Refusal("not_in", f"I am not in {where} yet. Type `/invite @Holdfast` there, then choose it again.")
    return channel
