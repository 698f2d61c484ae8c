"""Letters for pictures: which font of this machine has them, and which letters none of them has.

Pillow brings one font with Latin letters. For all others the machine's own fonts are looked through by name. A font
that lacks a letter draws its box for unknown signs, which is how the lack is noticed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import ImageFont, features

Font = ImageFont.FreeTypeFont
BOX = "\u25a1"
"""Stands for a letter that no font has."""
_NO_SIGN = "\U0010fffd"
_NAMES = (
    "NotoSans-Regular.ttf",
    "DejaVuSans.ttf",
    "Arial Unicode.ttf",
    "arial.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansCJK-Regular.ttc",
    "msyh.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
)
_SHAPES = features.check("raqm")
"""Whether letters that join or run from right to left can be set as they are written."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font at one size: as it is drawn with, and plain, sign by sign, to ask which signs it has."""

    font: Font
    plain: Font

    def has(self, sign: str) -> bool:
        """Whether it draws a sign as anything but its box for unknown ones."""
        if not _SHAPES and unicodedata.bidirectional(sign) in {"R", "AL"}:
            return False
        return sign.isspace() or _mask(self, sign) != _mask(self, _NO_SIGN)


@lru_cache(maxsize=4096)
def _mask(face: Face, sign: str) -> bytes:
    return bytes(face.plain.getmask(sign))


@cache
def faces(size: int) -> tuple[Face, ...]:
    """Pillow's own font first, then those of the machine."""
    return tuple(found for name in ("", *_NAMES) if (found := _face(name, size)))


def _face(name: str, size: int) -> Face | None:
    if not name:
        own = ImageFont.load_default(size)
        return Face(own, own) if isinstance(own, Font) else None
    try:
        plain = ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.BASIC)
        return Face(ImageFont.truetype(name, size), plain)
    except OSError:
        return None


def drawable(text: str) -> str:
    """The text without what has no shape: controls, joiners and what only changes the sign before."""
    return "".join(s for s in text if unicodedata.category(s)[0] != "C" and not "\ufe00" <= s <= "\ufe0f")


def missing(text: str, size: int) -> str:
    """The letters of a text that no font has, each once."""
    known = faces(size)
    return "".join(dict.fromkeys(s for s in drawable(text) if not any(face.has(s) for face in known)))


def runs(text: str, size: int) -> Iterator[tuple[str, Font]]:
    """The text in stretches, each with a font that has its letters; one stretch where one font has them all."""
    known = faces(size)
    held, using = "", known[0]
    for part in _clusters(drawable(text), known):
        face = _face_for(part, using, known)
        drawn, face = (part, face) if face else (BOX, _face_for(BOX, using, known) or using)
        if face is not using and held:
            yield held, using.font
            held = ""
        held, using = held + drawn, face
    if held:
        yield held, using.font


def _clusters(shown: str, known: tuple[Face, ...]) -> Iterator[str]:
    """The whole text where one font has all of it; else each letter with the marks that belong to it."""
    if any(_has_all(face, shown) for face in known):
        yield shown
        return
    held = ""
    for sign in shown:
        if held and unicodedata.category(sign)[0] != "M":
            yield held
            held = ""
        held += sign
    if held:
        yield held


def _face_for(part: str, using: Face, known: tuple[Face, ...]) -> Face | None:
    """The font in use where it has all of a part, so that a word stays in one; else the first that has."""
    return next((face for face in (using, *known) if _has_all(face, part)), None)


def _has_all(face: Face, part: str) -> bool:
    return all(face.has(sign) for sign in part)
