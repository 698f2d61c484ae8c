"""A reply to a nudge is understood or asked about, and never recorded wrongly."""

import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews.answers import Asking, Deed, Part, Question, Reading, Shown, read_answer
from reviews.dates import DayOrder
from reviews.mentions import Mention

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
    asked = [
        f"?{q.asking.value} {q.deed or ''} {' '.join(q.refs)} {q.date or ''} {q.why or ''}" for q in reading.questions
    ]
    return f"{which} | {reply!r}: {[short(part) for part in reading.parts]} {asked}"


def test_no_reply_of_the_tables_is_recorded_wrongly_and_nearly_all_are_understood(capsys):
    rows = table()
    verdicts = [judge(*row) for row in rows]
    plain = [verdict for verdict, row in zip(verdicts, rows, strict=True) if row[2] not in {"-", "~"}]
    counts = {each: verdicts.count(each) for each in ("understood", "asked", "wrong")}
    with capsys.disabled():
        sys.stdout.write(
            f"\nanswers: {len(rows)} replies, {counts['understood']} understood, {counts['asked']} asked, "
            f"{counts['wrong']} wrong; {plain.count('understood') / len(plain):.1%} of {len(plain)} "
            "that a careful colleague would understand\n"
        )
    assert [
        tell(*row[:2]) + f" wanted {row[2]}" for row, verdict in zip(rows, verdicts, strict=True) if verdict == "wrong"
    ] == []
    assert len(rows) >= 320
    assert plain.count("understood") / len(plain) >= 0.9


ALL = table()
NOT_DONE = (
    "not ",
    "never ",
    "nearly ",
    "almost ",
    "isn't ",
    "haven't ",
    "can't be ",
    "will be ",
    "should be ",
    "if ",
    "when ",
)
SAYINGS = (
    "done",
    "finished",
    "shipped",
    "sent it",
    "1 done",
    "it's done",
    "all done",
    "both done",
    "export fix is done",
)
WORDS = st.sampled_from(
    [
        *[
            "1",
            "2",
            "3",
            "7",
            "A-31",
            "a34",
            "31",
            "done",
            "done?",
            "not",
            "no",
            "yes",
            "friday",
            "tomorrow",
            "because",
            "legal",
            "is",
            "late",
            ",",
            "and",
            "&",
            ".",
            ";",
            "(",
            ")",
            "-",
            "–",
        ],
        *[
            "blocked",
            "by",
            "@omar",
            "<@U0OMAR001>",
            "waiting",
            "for",
            "the",
            "customer",
            "on",
            "it",
            "mine",
            "not_mine",
            "lena's",
            "won't",
            "do",
            "remind",
            "me",
        ],
        *[
            "later",
            "all",
            "both",
            "but",
            "except",
            "2",
            "✅",
            "👍",
            ":x:",
            "wait",
            "actually",
            "if",
            "export",
            "checklist",
            "fix",
            "push",
            "to",
            "27",
            "nov",
            "next",
            "week",
        ],
        *["until", "unblocked", "almost", "rest", "other", "the", "one", "first"],
        "\n",
    ]
)
TYPED = st.lists(WORDS, max_size=14).map(" ".join)
LISTED = st.sampled_from(list(LISTS.values()))


@pytest.mark.parametrize("saying", SAYINGS)
@pytest.mark.parametrize("before", NOT_DONE)
def test_a_word_that_takes_done_back_never_records_it(before, saying):
    for rows in LISTS.values():
        assert Deed.DONE not in {part.deed for part in read(before + saying, rows).parts}


@given(text=st.one_of(TYPED, st.text(max_size=200)), rows=LISTED)
@settings(max_examples=400, deadline=None)
@example(text="<@U0OMAR001|" * 50, rows=ROWS)
@example(text="\ud800 done \x00", rows=ROWS)
@example(text="İ done", rows=ROWS[:1])
@example(text="१ done", rows=ROWS)
def test_whatever_is_typed_a_reading_holds_together(text, rows):
    reading = read(text, rows)
    shown = {row.ref for row in rows}
    refs = [part.ref for part in reading.parts]
    assert len(refs) == len(set(refs))
    assert set(refs) <= shown
    assert all(set(question.refs) <= shown for question in reading.questions)
    assert not set(refs) & {q.refs[0] for q in reading.questions if len(q.refs) == 1 and q.asking != Asking.WHICH_ITEM}
    assert all(question.text for question in reading.questions)
    for part in reading.parts:
        assert part.deed is not Deed.MOVE or (part.date and part.why)
        assert part.deed is not Deed.BLOCKED or part.person or part.why
        assert part.deed not in {Deed.WONT_DO, Deed.WAITING} or part.why
        assert part.deed is not Deed.SNOOZE or part.date
        assert part.date is None or part.date >= TODAY


