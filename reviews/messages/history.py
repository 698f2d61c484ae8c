"""A history as a message or a window: one line for each change, newest first, with Undo beside what can go back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.parts import Block, Element, actions, button, context, message, modal, section
from reviews.messages.words import count, spoken

PAGE_SIZE = 8


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of what happened to one thing. `of` is how buttons name it (A-34, G-4, ACC-7), `title` people.

    `lines` and `note` are mrkdwn; `undo` is the deed of the newest line, where its reader may take it back.
    """

    of: str
    title: str
    lines: Sequence[str]
    total: int
    page: int = 1
    undo: str | None = None
    note: str = ""
    window: str = "History"
    """What its window is called, in at most 24 signs."""

    def packed(self, page: int) -> dict[str, object]:
        """What a paging button carries."""
        return {"of": self.of, "page": page}


def history_message(page: HistoryPage) -> Message:
    """A page of a history as an answer."""
    note = f"{page.note} " if page.note else ""
    heard = "; ".join(spoken(line) for line in page.lines)
    return message(spoken(f"{note}{_headline(page)}. {heard}".strip()), _blocks(page))


def history_view(page: HistoryPage, about: Mapping[str, object]) -> dict[str, Any]:
    """A page of a history as a window. `about` comes back with its buttons."""
    return modal(ids.FORM_HISTORY, page.window, _blocks(page), close="Close", about=about)


def _blocks(page: HistoryPage) -> list[Block]:
    blocks: list[Block] = [context(page.note)] if page.note else []
    blocks.append(section(f"*{_headline(page)}*"))
    for place, line in enumerate(page.lines):
        undo = button("Undo", ids.HISTORY_UNDO, {"deed": page.undo, **page.packed(page.page)})
        blocks.append(section(line, undo if place == 0 and page.undo else None, block_id=f"line.{page.page}.{place}"))
    if pager := _pager(page):
        blocks.append(actions(pager, block_id="history"))
    return blocks


def _headline(page: HistoryPage) -> str:
    pages = -(-page.total // PAGE_SIZE)
    part = f", page {page.page} of {pages}" if pages > 1 else ""
    what = count(page.total, "change") if page.total else "nothing was changed yet"
    return f"{page.title}: {what}{part}"


def _pager(page: HistoryPage) -> list[Element]:
    buttons = []
    if page.page > 1:
        buttons.append(button("Newer", f"{ids.HISTORY_PAGE}.newer", page.packed(page.page - 1)))
    if page.page * PAGE_SIZE < page.total:
        buttons.append(button("Older", f"{ids.HISTORY_PAGE}.older", page.packed(page.page + 1)))
    return buttons
