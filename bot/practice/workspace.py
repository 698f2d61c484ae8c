"""The state of the practice workspace: people, conversations and what was said in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.practice import world
from bot.practice.about import BOT_USER_ID
from bot.practice.mrkdwn import rich_text_of

VERSION = 1


@dataclass(slots=True)
class Said:
    """One message as Slack holds it. `seen_by` names the only person who sees an ephemeral one."""

    body: dict[str, Any]
    seen_by: str | None = None

    @property
    def ts(self) -> str:
        """Slack's id and time of the message."""
        return str(self.body["ts"])


@dataclass(slots=True)
class Channel:
    """One conversation: Slack's facts about it, who is in it, and its messages, oldest first.

    Messages come and go by `add` and `drop`, which keep the answers of each thread at hand.
    """

    facts: dict[str, Any]
    members: list[str]
    said: list[Said] = field(default_factory=list)
    _threads: dict[str, list[Said]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Slack's id of the conversation."""
        return str(self.facts["id"])

    @property
    def kind(self) -> str:
        """Slack's `channel_type`: channel, group, im or mpim."""
        if self.facts.get("is_im"):
            return "im"
        if self.facts.get("is_mpim"):
            return "mpim"
        return "group" if self.facts.get("is_private") else "channel"

    def add(self, said: Said) -> None:
        """Take a message that is newer than every other."""
        self.said.append(said)
        if thread := _thread_of(said):
            self._threads.setdefault(thread, []).append(said)

    def drop(self, said: Said) -> None:
        """Let a message go."""
        del self.said[self._place(said.ts)]
        if thread := _thread_of(said):
            self._threads[thread] = [each for each in self._threads[thread] if each is not said]

    def find(self, ts: str) -> Said | None:
        """Return the message of this ts."""
        place = self._place(ts)
        found = self.said[place] if place < len(self.said) else None
        return found if found is not None and found.ts == ts else None

    def open_messages(self) -> list[dict[str, Any]]:
        """Return what everybody in the conversation sees, oldest first."""
        return [said.body for said in self.said if said.seen_by is None]

    def between(self, first: str, end: str) -> list[dict[str, Any]]:
        """Return what everybody sees from the ts `first` on and before the ts `end`, oldest first."""
        among = self.said[self._place(first) : self._place(end)]
        return [said.body for said in among if said.seen_by is None]

    def latest(self) -> str | None:
        """Return the ts of the newest message that everybody sees."""
        return next((said.ts for said in reversed(self.said) if said.seen_by is None), None)

    def replies(self, ts: str) -> list[dict[str, Any]]:
        """Return the answers in a thread, oldest first."""
        return [said.body for said in self._threads.get(ts, ())]

    def _place(self, ts: str) -> int:
        """Where a ts stands or would stand: all have the same length, so they sort as they were said."""
        return bisect_left(self.said, ts, key=lambda said: said.ts)


def as_ts(micros: int) -> str:
    """Return a moment, in millionths of a second since 1970, as Slack writes it."""
    return f"{micros // 1_000_000:010d}.{micros % 1_000_000:06d}"


def _thread_of(said: Said) -> str | None:
    thread = said.body.get("thread_ts")
    return str(thread) if thread and thread != said.ts and said.seen_by is None else None


class Workspace:
    """People and conversations by id. Whoever changes anything calls `changed`."""

    def __init__(self, app_name: str, clock: Callable[[], datetime]) -> None:
        self.app_name = app_name
        self.clock = clock
        self.changed: Callable[[], None] = lambda: None
        self.users: dict[str, dict[str, Any]] = {}
        self.channels: dict[str, Channel] = {}
        self._direct: dict[str, Channel] = {}
        self._last_micros = 0
        self.reset()

    def reset(self) -> None:
        """Begin again with the sample world."""
        now = self.clock()
        self.users = {user["id"]: user for user in world.users(self.app_name, now)}
        self.channels, self._direct = {}, {}
        for facts in world.channels(now):
            self.add_channel(facts)
        self._last_micros = 0
        self._say_samples(now)
        self.changed()

    def add_channel(self, facts: dict[str, Any]) -> Channel:
        """Add a conversation from Slack's object with its `members`."""
        held = dict(facts)
        channel = Channel(held, list(held.pop("members")))
        self.channels[channel.id] = channel
        if channel.kind == "im":
            self._direct[held["user"]] = channel
        return channel

    def new_ts(self, at: datetime | None = None) -> str:
        """Return a ts later than any before it."""
        wanted = round((at or self.clock()).timestamp() * 1_000_000)
        self._last_micros = max(wanted, self._last_micros + 1)
        return as_ts(self._last_micros)

    def channel(self, ref: str) -> Channel | None:
        """Return a conversation by id, or by name with or without #."""
        if ref in self.channels:
            return self.channels[ref]
        name = ref.removeprefix("#").lower()
        return next((each for each in self.channels.values() if each.facts.get("name") == name), None)

    def user(self, ref: str) -> dict[str, Any] | None:
        """Return a person by id, or by name with or without @."""
        if ref in self.users:
            return self.users[ref]
        name = ref.removeprefix("@").lower()
        return next((each for each in self.users.values() if each["name"] == name), None)

    def direct(self, user_id: str) -> Channel:
        """Return the direct conversation of a person with the bot, opened when it is not there yet."""
        found = self._direct.get(user_id)
        if found is None:
            found = self.add_channel(world.direct(user_id, int(self.clock().timestamp())))
            self.changed()
        return found

    def bot_is_in(self, channel: Channel) -> bool:
        """Tell whether the bot is a member of a conversation."""
        return BOT_USER_ID in channel.members

    def add_people(self, people: list[dict[str, Any]]) -> None:
        """Add people from Slack's user objects."""
        self.users |= {person["id"]: person for person in people}
        self.changed()

    def is_ours(self, user_id: str) -> bool:
        """Tell whether a person belongs to this workspace, not to another organisation."""
        return bool(self.users[user_id]["team_id"] == world.TEAM_ID)

    def keep(self) -> dict[str, Any]:
        """Return the lasting state as plain JSON values."""
        return {
            "version": VERSION,
            "last_micros": self._last_micros,
            "users": list(self.users.values()),
            "channels": [
                {
                    **each.facts,
                    "members": each.members,
                    "said": [{"body": said.body, "seen_by": said.seen_by} for said in each.said],
                }
                for each in self.channels.values()
            ],
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Take over a state that `keep` returned; the app's own names stay as they are now."""
        if kept["version"] != VERSION:
            raise ValueError(f"version {kept['version']}, this server reads {VERSION}")
        users = {user["id"]: user for user in kept["users"]}
        channels = [(dict(facts), facts["said"]) for facts in kept["channels"]]
        self.users = users | {BOT_USER_ID: self.users[BOT_USER_ID]}
        self.channels, self._direct = {}, {}
        for facts, said in channels:
            del facts["said"]
            channel = self.add_channel(facts)
            for each in said:
                channel.add(Said(each["body"], each["seen_by"]))
        self._last_micros = int(kept["last_micros"])

    def _say_samples(self, now: datetime) -> None:
        above: dict[str, str] = {}
        for channel_id, ago, user_id, text in sorted(world.SAID, key=lambda row: -row[1]):
            ts = self.new_ts(now - timedelta(hours=ago))
            body = person_message(self, user_id, text.removeprefix("^"), ts)
            if text.startswith("^"):
                body["thread_ts"] = above[channel_id]
            else:
                above[channel_id] = ts
            self.channels[channel_id].add(Said(body))
        for channel in self.channels.values():
            for parent in channel.open_messages():
                count_replies(channel, parent["ts"])


def person_message(workspace: Workspace, user_id: str, text: str, ts: str) -> dict[str, Any]:
    """Return what Slack stores when a person says `text` (already in Slack's own mark-up)."""
    return {
        "client_msg_id": f"{int(ts.replace('.', '')):032x}",
        "type": "message",
        "user": user_id,
        "text": text,
        "ts": ts,
        "team": workspace.users[user_id]["team_id"],
        "blocks": [{"type": "rich_text", "block_id": f"b{ts[-6:]}", "elements": rich_text_of(text)}],
    }


def count_replies(channel: Channel, ts: str) -> None:
    """Write the thread's figures on its first message, or take them off when no answer is left."""
    parent = channel.find(ts)
    if parent is None or parent.body.get("thread_ts", ts) != ts:
        return
    replies = channel.replies(ts)
    for name in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
        parent.body.pop(name, None)
    if replies:
        people = list(dict.fromkeys(reply["user"] for reply in replies))
        parent.body |= {
            "thread_ts": ts,
            "reply_count": len(replies),
            "reply_users": people,
            "reply_users_count": len(people),
            "latest_reply": replies[-1]["ts"],
            "is_locked": False,
            "subscribed": True,
        }


def without_metadata(body: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a message as Slack shows it to who did not ask for metadata."""
    return deepcopy({name: value for name, value in body.items() if name != "metadata"})


def seen_by(channel: Channel, user_id: str | None) -> Iterator[Said]:
    """Yield the messages a person sees; all of them for nobody in particular."""
    return (said for said in channel.said if user_id is None or said.seen_by in {None, user_id})
