"""A back-test in plain lines. What there is too little to say is said to be so, and no number stands in its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.backtest.verdict import Told, Verdict
from reviews.backtest.metrics import LEAST

NO_NUMBER: Final = "–"
HEADINGS: Final = ("", "AUC", "by chance", "top tenth", "precision", "recall", "cases")


def report_lines(verdict: Verdict) -> Iterator[str]:
    """The headline, the table, and how to read it."""
    yield from headline(verdict)
    yield ""
    rows = [HEADINGS, *(row(each) for each in (verdict.score, *verdict.signals))]
    widths = [max(len(each[column]) for each in rows) for column in range(len(HEADINGS))]
    for each in rows:
        yield "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(each, widths, strict=True))
        )
    yield ""
    yield from reading(verdict)


def headline(verdict: Verdict) -> Iterator[str]:
    """What it comes to, in sentences."""
    yield (
        f"{verdict.customers} customers, {verdict.left} of them left; replayed week by week"
        f" from {verdict.first} to {verdict.last}, leaving counted {verdict.weeks_ahead} weeks ahead."
    )
    auc = verdict.score.figures.auc
    if auc is None:
        yield (
            f"Too little to judge: it takes at least {LEAST} customers that left and {LEAST} that stayed, with facts"
            " from the time before."
        )
    else:
        yield f"The score put a customer that left before one that stayed {auc:.0%} of the time; chance is 50%."
    if verdict.lead is not None:
        told = len(verdict.leads) - verdict.missed
        yield (
            f"{told} of {len(verdict.leads)} that left were yellow or red at the end,"
            f" half of them {verdict.lead:g} weeks ahead or more."
        )
    if verdict.unmarked:
        yield f"In {verdict.unmarked:.0%} of the weeks too little was known to call a customer green."
    if verdict.unmatched:
        shown = ", ".join(verdict.unmatched[:3]) + (" and others" if len(verdict.unmatched) > 3 else "")
        yield f"Left out: {len(verdict.unmatched)} in outcomes.csv of whom no fact is known ({shown})."
    if verdict.false_alarms is not None:
        yield f"False alarms: {verdict.false_alarms:.1f} a quarter for 100 customers that stayed."


def row(told: Told) -> tuple[str, ...]:
    """One ranking as cells."""
    figures = told.figures
    return (
        told.name.replace("_", " "),
        _number(figures.auc),
        _number(told.control),
        _times(figures.lift),
        _percent(figures.precision),
        _percent(figures.recall),
        f"{figures.cases:,}",
    )


def reading(verdict: Verdict) -> Iterator[str]:
    """What the columns mean."""
    yield "AUC: how often one that left looked worse than one that stayed; 0.5 is chance."
    yield "by chance: the same with the outcomes dealt out at random; an AUC near it is worth nothing."
    yield "top tenth: how many times more of those that left are among the worst tenth than among all."
    yield f"precision, recall: of the {verdict.capacity} worst each week, and of all that left."
    yield "A case is one customer in one week, so the cases of one customer are alike: small differences say little."


def _number(value: float | None) -> str:
    return NO_NUMBER if value is None else f"{value:.2f}"


def _times(value: float | None) -> str:
    return NO_NUMBER if value is None else f"{value:.1f}×"


def _percent(value: float | None) -> str:
    return NO_NUMBER if value is None else f"{value:.0%}"
