"""Weekly digests: with everything in it, with nothing new, split over messages, and how they are set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from reviews.digest_line import DigestUnknown, read_digest
from reviews.digest_sheet import (
    Counts,
    DigestSheet,
    FollowThrough,
    Line,
    Pattern,
    Renewal,
    Renewals,
    Silence,
    Unreviewed,
    Week,
)
from reviews.digest_turns import usual
from reviews.digests import DigestSettings, Scope
from reviews.figures import DigestVotes, FiguresSheet, NudgeFigures
from reviews.health.model import Part, Signal, SignalName
from reviews.messages.digest import digest_messages, digest_now
from reviews.messages.digest_settings import (
    DigestChoice,
    digest_form,
    digest_not_read,
    digest_not_yours,
    digest_set,
    vote_noted,
)
from reviews.messages.figures import nudge_figures
from reviews.model import Account, MarkColour
from reviews.rights import Reach
from tests.builders import NAMES, NOW, TODAY, WS, account, action, days
from tests.messages.nudge_samples import Payload, Sample

KEY = "digest:U3:2026-W48"
ZONE = "Europe/Berlin"


def customer(number: int, name: str, **fields: Any) -> Account:
    """A customer that pays and whose contract ends some day."""
    given: dict[str, Any] = {"arr": 120_000, "currency": "EUR", "renewal_on": days(61), "channel": f"C{number}"}
    return account(**({"id": number, "name": name} | given | fields))


def signal(sentence: str, source: str = "usage", link: str | None = None, **fields: Any) -> Signal:
    """One reason."""
    given: dict[str, Any] = {"name": SignalName.SEATS_USED, "part": Part.USAGE, "strength": 0.5}
    given |= {"number": 11, "threshold": 20, "on": days(-2), "cannot_know": "who works without logging in"}
    return Signal(sentence=sentence, source=source, link=link, **(given | fields))


SEATS = signal("11 of 40 seats active in 30 days (22 Nov), 26 a quarter before; below half is low")
EXPORT = signal(
    "Month-end export failed 3 times in 90 days, last on Fri 30 Oct; twice is a pattern",
    "incident log",
    "https://status.example/31",
)


def line(customer_: Account, mark: MarkColour = MarkColour.RED, score: int | None = 31, **fields: Any) -> Line:
    """Red since Sunday, with two reasons and something promised."""
    given: dict[str, Any] = {"since": NOW - timedelta(days=2), "reasons": (EXPORT, SEATS)}
    given |= {"next": action(31, "Put the export fix live", due=days(10), owner="U2")}
    return Line(customer_, mark, score, **(given | fields))


def weeks(*numbers: tuple[int, int, int]) -> tuple[Week, ...]:
    """Weeks up to yesterday: due, kept, moves."""
    first = TODAY - timedelta(days=1 + 7 * (len(numbers) - 1))
    return tuple(Week(first + timedelta(days=7 * n), *each) for n, each in enumerate(numbers))


TWELVE = weeks(
    *((4, 2, 1), (5, 3, 2), (6, 3, 4), (5, 4, 1), (7, 4, 2), (6, 3, 3), (6, 4, 2), (6, 3, 2)),
    *((5, 4, 0), (6, 5, 1), (6, 4, 3), (6, 5, 2)),
)
NORTHWIND = customer(1, "Northwind")
BLUE_FERN = customer(2, "Blue Fern", arr=48_000, renewal_on=days(200))
KESTREL = customer(3, "Kestrel", arr=90_000, renewal_on=days(75))
HARBOR = customer(4, "Harbor Lane", arr=70_000, renewal_on=days(110))
JUNIPER = customer(5, "Juniper", arr=None, renewal_on=None)


def sheet(**fields: Any) -> DigestSheet:
    """Lena's week: one turned red, one recovered, one still red, one at risk, and the rest of it."""
    given: dict[str, Any] = {
        "user_id": "U3",
        "scope": Scope.ALL,
        "today": TODAY,
        "since": NOW - timedelta(days=7),
        "now": NOW,
        "zone": ZONE,
        "counts": Counts(14, turned_red=1, recovered=1, unchanged=11, unknown=1, paused=2),
        "changed": (
            line(NORTHWIND, was=MarkColour.YELLOW),
            line(BLUE_FERN, MarkColour.GREEN, 82, was=MarkColour.YELLOW, reasons=(), next=None),
        ),
        "changed_total": 2,
        "reds": (line(KESTREL, score=22, since=NOW - timedelta(days=40), next=None),),
        "at_risk": (line(HARBOR, MarkColour.YELLOW, 55, since=NOW - timedelta(days=20)),),
        "at_risk_total": 3,
        "renewals": Renewals(
            (
                Renewal(NORTHWIND, MarkColour.RED, 31, date(2026, 8, 24), 2),
                Renewal(KESTREL, MarkColour.RED, 22, None, 0),
                Renewal(HARBOR, None, None, date(2026, 10, 5), 1),
            ),
            4,
            {"EUR": 310_000, "USD": 20_000},
        ),
        "patterns": (Pattern("exports", (NORTHWIND, KESTREL, HARBOR), {"kind": "reason", "of": "exports"}),),
        "silence": Silence(
            (Unreviewed(KESTREL, days(-30), None), Unreviewed(HARBOR, days(-2), date(2026, 8, 20))),
            5,
            (KESTREL, JUNIPER),
            2,
            ("U1", "U2"),
        ),
        "follow": FollowThrough(TWELVE, 3),
        "names": NAMES,
        "read_until": days(-3),
        "read_kind": "usage",
    }
    return DigestSheet(**(given | fields))


