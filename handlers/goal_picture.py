"""A goal's trend as a PNG, to be passed on inside the customer's company; readable at the size of a phone."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from handlers.picture_fonts import missing, runs
from reviews.messages.goal_picture import Mark, Picture

SIDE = 1080
_FINE = 2
"""Drawn so many times larger and then made smaller, so that lines are smooth."""
_EDGE, _BOTTOM, _PLOT_RIGHT = 64, 970, SIDE - 64
_INK, _GREY, _GRID, _BLUE, _GREEN = "#1f2933", "#5f6b7a", "#e3e8ee", "#1264a3", "#2b7a3d"
_NAME, _TITLE, _LINE, _SMALL = 36, 56, 42, 32
_ALL_NUMBERS = 6
_NEAR = 0.12


@dataclass(frozen=True, slots=True)
class Drawn:
    """The PNG, and the letters of it that no font here has: boxes stand for those."""

    content: bytes
    missing: str


def draw(picture: Picture) -> Drawn:
    """The picture as a PNG. Takes a tenth of a second or so of a processor: not for the event loop."""
    image = Image.new("RGB", (SIDE * _FINE, SIDE * _FINE), "white")
    pen = _Pen(ImageDraw.Draw(image))
    top = _head(pen, picture)
    _plot(pen, picture, top)
    out = io.BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    words = "".join((picture.title, picture.customer, picture.line, picture.unit))
    return Drawn(out.getvalue(), missing(words, _SMALL * _FINE))


class _Pen:
    """Draws in the finished picture's own measure."""

    def __init__(self, on: ImageDraw.ImageDraw) -> None:
        self._on = on

    def text(
        self, x: float, y: float, words: str, size: int, colour: str, anchor: str = "l", *, on_lines: bool = False
    ) -> None:
        """Words on a base line at `y`; `anchor` is l, m or r. `on_lines`: what is below them is kept off."""
        x -= self.width(words, size) * {"l": 0.0, "m": 0.5, "r": 1.0}[anchor]
        for part, font in runs(words, size * _FINE):
            at, halo = (x * _FINE, y * _FINE), 4 * _FINE if on_lines else 0
            self._on.text(at, part, fill=colour, font=font, anchor="ls", stroke_width=halo, stroke_fill="white")
            if on_lines:
                self._on.text(at, part, fill=colour, font=font, anchor="ls")
            x += font.getlength(part) / _FINE

    @staticmethod
    def width(words: str, size: int) -> float:
        """How wide words would be."""
        return sum(font.getlength(part) for part, font in runs(words, size * _FINE)) / _FINE

    def line(self, points: list[tuple[float, float]], colour: str, width: float) -> None:
        """A line through points."""
        at = [(x * _FINE, y * _FINE) for x, y in points]
        self._on.line(at, fill=colour, width=round(width * _FINE), joint="curve")

    def dashes(self, left: float, right: float, y: float, colour: str) -> None:
        """A broken line across."""
        x = left
        while x < right:
            self.line([(x, y), (min(x + 14, right), y)], colour, 3)
            x += 24

    def dot(self, x: float, y: float, colour: str) -> None:
        """One reading."""
        box = [(x - 10) * _FINE, (y - 10) * _FINE, (x + 10) * _FINE, (y + 10) * _FINE]
        self._on.ellipse(box, fill=colour, outline="white", width=3 * _FINE)


def _head(pen: _Pen, picture: Picture) -> float:
    """Whose goal it is, what it is and where it stands; returns where the drawing may begin."""
    y: float = _EDGE + _NAME
    pen.text(_EDGE, y, _fitted(pen, picture.customer, _NAME), _NAME, _GREY)
    for line in _wrapped(pen, picture.title, _TITLE, most=2):
        y += _TITLE * 1.35
        pen.text(_EDGE, y, line, _TITLE, _INK)
    for line in _wrapped(pen, picture.line, _LINE, most=2):
        y += _LINE * 1.5
        pen.text(_EDGE, y, line, _LINE, _BLUE)
    if picture.unit:
        y += _SMALL * 2
        pen.text(_EDGE, y, _fitted(pen, picture.unit, _SMALL), _SMALL, _GREY)
    return y + 44


