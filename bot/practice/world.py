"""The sample world: Fieldstone, its people, its customers' people and its channels. Plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.practice.about import APP_ID, BOT_ID, BOT_USER_ID

TEAM_ID = "T0FIELD"
TEAM = {"id": TEAM_ID, "name": "Fieldstone", "domain": "fieldstone", "email_domain": "fieldstone.example"}
NORTHWIND_TEAM_ID = "T0NORTHWD"
ZONE_NAMES = {
    "America/Chicago": "Central Standard Time",
    "Asia/Dubai": "Gulf Standard Time",
    "Asia/Kolkata": "India Standard Time",
    "Europe/Berlin": "Central European Time",
    "America/Los_Angeles": "Pacific Standard Time",
}

# id, name, real name, title, time zone, locale
PEOPLE = (
    ("U0NINA001", "nina", "Nina Halvorsen", "Customer success manager", "Europe/Berlin", "en-GB"),
    ("U0TOMAS01", "tomas", "Tomás Vidal", "Customer success manager", "Europe/Berlin", "es-ES"),
    ("U0RUTH001", "ruth", "Ruth Okafor", "Customer success manager", "America/Chicago", "en-US"),
    ("U0LENA001", "lena", "Lena Ortiz", "Customer success lead", "America/Chicago", "en-US"),
    ("U0JONAS01", "jonas", "Jonas Weber", "VP customers", "Europe/Berlin", "de-DE"),
    ("U0OMAR001", "omar", "Omar Haddad", "Engineering", "Asia/Dubai", "en-GB"),
    ("U0PRIYA01", "priya", "Priya Raman", "Support", "Asia/Kolkata", "en-IN"),
    ("U0MEI0001", "mei", "Mei Tanaka", "Product manager", "America/Chicago", "en-US"),
)
GONE = ("U0SVEN001", "sven", "Sven Lindqvist", "Customer success manager", "Europe/Berlin", "sv-SE")
STRANGERS = (
    ("U0DANA001", "dana", "Dana Brooks", "Head of operations, Northwind", "America/Chicago", "en-US"),
    ("U0FARID01", "farid", "Farid Nasser", "Finance controller, Northwind", "America/Los_Angeles", "en-US"),
)
ADMINS = {"U0LENA001", "U0JONAS01"}

# id, name, private, topic, members beside the bot
ACCOUNTS = (
    (
        "C0NORTHWND",
        "acct-northwind",
        False,
        "Northwind · Nina · renews in January",
        ("U0NINA001", "U0LENA001", "U0OMAR001", "U0PRIYA01", "U0MEI0001"),
    ),
    (
        "C0BLUEFERN",
        "acct-bluefern",
        False,
        "Blue Fern · Nina · onboarding since September",
        ("U0NINA001", "U0OMAR001", "U0PRIYA01", "U0LENA001"),
    ),
    (
        "C0KESTREL0",
        "acct-kestrel",
        True,
        "Kestrel · Tomás · quiet since spring",
        ("U0TOMAS01", "U0LENA001", "U0JONAS01", "U0OMAR001"),
    ),
    (
        "C0HARBORLN",
        "acct-harbor-lane",
        False,
        "Harbor Lane · Ruth",
        ("U0RUTH001", "U0LENA001", "U0PRIYA01", "U0MEI0001"),
    ),
    (
        "C0JUNIPER0",
        "acct-juniper",
        True,
        "Juniper · Ruth · pilot of the new exports",
        ("U0RUTH001", "U0OMAR001", "U0MEI0001", "U0LENA001"),
    ),
    ("C0SOLSTICE", "acct-solstice", False, "Solstice · Tomás", ("U0TOMAS01", "U0PRIYA01", "U0LENA001")),
)
SHARED = (
    "C0SHAREDNW",
    "shared-northwind",
    False,
    "Fieldstone and Northwind",
    ("U0NINA001", "U0OMAR001", "U0LENA001", "U0DANA001", "U0FARID01"),
)
LEADERS = ("C0CSLEADER", "cs-leaders", True, "Who needs what this week", ("U0LENA001", "U0JONAS01"))
GENERAL = ("C0GENERAL0", "general", False, "Company-wide", tuple(row[0] for row in PEOPLE))

# channel, hours before the start, who, text ("^" first: an answer to the thread above it there)
SAID = (
    (
        "C0GENERAL0",
        72.0,
        "U0JONAS01",
        "Good numbers from September, thank you all. Quarterly reviews start this week.",
    ),
    ("C0NORTHWND", 51.0, "U0PRIYA01", "Northwind's month-end export timed out again. Third month running."),
    ("C0NORTHWND", 50.9, "U0OMAR001", "^I can see it: the file goes over the size limit. Needs a real fix."),
    (
        "C0NORTHWND",
        50.6,
        "U0NINA001",
        "^Farid rebuilds it by hand, 40 minutes each close. I told them mid November.",
    ),
    ("C0NORTHWND", 20.0, "U0NINA001", "Their review is due this week. New head of operations: Dana Brooks."),
    (
        "C0BLUEFERN",
        30.0,
        "U0NINA001",
        "Blue Fern's second team starts on Monday. They still lack a checklist.",
    ),
    ("C0BLUEFERN", 29.5, "U0PRIYA01", "Two how-to tickets a day from them, all about roles."),
    (
        "C0KESTREL0",
        120.0,
        "U0TOMAS01",
        "No answer from Kestrel since the call in May. Their champion changed jobs.",
    ),
    ("C0KESTREL0", 119.0, "U0LENA001", "^Who else do we know there?"),
    ("C0HARBORLN", 44.0, "U0RUTH001", "Harbor Lane asks for exports by cost centre, again."),
    ("C0JUNIPER0", 26.0, "U0RUTH001", "Juniper likes the new exports. Finance wants totals per site."),
    ("C0SOLSTICE", 90.0, "U0TOMAS01", "Solstice went from 12 to 19 active people since August."),
    ("C0SHAREDNW", 25.0, "U0DANA001", "Hello from Northwind, I have taken over operations from this month."),
    ("C0SHAREDNW", 24.6, "U0NINA001", "Welcome, Dana. I will send our open points before Thursday."),
    (
        "C0CSLEADER",
        47.0,
        "U0LENA001",
        "Kestrel worries me more than Northwind. Nobody complains there any more.",
    ),
)


def users(app_name: str, now: datetime) -> list[dict[str, Any]]:
    """Return everybody as Slack's user objects, the app's own bot included."""
    ours = [person(row, now) for row in PEOPLE]
    gone = {**person(GONE, now), "deleted": True, "is_forgotten": False}
    strangers = [_stranger(row, now) for row in STRANGERS]
    return [*ours, gone, *strangers, _bot(app_name, now)]


def channels(now: datetime) -> list[dict[str, Any]]:
    """Return every conversation as Slack's objects, each with its `members`."""
    since = int(now.timestamp()) - 300 * 86_400
    inside = [_channel(row, since, bot=True) for row in (*ACCOUNTS, LEADERS)]
    shared = {
        **_channel(SHARED, since, bot=True),
        "is_shared": True,
        "is_ext_shared": True,
        "connected_team_ids": [NORTHWIND_TEAM_ID],
        "shared_team_ids": [TEAM_ID, NORTHWIND_TEAM_ID],
        "internal_team_ids": [TEAM_ID],
    }
    general = {**_channel(GENERAL, since, bot=False), "is_general": True}
    return [*inside, shared, general, *(direct(row[0], since) for row in PEOPLE)]


