"""Questions about facts, with something to ask each."""

from __future__ import annotations

from typing import Any

from reviews.facts import FactKind
from tests.storage.examples import NOW

FACTS_ASKED: dict[str, tuple[Any, ...]] = {
    "fact_pages.counts": (1, NOW.date().replace(year=2020), NOW.replace(year=2020)),
    "fact_pages.known": (FactKind.INCIDENT, 1),
    "fact_pages.open_tickets": (1,),
    "fact_pages.page": (1, FactKind.USAGE, 0, 9, ""),
    "fact_pages.teams": (1, 9),
    "fact_records.incidents_since": (1, NOW.replace(year=2020)),
    "fact_records.nothing_noted": (1,),
    "fact_records.typed_usage": (1, "", NOW.date()),
    "fact_records.usage_before": (1, "", NOW.date()),
    "facts.by_id": (FactKind.INCIDENT, 1),
    "facts.has_any": (1,),
    "facts.latest_usage": (1,),
    "facts.of_account": (1, NOW.date()),
    "source_reads.of_account": (1,),
    "source_reads.of_source": (FactKind.INCIDENT, "zendesk"),
}
