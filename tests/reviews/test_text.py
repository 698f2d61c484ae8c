"""Nothing a person types can ping, forge a link or break a message; and nothing of it is lost."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviews.text import clean, escape, from_slack, literal, name_people, one_line, plain, unescape

NASTY = st.lists(
    st.sampled_from(
        [
            *"<>&*\n a\t",
            "<!channel>",
            "<@U123>",
            "<https://a.b|c>",
            "&lt;",
            "@here",
            "#general",
            "*b*",
            "`x`",
            "\x00",
            "\u202e",
            "\u2066",
            "שלום",
            "مرحبا",
            "👩‍👩‍👧",
            "e\u0301",
            "\ud800",
            "> quote",
            "a",
            " ",
            "\t",
            "~s~",
        ]
    ),
    max_size=30,
).map("".join)
ANY = st.one_of(st.text(st.characters(), max_size=200), NASTY)


def visible(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign)[0] not in "CZ")


@given(ANY)
@example("<!channel> <@U1> <http://a|b>")
def test_escaped_text_holds_no_token_and_no_bare_broadcast(text):
    shown = escape(text)
    assert "<" not in shown
    assert ">" not in shown
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    assert not re.search(r"@(here|channel|everyone)\b", shown, re.IGNORECASE)
    assert not re.search(r"(?<![\w&])#\w", shown)


@given(ANY)
def test_escaped_text_keeps_every_visible_character(text):
    assert visible(unescape(escape(text))) == visible(text)


@given(ANY, st.integers(0, 80))
def test_a_limit_holds_for_what_is_sent(text, limit):
    for shown in (escape(text, limit), literal(text, limit), plain(text, limit), one_line(text, limit)):
        assert len(shown) <= limit


@given(ANY, st.integers(0, 80))
def test_a_cut_never_leaves_half_an_entity_or_an_open_isolate(text, limit):
    shown = escape(text, limit)
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    assert shown.count("\u2068") == shown.count("\u2069")


@given(ANY)
def test_cleaned_text_can_be_sent_and_reorders_nothing(text):
    shown = clean(text)
    shown.encode()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f]", shown)
    assert clean(shown) == shown


@given(ANY)
def test_one_line_has_no_line_end(text):
    assert len(one_line(text).splitlines()) <= 1


@given(ANY)
def test_what_slack_sends_is_read_without_a_forged_token(text):
    sent = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    read = from_slack(sent)
    assert visible(read) == visible(text)
    assert not re.search(r"<(@|#|!|https?:)", read)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("line one\nline two", "line one\nline two"),
        ("ask @here now", "ask @\u2060here now"),
        ("see #general", "see #\u2060general"),
        ("dana@northwind.com, ticket 5#6", "dana@northwind.com, ticket 5#6"),
        ("nul\x00l and tab\there", "null and tab here"),
        ("abc \u202edef", "abc def"),
        ("שלום 3", "\u2068שלום 3\u2069"),
        ("*bold*", "*bold*"),
    ],
)
def test_a_line_in_a_message_shows_as_it_was_typed(text, shown):
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _it_ ~no~ `code`", "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ"),
        ("snake_case_name, 2 * 3", "snake_case_name, 2 * 3"),
        ("> quoted\n> again", "\u2060&gt; quoted\n\u2060&gt; again"),
    ],
)
def test_a_literal_line_formats_nothing(text, shown):
    assert literal(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 4, "abc…"),
        ("a&&&&", 7, "a&amp;…"),
        ("ab 👩‍👩‍👧 c", 5, "ab…"),
        ("abcdef", 0, ""),
    ],
)
def test_a_long_line_is_cut_at_a_whole_character(text, limit, shown):
    assert escape(text, limit) == shown


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("a &lt; b &amp;&amp; c", "a < b && c"),
        ("&amp;lt;", "&lt;"),
        ("see <https://a.b/c|the page>", "see the page (https://a.b/c)"),
        ("see <https://a.b/c>", "see https://a.b/c"),
        ("see <http://a.b|a.b>", "see http://a.b"),
        ("mail <mailto:d@n.com|d@n.com>", "mail d@n.com"),
        ("<@U1> and <#C1|exports> and <!here|here>", "<@U1> and <#C1|exports> and <!here>"),
        ("on <!date^1^{date}|14 May>", "on 14 May"),
        ("&lt;@U1&gt;", "<\u2060@U1>"),
        ("a < b", "a < b"),
    ],
)
def test_what_slack_sends_is_read_as_its_writer_saw_it(sent, read):
    assert from_slack(sent) == read


def test_people_are_named_instead_of_pinged():
    said = name_people("Send it to <@U1>, <@U2|omar> and <@U3>", {"U1": "Dana"})
    assert said == "Send it to Dana, omar and someone"


def test_a_block_of_a_hundred_thousand_characters_is_cut():
    assert len(escape("&<>" * 40_000, 3000)) <= 3000
