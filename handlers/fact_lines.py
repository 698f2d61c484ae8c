"""`/review incident`, `usage` and `touch`: a fact in one line, or its form with what was understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers, people
from handlers.account_lookup import account_named, account_of_room
from handlers.actors import about, refusal, shown
from handlers.desk import Answer, Desk, Reply, Request
from handlers.fact_forms import answered
from handlers.fact_opening import edit_form, fill_of, open_form
from handlers.fact_saving import (
    Typist,
    contacts_of,
    save_incident,
    save_nothing,
    save_touch,
    save_usage,
    settle_incident,
    typist,
)
from handlers.lines import spoken
from reviews.decision import Decision, Message, Refusal
from reviews.fact_entry import IncidentWords, news_of, version_of
from reviews.fact_entry_fill import fill_of_line, typed_moment
from reviews.fact_entry_fill_touch import fill_of_touch_line
from reviews.fact_entry_fill_usage import fill_of_usage_line
from reviews.fact_entry_touch import Somebody, TouchWords
from reviews.fact_entry_usage import UsageWords
from reviews.facts import FactKind, Incident, TookPart
from reviews.incident_line import IncidentLine, IncidentNews, NothingReached, moment_of_news, read_incident
from reviews.incident_line_times import IncidentTimes
from reviews.mentions import Mention
from reviews.messages.answers import tell
from reviews.messages.item_forms import typed_note
from reviews.messages.words import said
from reviews.model import Account
from reviews.rights import Deed
from reviews.text import from_slack
from reviews.touch_line import TouchLine, read_touch
from reviews.usage_line import is_odd, read_usage
from storage import accounts, facts

_ANSWERED = frozenset({"already", "busy", "gone", "noted", "same"})
_LEAD = r"\s*(?:(?:for|of|at|add|new|set|update|show)\s+)?"


async def fact_line(desk: Desk, request: Request, kind: Literal["incident", "usage", "touch"]) -> Answer:
    """Note a fact typed in one line."""
    who = await typist(desk, request)
    account, text = await _customer(desk, request)
    if kind == "incident" and text:
        read = read_incident(text, who.clocked, who.order)
        if isinstance(read, IncidentNews):
            return await _news(desk, request, who, read)
    asked = await about(desk, request, account=account)
    if refused := await refusal(desk, request, Deed.LOG, asked):
        return Reply(refused)
    if not text.strip():
        return await open_form(desk, request, FactKind(kind), account, {})
    request = replace(request, text=text)
    return await _LINES[kind](desk, request, who, account)


async def _customer(desk: Desk, request: Request) -> tuple[Account | None, str]:
    """The customer a line begins with, else the one this conversation is about; and the line without the name."""
    found = await account_named(desk, request, request.text) if request.text.strip() else None
    if found:
        return found[1], without_name(request.text, found[0])
    return await account_of_room(desk, request, request.channel), request.text


def without_name(text: str, name: str) -> str:
    """A line as Slack sent it without the customer's name it begins with."""
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    words = r"\s+".join(re.escape(word) for word in escaped.split())
    begins = re.compile(rf"{_LEAD}[\"“”«]?{words}[\"“”»]?(?:['’]s\b)?[\s,:;.–—-]*", re.IGNORECASE)
    found = begins.match(text)
    return text[found.end() :] if found else text


async def _incident(desk: Desk, request: Request, who: Typist, account: Account | None) -> Answer:
    read = read_incident(request.text, who.clocked, who.order)
    if isinstance(read, NothingReached):
        return await _nothing(desk, request, who, account)
    if isinstance(read, IncidentNews):
        return await _news(desk, request, who, read)
    what = await spoken(desk, request, read.what) or None
    felt = await spoken(desk, request, read.felt_by) or None
    read = replace(read, what=what, felt_by=felt)
    notes = [*(f"#{tag} is not kept: one workflow is." for tag in read.tags), *read.times.assumed]
    why = [why for _, why in read.doubts]
    if account is not None and not why:
        done = await save_incident(desk, request, who, account, _words(read), notes)
        if not isinstance(done, Refusal) or done.code in _ANSWERED:
            return _said(done)
        why = [done.text]
    fill = fill_of_line(read, who.clocked.zone)
    return await _asked(desk, request, FactKind.INCIDENT, account, fill, why)


def _words(read: IncidentLine) -> IncidentWords:
    times = read.times
    return IncidentWords(
        what=read.what or "",
        started_at=times.started_at,
        day_only=times.day_only,
        workflow=read.workflow,
        acknowledged_at=times.acknowledged_at,
        fixed_at=times.fixed_at,
        felt_by=read.felt_by,
        link=read.link,
    )


async def _nothing(desk: Desk, request: Request, who: Typist, account: Account | None) -> Answer:
    if account is None:
        typed = f"`{desk.command} incident Northwind none`"
        return Reply(tell(f"Which customer did nothing reach? Say it in their channel, or with their name: {typed}."))
    return _said(await save_nothing(desk, request, who, account))


