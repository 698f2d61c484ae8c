"""Who may own something, how people are named, and which day it is for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reviews.decision import Refusal
from reviews.mentions import Mention
from reviews.model import Person
from reviews.rights import Standing
from reviews.text import one_line


def first_name(person: Person) -> str:
    """What a colleague would call them: the first word of their name, or their handle."""
    words = person.real_name.split()
    return words[0] if words else person.handle or person.user_id


def short_names(people: Iterable[Person]) -> dict[str, str]:
    """Slack ids to first names; whole names where two people would look the same."""
    known = list({person.user_id: person for person in people}.values())
    shared = Counter(first_name(p).casefold() for p in known)
    return {
        p.user_id: one_line((p.real_name if shared[first_name(p).casefold()] > 1 else "") or first_name(p), 60)
        for p in known
    }


def zone_of(name: str | None, default: str) -> ZoneInfo:
    """The named time zone, or the default where none is known or the name is none we have."""
    try:
        return ZoneInfo(name or default)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(default)


def today_of(now: datetime, zone_name: str | None, default: str) -> date:
    """The calendar day it is at `now` in that zone."""
    return now.astimezone(zone_of(zone_name, default)).date()


def assumed_of(person: Person, default: str) -> tuple[str, ...]:
    """What was assumed because Slack did not say it."""
    if person.time_zone:
        return ()
    return (f"Slack gives no time zone for {first_name(person)}, so days are counted in {default}",)


def refuse_mentions(mentions: Sequence[Mention], names: Mapping[str, str]) -> Refusal | None:
    """Owners are one person: a group or two people are refused with the reason. `names`: Slack ids to names."""
    people = [m for m in mentions if m.kind in {"user", "name"}]
    other = next((m for m in mentions if m.kind in {"group", "broadcast"}), None)
    if other is not None:
        whose = f"{names[other.id]}'s " if other.id and other.id in names and "'s" not in (other.name or "") else ""
        named = f"“{whose}{other.name}”" if other.name else "That"
        return Refusal("owner_group", f"{named} is not one person. Who will be asked about it?")
    distinct = {m.id or (m.name or "").casefold() for m in people}
    if len(distinct) > 1:
        shown = " and ".join(names.get(m.id or "") or f"“{m.name}”" for m in people)
        return Refusal("owner_two", f"{shown} are two people. An owner is one person: who will be asked about it?")
    return None


def is_person(channel: str) -> bool:
    """Whether a destination is a person's id, which stands for their direct conversation with us."""
    return channel[:1] in {"U", "W"}


def nobody(workspace_id: str, user_id: str) -> Person:
    """Who stands for a Slack id that Slack says is nobody's."""
    return Person(workspace_id, user_id, handle="", real_name="")


def standing_of(person: Person, team: str | None, *, is_colleague: bool = False) -> Standing:
    """What somebody is to the workspace. `team`: the workspace that Slack names beside what they do, if it names any.

    Both what is known of them and what Slack names must be ours; `is_colleague`: they are of our organisation though
    their workspace is another. Who was never read, or of whom no workspace is known at all, is not trusted.
    """
    home = person.team_id or team
    if person.read_at is None or not person.handle or home is None:
        return Standing.UNKNOWN
    if person.is_bot:
        return Standing.BOT
    if not is_colleague and {home, team or home} != {person.workspace_id}:
        return Standing.OUTSIDE
    if person.deactivated:
        return Standing.DEACTIVATED
    return Standing.GUEST if person.is_guest else Standing.MEMBER


def refuse_owner(person: Person) -> Refusal | None:
    """A bot, a guest, somebody deactivated: refused with the reason."""
    if not person.handle:
        return Refusal("owner_unknown", "Slack knows nobody by that mention. Pick the person from the list.")
    name = one_line(person.real_name or person.handle, 60)
    if person.is_bot:
        return Refusal("owner_bot", f"{name} is a bot. Name the person who will do it.")
    if person.team_id and person.team_id != person.workspace_id:
        return Refusal("owner_outside", f"{name} is at another organisation. Who on our side sees to it?")
    if person.is_guest:
        return Refusal("owner_guest", f"{name} is a guest here and could not see it. Who of your team sees to it?")
    if person.deactivated:
        return Refusal("owner_left", f"{name} is deactivated in Slack and would never see it. Who takes it on?")
    return None