def _plot(pen: _Pen, picture: Picture, top: float) -> None:
    left = _EDGE + max(pen.width(mark.label, _SMALL) for mark in picture.values) + 18

    def up(at: float) -> float:
        return _BOTTOM - at * (_BOTTOM - top)

    def across(at: float) -> float:
        return left + 28 + at * (_PLOT_RIGHT - left - 56)

    for mark in picture.values:
        pen.line([(left, up(mark.at)), (_PLOT_RIGHT, up(mark.at))], _GRID, 2)
        pen.text(left - 16, up(mark.at) + _SMALL * 0.36, mark.label, _SMALL, _GREY, "r")
    for place, mark in enumerate(picture.days):
        anchor = "l" if place == 0 and len(picture.days) > 1 else "r" if place == len(picture.days) - 1 else "m"
        x = across(mark.at) - 28 if anchor == "l" else across(mark.at) + (28 if anchor == "r" else 0)
        pen.text(x, _BOTTOM + _SMALL * 1.6, mark.label, _SMALL, _GREY, anchor if len(picture.days) > 1 else "m")
    _levels(pen, picture, left, top)
    points = [(across(dot.x), up(dot.y)) for dot in picture.dots]
    if len(points) > 1:
        pen.line(points, _BLUE, 6)
    for place, ((x, y), dot) in enumerate(zip(points, picture.dots, strict=True)):
        pen.dot(x, y, _BLUE)
        if len(points) <= _ALL_NUMBERS or place in {0, len(points) - 1}:
            anchor = "r" if x > _PLOT_RIGHT - 80 else "l" if x < left + 80 else "m"
            pen.text(x, y - 20, dot.label, _SMALL, _INK, anchor, on_lines=True)


def _levels(pen: _Pen, picture: Picture, left: float, top: float) -> None:
    """Where it began, broken, and where it should be, whole; each says so in words above or below its line."""
    levels = [(picture.baseline, _GREY, True), (picture.target, _GREEN, False)]
    held: list[tuple[Mark, str, bool]] = [(mark, colour, broken) for mark, colour, broken in levels if mark]
    upper = max((mark.at for mark, _, _ in held), default=0.0)
    for mark, colour, broken in held:
        y = _BOTTOM - mark.at * (_BOTTOM - top)
        if broken:
            pen.dashes(left, _PLOT_RIGHT, y, colour)
        else:
            pen.line([(left, y), (_PLOT_RIGHT, y)], colour, 4)
        above = mark.at == upper and (len(held) < 2 or held[0][0].at != held[1][0].at or not broken)
        words = _fitted(pen, mark.label, _SMALL, _PLOT_RIGHT - left)
        x, anchor = (left + 8, "l") if _is_crowded(picture, mark) else (_PLOT_RIGHT, "r")
        pen.text(x, y - 12 if above else y + _SMALL + 8, words, _SMALL, colour, anchor, on_lines=True)


def _is_crowded(picture: Picture, mark: Mark) -> bool:
    """Whether readings lie about the right end of a level, and fewer about its left end."""
    near = [dot.x for dot in picture.dots if abs(dot.y - mark.at) < _NEAR]
    right = sum(1 for x in near if x > 0.5)
    return right > len(near) - right


def _wrapped(pen: _Pen, words: str, size: int, most: int) -> list[str]:
    """Words on at most so many lines, the last one cut where they do not fit."""
    lines: list[str] = []
    left = words.split()
    while left and len(lines) < most - 1:
        count = 1
        while count < len(left) and pen.width(" ".join(left[: count + 1]), size) <= SIDE - 2 * _EDGE:
            count += 1
        if pen.width(" ".join(left[:count]), size) > SIDE - 2 * _EDGE:
            break
        lines.append(" ".join(left[:count]))
        left = left[count:]
    return [*lines, _fitted(pen, " ".join(left), size)] if left else lines


def _fitted(pen: _Pen, words: str, size: int, room: float = SIDE - 2 * _EDGE) -> str:
    """As many of the words' letters as fit on one line."""
    if pen.width(words, size) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if pen.width(f"{words[:middle].rstrip()}…", size) <= room:
            low = middle
        else:
            high = middle - 1
    return f"{words[:low].rstrip()}…"
