"""Counting who writes in a customer's channel: begun by its owner, said there, ended by anybody of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from reviews.decision import Change, Decision, Message, Post, Refusal, Say, TellCustomer
from reviews.health.kept import Listening
from reviews.model import Account


class ListenWish(StrEnum):
    """What somebody typed after `listen`."""

    SHOW = "show"
    ON = "on"
    OFF = "off"


_WORDS = {
    **dict.fromkeys(("on", "start", "yes", "begin", "ein", "an"), ListenWish.ON),
    **dict.fromkeys(("off", "stop", "no", "end", "aus"), ListenWish.OFF),
    **dict.fromkeys(("", "status", "show"), ListenWish.SHOW),
}


def read_wish(words: str) -> ListenWish | Refusal:
    """Read what was typed; a word that is none of ours is said back with the nearest that is."""
    typed = " ".join(words.casefold().split()).strip(" .!?")
    if typed in _WORDS:
        return _WORDS[typed]
    return Refusal("word", f"“{words.strip()[:60]}” is neither “on” nor “off”.")


def begin(
    account: Account, channel: str, before: Listening | None, notice: Message, *, by: str, now: datetime
) -> Decision | Refusal:
    """Count from now on, and say so in the channel. `before` is how it stood there."""
    if channel not in {account.channel, account.shared_channel}:
        return Refusal("room", f"This channel does not belong to {account.name} any more, so nothing was switched on.")
    if before is not None and before.ended_at is None and before.account_id == account.id:
        return Refusal("on", "Who writes here is counted already.")
    began = Listening(account.workspace_id, channel, account.id, by, now)
    return Decision((Change(before, began),), (_said(account, channel, f"listen:{channel}:{now}", notice),))


def end(
    account: Account | None, before: Listening | None, notice: Message, *, by: str, now: datetime
) -> Decision | Refusal:
    """Count no more, and say so in the channel."""
    if before is None or before.ended_at is not None:
        return Refusal("off", "Nobody is counted here.")
    ended = replace(before, ended_at=now, ended_by=by)
    key = f"unlisten:{before.channel}:{now}"
    return Decision((Change(before, ended),), (_said(account, before.channel, key, notice),))


def _said(account: Account | None, channel: str, key: str, notice: Message) -> Say:
    """In the channel where the customer reads along, only what a person has just asked for is said."""
    if account is not None and channel == account.channel:
        return Post(key, channel, notice)
    return TellCustomer(key, channel, notice)
