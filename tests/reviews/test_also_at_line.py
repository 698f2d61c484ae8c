"""`also at` in a gap's line: whole names of customers there are, and nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.also_at_line import AlsoAt, names_in, take_also_at

KNOWN = {"Kestrel": 2, "Harbor Lane": 3, "Stone and Sons": 4, "B&Q": 6, "harbor lane": 3}


def taken(line: str) -> AlsoAt:
    """As a handler takes it: only names that it was told of are looked up."""
    return take_also_at(line, {name: KNOWN[name] for name in names_in(line) if name in KNOWN})


@pytest.mark.parametrize(
    ("line", "numbers", "rest"),
    [
        ("Export fails, blocks, @nina, also at Kestrel", (2,), "Export fails, blocks, @nina"),
        ("Export fails also at Kestrel, Harbor Lane, blocks", (2, 3), "Export fails, blocks"),
        ("Export fails, also at Kestrel and harbor lane, update fri", (2, 3), "Export fails, update fri"),
        ("Export fails, also at Stone and Sons and Kestrel", (4, 2), "Export fails"),
        ("Export fails, also at B&amp;Q &amp; Kestrel, blocks", (6, 2), "Export fails, blocks"),
        ("Export fails (also at Kestrel), blocks", (2,), "Export fails, blocks"),
        ("Export fails, and also at Kestrel @nina update fri", (2,), "Export fails, @nina update fri"),
        ("Export fails, ALSO AT Kestrel, Kestrel", (2,), "Export fails"),
        ("Export fails, also at Kestrel, affects finance", (2,), "Export fails, affects finance"),
        ("Fails at noon, also at night", (), "Fails at noon, also at night"),
        ("Fails also at night, also at Kestrel", (2,), "Fails also at night"),
        ("Fails, also at Kestrels", (), "Fails, also at Kestrels"),
        ("Fails, also at", (), "Fails, also at"),
        ("Kestrel fails", (), "Kestrel fails"),
    ],
)
def test_customers_are_taken_out_of_the_line(line: str, numbers: tuple[int, ...], rest: str) -> None:
    assert taken(line) == AlsoAt(numbers, rest)


@given(st.text(alphabet=st.sampled_from("also at Kestrel,;&().<@U1> \n"), max_size=120))
def test_nothing_typed_is_lost_where_no_customer_is_named(line: str) -> None:
    assert take_also_at(line, {}) == AlsoAt((), line)
    assert len(names_in(line)) <= 2000
