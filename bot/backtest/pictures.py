"""Small pictures of a back-test as SVG, drawn into the page. Each is empty where there is nothing to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 260
LEFT, BOTTOM, TOP, RIGHT = 48, 36, 12, 16
_STEP: Final = 4
"""Weeks that share a bar."""
_ROW: Final = 24
_LABEL: Final = 150


def approach(points: Sequence[tuple[int, float]], stayed: float | None) -> str:
    """The mean score by weeks before; time goes from left to right."""
    if len(points) < 2:
        return ""
    farthest = max(weeks for weeks, _ in points) or 1
    line = " ".join(f"{_x(1 - weeks / farthest):.1f},{_y(score / 100):.1f}" for weeks, score in points)
    parts = [*_scale("100", "0", f"{farthest} weeks before", "left")]
    if stayed is not None:
        y = _y(stayed / 100)
        parts.append(f'<line class="other" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" {_DASHED}/>')
    parts.append(f'<polyline class="main" points="{line}" {_LINE}/>')
    return _svg("Mean score before customers left", parts)


def curve(points: Sequence[tuple[float, float]]) -> str:
    """Share caught against share disturbed."""
    if len(points) < 2:
        return ""
    line = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    chance = f'<line class="other" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" {_DASHED}/>'
    parts = [*_scale("100%", "0", "0", "100% of those that stayed")]
    return _svg("Caught against disturbed", [*parts, chance, f'<polyline class="main" points="{line}" {_LINE}/>'])


def leads(days: Sequence[int]) -> str:
    """How many customers by how early, in steps of some weeks; those nobody would have been told of first."""
    if not days:
        return ""
    counted = Counter(0 if each == 0 else 1 + (each // 7) // _STEP for each in days)
    last = max(counted)
    most, width = max(counted.values()), (WIDTH - LEFT - RIGHT) / (last + 1)
    parts = [*_scale(str(most), "0", "", "")]
    for place in range(last + 1):
        height = (HEIGHT - TOP - BOTTOM) * counted[place] / most
        x, y = LEFT + place * width, HEIGHT - BOTTOM - height
        label = "not told" if place == 0 else f"{(place - 1) * _STEP}–{place * _STEP - 1}"
        parts.append(f'<rect class="fill" x="{x + 2:.1f}" y="{y:.1f}" width="{width - 4:.1f}" height="{height:.1f}"/>')
        parts.append(f'<text class="soft" x="{x + width / 2:.1f}" y="{HEIGHT - 16}" {_MIDDLE}>{label}</text>')
        if counted[place]:
            parts.append(f'<text x="{x + width / 2:.1f}" y="{y - 3:.1f}" {_MIDDLE}>{counted[place]}</text>')
    parts.append(f'<text class="soft" x="{WIDTH - RIGHT}" y="{HEIGHT - 2}" text-anchor="end">weeks before</text>')
    return _svg("How early customers that left were yellow or red", parts)


def bars(values: Sequence[tuple[str, float | None]]) -> str:
    """One bar for each name, from chance to the right where it tells and to the left where it misleads."""
    known = [(name, value) for name, value in values if value is not None]
    if not known:
        return ""
    height, middle = _ROW * len(known) + 8, _LABEL + (WIDTH - _LABEL) / 2
    scale = (WIDTH - _LABEL) / 2 - 40
    parts = [f'<line class="axis" x1="{middle}" x2="{middle}" y1="0" y2="{height}"/>']
    for place, (name, value) in enumerate(known):
        y, reach = _ROW * place + 4, (value - 0.5) * 2 * scale
        x, width = min(middle, middle + reach), max(1.0, abs(reach))
        parts.append(f'<text x="{_LABEL - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect class="fill" x="{x:.1f}" y="{y + 4}" width="{width:.1f}" height="{_ROW - 10}"/>')
        at = middle + reach + (4 if reach >= 0 else -4)
        anchor = "start" if reach >= 0 else "end"
        parts.append(f'<text class="soft" x="{at:.1f}" y="{y + 15}" text-anchor="{anchor}">{value:.2f}</text>')
    return _svg("AUC of each signal", parts, height)


_LINE: Final = 'fill="none" stroke-width="2.5"'
_DASHED: Final = 'stroke-width="1.5" stroke-dasharray="5 4"'
_MIDDLE: Final = 'text-anchor="middle"'


def _x(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def _scale(top: str, bottom: str, first: str, last: str) -> list[str]:
    base = HEIGHT - BOTTOM
    return [
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{base}" y2="{base}"/>',
        f'<line class="axis" x1="{LEFT}" x2="{LEFT}" y1="{TOP}" y2="{base}"/>',
        f'<text class="soft" x="{LEFT - 6}" y="{TOP + 10}" text-anchor="end">{top}</text>',
        f'<text class="soft" x="{LEFT - 6}" y="{base}" text-anchor="end">{bottom}</text>',
        f'<text class="soft" x="{LEFT}" y="{HEIGHT - 16}">{first}</text>',
        f'<text class="soft" x="{WIDTH - RIGHT}" y="{HEIGHT - 16}" text-anchor="end">{last}</text>',
    ]


def _svg(title: str, parts: Sequence[str], height: float = HEIGHT) -> str:
    head = f'<svg viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" role="img" aria-label="{escape(title)}">'
    return f"{head}{''.join(parts)}</svg>"
