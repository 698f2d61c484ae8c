"""Many customers with two years of facts in one SQLite file, written in bulk as the tables hold them."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reviews.customer import Level
from reviews.facts import Direction, FactKind, TicketKind, TouchKind
from storage import migrations
from storage.tables import SCHEMA_VERSION

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Three in the night in Berlin, before a Monday's digests."""
TODAY = NOW.date()
WS = "T1"
OWNED = 50
"""Customers of one owner; ten owners are led by one manager."""
_WEEKS = 104
_MINUTES = _WEEKS * 7 * 24 * 60
INCIDENTS, MONTHS, TICKETS, TOUCHES, SURVEYS = 3, 20, 46, 26, 4
"""Facts of one customer, with its contract a hundred."""
FACTS = INCIDENTS + MONTHS + TICKETS + TOUCHES + SURVEYS + 1
PEOPLE = 6
_FLOWS = ("month-end export", "site sign-off", "invoice import", "roles", "payroll")
Row = tuple[object, ...]


def made(customers: int) -> Path:
    """The file with so many customers, made once and kept beside the machine's other passing files."""
    key = f"holdfast-bench-digest-{SCHEMA_VERSION}-{FACTS}-{customers}.db"
    kept = Path(tempfile.gettempdir()) / key
    if not kept.exists():
        begun = kept.with_suffix(".begun")
        begun.unlink(missing_ok=True)
        migrations.upgrade(f"sqlite:///{begun}")
        fill(begun, customers)
        begun.rename(kept)
    return kept


def copied(customers: int, folder: Path) -> Path:
    """A copy of it to work on."""
    return Path(shutil.copy(made(customers), folder / f"{customers}.db"))


def fill(file: Path, customers: int) -> None:
    """All of it; a healthy customer differs from a poor one by what it does, not by how much is known of it."""
    dice = random.Random(11)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA cache_size=-400000")
        for statement, rows in _tables(dice, customers):
            db.executemany(statement, rows)
        db.execute("ANALYZE")


