"""When a digest comes and what it covers: said back, asked for in a form, and refused where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reviews.calendar_clock import zone_named
from reviews.dates import say_date
from reviews.decision import Message
from reviews.digest_line import DigestUnknown
from reviews.digest_turns import WEEKDAYS
from reviews.digests import DigestSettings, Scope
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.item_forms import View
from reviews.messages.parts import Element, button, context, menu, modal, option, run_button
from reviews.messages.parts import field as question
from reviews.messages.words import said
from reviews.text import one_line

_SCOPES = {
    Scope.OWN: "your own customers",
    Scope.REPORTS: "the customers of your reports and your own",
    Scope.ALL: "all customers",
}


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """What holds for somebody. `kept` False: nothing was chosen and none comes. `next_at`: when the next one comes."""

    settings: DigestSettings
    allowed: tuple[Scope, ...]
    zone: str
    today: date
    next_at: datetime | None
    kept: bool = True
    about: Mapping[str, object] = field(default_factory=dict)


def digest_set(choice: DigestChoice) -> Message:
    """When it comes, whose customers it covers and where it is posted, once that was changed or asked."""
    settings, next_at = choice.settings, choice.next_at
    again = [button("When and whose", ids.DIGEST_SETTINGS), run_button("Show it now", "digest")]
    if settings.off_at is not None or next_at is None:
        return tell("You get no weekly digest. Nothing else changes; you can look at it whenever you like.", again)
    here = next_at.astimezone(zone_named(choice.zone))
    where = f"in <#{settings.channel}>" if settings.channel else "in your direct messages with me"
    when = f"{here:%H:%M}" if settings.hour else f"in your morning, {here:%H:%M}"
    return tell(
        f"*Your digest* comes every {WEEKDAYS[settings.weekday]}, {when} ({said(choice.zone, 40)}), {where}. "
        f"It covers {_SCOPES[settings.scope]}. The next one: *{say_date(here.date(), choice.today)}, {here:%H:%M}*.",
        again,
    )


def digest_not_read(line: DigestUnknown, command: str) -> Message:
    """What could not be read, and what to type."""
    ways = f"Type a day, an hour and whose customers: `{command} digest monday 9:00 all`; or `here`, `off`, `settings`."
    near = one_line(line.nearest or "", 60)
    buttons = [run_button(f"digest {near}", f"digest {near}")] if near else []
    meant = f" Did you mean `{command} digest {said(near)}`?" if near else ""
    return tell(f"Nothing was changed. {said(line.why, 200)}{meant} {ways}", buttons)


def digest_not_yours(wanted: Scope, allowed: tuple[Scope, ...], command: str) -> Message:
    """Somebody chose more than they lead."""
    what = "Only a leader of all customers" if wanted is Scope.ALL else "Only a leader"
    yours = " or ".join(f"`{each}`" for each in allowed) or "none"
    return tell(
        f"Nothing was changed. {what} can have a digest of {_SCOPES[wanted].replace('your', 'their')}. "
        f"For you it can be {yours}. An admin names leaders with `{command} leaders @name`."
    )


def digest_form(choice: DigestChoice) -> View:
    """Fields: on, scope, weekday, hour, channel."""
    settings = choice.settings
    comes = [option("Every week", "on"), option("Not at all", "off", "You can still look at it whenever you like")]
    on = "on" if choice.kept and settings.off_at is None else "off"
    scopes = [option(_SCOPES[each][0].upper() + _SCOPES[each][1:], str(each)) for each in choice.allowed]
    chosen = settings.scope if settings.scope in choice.allowed else choice.allowed[-1]
    days = [option(name, str(number)) for number, name in enumerate(WEEKDAYS)]
    hour: Element = {"type": "timepicker", "action_id": "hour"}
    if settings.hour:
        hour["initial_time"] = f"{settings.hour:%H:%M}"
    blocks = [
        context("What changed, what is at risk, what renews soon, who is silent and which promises were kept."),
        question("on", "Shall it come by itself?", menu("on", comes, chosen=on, kind="radio_buttons")),
        question("scope", "Whose customers?", menu("scope", scopes, chosen=str(chosen))),
        question("weekday", "On which day?", menu("weekday", days, chosen=str(settings.weekday))),
        question(
            "hour", "At what time?", hour, optional=True, hint=f"Empty: in your morning. Your clock: {choice.zone}."
        ),
        question("channel", "In which channel?", _channel(settings.channel), optional=True, hint=_WHERE),
    ]
    return modal(ids.FORM_DIGEST, "Your weekly digest", blocks, submit="Save digest", about=choice.about, subject="me")


_WHERE = (
    "Empty: your direct messages with me. A channel must be read by your own people only, and leaves private ones out."
)


def _channel(chosen: str | None) -> Element:
    element: Element = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    if chosen:
        element["initial_conversation"] = chosen
    return element


def vote_noted(*, useful: bool) -> Message:
    """What was said of a line is kept."""
    return tell(f"Noted: {'useful' if useful else 'not useful'}. You can change it in the same menu.")
