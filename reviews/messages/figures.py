"""How the bot's own nudges fared, in a few lines: the last thirty days beside the thirty before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reviews.decision import Message
from reviews.figures import DAYS, SILENT_AFTER, FiguresSheet, NudgeFigures
from reviews.messages.parts import actions, context, message, section
from reviews.messages.settings_said import settings_button
from reviews.messages.words import count, said, spoken


def nudge_figures(sheet: FiguresSheet) -> Message:
    """What was sent, answered and moved; who may be named is named."""
    first, *rest = [*_counted(sheet), *_digests(sheet), *_silent(sheet)]
    blocks = [section(f"*{first}*"), section("\n".join(f"• {line}" for line in rest))]
    if sheet.now.sent:
        blocks.append(context(f"“Before” is the {DAYS} days before these {DAYS}."))
    blocks.append(actions([settings_button()], block_id="answer"))
    return message(spoken(" ".join([first, *rest])), blocks)


def _counted(sheet: FiguresSheet) -> Iterator[str]:
    now, before = sheet.now, sheet.before
    if not sheet.ever:
        yield "No nudge was sent yet."
    elif not now.sent:
        yield f"No nudge was sent in the last {DAYS} days ({before.sent} in the {DAYS} before)."
    else:
        asked = f"{count(now.sent, 'nudge')} sent in {DAYS} days, {now.answered} answered"
        yield f"{asked}: {now.share} % (before: {_share(before)})."
        yield from _answers(now, before)
    moved = f"{count(now.moved, 'date')} moved" if now.moved else "No date moved"
    then = f" (before: {before.moved})" if now.moved or before.moved else ""
    live = count(sheet.live, "action") if sheet.live else "no action"
    yield f"{moved}{then}; {live} {'is' if sheet.live < 2 else 'are'} open now."


def _digests(sheet: FiguresSheet) -> Iterator[str]:
    """What readers said of their digests' lines; nothing where nobody said anything."""
    now, before = sheet.votes, sheet.votes_before
    if now or before:
        lines = count(now.useful, "line")
        yield (
            f"Digest: {lines} called useful and {now.not_useful} not useful in {DAYS} days "
            f"(before: {before.useful} and {before.not_useful})."
        )


def _answers(now: NudgeFigures, before: NudgeFigures) -> Iterator[str]:
    if now.half_within is None:
        yield f"No answer came yet (before: {_span(before.half_within)})."
    else:
        yield f"Half of the answers came within {_span(now.half_within)} (before: {_span(before.half_within)})."
    yield f"Called not helpful: {now.unhelpful} (before: {before.unhelpful})."


def _silent(sheet: FiguresSheet) -> Iterator[str]:
    if sheet.is_silent_too:
        yield f"You left your last {SILENT_AFTER} nudges unanswered, so I ask you less often until you answer one."
    if not sheet.silent:
        return
    whom = count(sheet.silent, "person", "people") + (" more" if sheet.is_silent_too else "")
    who = f": {', '.join(said(name, 60) for name in sheet.named)}" if sheet.named else ""
    yield f"{whom} left their last {SILENT_AFTER} nudges unanswered, so I ask less often{who}."


def _share(figures: NudgeFigures) -> str:
    return "nothing sent" if figures.share is None else f"{figures.share} %"


def _span(wait: timedelta | None) -> str:
    """A stretch of time in its nearest whole unit."""
    if wait is None:
        return "no answer"
    minutes = max(1, round(wait.total_seconds() / 60))
    if minutes < 100:
        return count(minutes, "minute")
    return count(round(minutes / 60), "hour") if minutes < 48 * 60 else count(round(minutes / 60 / 24), "day")
