"""The practice workspace as a server on this machine: start it, use it, stop it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.practice import replies
from bot.practice.about import APP_TOKEN, BOT_TOKEN, PracticeApp
from bot.practice.clock import Follower, PracticeClock
from bot.practice.control import routes
from bot.practice.guard import only_this_machine
from bot.practice.persist import Keeper
from bot.practice.practice import Practice
from bot.practice.web_api import dispatch, files

PAGE = Path(__file__).parent / "page"
MOST_BYTES = 4 * 1024 * 1024
RETRY_SECONDS = (0.0, 60.0, 300.0)


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class PracticeServer:
    """A Slack on 127.0.0.1 with one app in it.

    `port` 0 takes any free one. `pacing` holds calls to Slack's rate limits. `clock` is what the workspace's
    own clock is built on, which gives every time it shows or checks; waits for the app are real: `ack_seconds`
    for an acknowledgement, and `retry_seconds` before each new try of an event. `state_file` keeps
    conversations between runs, and the clock in a file beside it.
    """

    def __init__(
        self,
        app: PracticeApp,
        *,
        port: int = 0,
        pacing: bool = True,
        clock: Callable[[], datetime] = utc_now,
        state_file: Path | None = None,
        ack_seconds: float = 3.0,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
    ) -> None:
        self.clock = PracticeClock(clock)
        self.practice = Practice(
            app, clock=self.clock, pacing=pacing, ack_seconds=ack_seconds, retry_seconds=retry_seconds
        )
        self._port = port
        self._state_file = state_file
        self._keeper: Keeper | None = None
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The address of the page, without a slash at its end."""
        return self.practice.url

    @property
    def api_url(self) -> str:
        """The address under which the Web API's methods are, as an SDK's `base_url` wants it."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """A bot token that opens this workspace."""
        return BOT_TOKEN

    @property
    def app_token(self) -> str:
        """An app token that opens Socket Mode here."""
        return APP_TOKEN

    def follow(self, follower: Follower | None) -> None:
        """Let an app in this process do its work as the clock is moved; None when it goes away."""
        self.practice.mover.follower = follower

    async def start(self) -> None:
        """Listen, and take over what an earlier run kept."""
        self._runner = web.AppRunner(self._site(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.practice.url = f"http://127.0.0.1:{port}"
        self._keeper = Keeper(self.practice.workspace, self.clock, self._state_file)
        self._keeper.start()
        self.practice.mover.kept = self._keeper.write_clock

    async def stop(self) -> None:
        """Close every connection, write what changed, and listen no more."""
        await self.practice.close()
        if self._keeper is not None:
            await self._keeper.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def refresh_connections(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, as Slack does every few hours; `reason` may also be "warning"."""
        await self.practice.sockets.refresh(reason)

    def _site(self) -> web.Application:
        site = web.Application(middlewares=[only_this_machine], client_max_size=MOST_BYTES)
        practice, router = self.practice, site.router
        router.add_route("*", "/api/{method}", partial(dispatch.answer, practice))
        router.add_get("/socket/{ticket}", practice.sockets.serve)
        router.add_post("/response/{name}", partial(replies.receive, practice))
        router.add_post("/upload/v1/{ticket}", partial(files.receive, practice))
        router.add_get("/files/{file}/{name}", partial(files.hand_out, practice))
        routes.add_to(router, practice)
        router.add_get("/archives/{channel}/{message}", _to_message)
        router.add_get("/", partial(_page, practice))
        router.add_static("/page/", PAGE)
        site.on_response_prepare.append(_ask_again)
        return site


async def _ask_again(request: web.Request, response: web.StreamResponse) -> None:
    """Let browsers ask whether the page's files changed, so that an update shows at once."""
    if request.path.startswith("/page/"):
        response.headers["Cache-Control"] = "no-cache"


async def _page(practice: Practice, _request: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.exists():
        return web.Response(text="The practice workspace runs. Its page is not installed.", status=404)
    response = web.FileResponse(index, headers={"Cache-Control": "no-cache"})
    response.set_cookie(practice.session_name, practice.session, httponly=True, samesite="Strict")
    return response


async def _to_message(request: web.Request) -> web.StreamResponse:
    """Send a permalink on to the place in the page, for whoever the page acts as."""
    digits = request.match_info["message"].removeprefix("p")
    ts = f"{digits[:-6]}.{digits[-6:]}"
    raise web.HTTPFound(f"/#/-/{request.match_info['channel']}/{ts}")