def quiet(**fields: Any) -> DigestSheet:
    """A week in which nothing changed and nothing is the matter."""
    given: dict[str, Any] = {"counts": Counts(14, unchanged=14), "changed": (), "changed_total": 0, "reds": ()}
    given |= {"at_risk": (), "at_risk_total": 0, "renewals": Renewals(), "patterns": (), "silence": Silence()}
    return sheet(**(given | {"follow": FollowThrough(weeks(*[(0, 0, 0)] * 12))} | fields))


def many(number: int, *, whole: int = 30) -> DigestSheet:
    """So many that turned red this week, the first of them whole."""
    lines = tuple(
        replace(line(customer(n, f"Customer {n}"), was=MarkColour.GREEN, score=n % 40), in_short=n > whole)
        for n in range(1, number + 1)
    )
    return sheet(counts=Counts(number, turned_red=number), changed=lines, changed_total=number)


def first(made: DigestSheet, **named: Any) -> Payload:
    """The message that heads the thread."""
    return digest_messages(made, KEY, **named)[0]


def choice(**fields: Any) -> DigestChoice:
    """Lena's, as given to a leader of all."""
    settings = replace(usual(WS, "U3", Reach.ALL), **fields)
    return DigestChoice(settings, tuple(Scope), ZONE, TODAY, datetime.fromisoformat("2026-11-30T08:00:00+00:00"))


def misread(words: str) -> Payload:
    """What is said to what cannot be read."""
    read = read_digest(words)
    assert isinstance(read, DigestUnknown)
    return digest_not_read(read, "/review")


HERE: DigestSettings = DigestSettings(WS, "U1", Scope.OWN, 2, time(14, 30), "C9")
ON_WEDNESDAY = datetime.fromisoformat("2026-11-25T13:30:00+00:00")
DIGEST_SAMPLES: dict[str, Sample] = {
    "digest": lambda: first(sheet()),
    "digest without charts": lambda: first(sheet(), charted=False),
    "digest of a quiet week": lambda: first(quiet()),
    "digest without any source": lambda: first(quiet(read_until=None, read_kind="", scope=Scope.OWN)),
    "digest in a channel": lambda: first(
        quiet(counts=Counts(12, unchanged=12, hidden=2), scope=Scope.REPORTS, follow=FollowThrough(TWELVE))
    ),
    "digest split, its second message": lambda: digest_messages(many(60), KEY)[1],
    "digest, its last message": lambda: digest_messages(many(60), KEY)[-1],
    "digest now": lambda: digest_now(sheet(), "now:U3:2026-11-24"),
    "digest now, more than fits": lambda: digest_now(many(60), "now:U3:2026-11-24"),
    "digest set": lambda: digest_set(choice()),
    "digest set, elsewhere": lambda: digest_set(replace(choice(), settings=HERE, next_at=ON_WEDNESDAY)),
    "digest ended": lambda: digest_set(replace(choice(off_at=NOW), next_at=None)),
    "digest not read": lambda: misread("munday 9:00 all"),
    "digest said twice": lambda: misread("monday tuesday"),
    "digest of more than one leads": lambda: digest_not_yours(Scope.ALL, (Scope.OWN, Scope.REPORTS), "/review"),
    "digest form": lambda: digest_form(choice()),
    "digest form, ended and in a channel": lambda: digest_form(
        replace(choice(), settings=replace(HERE, off_at=NOW), allowed=(Scope.OWN,), kept=False)
    ),
    "digest vote": lambda: vote_noted(useful=True),
    "figures with digests": lambda: nudge_figures(
        FiguresSheet(
            NudgeFigures(9, 6), NudgeFigures(8, 4), 12, votes=DigestVotes(5, 2), votes_before=DigestVotes(1, 0)
        )
    ),
    "digest vote against": lambda: vote_noted(useful=False),
}
