"""One person at the practice workspace: types, presses, fills in forms, and reads what comes back."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.driving.screen import Shown, label, pressable
from tests.driving.waiting import until

if TYPE_CHECKING:
    from tests.driving.team import Team


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a submitted form: `closed`, with `errors` under fields, or showing another `form`."""

    closed: bool
    errors: Mapping[str, str]
    form: Shown | None


class Person:
    """Somebody of the sample world, in one channel. What they do is seen by the bot as Slack would send it."""

    def __init__(self, team: Team, name: str, channel: str) -> None:
        self.team = team
        self.name = name
        self.id = team.id_of(name)
        self.channel = channel
        self._before: dict[str, Any] = {}

    def into(self, channel: str) -> Person:
        """The same person in another channel."""
        return Person(self.team, self.name, channel)

    async def types(self, line: str) -> Shown | None:
        """Type a command; returns the answer only they see, or None where a form opened or nothing was said."""
        await self.looks()
        command, _, text = line.partition(" ")
        answer = await self._do("command", channel=self.channel, command=command, text=text)
        assert answer["acknowledged"], f"{line} was not acknowledged:\n{await self.screen()}"
        return Shown(answer["response"]) if answer["response"] else None

    async def reads(self, line: str, *words: str) -> Shown:
        """Type a command whose answer holds these words."""
        answer = await self.types(line)
        assert answer, f"{line}: nothing was answered:\n{await self.screen()}"
        missing = [each for each in words if each not in answer]
        assert not missing, f"{line}: {missing} not in the answer:\n{answer.text}"
        return answer

    async def says(self, text: str) -> None:
        """Say something in the channel."""
        await self.looks()
        await self._do("message", channel=self.channel, text=text)

    async def drops(self, name: str, content: str | bytes, *, text: str = "") -> str:
        """Drop a file into the conversation, perhaps with words beside it; the `ts` of the message it stands in."""
        await self.looks()
        packed = base64.b64encode(content.encode() if isinstance(content, str) else content).decode()
        done = await self._do("drop", channel=self.channel, name=name, base64=packed, text=text)
        return str(done["ts"])

    async def presses(self, button: str, *, beside: str = "", on: Shown | None = None) -> None:
        """Press a button: of the form in front, else of the newest message that has it.

        `beside` names words near it where several are alike; `on` is a message kept from before.
        """
        await self._use(button, beside, on, {})

    async def chooses(self, menu: str, value: str | Mapping[str, Any], *, on: Shown | None = None) -> None:
        """Choose an entry of a menu, by the menu's action id and the entry's value; one that was offered, whole."""
        await self._use(menu, "", on, {"selected_option": value})

    async def _use(self, wanted: str, beside: str, on: Shown | None, chosen: Mapping[str, Any]) -> None:
        async def look() -> tuple[Shown, dict[str, str]] | None:
            places = [on] if on else [await self._form()] if await self._form() else reversed(await self.messages())
            found = ((place, _located(place, wanted, beside)) for place in places if place)
            return next(((place, where) for place, where in found if where), None)

        place, where = await until(look, f"[{wanted}] {beside} before {self.name}", self.screen)
        await self.looks()
        at = {"viewId": place.id} if "title" in place.body else {"channel": self.channel, "messageTs": place.ts}
        answer = await self._do("interact", **at, action={**where, **chosen})
        assert answer["acknowledged"], f"[{wanted}] was not acknowledged"

    async def form(self, title: str = "", *words: str) -> Shown:
        """The form in front of the person, once it has this title and these words."""

        async def look() -> Shown | None:
            shown = await self._form()
            fits = shown and shown.title.startswith(title) and all(each in shown for each in words)
            return shown if fits else None

        return await until(look, f"a form “{title}” with {words} before {self.name}", self.screen)

    async def has_no_form(self) -> None:
        """Wait until no form is open."""

        async def look() -> bool | None:
            return True if await self._form() is None else None

        await until(look, f"no form before {self.name}", self.screen)

    async def closes_form(self) -> None:
        """Close the form without submitting it."""
        await self._do("close-view", viewId=(await self.form()).id)

    async def submits(self, fields: Mapping[str, Any] | None = None, /, **named: Any) -> Outcome:
        """Fill in the form in front and submit it; it must be taken, without errors under its fields."""
        outcome = await self.tries(fields, **named)
        assert not outcome.errors, f"the form was not taken: {outcome.errors}\n{await self.screen()}"
        return outcome

    async def is_told_at(self, field: str, fields: Mapping[str, Any] | None = None, /, **named: Any) -> str:
        """Submit the form and get a complaint under one field; returns it."""
        outcome = await self.tries(fields, **named)
        assert set(outcome.errors) == {field}, f"errors: {outcome.errors}\n{await self.screen()}"
        return outcome.errors[field]

    async def tries(self, fields: Mapping[str, Any] | None = None, /, **named: Any) -> Outcome:
        """Fill in the form in front and submit it, whatever comes of it."""
        form = await self.form()
        await self.looks()
        answer = await self._do("submit", viewId=form.id, values={**(fields or {}), **named})
        assert answer["acknowledged"], f"the form was not acknowledged: {answer}\n{await self.screen()}"
        action = answer.get("response_action")
        shown = Shown(answer["view"]) if action == "update" else None
        errors = {block.partition("@")[0]: text for block, text in (answer.get("errors") or {}).items()}
        return Outcome(action in {None, "clear"}, errors, shown)

    async def is_offered(self, menu: str, letters: str) -> list[dict[str, Any]]:
        """What a menu that asks while somebody types offers for some letters: its entries, to be chosen."""

        async def look() -> tuple[Shown, dict[str, str]] | None:
            form = await self._form()
            places = [form] if form else [*reversed(await self.messages())]
            found = ((place, _located(place, menu, "")) for place in places)
            return next(((place, where) for place, where in found if where), None)

        place, where = await until(look, f"the menu {menu} before {self.name}", self.screen)
        at = {"viewId": place.id} if "title" in place.body else {"channel": self.channel, "messageTs": place.ts}
        answer = await self._do("suggest", **at, **where, value=letters)
        return list(answer["options"])

    async def cannot_submit(self, fields: Mapping[str, Any] | None = None, /, **named: Any) -> Sequence[str]:
        """Try to submit a form with empty inputs that Slack asks for; returns their labels."""
        form = await self.form()
        body = {"user": self.name, "viewId": form.id, "values": {**(fields or {}), **named}}
        answer = await self.team.control("submit", body)
        assert answer.get("error") == "missing_input", answer
        return list(answer["labels"])

    async def told(self, *words: str) -> Shown:
        """What only this person was told since their last deed, once it holds these words."""

        async def look() -> Shown | None:
            fresh = [m for m in await self.messages() if self._before.get(m.ts) != m.body]
            mine = [m for m in fresh if m.body.get("ephemeral") or self._is_direct(m)]
            return next((m for m in reversed(mine) if all(each in m for each in words)), None)

        return await until(look, f"{self.name} being told {words}", self.screen)

    def _is_direct(self, message: Shown) -> bool:
        return self.channel.startswith("D") and "bot_id" in message.body

    async def messages(self) -> list[Shown]:
        """Everything this person sees in the channel, oldest first."""
        read = await self.team.read(f"messages/{self.channel}?as={self.id}")
        return [Shown(body) for body in read["messages"]]

    async def screen(self) -> str:
        """What this person sees now, for who looks for a fault."""
        form = await self._form()
        shown = [*(await self.messages())[-5:], *([form] if form else [])]
        return "\n----\n".join(each.text for each in shown)

    async def _form(self) -> Shown | None:
        opened = (await self.team.read("views"))["views"]
        return next((Shown(each["view"]) for each in reversed(opened) if each["user"] == self.id), None)

    async def looks(self) -> None:
        """Remember what stands on the screen: only what comes after counts as told."""
        self._before = {m.ts: m.body for m in await self.messages()}

    async def _do(self, what: str, **body: Any) -> dict[str, Any]:
        answer = await self.team.control(what, {"user": self.name, **body})
        assert answer["ok"], f"{self.name} could not {what} {body}: {answer}\n{await self.screen()}"
        return answer


def _located(place: Shown, wanted: str, beside: str) -> dict[str, str] | None:
    """Block and action id of what is labelled so; beside words: in their block, or in the next one."""
    near = range(len(place.blocks))
    if beside:
        texts = [Shown({"blocks": [block]}).text for block in place.blocks]
        at = next((n for n, text in enumerate(texts) if beside in text), None)
        if at is None:
            return None
        near = range(at, min(at + 3, len(place.blocks)))
    for number in near:
        block = place.blocks[number]
        elements = [*pressable(block), *([block["element"]] if block["type"] == "input" else [])]
        for element in elements:
            if wanted in {label(element), element.get("action_id")}:
                return {"block_id": block["block_id"], "action_id": element["action_id"]}
    return None