def _tables(dice: random.Random, customers: int) -> Iterator[tuple[str, Iterator[Row]]]:
    numbers = range(1, customers + 1)
    owners = range(customers // OWNED + 1)
    yield _into("people", _PEOPLE), (_person(number) for number in owners)
    yield _into("people", _PEOPLE), (_person(number, "L") for number in range(customers // OWNED // 10 + 1))
    yield _into("accounts", _ACCOUNTS), (_account(dice, number) for number in numbers)
    yield _into("health_looks", "account_id look_at asked"), ((WS, number, _text(NOW), 0) for number in numbers)
    yield _into("contacts", _CONTACTS), (_contact(dice, n, place) for n in numbers for place in range(PEOPLE))
    yield _into("source_reads", _READS), ((WS, kind, "desk", 0, _text(NOW), str(TODAY), "U0") for kind in FactKind)
    for kind, columns, many, make in _FACTS:
        made_of = ((number, place + (number - 1) * many) for number in numbers for place in range(1, many + 1))
        yield _into(kind, f"{columns} {_ORIGIN}"), (_fact(dice, make, *each) for each in made_of)
    yield _into("reviews", _REVIEWS), (_review(n, place) for n in numbers for place in (1, 2))
    yield _into("checklist_marks", _MARKS), (_mark(dice, n, q) for n in range(1, 2 * customers + 1) for q in _ASKED)
    yield _into("gaps", _GAPS), (_gap(dice, number) for number in numbers)
    yield _into("actions", _ACTIONS), (_action(dice, n, place) for n in numbers for place in (1, 2, 3))
    yield _into("goals", _GOALS), (_goal(number) for number in numbers)
    yield _into("goal_readings", _READINGS), (_reading(dice, n, place) for n in numbers for place in (1, 2))


def _into(table: str, columns: str) -> str:
    names = ["workspace_id", *columns.split()]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"


_PEOPLE = (
    "user_id handle handle_key real_name real_name_key first_name_key time_zone is_bot deactivated is_admin manager"
)
_ACCOUNTS = "id name name_key owner channel rhythm_months created_at renewal_on arr currency seats stage tier sponsor"
_CONTACTS = "id account_id name added_by added_at level champion sponsor heard_on left_on"
_READS = "kind source account_id read_at covers_until by"
_ORIGIN = "id account_id source source_id as_of noted_by noted_at link"
_REVIEWS = "id account_id channel quarter state facilitator started_at board_version ended_at"
_MARKS = "review_id question colour evidence by at"
_GAPS = "id account_id what affects severity owner update_on reason state logged_by logged_at moves ended_at"
_ACTIONS = "id account_id what owner due first_due state logged_by logged_at insisted moves ended_at"
_GOALS = "id account_id what set_by set_at measure baseline target due state"
_READINGS = "goal_id day value by at"
_ASKED = ("reliability", "usage", "workarounds", "owners")


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


def _some(dice: random.Random) -> datetime:
    return NOW - timedelta(minutes=dice.randrange(60, _MINUTES))


def _person(number: int, letter: str = "U") -> Row:
    name, manager = f"Person {letter}{number}", f"L{number // 10}" if letter == "U" else None
    who = (f"{letter}{number}", f"p{number}", f"p{number}", name, name.lower(), "person")
    return (WS, *who, "Europe/Berlin", 0, 0, 0, manager)


def _account(dice: random.Random, number: int) -> Row:
    renewal = TODAY + timedelta(days=dice.randrange(10, 360))
    owner = f"U{number // OWNED}"
    worth = (str(renewal), dice.randrange(10, 300) * 1000, "EUR", 40, "live", dice.choice(("gold", None)))
    began = _text(NOW - timedelta(days=700))
    return (WS, number, f"Customer {number}", f"customer {number}", owner, f"C{number}", 3, began, *worth, owner)


def _contact(dice: random.Random, customer: int, place: int) -> Row:
    level = (Level.EXECUTIVE, Level.MANAGER, Level.USER)[min(place, 2)].value
    left = str(TODAY - timedelta(days=30)) if place == 1 and customer % 17 == 0 else None
    heard = str(TODAY - timedelta(days=dice.randrange(5, 200)))
    number, name = customer * PEOPLE + place, f"Person {place}"
    return (WS, number, customer, name, "U0", _text(NOW), level, place == 1, place == 0, heard, left)


def _fact(dice: random.Random, make: Callable[..., tuple[Row, datetime]], customer: int, number: int) -> Row:
    fields, at = make(dice, customer, number)
    link, moment = f"https://desk.example/records/{number}", _text(at)
    return (WS, *fields, number, customer, "desk", f"{make.__name__}{number}", moment, "U0", moment, link)


def _incident(dice: random.Random, customer: int, number: int) -> tuple[Row, datetime]:
    at = _some(dice)
    fixed = _text(at + timedelta(minutes=dice.randrange(5, 600)))
    return ("The export failed", _text(at), dice.choice(_FLOWS), _text(at + timedelta(minutes=4)), fixed, 0), at


def _usage(dice: random.Random, customer: int, number: int) -> tuple[Row, datetime]:
    month = number % MONTHS
    falls = customer % 11 == 0 and month < 4
    people = dice.randrange(26, 34) - (12 if falls else 0)
    ends_on = date(2026, 11, 15) - timedelta(days=30 * month)
    does = f'[["Reports", 12.0, {people // 4}], ["Exports", 3.0, 2], ["Sign-off", 40.0, {people // 2}]]'
    counted = (40, people, people + 4, people * 90, 12 - (3 if falls else 0))
    return (str(ends_on), 30, "", *counted, does), datetime(ends_on.year, ends_on.month, ends_on.day, tzinfo=UTC)


def _ticket(dice: random.Random, customer: int, number: int) -> tuple[Row, datetime]:
    at = _some(dice)
    solved = None if dice.random() < 0.01 else _text(at + timedelta(minutes=dice.randrange(50, 6000)))
    kind, reply = dice.choice(list(TicketKind)).value, _text(at + timedelta(minutes=30))
    return ("The export by cost centre stops", _text(at), kind, reply, solved, 0, f"Person {number % 9}", 0), at


def _touch(dice: random.Random, customer: int, number: int) -> tuple[Row, datetime]:
    at = _some(dice)
    kind, way = dice.choice(list(TouchKind)).value, dice.choice(list(Direction)).value
    level, place = dice.choice(list(Level)).value, dice.randrange(PEOPLE)
    return (_text(at), f"Person {place}", kind, way, level, "U0", "the month's figures", 0), at


def _survey(dice: random.Random, customer: int, number: int) -> tuple[Row, datetime]:
    at = _some(dice)
    return (_text(at), "nps", float(dice.randrange(4, 11)), 10.0, f"Person {number % 6}", "user", "Does its work"), at


def _contract(dice: random.Random, customer: int, number: int) -> tuple[Row, datetime]:
    return ("2024-12-01", str(TODAY + timedelta(days=dice.randrange(10, 360))), 120_000, "EUR", 40), NOW


_FACTS: tuple[tuple[str, str, int, Callable[..., tuple[Row, datetime]]], ...] = (
    ("incidents", "what started_at workflow acknowledged_at fixed_at day_only", INCIDENTS, _incident),
    ("usage_snapshots", "ends_on days team seats active_30 active_90 calls features key_actions", MONTHS, _usage),
    ("tickets", "subject opened_at kind first_reply_at solved_at reopened requester day_only", TICKETS, _ticket),
    ("touches", "at person kind direction level ours about day_only", TOUCHES, _touch),
    ("survey_answers", "at survey score best person level words", SURVEYS, _survey),
    ("contract_facts", "starts_on renews_on value currency seats", 1, _contract),
)


def _review(customer: int, place: int) -> Row:
    ended = NOW - timedelta(days=92 * place - 20)
    number = (customer - 1) * 2 + place
    return (WS, number, customer, f"C{customer}", f"Q{place}", "closed", "U0", _text(ended), 1, _text(ended))


def _mark(dice: random.Random, review: int, question: str) -> Row:
    colour = dice.choice(("green", "green", "yellow", "red"))
    return WS, review, question, colour, "11 of 40 seats active in 30 days", "U0", _text(NOW)


def _gap(dice: random.Random, number: int) -> Row:
    is_open = number % 3 == 0
    words = ("The export fails for large months", "finance", dice.choice(("blocks", "slows")), f"U{number // OWNED}")
    logged, reason = _text(NOW - timedelta(days=60)), dice.choice(("exports", "speed", "training", "rights"))
    ended = None if is_open else _text(NOW - timedelta(days=9))
    return (WS, number, number, *words, str(TODAY), reason, "open" if is_open else "closed", "U0", logged, 1, ended)


def _action(dice: random.Random, customer: int, place: int) -> Row:
    is_open = place == 3
    due = TODAY + timedelta(days=dice.randrange(-20, 30))
    logged = _text(NOW - timedelta(days=50))
    ended = None if is_open else _text(NOW - timedelta(days=12 * place))
    state, number = "open" if is_open else "done", customer * 3 + place
    what = "Nina sends the revised checklist"
    owner = f"U{customer // OWNED}"
    return (WS, number, customer, what, owner, str(due), str(due), state, "U0", logged, 0, place - 1, ended)


def _goal(number: int) -> Row:
    said = ("Close the month in ten minutes", "U0", _text(NOW - timedelta(days=300)), "minutes a close")
    return (WS, number, number, *said, 40.0, 10.0, str(TODAY + timedelta(days=number % 90)), "open")


def _reading(dice: random.Random, goal: int, place: int) -> Row:
    return WS, goal, str(TODAY - timedelta(days=40 * place)), float(dice.randrange(10, 40)), "U0", _text(NOW)
