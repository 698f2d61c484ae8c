"""The weekly digest: what changed first, nothing red cut, split over messages of one thread where it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from reviews.calendar_clock import local_day, zone_named
from reviews.dates import say_date
from reviews.decision import Message
from reviews.digest_sheet import Counts, DigestSheet, Line
from reviews.digests import Scope
from reviews.messages import ids
from reviews.messages.brief_usage import table_of
from reviews.messages.brief_words import bare
from reviews.messages.digest_foot import follow_chart, follow_text, pattern_text, renewals_text, silence_text
from reviews.messages.digest_lines import short_line, whole_line
from reviews.messages.digest_menu import line_of, vote_menu
from reviews.messages.parts import Block, actions, button, context, message, run_button, section
from reviews.messages.words import count

MOST_BLOCKS: Final = 36
"""Of lines in one message; head and foot come on top."""
MOST_SIGNS: Final = 9_000
_PACKED: Final = 2_400
"""Signs of short lines in one paragraph."""
_PATTERNS: Final = 6
_TEXT_LIMIT: Final = 12_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks that stay together, what they say for who hears them, and how many lines of the digest they are."""

    blocks: tuple[Block, ...]
    heard: str
    lines: int = 1


def digest_messages(
    sheet: DigestSheet, digest: str, *, charted: bool = True, command: str = "/review"
) -> tuple[Message, ...]:
    """The whole digest. The first message heads the thread in which the others belong.

    `digest` names it in votes. `charted` False puts a table where the chart would be.
    """
    pages = _pages(list(_pieces(sheet, digest, charted)))
    made = []
    for place, page in enumerate(pages, 1):
        head = _headline(sheet) if place == 1 else f"*{_title(sheet)}*, continued ({place} of {len(pages)})"
        first = [section(head), *_notes(sheet, len(pages))] if place == 1 else [section(head)]
        last = [_buttons(command)] if place == len(pages) else []
        made.append(_message(head, first, page, last))
    return tuple(made)


def digest_now(sheet: DigestSheet, digest: str, *, charted: bool = True, command: str = "/review") -> Message:
    """As much of it as one message holds, worst first, for who asks; what is left out is counted."""
    pages = _pages(list(_pieces(sheet, digest, charted)))
    head, first = _headline(sheet), pages[0]
    left = sum(piece.lines for page in pages[1:] for piece in page)
    foot: list[Block] = []
    if left:
        foot.append(context(f"and {count(left, 'line')} more: `{command} digest full` sends you all of it."))
    foot.append(_buttons(command, full=bool(left)))
    return _message(head, [section(head), *_notes(sheet, 1)], first, foot)


def _message(head: str, first: Sequence[Block], page: Sequence[Piece], last: Sequence[Block]) -> Message:
    heard = ". ".join(_aloud(each) for each in (head, *(piece.heard for piece in page))) + "."
    shown = heard if len(heard) <= _TEXT_LIMIT else heard[:_TEXT_LIMIT].rsplit(" ", 1)[0] + " …"
    return message(shown, [*first, *(block for piece in page for block in piece.blocks), *last])


def _aloud(mrkdwn: str) -> str:
    """A paragraph as one sentence after the other."""
    return bare(mrkdwn).replace("\n• ", ": ", 1).replace("\n• ", "; ").replace("\n", ". ").rstrip(".")


