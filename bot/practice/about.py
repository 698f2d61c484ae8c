"""What the practice workspace is told of the app that joins it: its name, commands, shortcuts and events."""

from __future__ import annotations

from dataclasses import dataclass

APP_ID = "A0PRACTICE"
BOT_ID = "B0PRACTICE"
BOT_USER_ID = "U0PRACTICE"
BOT_TOKEN = "xoxb-practice"  # noqa: S105, a made-up token that opens only this workspace
APP_TOKEN = "xapp-practice"  # noqa: S105, a made-up token that opens only this workspace

EVENTS = (
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "file_shared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "user_change",
)
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "reactions:read",
    "reactions:write",
    "team:read",
    "users.profile:read",
    "users:read",
    "users:read.email",
)


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """One slash command of the app, with the words Slack shows beside it."""

    command: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One shortcut of the app: `kind` is "message" (on a message) or "global" (from anywhere)."""

    callback_id: str
    name: str
    kind: str = "message"


@dataclass(frozen=True, slots=True)
class PracticeApp:
    """The one app installed in the practice workspace."""

    name: str
    commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: tuple[str, ...] = EVENTS
    scopes: tuple[str, ...] = SCOPES

    def command(self, name: str) -> SlashCommand | None:
        """Return the command of this name, as Slack matches it: without regard to case."""
        return next((each for each in self.commands if each.command.lower() == name.lower()), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut of this callback id."""
        return next((each for each in self.shortcuts if each.callback_id == callback_id), None)
