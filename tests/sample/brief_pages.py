"""The page of docs that shows each brief as the program says it, made from the sample world."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.driving.screen import label, pressable

Block = Mapping[str, Any]

HEAD = """\
# Six briefs

Two working days before a review its brief stands in the customer's channel, and `/review brief` gives it to whoever
asks. It is one page, read in two minutes: what was promised, what failed, who uses it, what they ask, who speaks with
us, and what to ask them because of it. What is not known is named, and each number leads to where it came from.

The practice workspace has six customers with two years behind them. These are their briefs on the morning of
Tuesday 24 November 2026, as the bot says them; a test compares this page with what it says. The pictures show how they
look, the words are the same. How facts come in is told in [facts.md](facts.md); `python -m bot.sample FOLDER` writes
those of the six as the CSV files they came in with, to try an import.

| | |
| --- | --- |
| ![Northwind's brief](pictures/brief-northwind.png) | ![Kestrel's brief](pictures/brief-kestrel.png) |
| Northwind, on a desk | Kestrel, on a phone |
"""
STORIES = {
    "Northwind": (
        "The quiet one. Its month-end export broke three months running, its finance team builds the file "
        "by hand again, and the fewer tickets it writes the better it looks to who counts only those."
    ),
    "Kestrel": (
        "The one whose executive stopped coming and whose champion changed jobs in May. No incident, hardly a ticket, "
        "and fourteen of sixty seats: everything is calm because nobody is there."
    ),
    "Harbor Lane": (
        "The one that asks for its data. Use holds and nothing breaks, but its tickets have turned from how-to to "
        "exports, copies and notice periods."
    ),
    "Juniper": (
        "The one that hangs on a single power user, who likes everything. The finance director, who pays, sees a file "
        "once a month and adds up the totals by hand."
    ),
    "Blue Fern": (
        "The new one, eleven weeks in, with a second team that starts on Monday. It grows as it should, and asks "
        "twice a day who may see what."
    ),
    "Solstice": (
        "The healthy one: from twelve to nineteen active people since August, and more of what counts done by each. "
        "Success gets its turn as well; the question is who carries the second region."
    ),
}


def page(briefs: Mapping[str, Sequence[Block]]) -> str:
    """The whole page. `briefs`: each customer's message by its name, as blocks."""
    parts = [HEAD]
    for name, story in STORIES.items():
        parts.append(f"## {name}\n\n{_wrapped(story)}\n\n{quoted(briefs[name])}\n")
    return "\n".join(parts)


def quoted(blocks: Sequence[Block]) -> str:
    """A message as a quotation, a paragraph for each block."""
    paragraphs = ["\\\n".join(f"> {line}" for line in lines) for block in blocks if (lines := list(_lines(block)))]
    return "\n>\n".join(paragraphs)


def _lines(block: Block) -> Iterator[str]:
    match block["type"]:
        case "data_visualization":
            yield _chart(block)
        case "divider":
            return
        case _:
            texts = [block.get("text"), *(e for e in block.get("elements") or () if "action_id" not in e)]
            words = " ".join(str(each["text"]) for each in texts if isinstance(each, Mapping))
            yield from (_markdown(line) for line in words.splitlines() if line)
            if buttons := [f"`[{label(each)}]`" for each in pressable(block)]:
                yield " ".join(buttons)


def _chart(block: Block) -> str:
    """A chart's numbers, each as "19 of 40"."""
    series = [{point["label"]: point["value"] for point in each["data"]} for each in block["chart"]["series"]]
    points = (f"{place} {' of '.join(f'{each[place]:g}' for each in series)}" for place in series[0])
    return f"_Chart, {block['title'].lower()}: {', '.join(points)}_"


def _markdown(text: str) -> str:
    """Slack's marks as Markdown's."""
    linked = re.sub(r"<(https?://[^|>]+)\|([^>]*)>", r"[\2](\1)", text)
    named = re.sub(r"<[#@][A-Z0-9]+\|([^>]*)>", r"#\1", linked)
    bold = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"**\1**", named)
    return bold.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _wrapped(text: str, width: int = 118) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])
