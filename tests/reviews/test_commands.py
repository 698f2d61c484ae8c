"""What people type after /review, and what it is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.commands import (
    Abandon,
    AccountCard,
    ActionLine,
    Close,
    CustomerVersion,
    Export,
    GapLine,
    Help,
    History,
    ItemId,
    ListFilter,
    ListItems,
    NudgeFigures,
    Resume,
    ReviewCommand,
    Rhythm,
    Roles,
    Settings,
    Show,
    Start,
    Status,
    Unknown,
    read_review,
)
from reviews.mentions import Mention

NINA = Mention("name", None, "nina", 0, 5)
ROWS: list[tuple[str, ReviewCommand]] = [
    ("", Help()),
    ("   ", Help()),
    ("start", Start()),
    ("START", Start()),
    ("Start!", Start()),
    ("begin", Start()),
    ("open", Start()),
    ("new review", Start()),
    ("kick off", Start()),
    ("start review", Start()),
    ("start the review", Start()),
    ("start Northwind", Start("Northwind")),
    ("start review for Blue Fern", Start("Blue Fern")),
    ("start A&amp;B", Start("A&B")),
    ("start portfolio", Start("portfolio")),
    ("please start", Start()),
    ("status", Status()),
    ("Status?", Status()),
    ("where", Status()),
    ("progress", Status()),
    ("show", Status()),
    ("list", ListItems()),
    ("ls", ListItems()),
    ("list all", ListItems()),
    ("items", ListItems()),
    ("list mine", ListItems(ListFilter.MINE)),
    ("mine", ListItems(ListFilter.MINE)),
    ("list my open items", ListItems(ListFilter.MINE)),
    ("my late items", ListItems(ListFilter.MINE, only=ListFilter.LATE)),
    ("list @me", ListItems(ListFilter.MINE)),
    ("list late", ListItems(ListFilter.LATE)),
    ("late", ListItems(ListFilter.LATE)),
    ("list overdue", ListItems(ListFilter.LATE)),
    ("list blocked", ListItems(ListFilter.BLOCKED)),
    ("list stuck actions", ListItems(ListFilter.BLOCKED)),
    ("list @nina", ListItems(ListFilter.PERSON, mention=NINA)),
    ("list @nina's", ListItems(ListFilter.PERSON, mention=NINA)),
    ("list @nina late", ListItems(ListFilter.PERSON, mention=NINA, only=ListFilter.LATE)),
    ("list <@U1|nina>", ListItems(ListFilter.PERSON, mention=Mention("user", "U1", "nina", 0, 10))),
    ("list <#C1|acct>", ListItems(ListFilter.ACCOUNT, mention=Mention("channel", "C1", "acct", 0, 10))),
    ("list Northwind", ListItems(ListFilter.ACCOUNT, words="Northwind")),
    ("list for Bank of the West", ListItems(ListFilter.ACCOUNT, words="Bank of the West")),
    ("list late northwind", ListItems(ListFilter.ACCOUNT, words="northwind", only=ListFilter.LATE)),
    ("list All Hands", ListItems(ListFilter.ACCOUNT, words="All Hands")),
    ("close", Close()),
    ("finish", Close()),
    ("end", Close()),
    ("done", Close()),
    ("wrap up", Close()),
    ("close review", Close()),
    ("done A-34", Show(ItemId("action", 34))),
    ("close g12", Show(ItemId("gap", 12))),
    ("abandon", Abandon()),
    ("cancel", Abandon()),
    ("give up", Abandon()),
    ("abandon because Dana is ill", Abandon("Dana is ill")),
    ("abandon: Dana is ill", Abandon("Dana is ill")),
    ("cancel the review, wrong customer", Abandon("wrong customer")),
    ("abandon reason: Dana &amp; Omar ill", Abandon("Dana & Omar ill")),
    ("abandon asked by Dana", Abandon("asked by Dana")),
    ("resume", Resume()),
    ("continue", Resume()),
    ("reopen", Resume()),
    ("carry on", Resume()),
    ("help", Help()),
    ("?", Help()),
    ("commands", Help()),
    ("help close", Help("close")),
    ("help clsoe", Help("close")),
    ("how do I finish", Help("close")),
    ("help with gaps", Help("list")),
    ("gap Export fails, @nina", GapLine("Export fails, @nina")),
    ("gap", GapLine("")),
    ("log gap Export fails", GapLine("Export fails")),
    ("gap 12", Show(ItemId("gap", 12))),
    ("action @nina sends it by fri", ActionLine("@nina sends it by fri")),
    ("action", ActionLine("")),
    ("action\n@nina sends it", ActionLine("@nina sends it")),
    ("action 34", Show(ItemId("action", 34))),
    ("G-12", Show(ItemId("gap", 12))),
    ("a 34", Show(ItemId("action", 34))),
    ("show A-34", Show(ItemId("action", 34))),
    ("show mine", ListItems(ListFilter.MINE)),
    ("rhythm", Rhythm()),
    ("rhythm every 2 months", Rhythm("every 2 months")),
    ("rhythm A&amp;B monthly", Rhythm("A&amp;B monthly")),
    ("Cadence: quarterly", Rhythm("quarterly")),
    ("settings", Settings()),
    ("preferences", Settings()),
    ("prefs please", Settings()),
    ("quiet", Settings()),
    ("account", AccountCard()),
    ("account Northwind arr 120k", AccountCard("Northwind arr 120k")),
    ("acct owner <@U1>", AccountCard("owner <@U1>")),
    ("admins", Roles("admin")),
    ("admin @lena", Roles("admin", "@lena")),
    ("leaders @lena all", Roles("leader", "@lena all")),
    ("history A-34", History("A-34")),
    ("history", History()),
    ("changes Northwind", History("Northwind")),
    ("export", Export()),
    ("csv late", Export("late")),
    ("customer", CustomerVersion()),
    ("customer Northwind", CustomerVersion("Northwind")),
    ("customer version", CustomerVersion()),
    ("nudges", NudgeFigures()),
    ("stats", NudgeFigures()),
    ("follow-through", NudgeFigures()),
    ("help rhythm", Help("rhythm")),
    ("rythm", Unknown("rythm", "rhythm")),
    ("setings", Unknown("setings", "settings")),
    ("nugdes", Unknown("nugdes", "nudges")),
    ("strat", Unknown("strat", "start")),
    ("strat Northwind", Unknown("strat Northwind", "start", "Northwind")),
    ("clsoe", Unknown("clsoe", "close")),
    ("statsu", Unknown("statsu", "status")),
    ("lst", Unknown("lst", "list")),
    ("abandn", Unknown("abandn", "abandon")),
    ("resum", Unknown("resum", "resume")),
    ("hlep", Unknown("hlep", "help")),
    ("begni", Unknown("begni", "start")),
    ("xylophone", Unknown("xylophone", None)),
    ("northwind close", Unknown("northwind close", "close", "close")),
]


@pytest.mark.parametrize(("typed", "meant"), ROWS)
def test_a_command_is_read_as_it_was_meant(typed, meant):
    assert read_review(typed) == meant


def test_the_table_covers_every_command():
    assert len(ROWS) >= 60
    assert {type(meant) for _, meant in ROWS} == set(ReviewCommand.__args__)


WORDS = st.sampled_from(
    ["start", "a", "the", "list", "mine", "late", "G-12", "@nina", "close", "gap", "<@U1>", "🙂", "\n", "?", "&lt;"]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)))
def test_anything_typed_is_some_command(typed):
    assert isinstance(read_review(typed), ReviewCommand)


def test_a_long_run_of_little_words_is_no_trouble():
    assert isinstance(read_review("a " * 5000), Unknown)