@given(text=TYPED, rows=LISTED)
@settings(max_examples=200, deadline=None)
def test_what_ends_in_a_question_mark_says_nothing_of_the_last_item_for_sure(text, rows):
    assert len(read(text + "?", rows).parts) <= max(len(read(text, rows).parts), len(rows) - 1)


@given(number=st.integers(min_value=6, max_value=30))
@settings(max_examples=25, deadline=None)
def test_a_number_outside_the_list_is_asked_about_with_the_list_named(number):
    reading = read(f"{number} done", ROWS)
    assert reading.parts == ()
    (question,) = reading.questions
    assert question.asking is Asking.WHICH_ITEM
    assert f"“{number}” is not in this list" in question.text
    assert all(row.ref in question.text for row in ROWS)


def test_what_a_question_says_to_type_is_understood():
    seen = set()
    for which, reply, _ in ALL:
        for question in read(reply, LISTS[which]).questions:
            for typed in re.findall(r"“([^”]*)”", question.text.partition("Type ")[2]):
                again = read(typed, LISTS[which])
                seen.add(question.asking)
                assert again.parts, (reply, question.text)
                assert not again.questions, (reply, question.text)
    assert seen == set(Asking)


def test_a_question_keeps_all_that_was_understood_for_a_button_to_finish_it():
    (which,) = read("friday because legal is late").questions
    assert (which.deed, which.date, which.why, which.refs) == (
        Deed.MOVE,
        date(2026, 11, 27),
        "legal is late",
        ("A-31", "A-34"),
    )
    (which,) = read("blocked by <@U0OMAR001>").questions
    assert which.person == Mention("user", "U0OMAR001", None, 0, 0)
    (when,) = read("1 next friday because legal is late").questions
    assert (when.asking, when.dates) == (Asking.WHICH_DATE, (date(2026, 11, 27), date(2026, 12, 4)))
    assert when.why == "legal is late"


def test_later_offers_the_next_two_working_days_of_that_person():
    rows = ROWS[:1]
    (question,) = read_answer("later", rows, today=date(2026, 11, 26), order=None).questions
    assert question.dates == (date(2026, 11, 27), date(2026, 11, 30))
    away = frozenset({date(2026, 11, 27)})
    (question,) = read_answer("later", rows, today=date(2026, 11, 26), order=None, holidays=away).questions
    assert question.dates == (date(2026, 11, 30), date(2026, 12, 1))


def test_a_day_that_has_passed_is_said_to_have_passed():
    (question,) = read("2 moved to 15 nov because legal is late").questions
    assert "9 days ago" in question.text
    assert (question.asking, question.why) == (Asking.WHICH_DATE, "legal is late")


def test_a_date_in_figures_follows_the_persons_own_order():
    said = "2 5/12 because legal is late"
    (part,) = read(said).parts
    assert part.date == date(2026, 12, 5)
    (question,) = read_answer(said, ROWS[:2], today=TODAY, order=None).questions
    assert question.asking is Asking.WHICH_DATE


def test_an_item_without_a_due_day_moves_only_with_a_reason():
    rows = (Shown(1, "A-50", "Book the steering meeting", None),)
    assert [question.asking for question in read("friday", rows).questions] == [Asking.WHY]
    assert [short(part) for part in read("friday because dana is away", rows).parts] == [
        'A-50 move 2026-11-27 "dana is away"'
    ]


def test_a_mention_somebody_typed_out_is_no_mention():
    reading = read("1 blocked by &lt;@U0OMAR001&gt;")
    assert not any(part.person and part.person.id for part in reading.parts)


def test_nothing_is_read_from_a_very_long_text():
    hostile = [
        "1 done, " * 5000,
        "a" * 40_000,
        "<" * 40_000,
        "&gt;\n" * 8_000,
        ", and 1 " * 5000,
        "friday " * 6000,
        "`" * 40_000,
    ]
    hostile += [(", and 1 " * 125)[:990], ("blocked by omar, " * 60)[:990], ("1 ✅ " * 200)[:990]]
    for text in hostile:
        reading = read(text, ROWS)
        assert len(text) < 1000 or reading.parts == ()


def test_a_small_number_is_a_place_in_the_list_and_never_an_items_id() -> None:
    shown = [Shown(1, "A-2", "Send the checklist", date(2026, 11, 25)), Shown(2, "A-3", "Agree the format", None)]
    reading = read_answer("1 done, 3 not mine", shown, today=date(2026, 11, 24), order=None)
    assert [(part.ref, part.deed) for part in reading.parts] == [("A-2", Deed.DONE)]
    assert "“3” is not in this list" in reading.questions[0].text
    far = [replace(row, ref=f"A-{row.number + 30}") for row in shown]
    told = read_answer("32 done", far, today=date(2026, 11, 24), order=None)
    assert [(part.ref, part.deed) for part in told.parts] == [("A-32", Deed.DONE)]
