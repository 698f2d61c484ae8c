"""Which items of the list a reply names: by number, by id, by place, by their words, or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviews.answer_item_words import named_by_words
from reviews.answer_model import Shown
from reviews.item_id import parse_item_id

_NUMBERS_OF_LISTS = 9
"""Up to here a bare number is a place in the list; larger ones may be an item's id."""
_COUNTS = {
    name: n
    for n, name in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
}
_PLACES = {"first": 1, "1st": 1, "top": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_PLACES |= {"fifth": 5, "5th": 5, "last": -1, "bottom": -1}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# "2 weeks", "1 dec", "3 people", "10:30", "1.5" and "50%" are no numbers of the list.
_NO_ITEM = (
    rf"(?!\d|[./:]\d|['\"€$£%]|[a-z]|\s*(?:%|more\b|of\b|days?\b|d\b|weeks?\b|wks?\b|w\b|months?\b|mos?\b|hours?\b|"
    rf"hrs?\b|h\b|min(?:ute)?s?\b|years?\b|yrs?\b|quarters?\b|business\b|working days?\b|people\b|"
    rf"persons?\b|users?\b|"
    rf"seats?\b|things?\b|customers?\b|tickets?\b|times?\b|x\b|am\b|pm\b|{_MONTH}\b))"
)
_ITEM = re.compile(
    rf"""
    (?<![\w./:$€£@<])(?<![a-z]-)(?<!^-)(?<!\s-)(?:\#|(?:no\.|nr\.?|number|item|task|nb)\s?\#?)?(?P<number>\d{{1,12}}){_NO_ITEM}
  | \b(?P<id>(?:a|g)[-–—_]?\d{{1,9}}|(?:action|gap)[-–—\s]?\#?\d{{1,9}})\b
  | \b(?:number|item|task|no\.?|nr\.?)\s(?P<count>{"|".join(_COUNTS)})\b
  | \b(?:the\s)?(?P<place>{"|".join(_PLACES)})\s(?:one|item|task)\b
  | \b(?:the\s)?(?P<short>1st|2nd|3rd|4th|5th|first|second|third)
      (?=:|\s(?:is|done|✓|by|needs|until|still|blocked|waiting|in\sprogress|on\strack|not|will|wip|friday|monday|tomorrow)\b|\s✓)
    """,
    re.VERBOSE,
)
_AFTER_MONTH = re.compile(rf"\b{_MONTH}\.?\s?$")
_SPAN = re.compile(r"\s?(?:-|–|to|through|thru|…|\.\.)\s?")
_JOIN = re.compile(r"\s*(?:,|&|\+|\band\b)\s*(?:and\s+)?|\s+")
_ALL = re.compile(
    r"(?:\b(?:they(?:'re| are) )?\ball(?: of)?(?: (?:them|these|those|of it))?(?: (?P<n>\d{1,3}|two|three|"
    r"four|five))?|"
    r"\beverything|\bevery one of them|\b(?P<both>(?:they(?:'re| are) )?both)(?: of (?:them|these))?|"
    r"\bthe (?:whole )?lot)\b(?! ?(?:%|else))"
)
_BUT = re.compile(
    r"(?:(?:'s|s| is| are)? (?P<says>done|finished|on track|✓))?,? (?:but|except|apart from|besides|"
    r"other than|bar)(?: for)? "
)
_REST = re.compile(
    r"\b(?:the |all the )?(?:rest(?: of (?:them|it))?|others|remaining (?:ones|items)|everything else)\b|"
    r"\bthe other(?: one| two| three| four)?\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Items named at `text[start:end]`; `missing` are numbers and ids that the list does not have.

    `rest` stands for all that the reply names nowhere else; `loud` ones, numbers and ids, stand by themselves.
    `says` is what was said inside the words that name them, as in "all done but 2".
    """

    start: int
    end: int
    refs: tuple[str, ...]
    missing: tuple[str, ...] = ()
    rest: bool = False
    loud: bool = False
    says: str = ""


def find_named(text: str, shown: Sequence[Shown]) -> list[Named]:
    """Everything in `text` (small letters) that names items, left to right, never overlapping."""
    loud = _lists(text, list(_single(text, shown)), shown)
    wide = [*_all(text, shown), *(Named(m.start(), m.end(), (), rest=True) for m in _REST.finditer(text))]
    quiet = [Named(start, end, (ref,)) for start, end, ref in named_by_words(text, shown)]
    found: list[Named] = []
    for each in (*wide, *loud, *quiet):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return _without_the_rest(text, sorted(found, key=lambda each: each.start), shown)


def _single(text: str, shown: Sequence[Shown]) -> Iterator[tuple[Named, int | None]]:
    for match in _ITEM.finditer(text):
        if match["number"] and _AFTER_MONTH.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        yield _item(match, shown), int(match["number"]) if match["number"] else None


def _item(match: re.Match[str], shown: Sequence[Shown]) -> Named:
    start, end = match.span()
    if match["id"]:
        known = parse_item_id(match["id"])
        refs = tuple(each.ref for each in shown if each.ref == str(known))
    elif match["number"] or match["count"]:
        refs = _numbered(int(match["number"] or _COUNTS[match["count"]]), shown)
    else:
        refs = _placed(_PLACES[match["place"] or match["short"]], shown)
    return Named(start, end, refs, () if refs else (match[0].strip(),), loud=True)


def _numbered(number: int, shown: Sequence[Shown]) -> tuple[str, ...]:
    """The item with this number in the list, else the one item whose id it is.

    A small number is one of the list, or a slip: whoever answers "3" to two rows does not mean A-3.
    """
    listed = tuple(each.ref for each in shown if each.number == number)
    ids = tuple(each.ref for each in shown if each.ref.rpartition("-")[2] == str(number))
    return listed or (ids if len(ids) == 1 and number > _NUMBERS_OF_LISTS else ())


def _placed(place: int, shown: Sequence[Shown]) -> tuple[str, ...]:
    if place < 0:
        return (shown[-1].ref,) if shown else ()
    return (shown[place - 1].ref,) if place <= len(shown) else ()


def _lists(text: str, singles: list[tuple[Named, int | None]], shown: Sequence[Shown]) -> list[Named]:
    """Join "1, 2 and 3" and "1-3" into one."""
    found: list[tuple[Named, int | None]] = []
    for each, number in singles:
        before = found[-1] if found else None
        between = text[before[0].end : each.start] if before else ""
        if before and number and before[1] and _SPAN.fullmatch(between):
            found[-1] = (_range(before[0], before[1], each, number, shown), None)
        elif before and _JOIN.fullmatch(between) and not _goes_back(before, between, number):
            found[-1] = (_joined(before[0], each), number)
        else:
            found.append((each, number))
    return [each for each, _ in found]


def _goes_back(before: tuple[Named, int | None], between: str, number: int | None) -> bool:
    """Whether "2, 1" is rather the end of one clause and the start of the next."""
    return "," in between and "and" not in between and bool(number and before[1] and number < before[1])


def _range(one: Named, first: int, other: Named, last: int, shown: Sequence[Shown]) -> Named:
    listed = tuple(each.ref for each in shown if first <= each.number <= last)
    said = f"{first}-{last}"
    whole = first < last and len(listed) == last - first + 1
    return Named(one.start, other.end, listed if whole else (), () if whole else (said,), loud=True)


def _joined(one: Named, other: Named) -> Named:
    refs = tuple(dict.fromkeys((*one.refs, *other.refs)))
    return Named(one.start, other.end, refs, (*one.missing, *other.missing), loud=True)


def _all(text: str, shown: Sequence[Shown]) -> Iterator[Named]:
    for match in _ALL.finditer(text):
        count = "2" if match["both"] else match["n"]
        number = _COUNTS.get(count, int(count) if count and count.isdigit() else -1) if count else len(shown)
        fits = number == len(shown)
        refs = tuple(each.ref for each in shown) if fits else ()
        yield Named(match.start(), match.end(), refs, () if fits else (match[0],))


def _without_the_rest(text: str, found: list[Named], shown: Sequence[Shown]) -> list[Named]:
    """Turn "all but 2" into the items that are left."""
    merged: list[Named] = []
    for each in found:
        before = merged[-1] if merged else None
        but = _BUT.fullmatch(text[before.end : each.start]) if before and _is_all(text, before) else None
        if before and but:
            left = tuple(ref for ref in before.refs if ref not in each.refs)
            merged[-1] = replace(before, end=each.end, refs=left, missing=each.missing, says=but["says"] or "")
        else:
            merged.append(each)
    return merged


def _is_all(text: str, named: Named) -> bool:
    return text[named.start : named.end] in {"all", "everything"} and bool(named.refs)
