"""Fieldstone's own people, as the practice workspace knows them, by the name they are called."""

from __future__ import annotations

from typing import Final

from bot.practice.world import PEOPLE

NINA: Final = "U0NINA001"
TOMAS: Final = "U0TOMAS01"
RUTH: Final = "U0RUTH001"
LENA: Final = "U0LENA001"
JONAS: Final = "U0JONAS01"
OMAR: Final = "U0OMAR001"
PRIYA: Final = "U0PRIYA01"
MEI: Final = "U0MEI0001"

REAL_NAMES: Final = {user_id: real_name for user_id, _, real_name, *_ in PEOPLE}
