"""Of whom a file lets its source speak, from when and until when: silence means something only within that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from jobs.import_intake import Tally
from reviews.account_facts import QUARTER
from reviews.facts import FactKind, SourceRead
from reviews.imports.model import FileImport

_A_DAY = timedelta(days=1)


def reach_of(
    import_: FileImport,
    kind: FactKind,
    tally: Tally,
    known: Mapping[int, date],
    *,
    speaks_for_all: bool,
    until: date,
    now: datetime,
) -> list[SourceRead]:
    """The customers of whom the source has now spoken for a whole quarter. `known`: until when it had spoken of whom.

    A file about one customer says nothing of the others, nor does one of which lines were left out: they may have been
    about anybody. One of a few days speaks only where an earlier one of the same source reaches up to it.
    """
    for_all = speaks_for_all and len(tally.customers) > 1 and not tally.bad
    whom = [0] if for_all else sorted(tally.customers)
    ws, source, by = import_.workspace_id, import_.source or "", import_.by
    return [
        SourceRead(ws, kind, source, each, now, until, by) for each in whom if _reaches_back(each, tally, known, until)
    ]


def _reaches_back(account_id: int, tally: Tally, known: Mapping[int, date], until: date) -> bool:
    if tally.earliest is None or tally.earliest <= until - QUARTER:
        return True
    before = max((known[each] for each in (account_id, 0) if each in known), default=None)
    return before is not None and tally.earliest <= before + _A_DAY
