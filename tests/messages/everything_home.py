"""Home with what people type in every place a person's words can reach."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.home import Book, BookLine, Home, HomeItem, Listed, Part, Place, Wishes
from reviews.messages.answers import tell
from reviews.messages.home import home
from reviews.messages.home_notes import note_blocks
from reviews.messages.words import said
from reviews.model import Action, Gap, MarkColour, Question
from reviews.preferences import Pace
from tests.builders import NOW, TODAY, account, days
from tests.messages.worlds import Rendered, World


def everything_home(world: World) -> Iterator[Rendered]:
    """A member's Home with all of its parts, and a leader's other tab."""
    fill, name = world.fill, world.fill("account")
    items: tuple[Action | Gap, ...] = (*world.actions(), *world.gaps())
    rows = tuple(HomeItem(each, name) for each in items[:8])
    marks = dict.fromkeys(Question, MarkColour.RED)
    lines = tuple(BookLine(account(id=n, name=name, renewal_on=days(9)), marks, NOW, None, 3) for n in range(1, 7))
    book = Book(Listed(lines, 200, 9, 2), red=9, unreviewed=9, late_items=9)
    wishes = Wishes(Pace.ACTIVE, "09:00", days(-1), days(9), "U2")
    shown = Home(
        viewer="U1",
        today=TODAY,
        place=Place(pages=dict.fromkeys(Part, 2)),
        wishes=wishes,
        mine=Listed(rows, 500, 9, 2),
        book=book,
        waiting=Listed(rows[:6], 40, 9, 2),
        names=world.names(),
        first=True,
        leads=True,
        names_people=True,
    )
    notes = note_blocks([tell(said(fill("told"), 600))] * 3)
    yield Rendered("home", home(shown, notes), ("action", "account", "name", "told", "blocked"))
    team = Home("U1", TODAY, Place(team=True), wishes, team=book, names=world.names(), leads=True)
    yield Rendered("home of a team", home(team), ("account", "name"))
