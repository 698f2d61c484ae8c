"""The digest and its settings, with what people type in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviews.digest_line import DigestUnknown
from reviews.digest_sheet import Counts, Line, Pattern, Renewal, Renewals, Silence, Unreviewed
from reviews.messages.digest import digest_messages, digest_now
from reviews.messages.digest_settings import digest_form, digest_not_read, digest_set
from reviews.model import MarkColour
from reviews.text import one_line
from tests.builders import action, days
from tests.messages.digest_samples import KEY, choice, customer, line, sheet, signal
from tests.messages.worlds import Rendered, World


def everything_digest(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    fill = world.fill
    one = customer(1, fill("account"), currency=None)
    lines = tuple(_line(world, number) for number in range(1, world.many + 1))
    made = sheet(
        counts=Counts(world.many, turned_red=world.many),
        changed=lines,
        changed_total=world.many,
        at_risk=lines[:1],
        reds=tuple(replace(each, in_short=True) for each in lines),
        renewals=Renewals(tuple(Renewal(each.account, None, 3, None, 1) for each in lines[:8]), 900, {"": 5}),
        patterns=(Pattern(fill("pattern"), (one,) * 12, {"of": "exports"}, 7),),
        silence=Silence((Unreviewed(one, days(-9), None),) * 8, 80, (one,) * 8, 70, ("U1", "U2")),
        names={user: one_line(fill("name"), 60) for user in ("U1", "U2")},
    )
    for place, told in enumerate(digest_messages(made, KEY)):
        seen = ("account", "reason", "name", "action") if place == 0 else ()
        yield Rendered(f"digest {place}", told, seen, seen)
    shown = ("account", "pattern", "name")
    few = replace(made, changed=lines[:1], reds=())
    yield Rendered("digest now", digest_now(few, KEY), shown, shown)
    yield Rendered(
        "digest not read", digest_not_read(DigestUnknown(fill("why"), fill("near")), "/review"), ("why",), ("why",)
    )
    yield Rendered("digest set", digest_set(replace(choice(), zone="Europe/Berlin")))
    yield Rendered("digest form", digest_form(choice()))


def _line(world: World, number: int) -> Line:
    fill = world.fill
    reasons = tuple(signal(fill("reason"), fill("source")) for _ in range(3))
    promised = action(number, fill("action"), owner="U1", due=days(-3))
    return line(customer(number, fill("account")), MarkColour.RED, 3, reasons=reasons, next=promised)
