"""Somebody's direct conversation with the bot: the nudge of the day, what they answer, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.waiting import until

if TYPE_CHECKING:
    from tests.driving.team import Team

DIRECT = {"nina": "D0NINA001", "omar": "D0OMAR001", "lena": "D0LENA001", "jonas": "D0JONAS01", "priya": "D0PRIYA01"}
MENU = "ask.more"


class Direct(Person):
    """One person at their messages with the bot."""

    def __init__(self, team: Team, name: str) -> None:
        super().__init__(team, name, DIRECT[name])

    async def nudges(self) -> list[Shown]:
        """Every nudge they have, oldest first, as each stands now."""
        ours = {row["ts"] for row in self.team.rows("SELECT ts FROM nudges WHERE user_id = ?", self.id)}
        return [m for m in await self.team.said(self.channel) if m.ts in ours]

    async def nudge(self, *words: str) -> Shown:
        """Their newest nudge, once it shows these words."""

        async def look() -> Shown | None:
            found = await self.nudges()
            return found[-1] if found and all(each in found[-1] for each in words) else None

        return await until(look, f"a nudge of {self.name}'s with {words}", self.screen)

    async def answers(self, text: str, *, in_thread: bool = False, under: Shown | None = None) -> str:
        """Write to the bot: straight, in the thread of the newest nudge, or under one kept from before; its ts.

        Returns once the bot has handled it, whether or not it has said anything.
        """
        await self.looks()
        thread = under or (await self.nudge() if in_thread else None)
        said = {"text": text, "channel": self.channel, **({"thread_ts": thread.ts} if thread else {})}
        return await self._is_heard("message", said)

    async def edits(self, ts: str, text: str) -> None:
        """Change what they wrote."""
        await self.looks()
        await self._is_heard("edit", {"channel": self.channel, "ts": ts, "text": text})

    async def deletes(self, ts: str) -> None:
        """Take back what they wrote."""
        await self.looks()
        await self._is_heard("delete", {"channel": self.channel, "ts": ts})

    async def _is_heard(self, what: str, body: Mapping[str, str]) -> str:
        before = self._handled()
        done = await self._do(what, **body)
        await self.team.holds("the bot has handled it", lambda: self._handled() > before)
        await self.team.everything_said()
        return str(done.get("ts", ""))

    def _handled(self) -> int:
        count = "SELECT count(*) AS n FROM inbox WHERE handled_at IS NOT NULL"
        return int(self.team.row(count)["n"])

    async def hears(self, *words: str) -> Shown:
        """What came back since their last deed, beside the nudge itself, once it holds these words."""

        async def look() -> Shown | None:
            return next((m for m in reversed(await self.heard()) if all(each in m for each in words)), None)

        return await until(look, f"{self.name} hearing {words}", self.screen)

    async def heard(self) -> list[Shown]:
        """All that came back since their last deed, oldest first; not the nudges."""
        nudges = {m.ts for m in await self.nudges()}
        fresh = [m for m in await self.messages() if self._before.get(m.ts) != m.body and m.ts not in nudges]
        return [m for m in fresh if "bot_id" in m.body]

    async def chooses_more(self, entry: str, *, beside: str = "", on: Shown | None = None) -> None:
        """Choose an entry of a row's menu, by its words; `beside` names words of that row."""
        place = on or await self.nudge()
        block = next(b for b in _near(place, beside) if any(e.get("action_id") == MENU for e in b.get("elements", ())))
        await self.looks()
        action = {"action_id": MENU, "block_id": block["block_id"], "selected_option": entry}
        answer = await self._do("interact", channel=self.channel, messageTs=place.ts, action=action)
        assert answer["acknowledged"], f"{entry} was not acknowledged"


def _near(place: Shown, beside: str) -> list[dict[str, Any]]:
    """The blocks of a message from the one that holds these words on."""
    texts = [Shown({"blocks": [block]}).text for block in place.blocks]
    first = next(n for n, text in enumerate(texts) if beside in text)
    return [dict(block) for block in place.blocks[first:]]


def thread_of(message: Shown) -> str:
    """The message in whose thread this one is; its own ts where it is in none."""
    return str(message.body.get("thread_ts") or message.ts)
