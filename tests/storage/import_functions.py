"""The functions that take files of facts in, with something to ask them."""

from __future__ import annotations

from typing import Any

from reviews.facts import FactKind
from tests.storage.examples import NOW

IMPORTS_ASKED: dict[str, tuple[Any, ...]] = {
    "account_keys.keys": (),
    "account_keys.names": (),
    "imports.by_file": ("F1",),
    "imports.by_id": (1,),
    "imports.latest": ("U1", 9),
    "imports.loading": (),
    "loading.aside": (1, 0, 9),
    "loading.aside_of": (1, [1, 2, 3]),
    "loading.by_ids": (FactKind.TICKET, [1, 2]),
    "loading.leftovers": (),
    "loading.known": (FactKind.TICKET, "zendesk", ["z1", "z2"]),
    "loading_told.contracts": (1,),
    "loading_told.heard": (1,),
}
IMPORTS_CHANGED: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "account_keys.learn": (({"zendesk:9": 1},), {}),
    "imports.beat": ((1, 500, NOW, NOW), {}),
    "imports.one_at_a_time": ((), {}),
    "loading.discard": ((1, 9), {}),
    "loading.drop_aside": ((1,), {}),
    "loading.reserve": ((FactKind.TICKET, 3), {}),
    "loading.set_aside": ((1, FactKind.TICKET, [(9, {"subject": "later"})]), {}),
}
IMPORTS_SAY_NOT_WHOSE = {
    "source_reads.of_source",
    "account_keys.keys",
    "account_keys.names",
    "loading.leftovers",
    "loading_told.heard",
}
IMPORTS_WITH_THEIR_OWN = {
    "import_news.customers_of",
    "import_news.drop_wish",
    "import_news.wish_undone",
    "import_undo.boards_of",
    "import_undo.forget_reads",
    "import_undo.undoing",
    "imports.has_later",
    "loading.insert",
    "loading.rewrite",
    "loading_sqlite.insert_rows",
}
IMPORTS_OF_ALL = {
    "import_news.unspoken",
    "import_news.wishes",
    "imports.waiting",
    "workspaces.known",
}