def _pages(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces in their order, as many to a message as it holds."""
    pages: list[list[Piece]] = [[]]
    blocks = signs = 0
    for piece in pieces:
        more = len(piece.heard)
        if pages[-1] and (blocks + len(piece.blocks) > MOST_BLOCKS or signs + more > MOST_SIGNS):
            pages.append([])
            blocks = signs = 0
        pages[-1].append(piece)
        blocks += len(piece.blocks)
        signs += more
    return pages


def _pieces(sheet: DigestSheet, digest: str, charted: bool) -> Iterator[Piece]:
    """Everything below the headline, in its order."""
    yield from _changed(sheet, digest)
    yield from _headed(f"*Still red*: {len(sheet.reds)}", sheet.reds, sheet, digest)
    risk = f"*At risk*: {count(sheet.at_risk_total, 'account')} yellow as before"
    if sheet.at_risk_total > len(sheet.at_risk):
        risk += f", the {len(sheet.at_risk)} lowest here"
    yield from _headed(risk, sheet.at_risk, sheet, digest, most=1)
    if text := renewals_text(sheet):
        yield _voted(text, digest, "renewals")
    for pattern in sheet.patterns[:_PATTERNS]:
        make = None if pattern.gap_id else button("Make it one gap", ids.PATTERN_GAP, pattern.about)
        text = pattern_text(pattern, sheet)
        yield Piece((section(text, make),), text)
    if (more := len(sheet.patterns) - _PATTERNS) > 0:
        text = f"and {more} more that returned at three accounts or more"
        yield Piece((context(text),), text, lines=0)
    if text := silence_text(sheet):
        yield _voted(text, digest, "silence")
    text = follow_text(sheet.follow)
    drawn = follow_chart(sheet.follow)
    picture = () if drawn is None else (drawn if charted else table_of(drawn),)
    yield Piece((section(text, vote_menu(digest, "follow-through")), *picture), text)


def _changed(sheet: DigestSheet, digest: str) -> Iterator[Piece]:
    if not sheet.changed:
        text = _nothing_changed(sheet)
        yield Piece((section(text),), text, lines=0)
        return
    yield from _headed(
        f"*Changed since {say_date(local_day(sheet.since, zone_named(sheet.zone)), sheet.today)}*",
        sheet.changed,
        sheet,
        digest,
    )
    more = sheet.changed_total - len(sheet.changed)
    if more > 0:
        text = f"and {more} more that changed and {'is' if more == 1 else 'are'} not red"
        yield Piece((context(text),), text, lines=0)


def _headed(head: str, lines: Sequence[Line], sheet: DigestSheet, digest: str, *, most: int = 3) -> Iterator[Piece]:
    """A heading that stays with its first line; then line by line, those in short packed together."""
    if not lines:
        return
    whole = [line for line in lines if not line.in_short]
    for place, line in enumerate(whole):
        text = whole_line(line, sheet, most=most)
        block = section(text, vote_menu(digest, line_of(line.account.id)))
        yield Piece((section(head), block), f"{bare(head)}. {text}") if place == 0 else Piece((block,), text)
    for text, number in _packed(short_line(line, sheet) for line in lines if line.in_short):
        yield Piece((section(text),), text, lines=number)


def _packed(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Short lines as paragraphs, with how many each holds."""
    held: list[str] = []
    for line in lines:
        if held and sum(len(each) + 1 for each in held) + len(line) > _PACKED:
            yield "\n".join(held), len(held)
            held = []
        held.append(line)
    if held:
        yield "\n".join(held), len(held)


def _voted(text: str, digest: str, line: str) -> Piece:
    return Piece((section(text, vote_menu(digest, line)),), text)


def _headline(sheet: DigestSheet) -> str:
    """`*Your 14 accounts, week of 23 Nov*: 1 turned red, 1 recovered, 11 unchanged, 1 unknown`."""
    said = ", ".join(_counted(sheet.counts))
    paused = f" ({sheet.counts.paused} more paused)" if sheet.counts.paused else ""
    return f"*{_title(sheet)}*: {said or 'none to report on'}{paused}"


def _title(sheet: DigestSheet) -> str:
    whose = {Scope.OWN: "Your", Scope.REPORTS: "Your team's", Scope.ALL: "All"}[sheet.scope]
    monday = sheet.today - timedelta(days=sheet.today.weekday())
    return f"{whose} {count(sheet.counts.total, 'account')}, week of {monday.day} {monday:%b}"


def _counted(counts: Counts) -> Iterator[str]:
    named = (
        (counts.turned_red, "turned red"),
        (counts.turned_yellow, "turned yellow"),
        (counts.eased, "out of red"),
        (counts.recovered, "recovered"),
        (counts.known, "known now"),
        (counts.unchanged, "unchanged"),
        (counts.unknown, "unknown"),
    )
    return (f"{number} {words}" for number, words in named if number)


def _nothing_changed(sheet: DigestSheet) -> str:
    read = f"{sheet.counts.total} read"
    if sheet.read_until is None:
        return f"No account changed mark this week; {read}, and no source of facts was read yet."
    age = max(0, (sheet.today - sheet.read_until).days)
    old = count(age, "day") if age else "of today"
    return f"No account changed mark this week; {read}, oldest source {old} ({sheet.read_kind})."


def _notes(sheet: DigestSheet, pages: int) -> list[Block]:
    notes = []
    if sheet.counts.hidden:
        hidden = count(sheet.counts.hidden, "private account")
        notes.append(f"{hidden} left out, since others read this channel")
    if pages > 1:
        notes.append(f"The rest is in this thread: {count(pages - 1, 'message')}")
    return [context(". ".join(notes) + ".")] if notes else []


def _buttons(command: str, *, full: bool = False) -> Block:
    made = [run_button("Send me all of it", "digest full")] if full else []
    return actions([*made, button("When and whose", ids.DIGEST_SETTINGS)], block_id="digest")
