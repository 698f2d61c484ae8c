"""A file that somebody dropped: what it would do, how it fares, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reviews.decision import Message
from reviews.import_offer import NOUNS, NoLines, about, column_words, place_words, system
from reviews.imports.model import FACTS_OF, BadLine, FileImport, ImportKind, ImportReport, ImportState
from reviews.messages import ids
from reviews.messages.parts import (
    Element,
    actions,
    button,
    context,
    lines_that_fit,
    menu,
    message,
    option,
    run_button,
    section,
)
from reviews.messages.rights import DEED_WORDS
from reviews.messages.words import count, quoted, said, spoken
from reviews.rights import Deed

SHOWN_BAD: Final = 10
_SHOWN_STRANGERS: Final = 5
_SHOWN_SAMPLES: Final = 3
_SHOWN_COLUMNS: Final = 14
_SHOWN_LEFT: Final = 8

_INSTEAD: Final[dict[NoLines, str]] = {
    NoLines.PICTURE: "I read no pictures. What it shows can be typed: `{command} incident`, `{command} usage` or "
    "`{command} touch`.",
    NoLines.SHEET: "I read lines of plain text. In your spreadsheet choose Save as (or Download as), then CSV, and "
    "drop that here: one sheet a file.",
    NoLines.PACKED: "I open no packed files. Unpack it, and drop the CSV that is in it.",
    NoLines.WRITTEN: "I read no documents. If it holds a table, save that as CSV and drop it here.",
    NoLines.ELSEWHERE: "It is kept outside Slack, where I do not go. Save it as CSV on your machine, and drop that.",
    NoLines.OTHER: "I read CSV files: lines of plain text, with the columns' names in the first one.",
}
_KIND_LABELS: Final[dict[ImportKind, str]] = {kind: many[0].upper() + many[1:] for kind, (_, many) in NOUNS.items()}


@dataclass(frozen=True, slots=True)
class Offer:
    """What a look at a file found. `nearest`: the known name nearest to an unknown one, where there is one.

    `sent_back`: whether the bad lines were given back as a file; None where there was no need.
    `refused`: why the one who dropped it may not bring it in, in a sentence.
    """

    report: ImportReport
    nearest: dict[str, str]
    sent_back: bool | None = None
    refused: str = ""


def offer(import_: FileImport, found: Offer) -> Message:
    """What the file is and what it would change, with the ways on. Nothing has happened yet."""
    report = found.report
    head = f"*{said(import_.name, 100)}*: {_what(report)}."
    change = _would_change(report)
    blocks = [section(f"{head}\n{change}"), section(_read_as(report))]
    if report.samples:
        blocks.append(
            section(lines_that_fit(["For instance:", *(said(each, 200) for each in report.samples[:_SHOWN_SAMPLES])]))
        )
    if report.bad:
        blocks.append(section(_bad_lines(report, found.sent_back)))
    if report.strangers:
        blocks.append(section(_strangers(report, found.nearest)))
    if found.refused:
        blocks.append(section(found.refused))
    blocks += [actions(_ways(import_, report, may=not found.refused), block_id="import")]
    blocks.append(context("Nothing changes before you say so."))
    left = f" {count(report.bad, 'line')} cannot be taken." if report.bad else ""
    return message(spoken(f"{head} {found.refused or change}{left} Nothing changes before you say so."), blocks)


def _taken(report: ImportReport) -> int:
    return report.new + report.changed + report.same + report.older


def _what(report: ImportReport) -> str:
    """`214 tickets of 3 customers, from Zendesk`."""
    kind, name = report.shape.kind, system(report.shape.source)
    taken = about(kind, _taken(report)) if _taken(report) else f"{count(report.rows, 'line')} of {NOUNS[kind][1]}"
    whose = "" if kind is ImportKind.ACCOUNTS or not report.customers else f" of {count(report.customers, 'customer')}"
    return f"{taken}{whose}{f', from {said(name, 60)}' if name else ''}"


def _would_change(report: ImportReport) -> str:
    if not _taken(report):
        return "Nothing of it can be taken." if report.rows else "It has no lines below its header."
    if not report.new and not report.changed:
        return "It would change nothing: all of it is here already."
    return f"It would make {_figures(report.new, report.changed)}{_rest(report.same, report.older)}."


def _figures(new: int, changed: int) -> str:
    shown = [f"*{new:,} new*"] if new else []
    return " and ".join([*shown, *([f"*{changed:,} changed*"] if changed else [])])


def _rest(same: int, older: int) -> str:
    here = f"; {same:,} {'is' if same == 1 else 'are'} here already" if same else ""
    return here + (f"; {older:,} {'is' if older == 1 else 'are'} older than what is known" if older else "")


def _read_as(report: ImportReport) -> str:
    """Which column is read as what, with the format of its dates and numbers."""
    used = [
        f"{quoted(each.header, 40)} → {said(column_words(each), 80)}"
        for each in report.shape.columns
        if each.field is not None
    ]
    left = [quoted(each.header, 40) for each in report.shape.columns if each.field is None]
    lines = [f"*How I read it:* {_some(used, _SHOWN_COLUMNS, ' · ')}"]
    if left:
        lines.append(f"Left alone: {_some(left, _SHOWN_LEFT, ', ')}")
    return "\n".join(lines)


def _some(parts: Sequence[str], most: int, between: str) -> str:
    more = [f"and {len(parts) - most} more"] if len(parts) > most else []
    return between.join([*parts[:most], *more])


def _bad_lines(report: ImportReport, sent_back: bool | None) -> str:
    lines = [f"*{count(report.bad, 'line')} cannot be taken:*", *map(_bad_line, report.first_bad[:SHOWN_BAD])]
    shown = lines_that_fit(lines, room=2600, total=report.bad + 1)
    if sent_back:
        return f"{shown}\nAll of them came back as a file, in the thread of yours: mend them there and drop that here."
    if sent_back is False:
        return f"{shown}\nI could not send the others back as a file."
    return shown


def _bad_line(bad: BadLine) -> str:
    column = f", {said(place_words(bad.column), 60)}" if bad.column else ""
    return f"Line {bad.line:,}{column}: {said(bad.reason, 200)}"


def _strangers(report: ImportReport, nearest: dict[str, str]) -> str:
    lines = ["*Customers I do not know:*"]
    for name, lines_of_it in report.strangers[:_SHOWN_STRANGERS]:
        near = nearest.get(name)
        meant = f"; did you mean {said(near, 80)}?" if near else ""
        lines.append(f"{quoted(name, 80)}, {count(lines_of_it, 'line')}{meant}")
    return lines_that_fit(lines, total=len(report.strangers) + 1)


def _ways(import_: FileImport, report: ImportReport, *, may: bool) -> list[Element]:
    number, value = _taken(report), {"import": import_.id}
    ways = []
    if may and number and report.bad:
        good = "Import the good one" if number == 1 else f"Import the {number:,} good ones"
        ways.append(button(good, f"{ids.IMPORT_GO}.good", {**value, "good": "yes"}))
    elif may and number:
        ways.append(button(f"Import {about(report.shape.kind, number)}", ids.IMPORT_GO, value, style="primary"))
    return [*ways, button("Forget it", ids.IMPORT_FORGET, value), kind_menu(import_, but=report.shape.kind)]


def kind_menu(import_: FileImport, *, but: ImportKind | None = None) -> Element:
    """What else a file may be about."""
    options = [option(label, f"{kind}:{import_.id}") for kind, label in _KIND_LABELS.items() if kind is not but]
    return menu(ids.IMPORT_KIND, options, placeholder="It is about something else")


def reading(name: str, size: str) -> Message:
    """Said at once of a file so large that reading it takes a while."""
    return told(
        f"I am reading *{said(name, 100)}* ({size}). What it would change comes here; nothing changes before that."
    )


def going(import_: FileImport, rows: int = 0, total: int = 0) -> Message:
    """A file on its way in, in place of its offer."""
    far = f": {rows:,} of {total:,} lines" if rows and total >= rows else f": {rows:,} lines" if rows else ""
    return told(f"Importing *{said(import_.name, 100)}*{far}. It counts only when the last line is in.")


def told(text: str) -> Message:
    """How a file stands, without ways on, in place of its offer."""
    return message(spoken(text), [section(text)])


def taking_back(import_: FileImport) -> Message:
    """What came with a file is on its way out."""
    return told(f"Taking *{said(import_.name, 100)}* back. It is gone when this says so.")


def ended(import_: FileImport, customers: Sequence[tuple[int, str]] = ()) -> Message:
    """What became of a file; `customers`: the few it was about, by number and name."""
    text = how_it_stands(import_)
    value = {"import": import_.id}
    ways: list[Element] = []
    if import_.state is ImportState.DONE:
        ways = [button("Undo", ids.IMPORT_UNDO, value)] if import_.kind in FACTS_OF else []
        ways += [button(f"Facts of {name}", ids.FACTS_OPEN, {"account": number}) for number, name in customers[:1]]
    elif import_.state is ImportState.REFUSED:
        ways = [kind_menu(import_, but=import_.kind)]
    blocks = [section(text), *([actions(ways, block_id="import")] if ways else [])]
    return message(spoken(text), blocks)


def how_it_stands(import_: FileImport) -> str:
    """Where a file is, in a sentence or two."""
    name = f"*{said(import_.name, 100)}*"
    match import_.state:
        case ImportState.RECEIVED:
            return f"I am reading {name}; what it would change comes here."
        case ImportState.OFFERED:
            return f"{name} waits for your word: {_found(import_)}."
        case ImportState.CONFIRMED | ImportState.LOADING:
            return f"{name} is on its way in. It counts only when the last line is in."
        case ImportState.DONE:
            return f"Imported {name}: {_came_of_it(import_)}."
        case ImportState.REFUSED:
            return f"{name} was not imported and nothing has changed. {said(import_.why, 600)}"
        case ImportState.DROPPED:
            return f"{name} is forgotten; nothing has changed."
        case ImportState.UNDONE:
            return f"{name} was taken back: what came with it is gone, and what it changed is as it was."


def _found(import_: FileImport) -> str:
    bad = f", {count(import_.bad, 'bad line')}" if import_.bad else ""
    return f"{import_.new:,} new, {import_.changed:,} changed, {import_.same:,} here already{bad}"


def _came_of_it(import_: FileImport) -> str:
    parts = [f"{import_.new:,} new"] if import_.new else []
    parts += [f"{import_.changed:,} changed"] if import_.changed else []
    if import_.same:
        parts.append(f"{import_.same:,} {'was' if import_.same == 1 else 'were'} here already")
    parts += [f"{import_.older:,} older than what is known"] if import_.older else []
    parts += [f"{count(import_.bad, 'bad line')} left out"] if import_.bad else []
    return ", ".join(parts) or "nothing new"


def not_yours(deed: Deed) -> str:
    """Why somebody may not bring a file in."""
    return f"Only a leader or an admin can {DEED_WORDS[deed]}."


def no_lines(name: str, why: NoLines, command: str) -> Message:
    """What to do instead with a file that is none of lines."""
    text = f"*{said(name, 100)}* is nothing I can take in. {_INSTEAD[why].format(command=command)}"
    return message(spoken(text), [section(text), actions([run_button("How to send a file", "import")], "answer")])
