"""What must hold at every moment, whoever did what: looked for in the tables, from outside."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import Ask, AskKind, AskState, Nudge
from reviews.audit_entry import plain
from reviews.ladder import LATE_THREE_DAYS, MANAGER_DAYS, plan_item, ref_of_item
from reviews.model import LIVE_ACTIONS, Account, Action, ActionState, Gap, GapState
from reviews.roster import Roster
from storage import audit, rosters
from storage.rows import every, selected
from storage.values import OutboxState, Outgoing, Say
from tests.builders import WS
from tests.machines.world import PEOPLE, Item, World

LONGEST = timedelta(days=16)
"""From three late to the first week after seven late, with a holiday in each."""
LONGEST_WEEKLY = timedelta(days=12)
"""From one week's first working day to the next week's, when most of that is holidays."""
OWNERS_OWN = {AskKind.SOON, AskKind.DUE, AskKind.LATE, AskKind.LATE_THREE, AskKind.MANAGER, AskKind.DECISION}


@dataclass(frozen=True)
class Facts:
    """Everything the tables hold that matters here."""

    items: dict[str, Item]
    accounts: dict[int, Account]
    asks: list[Ask]
    nudges: dict[int, Nudge]
    rows: dict[int, list[Outgoing]]
    roster: Roster

    def account_of(self, item: Item) -> Account | None:
        return self.accounts.get(item.account_id or 0)


async def read_facts(tx: AsyncConnection, now: datetime) -> Facts:
    items: list[Item] = [*await every(tx, Action, selected(Action)), *await every(tx, Gap, selected(Gap))]
    rows: dict[int, list[Outgoing]] = defaultdict(list)
    for row in await every(tx, Outgoing, selected(Outgoing)):
        if row.operation is Say.NUDGE and row.subject_id:
            rows[row.subject_id].append(row)
    return Facts(
        {ref_of_item(item): item for item in items},
        {each.id: each for each in await every(tx, Account, selected(Account))},
        await every(tx, Ask, selected(Ask)),
        {each.id: each for each in await every(tx, Nudge, selected(Nudge))},
        rows,
        await rosters.load(tx, WS, PEOPLE, default_zone="UTC", now=now),
    )


class Watch:
    """Looks at a world after each moment, and remembers what it needs to know how long it has been quiet."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.excused: dict[str, datetime] = {}
        """Until when nobody can complain of silence about somebody's items, or a customer's."""
        self._known: set[int] = set()
        self.counted: Counter[str] = Counter()

    def facts(self) -> Facts:
        async def read() -> Facts:
            async with self.world.db.read() as tx:
                return await read_facts(tx, self.world.now)

        return self.world.run(read())

    def excuse(self, *whose: str) -> None:
        """Something about these has just changed: their silence is counted from now."""
        self.excused |= dict.fromkeys(whose, self.world.now)

    def look(self) -> None:
        """Check everything at this moment."""
        facts = self.facts()
        for number in sorted(facts.nudges.keys() - self._known):
            self._new_nudge(facts, facts.nudges[number])
        self._known |= facts.nudges.keys()
        self._every_ask_has_its_place(facts)
        self._nothing_waits_too_long(facts)
        for ref, item in facts.items.items():
            self._planned(facts, ref, item)
            self._not_silent(facts, ref, item)

    # One nudge a day, while they work, about what is still open

    def _new_nudge(self, facts: Facts, nudge: Nudge) -> None:
        now, user = self.world.now, nudge.user_id
        self.counted["nudges"] += 1
        zone = ZoneInfo(facts.roster.people[user].time_zone or "UTC")
        local = now.astimezone(zone)
        assert nudge.created_at == now
        assert nudge.day == local.date(), (nudge, local)
        assert 9 <= local.hour < 18, (nudge, local)
        assert local.weekday() not in ({4, 5} if zone.key == "Asia/Riyadh" else {5, 6}), (nudge, local)
        assert facts.roster.calendar(user).is_working(local.date())
        assert not facts.roster.has_left(user)
        assert not facts.roster.is_away(user, local.date()), (nudge, facts.roster.wishes[user])
        others = [each for each in facts.nudges.values() if each.user_id == user and each.id != nudge.id]
        days = {each.created_at.astimezone(zone).date() for each in others} | {each.day for each in others}
        assert local.date() not in days, (nudge, others)
        asked = [ask for ask in facts.asks if ask.nudge_id == nudge.id]
        assert asked, nudge
        for ask in asked:
            self._may_be_asked(facts, ask)

    def _may_be_asked(self, facts: Facts, ask: Ask) -> None:
        item = facts.items[ask.subject]
        account = facts.account_of(item)
        self.counted[f"asked {ask.kind}"] += 1
        assert account is None or account.paused_at is None, (ask, account)
        if ask.kind is AskKind.RECHECK:
            assert isinstance(item, Action), ask
            assert (item.state, item.helped) == (ActionState.DONE, None), (ask, item)
            return
        assert item.state is GapState.OPEN if isinstance(item, Gap) else item.state in LIVE_ACTIONS, (ask, item)
        if ask.kind in OWNERS_OWN:
            assert ask.about.startswith(f"{item.owner}|"), (ask, item)

    # Every ask in one nudge, every nudge one message

    def _every_ask_has_its_place(self, facts: Facts) -> None:
        asked = [ask for ask in facts.asks if ask.state is AskState.ASKED]
        steps = Counter((ask.subject, ask.kind, ask.about) for ask in asked)
        assert all(times == 1 for times in steps.values()), [step for step, times in steps.items() if times > 1]
        for ask in asked:
            assert ask.nudge_id in facts.nudges, ask
            assert facts.nudges[ask.nudge_id].user_id == ask.user_id
        for nudge in facts.nudges.values():
            states = [row.state for row in facts.rows[nudge.id]]
            assert len(states) == 1, (nudge, states)
            assert states[0] is OutboxState.SENT if nudge.ts else states[0] is OutboxState.QUEUED, (nudge, states)
        assert all(times == 1 for times in self.world.slack.posted.values())

    def _nothing_waits_too_long(self, facts: Facts) -> None:
        now, roster = self.world.now, facts.roster
        for ask in facts.asks:
            if ask.state is not AskState.WAITING:
                assert ask.not_before <= now or ask.state is AskState.DROPPED, ask
                continue
            assert ask.not_before > now, (ask, now)
            calendar = roster.calendar(ask.user_id)
            back = roster.back_on(ask.user_id) if roster.is_away(ask.user_id, calendar.today(now)) else None
            latest = max(calendar.next_morning(now), calendar.morning_of(back) if back else now)
            assert ask.not_before <= latest, (ask, latest)

    # Nothing late is silent

    def _planned(self, facts: Facts, ref: str, item: Item) -> None:
        """What the ladder has come to is asked: that is, no moment went by without the clock looking."""
        known = {(ask.kind, ask.about) for ask in facts.asks if ask.subject == ref}
        account, now = facts.account_of(item), self.world.now
        resumed = self.excused.get(f"ACC-{item.account_id}")
        if resumed and now <= facts.roster.calendar(item.owner or "").next_morning(resumed):
            return
        # Who falls silent, or answers again, changes pace from the next step on.
        paces = [facts.roster, replace(facts.roster, silent=frozenset(PEOPLE), _calendars={})]
        plans = [plan_item(item, account, known, roster, now=now) for roster in paces]
        missing = [[ask for ask in plan.asks if not self._has_flown(ask.user_id, item)] for plan in plans]
        assert not all(missing), (missing, item, known)

    def _has_flown(self, user_id: str, item: Item) -> bool:
        """Who leads or blocks and has flown this week hears by where they were: only owners' items are planned anew."""
        changed = self.excused.get(user_id)
        return user_id != item.owner and changed is not None and self.world.now - changed < timedelta(days=8)

    def _not_silent(self, facts: Facts, ref: str, item: Item) -> None:
        now, account, owner = self.world.now, facts.account_of(item), item.owner
        is_live = item.state in LIVE_ACTIONS if isinstance(item, Action) else item.state is GapState.OPEN
        day = _own_day(item)
        if not is_live or owner is None or day is None:
            return
        calendar = facts.roster.calendar(owner)
        if (account and account.paused_at) or self._is_gone(facts.roster, owner):
            self.excused[ref] = now
            return
        if calendar.today(now) <= calendar.add_working(day, LATE_THREE_DAYS):
            return
        heard = [ask.created_at for ask in facts.asks if ask.subject == ref]
        excuses = [self.excused.get(whose) for whose in (ref, owner, f"ACC-{item.account_id}", "everything")]
        last = max(each for each in (item.touched_at, *heard, *excuses) if each is not None)
        is_weekly = calendar.today(last) > calendar.add_working(day, MANAGER_DAYS)
        assert now - last <= (LONGEST_WEEKLY if is_weekly else LONGEST), (ref, item, now, last)
        self.counted["late looked at"] += 1

    def _is_gone(self, roster: Roster, owner: str) -> bool:
        return roster.has_left(owner) or roster.is_away(owner, roster.calendar(owner).today(self.world.now))

    # Every change is in the trail

    def trail(self) -> None:
        """Each item's entries, played from the first, give it as it stands."""

        async def check() -> None:
            async with self.world.db.read() as tx:
                facts = await read_facts(tx, self.world.now)
                for item in facts.items.values():
                    kind = "gap" if isinstance(item, Gap) else "action"
                    self._replayed(item, await audit.of(tx, WS, kind, str(item.id)))

        self.world.run(check())

    def _replayed(self, item: Item, entries: list[Any]) -> None:
        played: dict[str, object] = {}
        for number, entry in enumerate(entries):
            assert bool(entry.before) is bool(number), entry
            assert all(played.get(name) == was for name, was in entry.before.items()), (entry, played)
            played |= entry.after
            self.counted["changes"] += 1
        for field in fields(item):
            if field.name not in {"workspace_id", "touched_at"}:
                assert played.get(field.name) == plain(getattr(item, field.name)), (field.name, item, entries)


def _own_day(item: Item) -> date | None:
    if isinstance(item, Gap):
        return item.update_on
    return item.due if item.state is ActionState.OPEN else item.wake_on or item.due
