"""Files that somebody dropped, with what people write in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from reviews.import_offer import NoLines
from reviews.imports.model import (
    BadLine,
    ColumnUse,
    Dialect,
    FileImport,
    FileShape,
    ImportKind,
    ImportReport,
    ImportState,
)
from reviews.messages.import_help import import_help
from reviews.messages.imports import Offer, ended, going, no_lines, offer, reading, taking_back, told
from reviews.messages.words import said
from tests.builders import NOW, TODAY, WS
from tests.messages.worlds import Rendered, World


def everything_imports(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    fill, many = world.fill, world.many
    columns = [ColumnUse(fill("header"), "opened_at", fill("how")) for _ in range(many)]
    columns += [ColumnUse(fill("unused"), None) for _ in range(many)]
    shape = FileShape(Dialect("utf-8", ","), (), ImportKind.TICKETS, fill("system"), tuple(columns))
    bad = tuple(BadLine(number, fill("column"), fill("reason")) for number in range(many))
    report = ImportReport(
        shape,
        rows=9_000_000,
        new=4_000_000,
        changed=1,
        bad=len(bad) * 10,
        first_bad=bad,
        strangers=tuple((f"{fill('stranger')}", 3) for _ in range(many)),
        samples=tuple(fill("sample") for _ in range(many)),
    )
    near = {fill("stranger"): fill("near")}
    file = _file(world, ImportState.OFFERED)
    seen = ("filename", "system", "header", "column", "reason", "stranger", "near", "sample")
    yield Rendered("offer", offer(file, Offer(report, near, sent_back=True)), seen, ("filename", "system"))
    yield Rendered("reading", reading(fill("filename"), "6 MB"), *[("filename",)] * 2)
    yield Rendered("going", going(file, 10, 20), *[("filename",)] * 2)
    yield Rendered("taking back", taking_back(file), *[("filename",)] * 2)
    yield Rendered("how it stands", told(said(fill("filename"))), *[("filename",)] * 2)
    for state in ImportState:
        why = ("why",) if state is ImportState.REFUSED else ()
        made = ended(_file(world, state), [(1, fill("account"))])
        yield Rendered(f"file {state}", made, ("filename", *why), ("filename", *why))
    files = [_file(world, state) for state in ImportState][:5]
    yield Rendered("import help", import_help(files, TODAY, UTC), ("filename",))
    for reason in NoLines:
        yield Rendered(f"no lines {reason}", no_lines(fill("filename"), reason, "/review"), *[("filename",)] * 2)


def _file(world: World, state: ImportState) -> FileImport:
    return FileImport(WS, 1, world.fill("filename"), state, "U1", NOW, why=world.fill("why"), ended_at=NOW)
