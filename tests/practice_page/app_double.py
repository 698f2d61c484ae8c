"""A small app on the other end of the practice workspace: it keeps what it gets and answers as told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bot.practice.server import PracticeServer

Answer = Callable[[dict[str, Any]], Any]


def plain(text: str) -> dict[str, Any]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def text_input(block_id: str, label: str, **more: Any) -> dict[str, Any]:
    """Return an input block with a line of text in it."""
    element = {"type": "plain_text_input", "action_id": "typed", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def modal(*blocks: Mapping[str, Any], title: str = "Log a gap") -> dict[str, Any]:
    """Return a modal with these blocks."""
    return {"type": "modal", "title": plain(title), "submit": plain("Log gap"), "blocks": list(blocks)}


class AppDouble:
    """Connects by Socket Mode and acknowledges everything, with what `answers` has for its type."""

    def __init__(self, server: PracticeServer, session: aiohttp.ClientSession) -> None:
        self._server = server
        self._session = session
        self.got: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.answers: dict[str, Answer] = {}
        self.silent = False
        self._listening: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Open the socket and wait for its hello."""
        opened = await self._call("apps.connections.open", self._server.app_token)
        socket = await self._session.ws_connect(opened["url"])
        await socket.receive_json()
        self._listening = asyncio.create_task(self._listen(socket))

    async def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async with socket:
            async for message in socket:
                envelope = message.json()
                if "envelope_id" in envelope:
                    await self._answer(socket, envelope)

    async def _answer(self, socket: aiohttp.ClientWebSocketResponse, envelope: dict[str, Any]) -> None:
        payload = envelope["payload"]
        kind = payload.get("type", envelope["type"])
        if not self.silent:
            respond = self.answers.get(kind)
            answer = respond(payload) if respond else None
            acknowledgement = {"envelope_id": envelope["envelope_id"]}
            await socket.send_json(acknowledgement | ({"payload": answer} if answer else {}))
        if kind != "event_callback":
            await self.got.put(payload)

    async def next(self) -> dict[str, Any]:
        """Wait for the next command or interaction."""
        async with asyncio.timeout(10):
            return await self.got.get()

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a Web API method as the bot."""
        return await self._call(method, self._server.bot_token, **arguments)

    async def _call(self, method: str, token: str, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session.post(self._server.api_url + method, json=arguments, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
        assert answer["ok"], answer
        return answer

    async def control(self, doing: str, **body: Any) -> dict[str, Any]:
        """Do something as a person, by the control API."""
        async with self._session.post(f"{self._server.url}/_control/{doing}", json=body) as response:
            answer: dict[str, Any] = await response.json()
        assert answer["ok"], answer
        return answer
