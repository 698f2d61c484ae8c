"""A history in words: each change as one sentence, who and when first, then from what to what, then why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from reviews.audit_entry import AuditEntry, file_of, plain
from reviews.history_facts import FACT_FIELDS, fact_subject
from reviews.history_fields import FIELDS, MADE
from reviews.history_turns import Field
from reviews.history_values import NOTHING, Lookup, number, when, words
from reviews.sitting import action_id, gap_id

__all__ = ["Lookup", "change_words", "people_in", "sentence", "subject_words"]
_UNDONE = "undone"
_OUR_WORDS = frozenset({_UNDONE, "unblocked", "cleared"})
"""Reasons the rules write themselves."""
_ITSELF = frozenset({"account", "gap", "action", "handover", "preferences"})
"""Kinds whose history is asked for by their own name, so that a line need not say what it is about."""
_AS_USUAL: tuple[object, ...] = (None, False, "", "open", [])
"""What something new is made with that need not be said. A number is always said: nobody active is no trifle."""
_UNNAMED = Field("detail", number)
_PEOPLE = frozenset(
    {"owner", "sponsor", "facilitator", "manager", "stand_in", "leaver", "blocked_by", "user_id", "given_by", "ours"}
)


def sentence(entry: AuditEntry, look: Lookup) -> str:
    """One change: `Tue 24 Nov 14:02 · Nina moved it from Fri 27 Nov to Wed 2 Dec: legal is late`. Mrkdwn."""
    what = _what(entry.kind, entry.before, entry.after, look)
    undid = "undid it: " if entry.why == _UNDONE else ""
    # A reason that is also kept in a field of its own is said there.
    said = entry.why in _OUR_WORDS or entry.why in entry.after.values()
    why = f": {words(entry.why, 300)}" if entry.why and not said else ""
    about = "" if entry.kind in _ITSELF else f" ({subject_words(entry.kind, entry.ref, None, look)})"
    return f"{when(entry.at, look)} · {look.name(entry.by)} {undid}{what}{about}{_with_file(entry, look)}{why}"


def _with_file(entry: AuditEntry, look: Lookup) -> str:
    """That a change came with a file, which is named where that is known."""
    file = file_of(entry.deed)
    if file is None or entry.kind == "import":
        return ""
    known = look.subjects.get(("import", file))
    return f", from {words(known, 80)}" if known else f", from file {words(file, 20)}"


def change_words(kind: str, before: object, after: object, look: Lookup) -> str:
    """From one record to another of the same kind, as a phrase."""
    names = [each.name for each in fields(after) if each.name != "workspace_id"]  # type: ignore[arg-type]
    moved = [name for name in names if getattr(before, name) != getattr(after, name)]
    was = {name: plain(getattr(before, name)) for name in moved}
    return _what(kind, was, {name: plain(getattr(after, name)) for name in moved}, look)


def subject_words(kind: str, ref: str, record: object, look: Lookup) -> str:
    """What a change is about: `contact Dana Brooks`, `mark on usage`, `G-4`, `I-7`."""
    if kind in FACT_FIELDS:
        return fact_subject(kind, ref, record, look)
    known = getattr(record, "name", None) or look.subjects.get((kind, ref))
    parts = ref.split("/")
    match kind:
        case "action" | "gap":
            return (action_id if kind == "action" else gap_id)(int(parts[0]))
        case "account":
            return words(known or f"customer {ref}", 80)
        case "step" | "mark":
            return f"{'step' if kind == 'step' else 'mark on'} {words(parts[-1], 40)}"
        case "carried":
            return f"{words(' '.join(parts[1:]), 40)} from last time"
        case "gap_account":
            number_of = int(parts[-1]) if parts[-1].isdigit() else 0
            return words(look.accounts.get(number_of, f"customer {parts[-1]}"), 80)
        case "role":
            return f"{words(parts[-1], 20)}: {look.name(parts[0])}"
        case "preferences":
            return f"how {look.name(ref)} is asked" if ref else "the workspace's settings"
        case "reading":
            goal = look.subjects.get(("goal", parts[0]), f"goal {parts[0]}")
            return f"{words(goal, 80)}, {words(parts[-1], 20)}"
        case _:
            return words(f"{kind} {known or ref}", 100)


def people_in(entries: Iterable[AuditEntry]) -> set[str]:
    """Everybody whom entries name, by Slack id."""
    found = {entry.by for entry in entries}
    for entry in entries:
        for held in (entry.before, entry.after):
            found |= {str(value) for name, value in held.items() if value and name in _PEOPLE and value is not True}
        if entry.kind == "role":
            found.add(entry.ref.split("/")[0])
    return found


def _what(kind: str, before: Mapping[str, Any], after: Mapping[str, Any], look: Lookup) -> str:
    known = FIELDS.get(kind, {})
    named = {name: known.get(name, _UNNAMED) for name in after}
    told = [name for name, how in named.items() if not how.aside] or list(named)
    if not before:
        made = MADE.get(kind, "made it")
        facts = [_fact(named[name], after[name], look) for name in told if not _is_usual(after[name])]
        return f"{made}: {', '.join(facts)}" if facts else made
    return _joined([_turned(named[name], before.get(name), after[name], look) for name in told])


def _is_usual(value: object) -> bool:
    return value in _AS_USUAL and (isinstance(value, bool) or not isinstance(value, int | float))


def _fact(how: Field, value: object, look: Lookup) -> str:
    shown = how.show(value, look)
    return shown if how.label == "words" else f"{how.label} {shown}"


def _turned(how: Field, before: object, after: object, look: Lookup) -> str:
    was = NOTHING if before is None else how.show(before, look)
    now = NOTHING if after is None else how.show(after, look)
    if how.turn is not None and (said := how.turn(was, now, before, after)):
        return said
    if before is None:
        return f"set {how.label} to {now}"
    return f"changed {how.label} from {was} to {now}" if after is not None else f"took away {how.label} ({was})"


def _joined(phrases: list[str]) -> str:
    return (
        phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} and {phrases[-1]}" if phrases else "saved it"
    )
