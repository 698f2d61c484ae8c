"""How a customer fares, as a message for one person: the worst first, short enough for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reviews.dates import say_date
from reviews.decision import Message
from reviews.health.model import Health, NotKnown, PartScore, Signal
from reviews.health.sheet import HealthSheet
from reviews.messages import ids
from reviews.messages.brief_usage import table_of
from reviews.messages.brief_words import bare
from reviews.messages.health_lines import (
    PART_WORDS,
    cannot_know,
    cause_line,
    figures_words,
    mark_words,
    missing_words,
    score_words,
    signal_line,
    source_words,
)
from reviews.messages.item_forms import View
from reviews.messages.parts import (
    Block,
    Element,
    actions,
    button,
    context,
    lines_that_fit,
    message,
    modal,
    section,
)
from reviews.messages.words import count, said
from reviews.model import MarkColour

_MOST_CHANGES: Final = 3
_MOST_REASONS: Final = 2
_FAIR: Final = 75
"""From here on a part is told of in one line."""
_CHART: Final = "data_visualization"
_WEIGHTS: Final = (
    (0.75, "weighs as much as it can"),
    (0.5, "weighs heavily"),
    (0.25, "weighs"),
    (0.0, "weighs little"),
)


def health_message(sheet: HealthSheet, *, charted: bool = True) -> Message:
    """Mark, score, what changed, each part with its weightiest signals, what is not known, and what can be done.

    `charted` False puts a table where the trend would be drawn, for a Slack that takes no charts.
    """
    texts = [_lead(sheet), _changes(sheet), *_parts(sheet), _window(sheet)]
    notes = [_unknown(sheet.health), _blind(sheet)]
    blocks = [section(each) for each in texts if each]
    blocks += _remedies(sheet)
    blocks += [context(each) for each in notes if each]
    drawn = _trend(sheet)
    blocks += [drawn if charted else table_of(drawn)] if drawn else []
    blocks.append(actions(_ways_on(sheet), block_id="health"))
    heard = [*texts, _likely(sheet), *notes]
    return message(bare(" ".join(_sentence(each) for each in heard if each)), blocks)


def playbook_buttons(sheet: HealthSheet) -> list[Element]:
    """A button for each playbook that fits and does not run already, named by it."""
    if not sheet.may_choose:
        return []
    account = sheet.account.id
    return [
        button(each.name, f"{ids.PLAYBOOK_USE}.{each.key}", {"account": account, "playbook": each.key})
        for each in sheet.playbooks
        if each.key not in sheet.running
    ]


def every_number(sheet: HealthSheet, command: str = "/review") -> View:
    """All signals with number, threshold, source, date, link and what they cannot know; part by part."""
    lines = sheet.lines
    tier = f" for tier {said(sheet.account.tier, 40)}" if sheet.account.tier else ""
    rule = f"Below {lines.yellow} is watched, below {lines.red} is an alarm{tier}."
    blocks = [section(_lead(sheet)), context(f"{rule} What counts how much: `{command} health settings`.")]
    for part in _worst_first(sheet.health):
        blocks += _part_whole(sheet, part)
    return modal(ids.FORM_HEALTH, "Every number", blocks, close="Close")


def health_gone(name: str) -> Message:
    """That nothing is said of the health of a customer that has left."""
    text = f"*{said(name, 80)}* is no customer any more, so its health is not counted."
    return message(bare(text), [section(text)])


def _lead(sheet: HealthSheet) -> str:
    mark = mark_words(sheet.mark, sheet.since, sheet.was, sheet.today)
    lead = f"*{said(sheet.account.name, 80)} · health*\n{mark} · *{score_words(sheet.health)}*"
    return f"{lead}\n_Counted just now for the first time: there is no history yet_" if sheet.is_first else lead


def _changes(sheet: HealthSheet) -> str:
    if sheet.reviewed_on is None:
        return ""
    since = f"Since the review of {say_date(sheet.reviewed_on, sheet.today)}"
    if sheet.before is None:
        return f"*{since}*: how it fared then is not known"
    changed = [f"• {said(each, 260)}" for each in sheet.changed]
    if not changed:
        return f"*{since}*: no part moved by 8 points or more"
    return f"*{since}*\n{lines_that_fit(changed, most=_MOST_CHANGES)}"


def _parts(sheet: HealthSheet) -> list[str]:
    """Each part that is bad news with its weightiest signals; those that are fairly well in a line each."""
    texts, fair, calm = [], [], []
    for part in _worst_first(sheet.health):
        reasons = [each for each in sheet.health.reasons if each.part is part.part]
        if part.score is None:
            continue
        if not reasons:
            calm.append(f"{PART_WORDS[part.part]} {part.score}")
        elif part.score < _FAIR:
            texts.append(_part(sheet, part, reasons))
        else:
            fair.append(f"*{PART_WORDS[part.part]} {part.score}*: {signal_line(reasons[0], sheet.today)}")
    well = [*fair, f"*No bad news*: {', '.join(calm)}"] if calm else fair
    return [*texts, "\n".join(well)]


def _part(sheet: HealthSheet, part: PartScore, reasons: Sequence[Signal]) -> str:
    shown = [f"• {signal_line(each, sheet.today)}" for each in reasons[:_MOST_REASONS]]
    more = len(reasons) - len(shown)
    held = " (holds the score down)" if part.part is sheet.health.capped_by else ""
    head = f"*{PART_WORDS[part.part]} {part.score} of 100*{held}"
    return "\n".join([head, *shown, *([f"and {count(more, 'more signal')}"] if more else [])])


def _worst_first(health: Health) -> list[PartScore]:
    """Known parts by their score, then those of which nothing is known."""
    return sorted(health.parts, key=lambda each: (each.score is None, each.score or 0))


def _window(sheet: HealthSheet) -> str:
    """How long action helps. Where all is green only when it renews."""
    window = sheet.window
    if window is None:
        return ""
    renews = f"Renews in {count(window.days_left, 'day')} ({say_date(window.renewal_on, window.today)})"
    if sheet.mark is MarkColour.GREEN:
        return renews
    takes = f"a repair takes about {count(window.repair_days, 'day')}"
    late = (window.today - window.begin_by).days
    if late > 0:
        return f"*Window*: {renews}; {takes}, so what begins today is {count(late, 'day')} late"
    begin = say_date(window.begin_by, window.today)
    return f"*Window*: {renews}; {takes}, so it has to begin by {begin}"


def _likely(sheet: HealthSheet) -> str:
    return cause_line(sheet.cause) if sheet.cause else ""


def _remedies(sheet: HealthSheet) -> list[Block]:
    """The likely cause with what speaks for it, and playbooks to choose from."""
    if sheet.cause is None:
        return []
    lines = [f"• {_offered(sheet, each.key, each.name, each.why, len(each.steps))}" for each in sheet.playbooks]
    blocks = [section("\n".join([cause_line(sheet.cause), *lines]))]
    buttons = playbook_buttons(sheet)
    return [*blocks, actions(buttons, block_id="playbooks")] if buttons else blocks


def _offered(sheet: HealthSheet, key: str, name: str, why: str, steps: int) -> str:
    run = sheet.running.get(key)
    if run is None:
        return f"*{name}*, {steps} actions: {why}"
    by = said(sheet.names.get(run.by, run.by), 60)
    return f"*{name}* runs since {say_date(run.at.date(), sheet.today)}, chosen by {by}"


def _unknown(health: Health) -> str:
    missing = missing_words(health)
    return f"⚪ *Not known*: {missing}" if missing else ""


def _blind(sheet: HealthSheet) -> str:
    told = cannot_know(sheet.health.reasons)
    return f"*Cannot be known from this*: {told}" if told else ""


def _trend(sheet: HealthSheet) -> Block | None:
    points = sheet.trend
    if not points:
        return None
    labels = [label for label, _ in points]
    series = [{"name": "Score", "data": [{"label": label, "value": value} for label, value in points]}]
    for name, line in (("Watched below", sheet.lines.yellow), ("Alarm below", sheet.lines.red)):
        series.append({"name": name, "data": [{"label": label, "value": line} for label in labels]})
    axes = {"categories": labels, "y_label": "of 100"}
    chart = {"type": "line", "series": series, "axis_config": axes}
    return {"type": _CHART, "title": "Health score, 0 to 100", "chart": chart}


def _ways_on(sheet: HealthSheet) -> list[Element]:
    about = {"account": sheet.account.id}
    return [
        button("See every number", f"{ids.HEALTH_OPEN}.every", {**about, "every": "yes"}),
        button("Brief", ids.BRIEF_OPEN, about),
        button("All facts", ids.FACTS_OPEN, about),
    ]


def _part_whole(sheet: HealthSheet, part: PartScore) -> list[Block]:
    shown = "not known" if part.score is None else f"{part.score} of 100, counts {part.share:.0%}"
    signals = [each for each in sheet.health.signals if each.part is part.part]
    unknown = [each for each in sheet.health.unknown if each.part is part.part]
    blocks = [section(f"*{PART_WORDS[part.part]}*: {shown}")]
    blocks += [section(_whole(each, sheet)) for each in signals]
    if unknown:
        blocks.append(context(lines_that_fit(list(dict.fromkeys(map(_missing, unknown))))))
    return blocks


def _whole(signal: Signal, sheet: HealthSheet) -> str:
    weighs = next(words for least, words in _WEIGHTS if signal.strength >= least)
    weight = weighs if signal.strength > 0 else "no bad news"
    facts = f"_{weight}; {figures_words(signal)}; {source_words(signal, sheet.today)}_"
    blind = f"\nCannot know: {said(signal.cannot_know, 200)}" if signal.cannot_know else ""
    return f"{said(signal.sentence)}\n{facts}{blind}"


def _missing(each: NotKnown) -> str:
    return f"⚪ {said(each.missing, 200)}"


def _sentence(text: str) -> str:
    told = text.replace("\n• ", "; ").replace("\nand ", " and ").replace("\n", ". ")
    return told if told.endswith((".", "…")) else f"{told}."
