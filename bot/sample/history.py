"""The stories as deeds: what was done, when and by whom, so that everything keeps who changed it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.sample.days import at
from bot.sample.held import Held
from bot.sample.numbering import Deed, Numbers
from bot.sample.story import Aim, Known, Story
from reviews.audit_entry import MYSELF
from reviews.customer import Contact, Goal, GoalReading, GoalState
from reviews.decision import Change
from reviews.facts import Direction, TookPart
from reviews.model import Account


def deeds(told: tuple[Story, ...], workspace_id: str, today: date, first: Mapping[str, int]) -> list[Deed]:
    """Everything that was done about these customers until `today`, in the order of time.

    Numbers begin with the `first` of each kind ("account", "review", …) and follow the order of time.
    """
    numbers = Numbers(first)
    done = [deed for story in told for deed in _about_customer(story, workspace_id, today, numbers)]
    done += Held(_accounts(done), numbers, today).everything(told)
    return sorted(done, key=lambda deed: deed.at)


def _accounts(done: Iterable[Deed]) -> dict[str, Account]:
    made = (change.after for deed in done for change in deed.changes)
    return {each.name: each for each in made if isinstance(each, Account)}


def _about_customer(story: Story, workspace_id: str, today: date, numbers: Numbers) -> list[Deed]:
    """The account, its people and its goals."""
    told = story.customer
    began = at(told.since, 8, 30)
    first = story.reviews[0].day if story.reviews else told.next_review_on
    account = Account(
        workspace_id=workspace_id,
        id=numbers.take("account"),
        name=told.name,
        owner=told.owner,
        channel=told.channel,
        renewal_on=told.renewal_on,
        created_at=began,
        next_review_on=first,
        shared_channel=told.shared_channel,
        tier=told.tier,
        arr=told.arr,
        currency=told.currency,
        seats=told.seats,
        stage=told.stage,
        sponsor=told.sponsor,
        sponsor_met_on=told.sponsor_met_on,
    )
    done = [Deed(began, told.owner, (Change(None, account),))]
    for person in story.people:
        done += _contact(account, numbers.take("contact"), person, _heard_on(story, person))
    for aim in story.aims:
        done += _goal(account, numbers.take("goal"), aim)
    return done


def _goal(account: Account, number: int, told: Aim) -> list[Deed]:
    ws, by = account.workspace_id, account.owner or MYSELF
    set_at = at(told.set_on, 11)
    goal = Goal(ws, number, account.id, told.what, by, set_at, told.measure, told.baseline, told.target, told.due)
    done = [Deed(set_at, by, (Change(None, goal),))]
    for day, value in told.readings:
        read = GoalReading(ws, number, day, value, by, at(day, 11, 40))
        done.append(Deed(read.at, by, (Change(None, read),)))
    if told.reached_on:
        ended = at(told.reached_on, 12)
        reached = replace(goal, state=GoalState.REACHED, ended_at=ended, ended_by=by)
        done.append(Deed(ended, by, (Change(goal, reached),)))
    return done


def _heard_on(story: Story, person: Known) -> date | None:
    """When they last spoke or wrote to us."""
    said = (
        each.at.date()
        for each in story.touches
        if each.person == person.name
        and each.direction is not Direction.OURS
        and each.took_part in {None, TookPart.ATTENDED}
    )
    return max(said, default=None)


def _contact(account: Account, number: int, told: Known, heard_on: date | None) -> list[Deed]:
    by = account.owner or MYSELF
    added = at(told.since, 9, number % 50)
    new = Contact(
        account.workspace_id,
        number,
        account.id,
        told.name,
        by,
        added,
        told.title,
        told.level,
        told.champion,
        told.sponsor,
        told.email,
    )
    done = [Deed(added, by, (Change(None, new),))]
    known = new
    if heard_on:
        known = replace(new, heard_on=heard_on)
        done.append(Deed(at(heard_on, 16), by, (Change(new, known),)))
    if told.left_on:
        # Whoever leaves is never heard again, so this comes last.
        left = replace(known, left_on=told.left_on)
        done.append(Deed(at(told.left_on, 17), by, (Change(known, left),)))
    return done
