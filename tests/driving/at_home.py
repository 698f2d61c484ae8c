"""A person in the app's Home: opens it, reads it, presses what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.driving.person import Person, _located
from tests.driving.screen import Shown
from tests.driving.waiting import until


class AtHome:
    """One person's Home tab."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.team = person.team

    async def opens(self, *words: str) -> Shown:
        """Open the tab; returns it once the bot has shown it anew, with these words."""
        before = await self._now()
        await self.team.control("open-home", {"user": self.person.name})
        return await self.shows(*words, after=before)

    async def shows(self, *words: str, after: Shown | None = None) -> Shown:
        """Home once it holds these words; `after`: not as it stood then."""
        old = after.body["hash"] if after else None

        async def look() -> Shown | None:
            shown = await self._now()
            fresh = shown and shown.body["hash"] != old
            return shown if shown and fresh and all(each in shown for each in words) else None

        return await until(look, f"the Home of {self.person.name} with {words}", self.screen)

    async def presses(self, button: str, *words: str, beside: str = "", on: Shown | None = None) -> Shown:
        """Press a button of it, beside these words; returns Home as it is shown after that, with `words`."""
        place = on or await self.shows()
        await self.uses(button, beside=beside, on=place)
        return await self.shows(*words, after=place)

    async def uses(
        self, wanted: str, *, beside: str = "", on: Shown | None = None, chosen: Mapping[str, Any] | None = None
    ) -> None:
        """Press a button or choose an entry, whatever comes of it."""
        place = on or await self.shows()
        where = _located(place, wanted, beside)
        assert where, f"no [{wanted}] {beside} in:\n{place.text}"
        body = {"user": self.person.name, "viewId": place.id, "action": {**where, **(chosen or {})}}
        answer = await self.team.control("interact", body)
        assert answer.get("acknowledged"), answer

    async def screen(self) -> str:
        """What stands there now, for who looks for a fault."""
        shown = await self._now()
        return shown.text if shown else "no Home yet"

    async def _now(self) -> Shown | None:
        body = (await self.team.read("views"))["homes"].get(self.person.id)
        return Shown(body) if body else None
