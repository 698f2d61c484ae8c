"""`/review import`: how to send a file of facts, and what became of the last ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Final

from reviews.dates import say_date
from reviews.decision import Message
from reviews.import_offer import NOUNS
from reviews.imports.model import FileImport, ImportKind
from reviews.messages.imports import how_it_stands
from reviews.messages.parts import context, lines_that_fit, message, section

EXAMPLES: Final[dict[ImportKind, tuple[str, str]]] = {
    ImportKind.TICKETS: (
        "ticket id,customer,subject,created,solved",
        "4711,Northwind,Export fails,2026-11-03,2026-11-05",
    ),
    ImportKind.INCIDENTS: (
        "customer,what happened,started,fixed,workflow",
        "Northwind,Export timed out,2026-10-30 18:00,2026-10-31 09:00,month-end",
    ),
    ImportKind.USAGE: ("customer,period end,seats,active in 30 days", "Northwind,2026-10-31,40,11"),
    ImportKind.TOUCHES: ("customer,date,contact,type,direction", "Northwind,2026-11-12,Dana Brooks,call,inbound"),
    ImportKind.SURVEYS: ("customer,date,nps score,respondent", "Northwind,2026-11-02,6,Farid Nasser"),
    ImportKind.CONTRACTS: (
        "customer,contract start,renewal date,contract value,currency",
        "Northwind,2026-01-01,2027-01-01,120000,EUR",
    ),
    ImportKind.ACCOUNTS: ("customer name,tier,arr,currency,renewal date", "Northwind,strategic,120000,EUR,2027-01-31"),
    ImportKind.CONTACTS: (
        "customer,contact name,title,email",
        "Northwind,Dana Brooks,Head of operations,dana@northwind.example",
    ),
}
"""A header and one line of each kind of file, as people may write them."""


def import_help(files: Sequence[FileImport], today: date, zone: tzinfo) -> Message:
    """How a file comes in, and the person's last ones, newest first."""
    lead = (
        "*Drop a CSV file into your messages with me.* The first line names the columns. I say what I read and "
        "what would change; *nothing changes before you say so*, and for a day a file of facts can be taken back."
    )
    kinds = [
        f"*{NOUNS[kind][1][0].upper()}{NOUNS[kind][1][1:]}*: `{header}`\n`{line}`"
        for kind, (header, line) in EXAMPLES.items()
    ]
    blocks = [section(lead), section(lines_that_fit(kinds))]
    blocks.append(
        context(
            "Exports of Zendesk, HubSpot, Salesforce and Intercom can stay as they are. Customers are known by their "
            "name here. Lists of customers or their people can be brought in by leaders and admins."
        )
    )
    blocks.append(section(_last(files, today, zone)))
    text = f"Drop a CSV file into your messages with me; nothing changes before you say so. {_count(files)}"
    return message(text, blocks)


def _last(files: Sequence[FileImport], today: date, zone: tzinfo) -> str:
    if not files:
        return "You have sent no file yet."
    lines = [f"{say_date(each.at.astimezone(zone).date(), today)}: {how_it_stands(each)}" for each in files]
    return lines_that_fit(["*Your last files*", *lines])


def _count(files: Sequence[FileImport]) -> str:
    return (
        f"{len(files)} of your last files are listed with what became of them." if files else "You have sent none yet."
    )
