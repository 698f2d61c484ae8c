"""What a trial gives the bot to do: customers, promises that are due, messages and boards to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.practice import crowd, world
from reviews.decision import Change, Decision, Post, ShowBoard
from reviews.model import Account, Action, ActionState, Review, ReviewState
from storage.numbers import next_number
from storage.record import record
from tests.faults.trial import Trial

WS = world.TEAM_ID
TODAY = date(2026, 11, 24)
STEPS = (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=2))
"""One working day late, due, and due soon: three steps of the ladder."""
LOGGED_AGO = timedelta(days=7)
"""A step that lay in the past already when a promise was made is not asked about."""
ROOMS = tuple((row[0], row[3].split(" · ")[0], row[4][0]) for row in world.ACCOUNTS)
"""Channel, customer and one of our people there."""
NINA = "U0NINA001"


@dataclass
class Fed:
    """What must come of a trial: keys of posts, each with its channel and thread; people and what each is asked."""

    posts: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    boards: dict[int, str] = field(default_factory=dict)


async def customers(trial: Trial) -> None:
    """An account for every customer's channel, which the first of our people there looks after."""
    changes = [
        Change(None, Account(WS, number, name, owner, channel, created_at=trial.clock()))
        for number, (channel, name, owner) in enumerate(ROOMS, 1)
    ]
    async with trial.db.write() as tx:
        await next_number(tx, WS, "account", len(ROOMS))
        await record(tx, WS, Decision(tuple(changes)), by=NINA, now=trial.clock())


async def open_reviews(trial: Trial, fed: Fed) -> None:
    """A review that has just been opened in each of the first three channels."""
    now = trial.clock()
    reviews = [
        Review(WS, number, number, channel, "Q4 2026", ReviewState.OPEN, owner, now)
        for number, (channel, _, owner) in enumerate(ROOMS[:3], 1)
    ]
    async with trial.db.write() as tx:
        await next_number(tx, WS, "review", len(reviews))
        await record(tx, WS, Decision(tuple(Change(None, each) for each in reviews)), by=NINA, now=now)
    fed.boards |= {each.id: each.channel for each in reviews}


async def promises(trial: Trial, fed: Fed, people: int) -> list[str]:
    """New people, each with a promise on every one of three steps; their ids. Made a week ago."""
    newcomers = crowd.add(trial.workspace, people)
    then = trial.clock() - LOGGED_AGO
    async with trial.db.write() as tx:
        first = await next_number(tx, WS, "action", len(newcomers) * len(STEPS))
        actions = [
            Action(
                WS,
                first + place * len(STEPS) + step,
                1 + place % len(ROOMS),
                None,
                f"Send file {place}.{step}",
                person,
                due,
                due,
                ActionState.OPEN,
                person,
                then,
            )
            for place, person in enumerate(newcomers)
            for step, due in enumerate(STEPS)
        ]
        await record(tx, WS, Decision(tuple(Change(None, each) for each in actions)), by=NINA, now=then)
    for each in actions:
        fed.asked.setdefault(each.owner, []).append(f"A-{each.id}")
    return newcomers


async def words(trial: Trial, fed: Fed, number: int) -> None:
    """Two messages for every channel, one of them in a thread, and every board shown anew. Recorded at once."""
    posts = []
    for channel, name, _ in ROOMS:
        parent = trial.workspace.channels[channel].said[0].ts
        for kind, thread in (("post", None), ("reply", parent)):
            key = f"{kind}:{number}:{channel}"
            message = {"text": f"{name}: {kind} {number}", "blocks": [], **({"thread_ts": thread} if thread else {})}
            posts.append(Post(key, channel, message))
            fed.posts[key] = (channel, thread)
    boards = tuple(ShowBoard(review) for review in fed.boards)
    async with trial.db.write() as tx:
        await record(tx, WS, Decision((), (*posts, *boards)), by=NINA, now=trial.clock())
