"""A health that was kept is told as it was."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings

from reviews.health.packing import pack, unpack
from tests.reviews.health.test_properties import of, views


@settings(max_examples=60, deadline=None)
@given(views())
def test_whatever_is_kept_comes_back_through_json_as_it_was(known_of: Any) -> None:
    health = of(known_of)
    back = unpack(json.loads(json.dumps(pack(health), allow_nan=False)))
    assert (back.score, back.uncapped, back.capped_by, back.unknown) == (
        *(health.score, health.uncapped, health.capped_by, health.unknown),
    )
    assert [(part.part, part.score) for part in back.parts] == [(part.part, part.score) for part in health.parts]
    assert [(each.name, each.sentence, each.on, each.link) for each in back.signals] == [
        (each.name, each.sentence, each.on, each.link) for each in health.signals
    ]
    assert unpack(pack(back)) == back
