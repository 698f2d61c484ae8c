"""The outbox in lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from storage.outbox_desk import Line
from storage.values import OutboxState

COLUMNS = ("ID", "STATE", "KEY", "TO", "FOR", "TRIES", "NOT BEFORE (UTC)", "WHY")
WIDEST = {"KEY": 44, "TO": 14, "WHY": 48}
HEADINGS: dict[tuple[OutboxState, ...], str] = {
    (OutboxState.QUEUED,): "Waiting, next first",
    (OutboxState.SENDING,): "On its way, or looked for in Slack",
    (OutboxState.FAILED,): "Failed",
}
VIEWS = {"waiting": "Waiting, next first", "failed": "Failed", "all": "All, newest first"}


def counts_line(counted: Mapping[OutboxState, int]) -> str:
    """How many rows there are of each state, in one line."""
    return "  ".join(f"{state}: {counted.get(state, 0)}" for state in OutboxState)


def heading(view: str | None, states: tuple[OutboxState, ...]) -> str:
    """What a table shows."""
    return VIEWS[view] if view else HEADINGS[states]


def table(lines: Sequence[Line], now: datetime) -> str:
    """Rows under their headings, in columns as wide as they need to be."""
    rows = [COLUMNS, *(_cells(line, now) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _cells(line: Line, now: datetime) -> tuple[str, ...]:
    cells = {
        "ID": str(line.id),
        "STATE": line.state.value,
        "KEY": line.key,
        "TO": line.channel,
        "FOR": age(now - line.created_at),
        "TRIES": str(line.attempts),
        "NOT BEFORE (UTC)": moment(line.not_before),
        "WHY": " ".join((line.error or "").split()),
    }
    return tuple(_cut(cells[name], WIDEST.get(name)) for name in COLUMNS)


def _cut(text: str, most: int | None) -> str:
    shown = "".join(each if each.isprintable() else " " for each in text)
    return shown if most is None or len(shown) <= most else f"{shown[: most - 1]}…"


def age(span: timedelta) -> str:
    """How long something waits, in its largest unit, such as 5 min."""
    seconds = max(0, int(span.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def moment(when: datetime | None) -> str:
    """A moment in UTC, to the second; a dash for none."""
    return f"{when:%Y-%m-%d %H:%M:%S}" if when else "-"


def details(line: Line) -> str:
    """Everything about one row, and the text of its message."""
    facts = {
        "id": str(line.id),
        "workspace": line.workspace_id,
        "key": line.key,
        "kind": line.operation,
        "to": line.channel,
        "state": line.state.value,
        "tries": str(line.attempts),
        "queued": moment(line.created_at),
        "not before": moment(line.not_before),
        "not after": moment(line.not_after),
        "taken": moment(line.claimed_at),
        "sent": f"{moment(line.sent_at)} as {line.ts}" if line.ts else moment(line.sent_at),
        "why": line.error or "-",
        "notes": line.note or "-",
    }
    shown = [f"{name + ':':12}{value.replace(chr(10), chr(10) + ' ' * 12)}" for name, value in facts.items()]
    return "\n".join([*shown, "(times in UTC)", "", _text(line)])


def _text(line: Line) -> str:
    if line.payload is None:
        return "(its text is written when it is said)"
    return str(line.payload.get("text") or "(a message without text)")