async def _news(desk: Desk, request: Request, who: Typist, news: IncidentNews) -> Answer:
    """What became of one that is noted; words that were not understood open its form."""
    async with desk.db.read() as tx:
        stored = await facts.by_id(tx, request.workspace_id, FactKind.INCIDENT, news.number)
        account = await accounts.by_id(tx, request.workspace_id, stored.account_id) if stored else None
    if not isinstance(stored, Incident) or account is None or not await shown(desk, request, account=account):
        return Reply(tell(f"There is no I-{news.number} here. `{desk.command} facts` shows what is noted."))
    allowed = await customers.customer_for(desk, request, Deed.LOG, account.id)
    if not isinstance(allowed, Account):
        return allowed
    times, why = _times(news, stored, who)
    if why or not news.news:
        fill = {**fill_of(stored, who), **_typed_times(times, stored, who)}
        notes = (*why, typed_note(await _line(desk, request)))
        return edit_form(request, who, account, FactKind.INCIDENT, stored, fill=fill, notes=notes)
    seen = version_of(stored)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        now = await facts.by_id(tx, request.workspace_id, FactKind.INCIDENT, news.number, lock=True)
        if not isinstance(now, Incident) or version_of(now) != seen:
            return Refusal("changed", "Somebody changed it at this moment. Type it once more.")
        return news_of(now, who.noting(account), acknowledged_at=times.acknowledged_at, fixed_at=times.fixed_at)

    done = await settle_incident(desk, request, who, account, decide, number=news.number)
    return answered(request, done)


def _times(news: IncidentNews, stored: Incident, who: Typist) -> tuple[IncidentTimes, list[str]]:
    """The moments that are new, and what was not understood of them."""
    times, why = IncidentTimes(), [f"I could not read “{news.rest}”."] if news.rest else []
    for field, moment in news.news.items():
        found = moment_of_news(moment, field, stored.started_at, stored.day_only, who.clocked)
        why += [each for _, each in found.doubts]
        at = found.fixed_at if field == "fixed" else found.acknowledged_at
        times = times.ending(field, at) if at else times
    return times, why


def _typed_times(times: IncidentTimes, stored: Incident, who: Typist) -> dict[str, str]:
    pairs = (("acknowledged", times.acknowledged_at), ("fixed", times.fixed_at))
    told = ((name, typed_moment(at, who.clocked.zone, day_only=stored.day_only)) for name, at in pairs)
    return {name: at for name, at in told if at}


async def _usage(desk: Desk, request: Request, who: Typist, account: Account | None) -> Answer:
    read = read_usage(request.text, who.asked)
    why = [*read.doubts, *([f"I could not read “{await spoken(desk, request, read.unread)}”."] if read.unread else [])]
    if not read.counts and not why:
        why = ["How many people use it?"]
    words = [UsageWords(each, read.ends_on or who.clocked.today, read.link) for each in read.counts]
    question = next(filter(None, (is_odd(each) for each in read.counts)), None)
    if account is not None and words and not why and not question:
        done = await save_usage(desk, request, who, account, words)
        if not isinstance(done, Refusal) or done.code in _ANSWERED:
            return _said(done)
        why = [done.text]
    if len(words) > 1:
        others = ", ".join(each.team or "the whole customer" for each in read.counts[1:])
        why.append(f"Only {read.counts[0].team or 'the whole customer'} is in this form; note {others} after it.")
    fill = fill_of_usage_line(read)
    return await _asked(desk, request, FactKind.USAGE, account, fill, why, question=question)


async def _touch(desk: Desk, request: Request, who: Typist, account: Account | None) -> Answer:
    read = read_touch(request.text, who.clocked, who.order, await contacts_of(desk, request, account))
    read = replace(read, about=await spoken(desk, request, read.about) or None)
    ours, wrong = await _ours(desk, request, read.ours)
    ours = [request.user_id, *ours] if read.also_me else ours
    why = [*(text for _, text in read.doubts), *wrong]
    if account is not None and not why:
        done = await save_touch(desk, request, who, account, _touch_words(read, ours), read.assumed)
        if not isinstance(done, Refusal) or done.code in _ANSWERED:
            return _said(done)
        why = [done.text]
    fill = fill_of_touch_line(read, who.clocked.zone, ours)
    return await _asked(desk, request, FactKind.TOUCH, account, fill, why, others=ours[1:])


async def _ours(desk: Desk, request: Request, named: Sequence[Mention]) -> tuple[list[str], list[str]]:
    """Slack ids of those of ours who are named, and why a name is nobody's."""
    found, wrong = list[str](), list[str]()
    for mention in named:
        person = await people.meant(desk, request, mention)
        if isinstance(person, Refusal):
            wrong.append(person.text)
        else:
            found.append(person.user_id)
    return list(dict.fromkeys(found)), wrong


def _touch_words(read: TouchLine, ours: Sequence[str]) -> TouchWords:
    who = tuple(Somebody(each.name, each.contact) for each in read.who)
    return TouchWords(
        who=who or ((Somebody(""),) if read.took_part is TookPart.ABSENT else ()),
        kind=read.kind,
        direction=read.direction,
        took_part=read.took_part,
        at=read.at,
        day_only=read.day_only,
        about=read.about,
        ours=tuple(dict.fromkeys(ours)),
        link=read.link,
    )


async def _asked(
    desk: Desk,
    request: Request,
    kind: FactKind,
    account: Account | None,
    fill: dict[str, str],
    why: Sequence[str],
    *,
    question: str | None = None,
    others: Sequence[str] = (),
) -> Answer:
    """The form with what was understood: what is in doubt first, then the line itself."""
    notes = (*why, typed_note(await _line(desk, request)))
    return await open_form(desk, request, kind, account, fill, notes, question=question, others=others)


async def _line(desk: Desk, request: Request) -> str:
    return await spoken(desk, request, from_slack(request.text), at="@")


def _said(done: Message | Refusal) -> Reply:
    return Reply(tell(said(done.text, 600)) if isinstance(done, Refusal) else done)


_LINES = {"incident": _incident, "usage": _usage, "touch": _touch}
