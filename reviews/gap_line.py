"""Reading a gap from one line: what is wrong, for whom, how often, how badly, whose it is, next update."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from reviews.bare_owner import take_said_owner
from reviews.dates import DateRead, DateReading, DayOrder
from reviews.gap_affects import take_affects
from reviews.gap_severity import take_severity
from reviews.gap_words import take_frequency, take_late_frequency
from reviews.line_dates import Asked, dates_in, take_update
from reviews.mentions import Mention, find_mentions
from reviews.model import Severity
from reviews.owners import GAP_ORDER, take_owner
from reviews.reasons import REASON_CODES, ReasonCode, find_reason, nearest_reason
from reviews.sheet import Sheet, sheet_of
from reviews.text import from_slack
from reviews.wording import sentence

_HASHTAG = re.compile(r"(?<![\w&#<])#(?P<word>(?!\d+\b)\w[\w-]*)")
_CHANNEL = re.compile(r"<#(?P<id>[A-Za-z0-9]+)(?:\|(?P<word>[^<>\n]*))?>")
_REASON = re.compile(r"(?:reason|cause|code)(?:\s*[:=]\s*|\s+)(?P<word>\w+(?:[ -]\w+)?)", re.IGNORECASE)
_UPDATE_WORD = re.compile(r"(?:and )?(?:n(?:e?xt|ext) )?(?:update|upd)(?: date)?:?", re.IGNORECASE)
_MOST_TAGS = 20
_FIELDS = ("what", "affects", "frequency", "severity", "owner", "update", "reason")


@dataclass(frozen=True, slots=True)
class Tag:
    """A hashtag that names no reason: perhaps an account. `nearest` is the reason code most like it.

    `channel` is set when it came as a Slack channel; `word` is empty when Slack left its name out.
    """

    word: str
    nearest: str | None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class GapDraft:
    """A gap as far as its line says it. Text is unescaped; mentions inside it are still Slack's tokens.

    More than one `owner` means that the line leaves it open. `update` may be a reading to be asked about.
    `assumed` holds sentences about what was filled in.
    """

    what: str | None = None
    affects: str | None = None
    frequency: str | None = None
    severity: Severity | None = None
    owner: tuple[Mention, ...] = ()
    update: DateReading | None = None
    reason: str | None = None
    tags: tuple[Tag, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields of which the line says nothing, in the order the modal asks them."""
        return tuple(name for name in _FIELDS if not getattr(self, name))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """People and channels named inside `what`; their offsets count in it."""
        return find_mentions(self.what or "")


def read_gap(
    text: str, *, today: date, order: DayOrder | None, reason_codes: Sequence[ReasonCode] = REASON_CODES
) -> GapDraft:
    """Read a gap's line as Slack sent it, in whatever order it was typed. Nothing visible is lost."""
    sheet = sheet_of(from_slack(text))
    reason, tags = _take_tags(sheet, reason_codes)
    frequency, guarded = take_frequency(sheet)
    update = take_update(sheet, dates_in(sheet, Asked(today, order), guarded))
    owner = take_said_owner(sheet) or take_owner(sheet, GAP_ORDER)
    severity, blocked = take_severity(sheet, frequency)
    affects = take_affects(sheet, frequency)
    take_late_frequency(sheet, frequency, guarded)
    if affects and blocked:
        affects = f"{affects}, {blocked}"
    if update:
        _drop_word(sheet)
    assumed = (update.assumed,) if isinstance(update, DateRead) and update.assumed else ()
    what = sentence(sheet.left()) or None
    return GapDraft(what, affects or blocked, frequency, severity, owner, update, reason, tags, assumed)


def _take_tags(sheet: Sheet, codes: Sequence[ReasonCode]) -> tuple[str | None, tuple[Tag, ...]]:
    """Take the hashtags: the first that names a reason is the reason, the others are kept as typed."""
    reason = _said_reason(sheet, codes)
    tags: list[Tag] = []
    forms = (*islice(_HASHTAG.finditer(sheet.text), _MOST_TAGS), *islice(_CHANNEL.finditer(sheet.text), _MOST_TAGS))
    for found in sorted(forms, key=re.Match.start):
        word = found["word"] or ""
        named = find_reason(word, codes) if word else None
        if named and reason in {None, named.code}:
            reason = named.code
        else:
            near = nearest_reason(word, codes) if word else None
            tags.append(Tag(word, near.code if near else None, found.groupdict().get("id")))
        sheet.take(*found.span())
    return reason, tuple(tags)


def _said_reason(sheet: Sheet, codes: Sequence[ReasonCode]) -> str | None:
    """Take "reason: exports" in a part of its own."""
    for part in sheet.parts():
        found = _REASON.fullmatch(part.text)
        named = find_reason(found["word"], codes) if found else None
        if named:
            sheet.take(part.start, part.end)
            return named.code
    return None


def _drop_word(sheet: Sheet) -> None:
    """Take a lone "update" whose day stood elsewhere."""
    for part in sheet.parts():
        if _UPDATE_WORD.fullmatch(part.text):
            sheet.take(part.start, part.end)
