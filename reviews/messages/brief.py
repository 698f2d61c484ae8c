"""The two-minute brief as a message: one page for a phone, the worst never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.dates import say_date
from reviews.decision import Message
from reviews.facts import FactKind
from reviews.messages import ids
from reviews.messages.brief_headline import headline
from reviews.messages.brief_parts import parts_of
from reviews.messages.brief_usage import usage_chart, usage_table
from reviews.messages.brief_words import NOUNS, Part, bare, joined, linked, words_in
from reviews.messages.parts import (
    SECTION_LIMIT,
    Block,
    actions,
    button,
    context,
    lines_that_fit,
    message,
    run_button,
    section,
)
from reviews.messages.words import said

MOST_WORDS: Final = 350
"""Two minutes on a phone, numbers and names included."""
_USE: Final = 2
"""The place of use among the parts: its chart stands behind it."""
_TYPED: Final = (FactKind.INCIDENT, FactKind.USAGE, FactKind.TOUCH)


def brief_message(sheet: BriefSheet, *, charted: bool = True, command: str = "/review") -> Message:
    """The whole brief. `charted` False puts a table where the chart would be, for a Slack that takes no charts."""
    missing = _missing(sheet, command)
    parts = _that_fit(sheet, parts_of(sheet), missing)
    blocks = [section(f"*{_title(sheet)}*\n{headline(sheet)}")]
    for place, part in enumerate(parts):
        blocks.append(section(_text(part)))
        if place == _USE:
            blocks += _picture(sheet, charted)
    blocks += [section(f"*Ask them*\n{_questions(sheet.questions)}")]
    blocks += [context(missing)] if missing else []
    blocks.append(actions(_buttons(sheet), block_id="brief"))
    return message(_fallback(sheet, parts, missing), blocks)


def _title(sheet: BriefSheet) -> str:
    name, day = said(sheet.material.account.name, 80), sheet.material.review_on
    if day is None or day < sheet.material.today:
        return f"{name} · brief"
    return f"{name} · review {say_date(day, sheet.material.today)}"


def _that_fit(sheet: BriefSheet, parts: Sequence[Part], missing: str) -> list[Part]:
    """The parts within two minutes of reading: the lightest lines go first, what must stand never goes."""
    left = MOST_WORDS - words_in(_frame(sheet, missing)) - sum(words_in(part.heading) for part in parts)
    lines = sorted(
        ((line, place) for place, part in enumerate(parts) for line in part.lines),
        key=lambda each: (not each[0].must, -each[0].weight),
    )
    kept = []
    for line, place in lines:
        words = words_in(line.text)
        if line.must or words <= left:
            kept.append((line, place))
            left -= words
    return [_only(part, [line for line, at in kept if at == place]) for place, part in enumerate(parts)]


def _only(part: Part, kept: Sequence[object]) -> Part:
    """A part with some of its lines, in their order."""
    return replace(part, lines=tuple(line for line in part.lines if any(line is each for each in kept)))


def _frame(sheet: BriefSheet, missing: str) -> str:
    """What stands in any case."""
    return "\n".join([_title(sheet), headline(sheet), "Ask them", _questions(sheet.questions), missing])


def _text(part: Part) -> str:
    """A heading and its lines, whole ones only."""
    if not part.lines:
        return part.heading
    room = SECTION_LIMIT - len(part.heading) - 1
    return f"{part.heading}\n{lines_that_fit([f'• {line.text}' for line in part.lines], most=12, room=room)}"


def _questions(questions: Sequence[DirectQuestion]) -> str:
    return "\n".join(
        f"{number}. {said(each.question, 260)} _({linked(said(each.fact, 80), each.link)})_"
        for number, each in enumerate(questions, 1)
    )


def _missing(sheet: BriefSheet, command: str) -> str:
    """Which sources are silent, and what would fill them."""
    if not sheet.missing:
        return ""
    typed = [f"`{command} {kind}`" for kind in _TYPED if kind in sheet.missing]
    note = f"Note it with {' or '.join(typed)}, or drop" if typed else "Drop"
    silent = joined([NOUNS[kind] for kind in sheet.missing])
    return f"*Not known*: {silent}. {note} a CSV file into our direct messages."


def _picture(sheet: BriefSheet, charted: bool) -> list[Block]:
    if sheet.usage.is_stale:
        return []
    drawn = usage_chart(sheet.usage) if charted else usage_table(sheet.usage)
    return [drawn] if drawn else []


def _buttons(sheet: BriefSheet) -> list[Block]:
    account = sheet.material.account
    about = {"account": account.id}
    return [
        run_button("Start review", f"start {account.name}", style="primary"),
        button("All facts", ids.FACTS_OPEN, about),
        button("Log incident", ids.FACT_LOG, {**about, "kind": str(FactKind.INCIDENT)}),
    ]


def _fallback(sheet: BriefSheet, parts: Sequence[Part], missing: str) -> str:
    """The whole brief for who hears it read out."""
    asked = " ".join(f"{n}. {said(each.question, 260)}" for n, each in enumerate(sheet.questions, 1))
    said_parts = " ".join(f"{bare(part.heading)}. {_spoken_lines(part)}".strip() for part in parts)
    return f"{_title(sheet)}: {headline(sheet)}. {said_parts} Ask them: {asked} {bare(missing)}".strip()


def _spoken_lines(part: Part) -> str:
    return " ".join(f"{bare(line.text)}." for line in part.lines)
