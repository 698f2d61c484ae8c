"""A reply to a nudge is understood or asked about, and never recorded wrongly."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews.answers import Asking, Deed, Part, Question, Reading, Shown, read_answer
from reviews.dates import DayOrder

TODAY = date(2026, 11, 24)
ROWS = (
    Shown(1, "A-31", "Export fix for month-end", date(2026, 11, 19), account="Northwind"),
    Shown(2, "A-34", "Send revised onboarding checklist", date(2026, 11, 25), account="Blue Fern"),
    Shown(3, "A-38", "Call Dana about renewal pricing", date(2026, 11, 27), account="Northwind"),
    Shown(4, "G-4", "SSO login fails for finance users", date(2026, 11, 24), account="Kestrel"),
    Shown(5, "A-40", "Seat audit for Harbor", date(2026, 11, 30), blocked=True, account="Harbor"),
)
BLOCKED = Shown(1, "A-31", "Export fix for month-end", date(2026, 11, 19), blocked=True, account="Northwind")
LISTS = {"0": (), "1": ROWS[:1], "1b": (BLOCKED,), "2": ROWS[:2], "5": ROWS}
REFS = frozenset(row.ref for row in ROWS)


def read(text: str, rows=ROWS[:2]) -> Reading:
    return read_answer(text, rows, today=TODAY, order=DayOrder.DAY_FIRST)


def table(*names: str) -> list[tuple[str, str, str]]:
    """Rows of the tables: which list, the reply, what is expected of it."""
    found = []
    for path in sorted(Path(__file__).parent.glob("answer_table_*.txt")):
        if names and path.stem.removeprefix("answer_table_") not in names:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        cells = [line.split(" | ") for line in lines if line and not line.startswith("#")]
        found += [(which, reply.replace("⏎", "\n"), expected) for which, reply, expected in cells]
    return found


def day(text: str) -> str:
    return text if len(text) > 5 else f"2026-{text}"


def short(part: Part) -> str:
    """A part as the tables write it."""
    words = [part.ref, part.deed.value, part.date.isoformat() if part.date else ""]
    words += [f"@{part.person.id or part.person.name}" if part.person else "", f'"{part.why}"' if part.why else ""]
    return " ".join(word for word in words if word)


def full(expected: str) -> str:
    """A part of a table with its year."""
    ref, deed, *rest = expected.split(" ")
    if rest and rest[0][:2].isdigit() and rest[0][2:3] == "-":
        rest[0] = day(rest[0])
    return " ".join([ref, deed, *rest])


def asks(question: Question, expected: str) -> bool:
    """Whether a question is the expected one: kind, then deed, items and day as far as the table names them."""
    kind, *rest = expected.removeprefix("?").split(" ")
    if kind and question.asking != kind:
        return False
    deeds = [word for word in rest if word in set(Deed)]
    refs = [word for word in rest if word in REFS]
    days = [word for word in rest if word not in deeds and word not in refs]
    return (
        (not deeds or question.deed == deeds[0])
        and (not refs or sorted(question.refs) == sorted(refs))
        and (not days or (question.date is not None and question.date.isoformat() == day(days[0])))
    )


def judge(which: str, reply: str, expected: str) -> str:
    """`wrong`, `understood`, or `asked` when a question stood in for what could have been understood."""
    reading = read(reply, LISTS[which])
    got = [short(part) for part in reading.parts]
    wanted = [] if expected in {"-", "~"} else expected.split("; ")
    parts = [full(each) for each in wanted if not each.startswith("?")]
    questions = [each for each in wanted if each.startswith("?")]
    if set(got) - set(parts) or (expected == "-" and reading.is_answer):
        return "wrong"
    if set(parts) - set(got):
        return "asked" if reading.questions else "wrong"
    if any(not any(asks(question, each) for question in reading.questions) for each in questions):
        return "asked" if reading.questions else "wrong"
    if expected != "~" and len(reading.questions) > len(questions):
        return "asked"
    return "understood"


def tell(which: str, reply: str) -> str:
    reading = read(reply, LISTS[which])
    asked = [f"?{q.asking.value} {q.deed or ''} {' '.join(q.refs)} {q.date or ''} {q.why or ''}" for q in reading.questions]
    return f"{which} | {reply!r}: {[short(part) for part in reading.parts]} {asked}"


def test_no_reply_of_the_tables_is_recorded_wrongly_and_nearly_all_are_understood(capsys):
    rows = table()
    verdicts = [judge(*row) for row in rows]
    plain = [verdict for verdict, row in zip(verdicts, rows, strict=True) if row[2] not in {"-", "~"}]
    counts = {each: verdicts.count(each) for each in ("understood", "asked", "wrong")}
    with capsys.disabled():
        print(
            f"\nanswers: {len(rows)} replies, {counts['understood']} understood, {counts['asked']} asked, "
            f"{counts['wrong']} wrong; {plain.count('understood') / len(plain):.1%} of {len(plain)} "
            "that a careful colleague would understand"
        )
    assert [tell(*row[:2]) + f" wanted {row[2]}" for row, verdict in zip(rows, verdicts, strict=True) if verdict == "wrong"] == []
    assert len(rows) >= 320
    assert plain.count("understood") / len(plain) >= 0.9
