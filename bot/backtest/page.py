"""A back-test as one page that needs nothing else: figures as tables, pictures drawn into it, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from bot.backtest.pictures import approach, bars, curve, leads
from bot.backtest.report import HEADINGS, headline, reading, row
from bot.backtest.verdict import Verdict

STYLE: Final = """
:root { color-scheme: light dark; --ink: #1d1c1d; --soft: #616061; --paper: #fff; --line: #ddd; --main: #1264a3;
  --other: #b5541c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --soft: #a3a3a3; --paper: #1a1d21; --line: #3a3d42;
  --main: #6fb7ea; --other: #f0a06c; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
p.soft, figcaption { color: var(--soft); font-size: .9rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
tr.main td { font-weight: 600; }
figure { margin: 1rem 0; overflow-x: auto; } svg { max-width: 100%; height: auto; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg .soft { fill: var(--soft); }
svg .main { stroke: var(--main); } svg .fill { fill: var(--main); } svg .other { stroke: var(--other); }
svg .axis { stroke: var(--line); }
"""


def page(verdict: Verdict) -> str:
    """The whole page. Everything that came out of a file is escaped."""
    return "\n".join(_lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8"><title>Back-test of the health score</title>'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>'
    yield "<h1>Would the score have told who leaves?</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in headline(verdict))
    for title, caption, drawn in _pictures(verdict):
        if drawn:
            yield f"<h2>{escape(title)}</h2><figure>{drawn}<figcaption>{escape(caption)}</figcaption></figure>"
    yield "<h2>Figures</h2>"
    yield from _table(verdict)
    yield from (f'<p class="soft">{escape(line)}</p>' for line in reading(verdict))
    yield "</body></html>"


def _pictures(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    yield (
        "The score of customers that left, as the day came near",
        "Mean score by weeks before they left. The dashed line is the mean of customers that stayed.",
        approach(verdict.approach, verdict.stayed),
    )
    yield (
        "How early they were yellow or red",
        "Customers that left, by how many weeks before they had been yellow or red without a break.",
        leads(verdict.leads),
    )
    yield (
        "Caught against disturbed",
        "Share of cases that left which are among the worst, against the share of cases that stayed. The dashed line is"
        " chance.",
        curve(verdict.curve),
    )
    yield (
        "Each signal by itself",
        "AUC: 0.5 is chance. Signals with too few cases are not drawn.",
        bars([(told.name.replace("_", " "), told.figures.auc) for told in verdict.signals]),
    )


def _table(verdict: Verdict) -> Iterator[str]:
    yield "<table><thead><tr>" + "".join(f"<th>{escape(each)}</th>" for each in HEADINGS) + "</tr></thead><tbody>"
    for told in (verdict.score, *verdict.signals):
        kind = ' class="main"' if told is verdict.score else ""
        yield f"<tr{kind}>" + "".join(f"<td>{escape(cell)}</td>" for cell in row(told)) + "</tr>"
    yield "</tbody></table>"
