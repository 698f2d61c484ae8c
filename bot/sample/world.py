"""The whole sample world: six customers, told from one day."""

from __future__ import annotations

from datetime import date

from bot.sample.blue_fern import blue_fern
from bot.sample.days import Days
from bot.sample.harbor_lane import harbor_lane
from bot.sample.juniper import juniper
from bot.sample.kestrel import kestrel
from bot.sample.northwind import northwind
from bot.sample.solstice import solstice
from bot.sample.story import Story


def stories(today: date) -> tuple[Story, ...]:
    """The six, as they stand on a day. The same day gives the same world."""
    days = Days(today)
    return tuple(tell(days) for tell in (northwind, blue_fern, kestrel, harbor_lane, juniper, solstice))
