"""The page about rights says what the table of rights says."""

from __future__ import annotations

from pathlib import Path

from reviews.messages.rights import DEED_WORDS
from reviews.rights import RIGHTS, Tie

PAGE = Path(__file__).parents[2] / "docs" / "rights.md"
COLUMNS = (
    *(Tie.MEMBER, Tie.ACCOUNT_OWNER, Tie.FACILITATOR, Tie.ITEM_OWNER),
    *(Tie.MANAGER, Tie.LEADER, Tie.ADMIN),
)


def test_the_page_and_the_table_agree_on_every_right() -> None:
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in PAGE.read_text().splitlines()]
    told = {row[0]: [cell == "✔" for cell in row[1:]] for row in rows if len(row) == len(COLUMNS) + 1}
    for deed, held in RIGHTS.items():
        # Every member has the first tie, so who has another has that one too.
        expected = [bool({tie, Tie.MEMBER} & held) for tie in COLUMNS]
        assert told.get(DEED_WORDS[deed]) == expected, deed
