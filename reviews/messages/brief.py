"""The two-minute brief as a message: one page for a phone, the worst never cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.dates import say_date
from reviews.decision import Message
from reviews.facts import FactKind
from reviews.messages import ids
from reviews.messages.brief_fit import MOST_WORDS, Fitted, fitted
from reviews.messages.brief_headline import headline
from reviews.messages.brief_parts import parts_of
from reviews.messages.brief_usage import table_of, usage_chart, usage_table
from reviews.messages.brief_words import NOUNS, Part, bare, joined, linked
from reviews.messages.parts import SECTION_LIMIT, Block, actions, button, context, message, run_button, section
from reviews.messages.words import count, said
from reviews.text import one_line

__all__ = ["MOST_WORDS", "brief_fallback", "brief_message"]

_USE: Final = 2
"""The place of use among the parts: its chart stands behind it."""
_TYPED: Final = (FactKind.INCIDENT, FactKind.USAGE, FactKind.TOUCH)
_NO_CHARTS: Final = "data_visualization"


def brief_message(sheet: BriefSheet, *, charted: bool = True, command: str = "/review") -> Message:
    """The whole brief. `charted` False puts a table where the chart would be, for a Slack that takes no charts."""
    missing = _missing(sheet, command)
    lead = f"*{_title(sheet)}*\n{headline(sheet)}"
    fits = fitted(parts_of(sheet), _questions(sheet.questions), f"{lead}\nAsk them\n{missing}")
    blocks = [section(lead)]
    for place, part in enumerate(fits.parts):
        blocks += _sections(part)
        if place == _USE:
            blocks += _picture(sheet, charted)
    if fits.asked:
        blocks.append(section("\n".join(["*Ask them*", *fits.asked])))
    blocks += [context(each) for each in (missing, _left_out(fits)) if each]
    blocks.append(actions(_buttons(sheet), block_id="brief"))
    return message(_fallback(lead, fits, missing), blocks)


def brief_fallback(told: Message) -> Message:
    """The same brief for a Slack that takes no charts: a table in their place."""
    blocks = [table_of(each) if each["type"] == _NO_CHARTS else each for each in told["blocks"]]
    return {**told, "blocks": blocks}


def _title(sheet: BriefSheet) -> str:
    name, day = said(sheet.material.account.name, 80), sheet.material.review_on
    if day is None or day < sheet.material.today:
        return f"{name} · brief"
    return f"{name} · review {say_date(day, sheet.material.today)}"


def _sections(part: Part) -> list[Block]:
    """A heading and its lines; no line is lost where they outgrow one paragraph."""
    texts = [part.heading]
    for line in part.lines:
        shown = f"• {line.text}"
        if len(texts[-1]) + 1 + len(shown) <= SECTION_LIMIT:
            texts[-1] = f"{texts[-1]}\n{shown}"
        else:
            texts.append(shown)
    return [section(each) for each in texts]


def _questions(questions: Sequence[DirectQuestion]) -> list[str]:
    return [
        f"{number}. {said(each.question, 260)} _({linked(said(each.fact, 80), each.link)})_"
        for number, each in enumerate(questions, 1)
    ]


def _missing(sheet: BriefSheet, command: str) -> str:
    """Which sources are silent, and what would fill them."""
    if not sheet.missing:
        return ""
    typed = [f"`{command} {kind}`" for kind in _TYPED if kind in sheet.missing]
    note = f"Note it with {' or '.join(typed)}, or drop" if typed else "Drop"
    silent = joined([_silent(sheet, kind) for kind in sheet.missing])
    return f"⚪ *Not known*: {silent}. {note} a CSV file into our direct messages."


def _silent(sheet: BriefSheet, kind: FactKind) -> str:
    """A kind of facts, and until when it was known."""
    facts = sheet.material.facts
    read = facts.read_of(kind)
    return f"{NOUNS[kind]} (since {say_date(read.covers_until, facts.today)})" if read else NOUNS[kind]


def _left_out(fits: Fitted) -> str:
    if not fits.left_out:
        return ""
    return f"and {count(fits.left_out, 'smaller point')} more: see *All facts*"


def _picture(sheet: BriefSheet, charted: bool) -> list[Block]:
    if sheet.usage.is_stale:
        return []
    drawn = usage_chart(sheet.usage) if charted else usage_table(sheet.usage)
    return [drawn] if drawn else []


def _buttons(sheet: BriefSheet) -> list[Block]:
    account = sheet.material.account
    about = {"account": account.id}
    return [
        run_button("Start review", f"start {one_line(account.name, 80)}", style="primary"),
        button("All facts", ids.FACTS_OPEN, about),
        button("Log incident", ids.FACT_LOG, {**about, "kind": str(FactKind.INCIDENT)}),
    ]


def _fallback(lead: str, fits: Fitted, missing: str) -> str:
    """The whole brief for who hears it read out."""
    title, _, point = lead.partition("\n")
    heard = [f"{title}: {point}."]
    heard += [f"{part.heading}. {' '.join(f'{line.text}.' for line in part.lines)}".strip() for part in fits.parts]
    heard += [f"Ask them: {' '.join(fits.asked)}"] if fits.asked else []
    return bare(" ".join([*heard, missing]).strip())
