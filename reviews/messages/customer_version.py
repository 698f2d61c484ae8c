"""The customer's version of a summary: the message, the form that picks and words it, and the look before it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reviews.customer_version import MOST_PICKED, MOST_TYPED, Offer, Told, Wording
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.item_forms import View
from reviews.messages.parts import (
    Block,
    Element,
    actions,
    button,
    context,
    divider,
    field,
    message,
    modal,
    option,
    section,
    text_input,
)
from reviews.messages.words import said
from reviews.text import literal, one_line

PICKS: Final = "pick."
"""Begins the name of each group of boxes."""
CHANNEL: Final = "channel"
"""Ends the action id of the button that asks for the shared channel."""
_GROUP = 10
_MOST_GROUPS = 40
_OPTION = 75
_ROOM = 2900
_PIECE = 500
_HEARD, _NEXT, _EXPECT = "What we heard", "What happens next", "What you can expect from us"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where it would go. `readers` is mrkdwn on who reads there, `trouble` on why it cannot go."""

    channel: str | None = None
    readers: str = ""
    trouble: str = ""


def customer_message(told: Told) -> Message:
    """What the customer reads: exactly this is shown before it is sent."""
    title = f"{told.account}: what we heard and what happens next"
    gaps, steps = ([f"• {line}" for line in lines] for lines in (told.gaps, told.actions))
    parts = ((_HEARD, [*_paragraph(told.heard), *gaps]), (_NEXT, steps), (_EXPECT, _paragraph(told.expect)))
    shown = [(heading, lines) for heading, lines in parts if lines]
    blocks: list[Block] = [section(f"*{literal(title)}*")]
    for heading, lines in shown:
        blocks += [section(text) for text in _packed([f"*{heading}*", *map(literal, lines)])]
    # The whole of it once more, for who hears it instead of seeing it.
    heard = "\n".join([title, *(line for heading, lines in shown for line in (f"{heading}:", *lines))])
    return message(literal(heard, 12_000), blocks)


def words_form(
    account: str,
    gaps: Sequence[Offer],
    actions: Sequence[Offer],
    wording: Wording,
    about: Mapping[str, object],
    note: str = "",
) -> View:
    """What goes in. Fields: heard, expect, and boxes in groups whose names begin with `PICKS`. `note`: mrkdwn."""
    lead = f"*{said(account, 80)}* will read only what you pick and write here. You see it before it goes."
    blocks: list[Block] = [section(lead), *([section(note)] if note else [])]
    blocks.append(
        field("heard", _HEARD, _typed("heard", wording.heard, "Your month-end close takes too long"), optional=True)
    )
    room = _MOST_GROUPS
    for name, label, offers in (("gaps", "Open gaps, in their words", gaps), (_ACTIONS, "Next steps", actions)):
        groups = _groups(name, label, offers[: room * _GROUP], wording.picked)
        room -= len(groups)
        blocks += groups
        if left := offers[len(groups) * _GROUP :]:
            blocks.append(context(f"{len(left)} more do not fit here. Write about them in your own words."))
    blocks.append(field("expect", _EXPECT, _typed("expect", wording.expect, "A note on Friday"), optional=True))
    return modal(ids.FORM_SAFE_WORDS, "The customer's version", blocks, submit="See it as they will", about=about)


def preview_form(
    account: str, shown: Message, where: Destination, about: Mapping[str, object], *, before: str = ""
) -> View:
    """The message exactly as it will read, and where it goes. `before`: mrkdwn, who sent it already and when."""
    back = {"review": about.get("review"), "draft": about.get("draft")}
    buttons: list[Element] = [button("Change it", f"{ids.CUSTOMER_PREPARE}.back", back)]
    if where.channel is None:
        buttons.append(button("Choose the shared channel", f"{ids.CUSTOMER_PREPARE}.{CHANNEL}", back))
    blocks: list[Block] = [
        section(f"{before} Send again?") if before else section("*This is what they will read, word for word.*"),
        context(where.trouble or where.readers),
        divider(),
        *shown["blocks"],
        divider(),
        actions(buttons, block_id="safe"),
    ]
    submit = None if where.trouble or where.channel is None else f"Send to {one_line(account, 16)}"
    return modal(ids.FORM_SAFE_SEND, "As they will read it", blocks, submit=submit, close="Not now", about=about)


def text_kept(account: str, about: Mapping[str, object]) -> Message:
    """The way back to what was written, for who has to choose the channel first."""
    go_on = button("Go on with it", ids.CUSTOMER_PREPARE, about)
    return tell(f"Your text for *{said(account, 80)}* is kept for a week. Choose the channel, then go on.", [go_on])


_ACTIONS = "actions"


def _typed(name: str, words: str, example: str) -> Element:
    return text_input(name, typed=words, example=example, lines=True, most=MOST_TYPED)


def _groups(name: str, label: str, offers: Sequence[Offer], picked: Sequence[str]) -> list[Block]:
    """Slack shows ten boxes at once: of more there are more groups, numbered on."""
    starts = range(0, len(offers), _GROUP)
    return [
        field(
            f"{PICKS}{name}.{start // _GROUP}",
            label if len(offers) <= _GROUP else f"{label}, {start + 1} to {min(start + _GROUP, len(offers))}",
            _boxes(offers[start : start + _GROUP], picked),
            optional=True,
            hint=f"{MOST_PICKED} at most, all in all." if len(offers) > _GROUP else None,
        )
        for start in starts
    ]


def _boxes(offers: Sequence[Offer], picked: Sequence[str]) -> Element:
    options = [_box(offer) for offer in offers]
    made: dict[str, Any] = {"type": "checkboxes", "action_id": "picked", "options": options}
    if chosen := [each for each in options if each["value"] in picked]:
        made["initial_options"] = chosen
    return made


def _box(offer: Offer) -> Element:
    """A line as it will read; where it is longer than a box's label, it goes on below."""
    line = offer.line
    if len(line) <= _OPTION:
        return option(line, offer.ref)
    cut = line.rfind(" ", 1, _OPTION)
    cut = cut if cut > 0 else _OPTION - 1
    return option(line[:cut], offer.ref, line[cut:].strip())


def _paragraph(text: str) -> list[str]:
    """A person's own lines; a very long one in pieces, so that nothing of it is cut off."""
    return [piece for line in text.splitlines() if line.strip() for piece in _pieces(line.strip())]


def _pieces(line: str) -> list[str]:
    pieces = []
    while len(line) > _PIECE:
        cut = line.rfind(" ", 1, _PIECE)
        cut = cut if cut > 0 else _PIECE
        pieces.append(line[:cut])
        line = line[cut:].lstrip()
    return [*pieces, line] if line else pieces


def _packed(lines: Sequence[str]) -> list[str]:
    """Lines together, as many as one paragraph holds."""
    texts = [lines[0]]
    for line in lines[1:]:
        if len(texts[-1]) + len(line) + 1 <= _ROOM:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    return texts