def direct(user_id: str, since: int) -> dict[str, Any]:
    """Return the direct conversation of a person with the bot."""
    return {
        "id": f"D0{user_id[2:]}",
        "created": since,
        "is_im": True,
        "is_archived": False,
        "is_org_shared": False,
        "context_team_id": TEAM_ID,
        "user": user_id,
        "is_user_deleted": False,
        "priority": 0,
        "members": [user_id, BOT_USER_ID],
    }


def person(row: tuple[str, str, str, str, str, str], now: datetime) -> dict[str, Any]:
    """Return one of our people as Slack's user object."""
    user_id, name, real_name, title, zone, locale = row
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    admin = user_id in ADMINS
    return {
        "id": user_id,
        "team_id": TEAM_ID,
        "name": name,
        "deleted": False,
        "color": f"{sum(map(ord, user_id)) * 7919 % 0xFFFFFF:06x}",
        "real_name": real_name,
        "tz": zone,
        "tz_label": ZONE_NAMES[zone],
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(name, real_name, title, TEAM_ID),
        "is_admin": admin,
        "is_owner": admin,
        "is_primary_owner": user_id == "U0JONAS01",
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": int(now.timestamp()),
        "is_email_confirmed": True,
        "locale": locale,
    }


def _profile(name: str, real_name: str, title: str, team: str) -> dict[str, Any]:
    first, last = real_name.split(" ", 1)
    domain = "northwind.example" if team == NORTHWIND_TEAM_ID else "fieldstone.example"
    return {
        "title": title,
        "phone": "",
        "real_name": real_name,
        "real_name_normalized": real_name,
        "display_name": name,
        "display_name_normalized": name,
        "first_name": first,
        "last_name": last,
        "email": f"{name}@{domain}",
        "status_text": "",
        "status_emoji": "",
        "team": team,
    }


def _stranger(row: tuple[str, str, str, str, str, str], now: datetime) -> dict[str, Any]:
    ours = person(row, now)
    profile = _profile(row[1], row[2], row[3], NORTHWIND_TEAM_ID)
    return {**ours, "team_id": NORTHWIND_TEAM_ID, "is_stranger": True, "profile": profile}


def _bot(app_name: str, now: datetime) -> dict[str, Any]:
    name = app_name.lower().replace(" ", "_")
    profile = {
        "title": "",
        "real_name": app_name,
        "real_name_normalized": app_name,
        "display_name": app_name,
        "display_name_normalized": app_name,
        "api_app_id": APP_ID,
        "bot_id": BOT_ID,
        "always_active": True,
        "team": TEAM_ID,
    }
    row = (BOT_USER_ID, name, f"{app_name} app", "", "America/Los_Angeles", "en-US")
    return {**person(row, now), "real_name": app_name, "is_bot": True, "profile": profile}


def _channel(row: tuple[str, str, bool, str, tuple[str, ...]], since: int, *, bot: bool) -> dict[str, Any]:
    channel_id, name, private, topic, members = row
    said = {"value": topic, "creator": members[0], "last_set": since}
    return {
        "id": channel_id,
        "name": name,
        "name_normalized": name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_archived": False,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": TEAM_ID,
        "created": since,
        "creator": members[0],
        "unlinked": 0,
        "topic": said,
        "purpose": {**said, "value": ""},
        "previous_names": [],
        "members": [*members, *([BOT_USER_ID] if bot else [])],
    }
