"""The forms that close a review: what is left to settle, and then the last words before the summary."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.closing import Finding, FindingKind, without_goals
from reviews.messages import ids
from reviews.messages.item_forms import View
from reviews.messages.parts import Block, button, context, field, modal, option, section, text_input
from reviews.messages.words import count, said
from reviews.people import is_person
from reviews.sitting import Sitting


def settle_first(sitting: Sitting, findings: Sequence[Finding], vague: Sequence[Finding]) -> View:
    """What stands in the way of closing, each with the button that settles it."""
    number = len(findings) + len(vague)
    lead = "One thing" if number == 1 else f"{number} things"
    blocks: list[Block] = [section(f"*{lead} to settle before {said(sitting.account.name, 80)} can close.*")]
    blocks += _findings((*findings, *vague), 90)
    about = {"review": sitting.review.id, "channel": sitting.review.channel}
    return modal(ids.FORM_CLOSE, "Close the review", blocks, close="Back to the board", about=about)


_FIX_LABELS = {
    FindingKind.STEP: "Do this step",
    FindingKind.CARRIED: "Settle them",
    FindingKind.GAP: "Fill in",
    FindingKind.MARK: "Look again",
    FindingKind.VAGUE: "Rewrite",
    FindingKind.GOALS: "Write one",
}


def _finding(finding: Finding, place: int) -> Block:
    about = {"kind": str(finding.kind), "ref": finding.ref}
    return section(said(finding.text, 200), button(_FIX_LABELS[finding.kind], ids.CLOSE_FIX, about), f"finding.{place}")


def _findings(findings: Sequence[Finding], most: int) -> list[Block]:
    shown = [_finding(finding, place) for place, finding in enumerate(findings[:most])]
    more = len(findings) - most
    return [*shown, context(f"and {more} more after these")] if more > 0 else shown


def _place(sitting: Sitting) -> str:
    channel = sitting.review.channel
    if is_person(channel):
        return f"{said(sitting.name(sitting.review.facilitator))}'s direct messages with me"
    return f"<#{channel}>"


def close_form(sitting: Sitting, vague: Sequence[Finding], *, main_risk: str, expect: str) -> View:
    """The last form before the summary is posted. Fields: risk, expect, keep."""
    steps = count(len(sitting.live_actions), "next step")
    lead = "Only wording is left." if vague else "Ready to close."
    blocks: list[Block] = [
        section(f"{lead} The summary goes to {_place(sitting)} with {steps}."),
        field("risk", "Main risk or gap", text_input("risk", typed=main_risk, lines=True, most=600)),
        field(
            "expect",
            "What can the customer expect from us before the next check-in?",
            text_input(
                "expect",
                typed=expect,
                example="A note on Friday, even if nothing has changed",
                lines=True,
                most=600,
            ),
        ),
    ]
    blocks += _findings(vague, 80)
    if vague:
        keep = {
            "type": "checkboxes",
            "action_id": "keep",
            "options": [option("I have read them; keep them as they are", "keep")],
        }
        blocks.append(field("keep", "Vague actions", keep))
    blocks += [_goal_finding(sitting, finding) for finding in without_goals(sitting)]
    about = {"review": sitting.review.id, "channel": sitting.review.channel}
    return modal(ids.FORM_CLOSE, "Close the review", blocks, submit="Close review", about=about)


def _goal_finding(sitting: Sitting, finding: Finding) -> Block:
    """Said once, in the last form; closing goes on without it."""
    about = {"account": sitting.account.id, "review": sitting.review.id, "back": "close"}
    return section(said(finding.text, 200), button(_FIX_LABELS[finding.kind], ids.GOAL_EDIT, about), "finding.goals")
