"""Headless Chromium over its DevTools WebSocket: enough of it to use a page as a person does."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)
KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "ArrowUp": (38, ""),
    "ArrowDown": (40, ""),
    "Backspace": (8, ""),
    "k": (75, "k"),
}
MODIFIERS = {"alt": 1, "ctrl": 2, "shift": 8}
PATIENCE = 15.0


def find() -> str | None:
    """Return where a Chromium is installed, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Tab:
    """One page of the browser, under its own profile of cookies and storage."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session_id: str) -> None:
        self._socket = socket
        self._session_id = session_id
        self._ids = itertools.count(1)
        self.problems: list[str] = []

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call one DevTools method and return its result."""
        number = next(self._ids)
        await self._socket.send_json({"id": number, "method": method, "params": params, "sessionId": self._session_id})
        while True:
            answer = json.loads((await self._socket.receive(timeout=PATIENCE * 2)).data)
            self._note(answer)
            if answer.get("id") == number and answer.get("sessionId") == self._session_id:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "Runtime.exceptionThrown":
            details = event["params"]["exceptionDetails"]
            self.problems.append(str(details.get("exception", {}).get("description", details["text"])))

    async def run(self, script: str) -> Any:
        """Evaluate JavaScript (an expression or a promise) and return its value."""
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    async def until(self, condition: str) -> Any:
        """Wait until an expression is true in the page, and return what it then gives."""
        script = f"""new Promise((done) => {{
            const end = Date.now() + {PATIENCE * 1000};
            const look = () => {{
                let value = null;
                try {{ value = ({condition}); }} catch (error) {{ value = null; }}
                if (value || Date.now() > end) done(typeof value === 'object' ? Boolean(value) : value);
                else setTimeout(look, 20);
            }};
            look();
        }})"""
        value = await self.run(script)
        assert value, f"never true: {condition}\n{await self.run('document.body.innerText.slice(0, 1500)')}"
        return value

    async def open(self, url: str) -> None:
        """Go to an address and wait until the page knows its world."""
        await self.call("Page.navigate", url=url)
        await self.until("document.querySelector('.acting') && document.querySelector('#header h1')")

    async def resize(self, width: int, height: int, *, dark: bool = False) -> None:
        """Give the page a size and a colour scheme."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])
        await self.until(f"innerWidth === {width}")
        await self.drawn()

    async def drawn(self) -> None:
        """Wait until what changed is on the screen: a click before that can miss."""
        await self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    async def click(self, selector: str) -> None:
        """Click the middle of the first element that matches, once it is there."""
        quoted = json.dumps(selector)
        await self.until(f"document.querySelector({quoted})?.getClientRects().length")
        await self.run(f"document.querySelector({quoted}).scrollIntoView({{block: 'nearest'}})")
        await self.drawn()
        box = await self.run(
            f"(() => {{ const node = document.querySelector({quoted}); "
            "const b = node.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    async def type(self, text: str) -> None:
        """Type a text where the focus is."""
        await self.call("Input.insertText", text=text)

    async def press(self, key: str, *modifiers: str) -> None:
        """Press one key, with modifiers ("ctrl", "shift", "alt")."""
        code, text = KEYS[key] if key in KEYS else (ord(key.upper()), key)
        held = sum(MODIFIERS[name] for name in modifiers)
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": held}
        typed = text if held in (0, MODIFIERS["shift"]) else ""
        await self.call("Input.dispatchKeyEvent", type="keyDown" if typed else "rawKeyDown", text=typed, **common)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    async def picture(self, path: Path) -> None:
        """Keep a picture of what is seen."""
        answer = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(answer["data"]))  # noqa: ASYNC240


@contextlib.asynccontextmanager
async def browser(profile: Path) -> AsyncIterator[Tab]:
    """Start Chromium with a new profile, give its one page, and end it."""
    path = find()
    assert path, "no Chromium is installed"
    process = await asyncio.create_subprocess_exec(
        path, *FLAGS, f"--user-data-dir={profile}", "about:blank", stdout=DEVNULL, stderr=PIPE
    )
    assert process.stderr
    try:
        async with asyncio.timeout(PATIENCE * 2):
            address = await _address(process.stderr)
        drained = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
            yield await _attach(socket)
            await socket.send_json({"id": 3, "method": "Browser.close"})
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(process.wait(), drained)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _address(said: asyncio.StreamReader) -> str:
    """Chromium says where its DevTools listen as soon as they do."""
    async for line in said:
        if b"DevTools listening on " in line:
            return line.decode().split(" on ")[1].strip()
    raise AssertionError("Chromium ended before its DevTools listened")


async def _attach(socket: aiohttp.ClientWebSocketResponse) -> Tab:
    await socket.send_json({"id": 1, "method": "Target.createTarget", "params": {"url": "about:blank"}})
    target = await _result(socket, 1)
    params = {"targetId": target["targetId"], "flatten": True}
    await socket.send_json({"id": 2, "method": "Target.attachToTarget", "params": params})
    tab = Tab(socket, (await _result(socket, 2))["sessionId"])
    for domain in ("Page", "Runtime"):
        await tab.call(f"{domain}.enable")
    return tab


async def _result(socket: aiohttp.ClientWebSocketResponse, number: int) -> dict[str, Any]:
    while True:
        answer = json.loads((await socket.receive(timeout=PATIENCE * 2)).data)
        if answer.get("id") == number:
            result: dict[str, Any] = answer["result"]
            return result
