"""People, groups and channels in what somebody typed; and the short words for reasons and ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.item_id import IncidentId, ItemId, parse_incident_id, parse_item_id
from reviews.mentions import Mention, find_mentions
from reviews.near import distance, nearest
from reviews.reasons import REASON_CODES, find_reason, nearest_reason


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<@U123> sends", Mention("user", "U123", None, 0, 7)),
        ("<@U123|nina> sends", Mention("user", "U123", "nina", 0, 12)),
        ("to @nina.", Mention("name", None, "nina", 3, 8)),
        ("@nina's list", Mention("name", None, "nina", 0, 5)),
        ("(@nina-maria_b.c)", Mention("name", None, "nina-maria_b.c", 1, 16)),
        ("@Jürgen, @", Mention("name", None, "Jürgen", 0, 7)),
        ("@佐藤 さん", Mention("name", None, "佐藤", 0, 3)),
        ("<!subteam^S1|@support>", Mention("group", "S1", "support", 0, 22)),
        ("<!subteam^S1>", Mention("group", "S1", None, 0, 13)),
        ("<!here>", Mention("broadcast", None, "here", 0, 7)),
        ("<!channel|channel>", Mention("broadcast", None, "channel", 0, 18)),
        ("@Channel now", Mention("broadcast", None, "Channel", 0, 8)),
        ("<#C1|general>", Mention("channel", "C1", "general", 0, 13)),
        ("<#C1>", Mention("channel", "C1", None, 0, 5)),
    ],
)
def test_a_mention_is_found_however_it_was_written(text, found):
    assert find_mentions(text) == (found,)


@pytest.mark.parametrize("text", ["dana@northwind.com", "meet @3pm", "@ 5", "5 @ 10", "a/@b", "<@>", "", "@10:30"])
def test_what_only_looks_like_a_mention_is_none(text):
    assert find_mentions(text) == ()


def test_several_people_come_in_the_order_they_were_typed():
    assert [each.name or each.id for each in find_mentions("@b <@U1>, @a/@c")] == ["b", "U1", "a", "c"]
    assert [each.name for each in find_mentions("@nina/@omar and a/@b")] == ["nina", "omar"]


@given(st.text(st.sampled_from("<@!#>|^USCs1a.- '"), max_size=40))
def test_any_text_gives_ordered_mentions_inside_it(text):
    ends = 0
    for each in find_mentions(text):
        assert ends <= each.start < each.end <= len(text)
        ends = each.end


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("exports", "exports"),
        ("Export", "exports"),
        ("csv", "exports"),
        ("Data_Quality", "data-quality"),
        ("data", "data-quality"),
        ("sso", "permissions"),
        ("bug", "defect"),
        ("Missing feature", "missing-feature"),
        ("misc", "other"),
    ],
)
def test_a_reason_is_found_by_any_of_its_words(typed, code):
    found = find_reason(typed)
    assert found
    assert found.code == code


@pytest.mark.parametrize(
    ("typed", "code"), [("exprots", "exports"), ("onbording", "onboarding"), ("perf", "performance"), ("zebra", None)]
)
def test_an_unknown_reason_gets_the_nearest_suggested(typed, code):
    assert find_reason(typed) is None
    near = nearest_reason(typed)
    assert (near.code if near else None) == code


def test_no_word_stands_for_two_reasons():
    words = [word.casefold() for each in REASON_CODES for word in {each.code, *each.synonyms}]
    assert len(words) == len(set(words))
    assert 10 <= len(REASON_CODES) <= 15


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("g12", "G-12"),
        ("G-12", "G-12"),
        ("a 34", "A-34"),
        ("#A-34", "A-34"),
        ("A–34.", "A-34"),
        ("(g-7)", "G-7"),
        ("gap 12", "G-12"),
        ("Action #34", "A-34"),
        ("gap G-12", None),
        ("a", None),
        ("34", None),
        ("g0", None),
        ("A-34 done", None),
        ("g" + "1" * 30, None),
    ],
)
def test_a_short_id_is_read_however_it_was_typed(typed, shown):
    found = parse_item_id(typed)
    assert (str(found) if found else None) == shown


@given(st.integers(1, 999_999_999), st.sampled_from(["gap", "action"]))
def test_an_id_as_shown_is_read_back(number, kind):
    item = ItemId(kind, number)
    assert parse_item_id(str(item)) == item


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("I-7", 7),
        ("i7", 7),
        ("i 7", 7),
        ("Incident 7", 7),
        ("incident #07", 7),
        ("INC-7", 7),
        ("#I-7.", 7),
        ("7", None),
        ("I-0", None),
        ("in 7", None),
        ("I-7 fixed", None),
        ("i" + "1" * 30, None),
    ],
)
def test_an_incidents_short_id_is_read_and_is_no_items(typed, number):
    found = parse_incident_id(typed)
    assert (found.number if found else None) == number
    assert parse_item_id(typed) is None


@given(st.integers(1, 999_999_999))
def test_an_incidents_id_as_shown_is_read_back(number):
    assert parse_incident_id(str(IncidentId(number))) == IncidentId(number)
    assert parse_incident_id(str(ItemId("action", number))) is None


def test_a_swapped_pair_of_letters_counts_once():
    assert distance("strat", "start") == 1
    assert distance("kitten", "sitting") == 3
    assert distance("a", "abcdefgh", 2) == 3
    assert nearest("strat", ["start", "status"]) == "start"
    assert nearest("zzzzzz", ["start", "status"]) is None
