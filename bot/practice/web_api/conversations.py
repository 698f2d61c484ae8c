"""conversations.*: what there is, who is in it and what was said there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.practice.about import BOT_USER_ID
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError, missing_argument
from bot.practice.events import joined_event
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, channel_of, joined, method, page, paged, public_channel
from bot.practice.workspace import Channel, as_ts, without_metadata
from bot.practice.world import TEAM_ID

TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
LAST_MICROS = 10**16 - 1


@method("conversations.info")
def info(practice: Practice, arguments: Arguments) -> Answer:
    """Return one conversation."""
    channel = channel_of(practice, arguments)
    facts = {**public_channel(channel), "is_member": practice.workspace.bot_is_in(channel)}
    if arguments.flag("include_num_members"):
        facts["num_members"] = len(channel.members)
    return {"channel": facts}


@method("conversations.list", tier=2)
def every(practice: Practice, arguments: Arguments) -> Answer:
    """Return the conversations the bot can know of, a page at a time."""
    return _listed(practice, arguments, practice.workspace.channels.values())


def _listed(practice: Practice, arguments: Arguments, among: Iterable[Channel]) -> Answer:
    names = arguments.listed("types") or ["public_channel"]
    if any(name not in TYPES for name in names):
        raise SlackError("invalid_types")
    kinds = {TYPES[name] for name in names}
    found = [
        {
            **public_channel(channel),
            "is_member": practice.workspace.bot_is_in(channel),
            "num_members": len(channel.members),
        }
        for channel in among
        if channel.kind in kinds and (channel.kind == "channel" or practice.workspace.bot_is_in(channel))
    ]
    if arguments.flag("exclude_archived"):
        found = [facts for facts in found if not facts.get("is_archived")]
    return paged("channels", *page(arguments, found, most=1000))


@method("users.conversations")
def of_user(practice: Practice, arguments: Arguments) -> Answer:
    """Return the conversations somebody is in: the bot, when nobody is named."""
    user_id = arguments.text("user") or BOT_USER_ID
    if user_id not in practice.workspace.users:
        raise SlackError("user_not_found")
    theirs = [channel for channel in practice.workspace.channels.values() if user_id in channel.members]
    return _listed(practice, arguments, theirs)


@method("conversations.members", tier=4)
def members(practice: Practice, arguments: Arguments) -> Answer:
    """Return who is in a conversation, a page at a time."""
    channel = channel_of(practice, arguments)
    return paged("members", *page(arguments, channel.members, most=1000))


@method("conversations.open")
def open_direct(practice: Practice, arguments: Arguments) -> Answer:
    """Open the direct conversation with one person or several."""
    if "channel" in arguments:
        channel = channel_of(practice, arguments)
        return {"channel": public_channel(channel) if arguments.flag("return_im") else {"id": channel.id}}
    people = arguments.listed("users")
    if not people:
        raise missing_argument("users")
    for user_id in people:
        _check_reachable(practice, user_id)
    channel = practice.workspace.direct(people[0]) if len(people) == 1 else _group(practice, people)
    return {"channel": public_channel(channel) if arguments.flag("return_im") else {"id": channel.id}}


def _check_reachable(practice: Practice, user_id: str) -> None:
    user = practice.workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    if user["deleted"]:
        raise SlackError("user_disabled")
    if user["is_bot"]:
        raise SlackError("cannot_dm_bot")


def _group(practice: Practice, people: list[str]) -> Channel:
    wanted = {*people, BOT_USER_ID}
    groups = (each for each in practice.workspace.channels.values() if each.kind == "mpim")
    found = next((each for each in groups if set(each.members) == wanted), None)
    if found is None:
        names = [practice.workspace.users[user_id]["name"] for user_id in people]
        found = practice.workspace.add_channel(
            {
                "id": f"G0{'X'.join(sorted(user_id[2:5] for user_id in people))}",
                "name": f"mpdm-{'--'.join(names)}-1",
                "is_channel": False,
                "is_group": False,
                "is_im": False,
                "is_mpim": True,
                "is_private": True,
                "is_archived": False,
                "created": int(practice.clock().timestamp()),
                "creator": BOT_USER_ID,
                "context_team_id": TEAM_ID,
                "members": [*people, BOT_USER_ID],
            }
        )
        practice.workspace.changed()
        practice.stream.say("channels")
    return found


@method("conversations.join")
def join(practice: Practice, arguments: Arguments) -> Answer:
    """Let the bot join a public channel."""
    channel = channel_of(practice, arguments)
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.facts.get("is_archived"):
        raise SlackError("is_archived")
    if not practice.workspace.bot_is_in(channel):
        channel.members.append(BOT_USER_ID)
        joined_event(practice, channel, BOT_USER_ID)
        practice.workspace.changed()
        practice.stream.say("channels", channel=channel.id)
    return {"channel": {**public_channel(channel), "is_member": True}}


@method("conversations.history")
def history(practice: Practice, arguments: Arguments) -> Answer:
    """Return what was said, newest first; answers in threads only where they were also sent to all.

    The first page has the newest of it; with `oldest` alone it has those closest to that moment.
    """
    channel = joined(practice, arguments)
    said = [body for body in channel.between(*_bounds(arguments)) if _in_history(body)]
    onward = bool(arguments.text("oldest")) and not arguments.text("latest")
    messages, cursor = page(arguments, said if onward else said[::-1], most=999)
    newest_first = messages[::-1] if onward else messages
    return {**_page_of(arguments, newest_first, cursor), "pin_count": 0}


@method("conversations.replies")
def replies(practice: Practice, arguments: Arguments) -> Answer:
    """Return a thread, its first message before the answers."""
    channel = joined(practice, arguments)
    said = channel.find(arguments.required("ts"))
    if said is None or said.seen_by is not None:
        raise SlackError("thread_not_found")
    root = channel.find(said.body.get("thread_ts", said.ts)) or said
    first, end = _bounds(arguments)
    answers = [body for body in channel.replies(root.ts) if first <= body["ts"] < end]
    messages, cursor = page(arguments, [root.body, *answers], most=1000, usual=1000)
    return _page_of(arguments, messages, cursor)


def _in_history(body: dict[str, Any]) -> bool:
    return body.get("thread_ts", body["ts"]) == body["ts"] or body.get("subtype") == "thread_broadcast"


def _bounds(arguments: Arguments) -> tuple[str, str]:
    """Return the first ts that `oldest` and `latest` let through, and the first after it that they do not."""
    inclusive = arguments.flag("inclusive")
    oldest, latest = (_micros(arguments.text(name), name) for name in ("oldest", "latest"))
    first = 0 if oldest is None else oldest if inclusive else oldest + 1
    end = LAST_MICROS if latest is None else latest + 1 if inclusive else latest
    return as_ts(max(0, first)), as_ts(max(0, min(end, LAST_MICROS)))


def _micros(ts: str, name: str) -> int | None:
    """A ts in millionths of a second; written as a float it would lose the last digits."""
    seconds, _, rest = ts.partition(".")
    try:
        return int(seconds or 0) * 1_000_000 + int(rest.ljust(6, "0")[:6] or 0) if ts else None
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _page_of(arguments: Arguments, messages: list[dict[str, Any]], cursor: str) -> Answer:
    whole = arguments.flag("include_all_metadata")
    shown = messages if whole else [without_metadata(body) for body in messages]
    more = {"response_metadata": {"next_cursor": cursor}} if cursor else {}
    return {"messages": shown, "has_more": bool(cursor), **more}
