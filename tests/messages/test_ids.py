"""What buttons carry comes back as it was put in, and nonsense is harmless."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviews.messages import ids
from reviews.messages.ids import pack, unpack

VALUES = st.dictionaries(st.text(max_size=12), st.text(max_size=40) | st.integers() | st.none(), max_size=6)


@given(VALUES)
def test_what_a_button_carries_comes_back_as_words(values: dict[str, object]) -> None:
    assert unpack(pack(values)) == {key: str(value) for key, value in values.items() if value is not None}


@given(st.text(max_size=60))
@example("[" * 3000)
@example('{"a":' * 1000)
@example("9" * 5000)
@example("null")
@example('"text"')
@example("[1]")
@example("NaN")
def test_what_anybody_else_could_send_is_read_without_harm(packed: str) -> None:
    assert all(isinstance(k, str) and isinstance(v, str) for k, v in unpack(packed).items())


@pytest.mark.parametrize("nothing", [None, "", "{}", '{"a":null}'])
def test_a_button_without_a_value_carries_nothing(nothing: str | None) -> None:
    assert unpack(nothing) == {}


def test_no_two_things_share_a_name() -> None:
    names = [value for key, value in vars(ids).items() if key.isupper() and isinstance(value, str)]
    assert len(names) == len(set(names))
    assert len(names) > 30
