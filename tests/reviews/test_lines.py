"""One line of typing becomes a gap or an action, in any order that reads naturally; no word of it is lost."""

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.dates import DateAmbiguous, DatePast, DateRead, DateUnknown, DayOrder
from reviews.lines import ActionDraft, GapDraft, read_action, read_gap
from reviews.verbs import word_set
from tests.reviews.line_table import ACTIONS, GAPS

TODAY = date(2026, 11, 24)
ORDER = DayOrder.DAY_FIRST
KINDS = {DateAmbiguous: "ambiguous", DatePast: "past", DateUnknown: "unknown"}


def gap(text: str) -> GapDraft:
    return read_gap(text, today=TODAY, order=ORDER)


def action(text: str) -> ActionDraft:
    return read_action(text, today=TODAY, order=ORDER)


def shown(draft: GapDraft | ActionDraft) -> dict[str, object]:
    """The filled fields in short: owners by name, days as ISO, tags by word."""
    fields = {name: getattr(draft, name) for name in draft.__slots__ if name != "assumed"}
    return {name: short(name, value) for name, value in fields.items() if value}


def short(name: str, value):
    if name == "owner":
        return [each.id or each.name for each in value]
    if name == "tags":
        return [each.word for each in value]
    if isinstance(value, DateRead):
        return value.date.isoformat()
    return KINDS.get(type(value), value)


@pytest.mark.parametrize(("line", "fields"), GAPS)
def test_a_gap_is_read_from_its_line(line, fields):
    assert shown(gap(line)) == fields


@pytest.mark.parametrize(("line", "fields"), ACTIONS)
def test_an_action_is_read_from_its_line(line, fields):
    assert shown(action(line)) == fields


def typed(file: str) -> list[tuple[str, str]]:
    """Lines as people type them in a call, each with its fields on the next line."""
    cases = Path(__file__).with_name(file).read_text(encoding="utf-8").split("\n\n")
    return [(line, fields.strip()) for line, _, fields in (case.strip().partition("\n") for case in cases)]


def listed(draft: GapDraft | ActionDraft) -> str:
    fields = shown(draft).items()
    return " · ".join(f"{name}: {', '.join(each) if isinstance(each, list) else each}" for name, each in fields)


@pytest.mark.parametrize(("line", "fields"), typed("typed_gaps.txt"))
def test_a_gap_typed_in_a_call_is_read_from_its_line(line, fields):
    assert listed(gap(line)) == fields


@pytest.mark.parametrize(("line", "fields"), typed("typed_actions.txt"))
def test_an_action_typed_in_a_call_is_read_from_its_line(line, fields):
    assert listed(action(line)) == fields


def test_a_person_is_asked_for_what_the_line_leaves_out():
    assert gap("Export fails, @nina").missing == ("affects", "frequency", "severity", "update", "reason")
    assert gap("").missing == ("what", "affects", "frequency", "severity", "owner", "update", "reason")
    assert action("send the deck").missing == ("owner", "due")
    assert action("@nina by fri").missing == ("what",)
    assert action("@nina sends the deck by fri").missing == ()


def test_a_mistyped_reason_comes_with_the_nearest_one():
    (tag,) = gap("Export fails #exprots").tags
    assert (tag.word, tag.nearest, tag.channel) == ("exprots", "exports", None)


def test_a_channel_named_in_a_gap_keeps_its_id():
    (tag,) = gap("Export fails <#C12|acct-northwind>").tags
    assert (tag.word, tag.channel) == ("acct-northwind", "C12")


def test_people_named_inside_an_action_stay_mentions():
    draft = action("@nina sends the deck to <@U9> and @omar by fri")
    assert [each.id or each.name for each in draft.mentions] == ["U9", "omar"]


def test_a_person_sees_what_was_filled_in():
    assert "next year" in action("@nina sends the deck by May 14").assumed[0]
    assert action("Nina sends the deck by fri").assumed == ("“Nina” is read as the owner",)


def test_two_different_days_are_asked_about():
    due = action("Prepare by Thu and send by Fri @nina").due
    assert isinstance(due, DateAmbiguous)
    assert due.choices == (date(2026, 11, 26), date(2026, 11, 27))
    assert due.why == "“Thu” and “Fri” are both there, and only one can be the date."


