"""A bare Bolt app in Socket Mode with SQLAlchemy imported: what any bot of this kind needs at the least."""

from __future__ import annotations

import asyncio
import os
import signal

import sqlalchemy.ext.asyncio  # noqa: F401 - its weight is what is compared
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


def bare_app(token: str, api_url: str) -> AsyncApp:
    """An app whose one command answers "ok", with Bolt's own defaults."""
    app = AsyncApp(client=AsyncWebClient(token, base_url=api_url), signing_secret="bench")

    @app.command("/action")
    async def say_ok(ack: AsyncAck) -> None:
        await ack("ok")

    return app


async def main() -> None:
    """Join, and stay until told to stop."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    app = bare_app(os.environ.pop("SLACK_BOT_TOKEN"), os.environ["SLACK_API_URL"])
    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await stopped.wait()
    await handler.close_async()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(main())
