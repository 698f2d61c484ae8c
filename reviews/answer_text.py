"""A reply made fit to be read: Slack's marks undone, quotes and code left out, emoji as three signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviews.text import from_slack

LONGEST = 1000
"""Characters of a reply that are read; nobody answers a nudge with more."""

TICK, THUMB, CROSS, DOUBT, SLIP = "✓", "👍", "✗", "⁇", "¿"
"""Stand-ins: done, yes, no, not to be taken at its word, a mistyped "done"."""

_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]*(?:&gt;|>).*$", re.MULTILINE)
_STRUCK = re.compile(r"(?<!\w)~(?=\S)[^~\n]+~(?!\w)|`[^`\n]*`")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " ", "¤": " ", "¿": "?"})
_COLON_NAME = re.compile(r":(?=[^:\s]*[a-z]|[+-]1:)[a-z0-9_+'-]{1,60}:", re.IGNORECASE)
_TICKS = "white_check_mark heavy_check_mark ballot_box_with_check check checkmark check_mark done tick"
_THUMBS = "+1 thumbsup ok_hand"
_CROSSES = "x negative_squared_cross_mark heavy_multiplication_x no_entry no_entry_sign -1 thumbsdown"
_DOUBTS = (
    "upside_down_face face_with_rolling_eyes roll_eyes smirk thinking_face thinking shrug crossed_fingers "
    "fingers_crossed clown_face question grey_question wink stuck_out_tongue joy rolling_on_the_floor_laughing"
)
_NAMED = {
    name: sign
    for names, sign in ((_TICKS, TICK), (_THUMBS, THUMB), (_CROSSES, CROSS), (_DOUBTS, DOUBT))
    for name in names.split()
}
_DRAWN = {
    **dict.fromkeys("✅✔☑✓🗹", TICK),
    **dict.fromkeys("👍👌", THUMB),
    **dict.fromkeys("❌✖✗✘🚫⛔👎", CROSS),
    **dict.fromkeys("🙃🙄😏🤔🤷🤞🤡❓❔😉😜😂🤣", DOUBT),
}
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
_JOINERS = re.compile("[\ufe0e\ufe0f\u20e3\u200b-\u200d]|[\U0001f3fb-\U0001f3ff]")
_FORMATTING = re.compile(r"\*|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")
_BULLET = re.compile(r"^[ \t]*(?:[-–—•·◦▪‣*][ \t]+|[•◦▪‣])", re.MULTILINE)
_STUCK = re.compile(
    r"(?<![\w/.-])(\d{1,3})(?=(?:done|fixed|sent|shipped|blocked|wip|friday|monday|ok)\b)", re.IGNORECASE
)
_TICKED = re.compile(rf"[!., ]*{TICK}(?:\s*{TICK})*[!.]*")
_IRONY = re.compile(r"(?:^|\s)/s\b")

_SLIPS = re.compile(
    r"\b(?:dne|doen|donee|dnoe|doone|doned|dond|donw|odne|doje|doine|finsihed|finised|finshed|fnished|shiped|"
    r"compelted|completd)\b",
    re.IGNORECASE,
)
_MENDED = {
    "blcoked": "blocked",
    "blokced": "blocked",
    "bloked": "blocked",
    "blockd": "blocked",
    "wating": "waiting",
    "waitng": "waiting",
    "waitin": "waiting",
    "workin": "working",
    "workng": "working",
    "wokring": "working",
    "progess": "progress",
    "custmer": "customer",
    "cutomer": "customer",
    "cancled": "cancelled",
    "canceld": "cancelled",
    "unblcoked": "unblocked",
    "remnd": "remind",
    "remid": "remind",
    "everthing": "everything",
    "evrything": "everything",
    "boht": "both",
    "almsot": "almost",
    "stil": "still",
}
_TYPOS = re.compile(r"\b(?:" + "|".join(_MENDED) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a reply as typed and in small letters; both have the same length."""

    cased: str
    plain: str

    def cut(self, start: int, end: int | None = None) -> Words:
        """The piece between two places, without blanks around it."""
        end = len(self.cased) if end is None else end
        start += len(self.cased[start:end]) - len(self.cased[start:end].lstrip())
        end = start + len(self.cased[start:end].rstrip())
        return Words(self.cased[start:end], self.plain[start:end])

    def last(self, length: int) -> str:
        """The end of what was typed, `length` characters of it."""
        return self.cased[len(self.cased) - length :] if length else ""


def words_of(cased: str) -> Words:
    """Set a text beside itself in small letters, sign by sign."""
    plain = "".join(low if len(low := sign.lower()) == 1 else sign for sign in cased)
    return Words(cased, plain)


def prepare(text: str) -> Words:
    """What the person said in their own words, cut at `LONGEST`."""
    raw = _QUOTED.sub("", _CODE.sub(" ", text[: LONGEST * 2]))
    said = from_slack(_STRUCK.sub(f" {DOUBT} ", raw)).translate(_SIGNS)
    said = _JOINERS.sub("", _COLON_NAME.sub(lambda found: f" {_NAMED.get(found[0][1:-1].lower(), '')} ", said))
    said = _EMOJI.sub(lambda found: f" {_DRAWN.get(found[0], '')} ", said)
    said = _FORMATTING.sub("", _BULLET.sub("", _IRONY.sub(f" {DOUBT} ", said)))
    said = said.replace("...", "…").replace("->", "→").replace("--", "–")
    said = _STUCK.sub(r"\1 ", _SLIPS.sub(lambda found: _slip(found[0]), said))
    said = _TICKED.sub(f" {TICK} ", said)
    lines = (" ".join(line.split()) for line in said.split("\n"))
    return words_of(_mended("\n".join(line for line in lines if line)[:LONGEST]))


def _slip(typed: str) -> str:
    """The word that was meant, marked as mistyped."""
    low = typed.lower()
    meant = "done" if low[0] in "do" else "finished" if low[0] == "f" else "shipped" if low[0] == "s" else "completed"
    return meant + SLIP


def _mended(said: str) -> str:
    """Mend slips among the first words only: a reason later in the line keeps its spelling."""
    head = " ".join(said.split(" ")[:6])
    return _TYPOS.sub(lambda found: _MENDED[found[0].lower()], head) + said[len(head) :]
