"""The bot, built from its settings: database, handlers, delivery, clock and the socket to Slack."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Self

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clockwork import Clockwork
from bot.settings import Settings
from bot.watchdog import Watchdog
from handlers.desk import Desk
from handlers.events import finish_waiting
from handlers.register import register
from handlers.slack_errors import error_name
from jobs.slack_answers import BUSY, PASSING, status_of
from storage.database import Database

log = logging.getLogger(__name__)
CLIENT_SECONDS = 10
DRAIN_SECONDS = 10.0
STARTING_SECONDS = 0.05
LEFT_ALONE = timedelta(seconds=60)


def utc_now() -> datetime:
    """This moment, aware UTC."""
    return datetime.now(UTC)


class Bot:
    """One running bot. Made by `Bot.build` inside a loop; `start` joins Slack, `stop` leaves it in order."""

    def __init__(
        self,
        app: AsyncApp,
        desk: Desk,
        db: Database,
        session: aiohttp.ClientSession,
        clockwork: Clockwork,
        app_token: str,
    ) -> None:
        self.app = app
        self.db = db
        self._desk = desk
        self._session = session
        self._clockwork = clockwork
        self._app_token = app_token
        self._socket = AsyncSocketModeHandler(app, app_token) if app_token else None
        self._watching: asyncio.Task[None] | None = None
        self.gave_up = asyncio.Event()
        """Set when the socket is dead for good: the process had best end with 1, for a supervisor to start it anew."""

    @classmethod
    def build(cls, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> Self:
        """Everything wired, nothing started. Call it inside a running loop."""
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CLIENT_SECONDS))
        client = slack_client(settings, session)
        db = Database.open(settings.database_url)
        desk = Desk(
            db,
            clock,
            _token,
            settings.holdfast_command,
            settings.holdfast_timezone,
            installer=settings.holdfast_installer,
        )
        app = bolt_app(settings, client)
        register(app, desk)
        clockwork = Clockwork(
            db,
            client,
            clock,
            zone=settings.holdfast_timezone,
            command=settings.holdfast_command,
            per_minute=settings.holdfast_messages_per_minute,
            installer=settings.holdfast_installer,
            more=(("waiting events", partial(_finish_old_events, desk, client)),),
        )
        desk.on_rooms.append(clockwork.office.rooms.forget)
        return cls(app, desk, db, session, clockwork, settings.slack_app_token)

    async def problem(self) -> str | None:
        """Why Slack will not have us, in one line for the person at the terminal; None when it will.

        Asked before joining, because the SDK goes on trying for ever, with a stack each time.
        """
        client = self.app.client
        setting = "SLACK_BOT_TOKEN"
        try:
            await client.auth_test()
            if self._app_token:
                setting = "SLACK_APP_TOKEN"
                await client.apps_connections_open(app_token=self._app_token)
        except SlackApiError as failure:
            if error_name(failure) in PASSING or status_of(failure) in {429, 502, 503, 504}:
                return None
            if error_name(failure) == "SlackApiError":
                return f"SLACK_API_URL holds “{client.base_url}”; what answers there is not Slack's Web API."
            return f"Slack does not accept {setting}: {error_name(failure)}."
        except (aiohttp.ClientError, OSError, TimeoutError) as failure:
            return f"Slack cannot be reached at {client.base_url}: {failure or type(failure).__name__}."
        return None

    async def start(self) -> None:
        """Join Slack by Socket Mode, finish what an earlier run left behind, and begin to deliver."""
        joined = self._desk.clock()
        if self._socket:
            await self._socket.connect_async()  # type: ignore[no-untyped-call]
            self._watching = asyncio.create_task(self._watch(), name="watchdog")
        await finish_waiting(self._desk, self.app.client, received_before=joined)
        # What was loaded to start stays for good: collecting it over and over would hold up whoever is waiting.
        gc.collect()
        gc.freeze()
        await self._clockwork.start()

    async def stop(self) -> None:
        """Stop listening, finish what is being said, close everything."""
        if self._watching:
            self._watching.cancel()
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        await self._finish_handlers()
        await self._clockwork.stop()
        await self._session.close()
        await self.db.close()

    async def _watch(self) -> None:
        """Look after the socket; where it is dead for good, `gave_up` is set."""
        await Watchdog(self._is_connected, self._ask_slack).run()
        self.gave_up.set()

    async def _is_connected(self) -> bool:
        return self._socket is not None and await self._socket.client.is_connected()

    async def _ask_slack(self) -> None:
        """Raises where Slack cannot be reached or does not know us; one that is only busy is well."""
        try:
            await self.app.client.auth_test()
        except SlackApiError as failure:
            if error_name(failure) not in BUSY and status_of(failure) != 429:
                raise

    async def last_beat(self) -> datetime | None:
        """When a bot was last at work with this database, aware UTC; None for a new one."""
        return await self._clockwork.last_beat()

    async def next_due(self) -> datetime | None:
        """The next moment at which the clock has something to do, aware UTC; None when nothing is planned."""
        return await self._clockwork.next_due()

    async def catch_up(self) -> None:
        """Do everything that is due at the clock's moment: for a clock that was moved by hand."""
        if self._desk.at_work:
            await asyncio.wait(set(self._desk.at_work), timeout=DRAIN_SECONDS)
        await self._clockwork.catch_up()

    async def _finish_handlers(self) -> None:
        """The socket closes while handlers still run, and Bolt starts some only after it has acknowledged."""
        await asyncio.sleep(STARTING_SECONDS)
        if self._desk.at_work:
            await asyncio.wait(set(self._desk.at_work), timeout=DRAIN_SECONDS)


def slack_client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that shares one HTTP session and never retries by itself: a retry after a lost answer posts twice."""
    return AsyncWebClient(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=CLIENT_SECONDS,
        session=session,
        retry_handlers=[],
    )


def bolt_app(settings: Settings, client: AsyncWebClient) -> AsyncApp:
    """Bolt, without the parts Socket Mode has no use for."""
    return AsyncApp(
        logger=_without_words(),
        client=client,
        signing_secret=settings.slack_signing_secret or None,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )


def _without_words() -> logging.Logger:
    """Bolt's logger. What it and the SDK log at DEBUG is every message whole: that is never logged, whoever asks."""
    for name in ("slack_sdk", "slack_bolt"):
        theirs = logging.getLogger(name)
        theirs.setLevel(max(theirs.level, logging.INFO))
    return logging.getLogger("slack_bolt")


async def _finish_old_events(desk: Desk, client: AsyncWebClient) -> None:
    """Events that came long enough ago that nobody is at work on them any more."""
    await finish_waiting(desk, client, received_before=desk.clock() - LEFT_ALONE)


def _token() -> str:
    return secrets.token_urlsafe(9)