GAP_MARKS = word_set(
    """
    will     affects affecting affected hits impacts who are is for owner owned by assigned to update next
    due until before on and also it this that which happens occurs frequency how often reason cause
    code gap what
    """
)
ACTION_MARKS = word_set(
    """
    owner owned by assigned to due until before on for and will please should must shall needs need
    is going has have can could would you i i'll ill me we closes close gap fixes check re-check recheck
    again it customer contact counterpart their side action what task todo
    """
)
WORDS = (
    *word_set(
        """
        export fails finance @nina @omar <@U1|ann> to for by tomorrow update owner affects blocks slows workaround
        a daily #exports #zebra G-12 closes check on , ; - . ( ) and the sends send deck Nina will customer: Dana
        @nina's team not is 🙂 שלום &lt;b&gt; <https://a.b|site> 2026-12-01 asap : ? → •
        """
    ),
    *("by fri", "fri", "14 May", "twice a week", "every Monday", "\n"),
    *("and Omar", "omar to", "Omar:", "@nina/@omar", "at 3pm", "@ 3pm", "nxt fri", "mon", "by hand", "at all", "/"),
    *("can't", "often", "is blocking", "for users", "ops team:", "affected", "3x/week", "workaround is", "ill"),
)
TYPED = st.lists(st.sampled_from(sorted(WORDS)), max_size=14).map(" ".join)


def words(text: str) -> list[str]:
    found = (word.strip("'’-_").removesuffix("'s") for word in re.findall(r"[\w'’-]+", text.casefold()))
    return [word for word in found if word]


def held(draft: GapDraft | ActionDraft) -> set[str]:
    """Every word that some field still holds."""
    parts = [str(getattr(draft, name) or "") for name in draft.__slots__]
    people = [f"{each.id or ''} {each.name or ''}" for each in draft.owner]
    return set(words(" ".join([*parts, *people])))


SEVERITY_MARKS = word_set(
    """
    blocks blocking slows workaround down severity has a the with there them us work not
    """
)
LITTLE = {"the", "on", "by", "a", "for", "to", "at", "3pm", "nxt"}
DAYS = ((), ("fri",), ("tomorrow",), ("asap",), ("monday",), ("mon",), ("14", "may"), ("2026-12-01",))
DATES = [{*one, *other} for one in DAYS for other in DAYS]


def one_date(lost: list[str]) -> bool:
    """Whether these words are those of a single date, which a reading holds as a day."""
    return any(set(lost) - LITTLE <= phrase for phrase in DATES)


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_no_word_of_a_gap_is_lost(typed):
    draft = gap(typed)
    marks = GAP_MARKS | (SEVERITY_MARKS if draft.severity else set())
    lost = [word for word in words(readable(typed)) if word not in held(draft) | marks and not is_reason(draft, word)]
    assert not lost or (draft.update and one_date(lost)), lost


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_no_word_of_an_action_is_lost(typed):
    draft = action(typed)
    lost = [word for word in words(readable(typed)) if word not in held(draft) | ACTION_MARKS]
    first = [word for word in lost if not draft.check_on or word not in {"fri", "tomorrow", "monday"}]
    assert not lost or ((draft.due or draft.check_on) and one_date(first)), lost


def readable(typed: str) -> str:
    return typed.replace("&lt;", "<").replace("&gt;", ">").replace("<https://a.b|site>", "site https a.b")


def is_reason(draft: GapDraft, word: str) -> bool:
    return draft.reason == "exports" and word == "exports"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_becomes_a_draft_that_pings_nobody(typed):
    for draft in (gap(typed), action(typed)):
        assert not re.search(r"<https?:", draft.what or "")


@settings(max_examples=60, deadline=None)
@given(st.permutations(["month-end export fails", "affects finance", "blocks", "@nina", "update fri", "#exports"]))
def test_the_order_of_the_parts_does_not_matter(parts):
    read = shown(gap(", ".join(parts)))
    assert read == {
        "what": "Month-end export fails",
        "affects": "finance",
        "severity": "blocks",
        "owner": ["nina"],
        "update": "2026-11-27",
        "reason": "exports",
    }


@settings(max_examples=30, deadline=None)
@given(st.permutations(["send the deck", "@nina", "by fri", "closes G-12", "customer: Dana"]))
def test_the_order_of_an_actions_parts_does_not_matter(parts):
    assert shown(action("; ".join(parts))) == {
        "what": "Send the deck",
        "owner": ["nina"],
        "due": "2026-11-27",
        "closes": "G-12",
        "counterpart": "Dana",
    }


@pytest.mark.parametrize("typed", ["a ", "@a ", "by fri ", "\n", "affects a ", "#a ", "twice a ", "<@U1> ", "G-1 "])
def test_a_very_long_line_is_read_in_no_time(typed):
    began = time.process_time()
    gap((typed * 10_000)[:10_000])
    action((typed * 10_000)[:10_000])
    assert time.process_time() - began < 2
