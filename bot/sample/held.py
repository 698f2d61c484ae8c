"""The reviews that were held, with what came out of them, and what was promised between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.sample.days import at
from bot.sample.evidence import facts_note, marks
from bot.sample.items import action_deeds, gap_deeds
from bot.sample.numbering import Deed, Numbers
from bot.sample.story import Hole, Promise, Sat, Story
from reviews.audit_entry import MYSELF
from reviews.decision import Change
from reviews.model import Account, ChecklistMark, Review, ReviewState, Step, StepName, StepState
from reviews.sitting import QUESTION_OF_STEP, STEP_ORDER, quarter_of

LASTED = timedelta(minutes=44)


class Held:
    """Turns reviews into deeds; keeps each account as it stands and which gap got which number."""

    def __init__(self, accounts: Mapping[str, Account], numbers: Numbers, today: date) -> None:
        self._accounts = dict(accounts)
        self._numbers = numbers
        self._today = today
        self._last: dict[str, int] = {}
        self._gaps: dict[tuple[str, str], int] = {}

    def everything(self, told: Iterable[Story]) -> list[Deed]:
        """All deeds of all reviews and of what was made between them; numbers follow the order of time."""
        met: list[tuple[datetime, Story, Sat | Hole | Promise]] = []
        for story in told:
            met += [(at(sat.day, 9), story, sat) for sat in story.reviews]
            met += [(at(_made_on(gap), 10), story, gap) for gap in story.gaps]
            met += [(at(_made_on(promise), 10), story, promise) for promise in story.promises]
        done: list[Deed] = []
        for moment, story, what in sorted(met, key=lambda each: (each[0], each[1].customer.name)):
            if isinstance(what, Sat):
                done += self._review(story, what, moment)
            else:
                done += self._item(story, what, moment, story.customer.owner, None)
        return done

    def _review(self, story: Story, sat: Sat, began: datetime) -> list[Deed]:
        account, number = self._accounts[story.customer.name], self._numbers.take("review")
        review = Review(
            workspace_id=account.workspace_id,
            id=number,
            account_id=account.id,
            channel=story.customer.channel,
            quarter=quarter_of(sat.day),
            state=ReviewState.OPEN,
            facilitator=sat.led_by,
            started_at=began,
            last_review_id=self._last.get(account.name),
        )
        self._last[account.name] = number
        steps = tuple(Step(account.workspace_id, number, name) for name in STEP_ORDER)
        new = (Change(None, review), *(Change(None, step) for step in steps))
        done = [Deed(began, sat.led_by, new)]
        items: tuple[Hole | Promise, ...] = (*sat.gaps, *sat.promises)
        for minutes, item in enumerate(items, start=25):
            done += self._item(story, item, began + timedelta(minutes=minutes), sat.led_by, number)
        return [*done, *self._close(story, sat, review, steps)]

    def _item(self, story: Story, item: Hole | Promise, made_at: datetime, by: str, review: int | None) -> list[Deed]:
        account, name = self._accounts[story.customer.name], story.customer.name
        if isinstance(item, Hole):
            number = self._gaps[name, item.key] = self._numbers.take("gap")
            return gap_deeds(account, number, item, made_at=made_at, by=by, review=review)
        gap = self._gaps[name, item.gap] if item.gap else None
        number = self._numbers.take("action")
        return action_deeds(account, number, item, made_at=made_at, by=by, review=review, gap=gap, today=self._today)

    def _close(self, story: Story, sat: Sat, review: Review, steps: tuple[Step, ...]) -> list[Deed]:
        """Every step done, every question answered, the review closed and the next one's day set."""
        ended, ws = review.started_at + LASTED, review.workspace_id
        answered = marks(story, sat, _open_gaps(story, sat.day))
        notes = {StepName.GOALS: sat.goals, StepName.FACTS: facts_note(story, sat.day)}
        notes |= {step: answered[question][1] for step, question in QUESTION_OF_STEP.items()}
        changes = [
            Change(step, replace(step, state=StepState.DONE, note=notes[step.name], by=sat.led_by, at=ended))
            for step in steps
        ]
        changes += [
            Change(None, ChecklistMark(ws, review.id, question, colour, line, sat.led_by, ended))
            for question, (colour, line) in answered.items()
        ]
        closed = replace(
            review,
            state=ReviewState.CLOSED,
            main_risk=sat.risk,
            expect=sat.expect,
            ended_at=ended,
            ended_by=sat.led_by,
        )
        account = self._accounts[story.customer.name]
        after = replace(account, next_review_on=_next_day(story, sat))
        self._accounts[account.name] = after
        planned = Change(account, after, f"{review.quarter} review closed")
        return [
            Deed(ended, sat.led_by, (*changes, Change(review, closed))),
            Deed(ended + timedelta(minutes=1), MYSELF, (planned,)),
        ]


def _made_on(item: Hole | Promise) -> date:
    if item.made_on is None:
        raise ValueError(f"{item.what!r} was made in no review and on no day")
    return item.made_on


def _open_gaps(story: Story, day: date) -> list[Hole]:
    """The gaps of reviews until that day that were still open then."""
    made = [gap for sat in story.reviews if sat.day <= day for gap in sat.gaps]
    return [gap for gap in made if gap.closed_on is None or gap.closed_on > day]


def _next_day(story: Story, sat: Sat) -> date:
    later = (each.day for each in story.reviews if each.day > sat.day)
    return min(later, default=story.customer.next_review_on)
