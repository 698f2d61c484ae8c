"""Fetching a dropped file: so much and no more, within its time, and our token to nobody but Slack."""

from __future__ import annotations

import asyncio
import gzip
import io
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web

from jobs.downloads import DownloadError, Slack, download, is_slacks

TABLE = b"customer,opened\r\nNorthwind,2026-11-03\r\n" * 100
MEGABYTE = 1024**2
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Host:
    """One web server; `answer` is what it does, `tokens` what it was shown."""

    url: str = ""
    answer: Handler | None = None
    tokens: list[str | None] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.tokens.append(request.headers.get("Authorization"))
        assert self.answer
        return await self.answer(request)


async def _serve(host: Host) -> web.AppRunner:
    site = web.Application()
    site.router.add_get("/{rest:.*}", host.handle)
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner


@pytest.fixture
async def hosts() -> AsyncIterator[tuple[Host, Host]]:
    """Slack, and somebody else."""
    slack, other = Host(), Host()
    runners = [await _serve(each) for each in (slack, other)]
    yield slack, other
    for runner in runners:
        await runner.cleanup()


def answering(body: bytes, status: int = 200, **headers: str) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=body, status=status, headers={"Content-Type": "text/csv", **named})

    return answer


def moved_to(url: str) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": url}) if request.path == "/a" else web.Response(body=TABLE)

    return answer


def slack_at(host: Host) -> Slack:
    return Slack(f"{host.url}/api/", "xoxb-secret", most_bytes=MEGABYTE)


async def fetched(slack: Slack, url: str) -> bytes:
    into = io.BytesIO()
    assert await download(slack, url, into) == len(into.getvalue())
    return into.getvalue()


async def refused(slack: Slack, url: str) -> DownloadError:
    with pytest.raises(DownloadError) as caught:
        await fetched(slack, url)
    return caught.value


async def test_a_file_comes_whole_to_who_shows_the_token(hosts: tuple[Host, Host]) -> None:
    slack, _ = hosts
    slack.answer = answering(TABLE)
    assert await fetched(slack_at(slack), f"{slack.url}/a") == TABLE
    assert slack.tokens == ["Bearer xoxb-secret"]


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
async def test_a_file_that_comes_packed_is_unpacked(hosts: tuple[Host, Host], pack: Callable[[bytes], bytes]) -> None:
    slack, _ = hosts
    slack.answer = answering(pack(TABLE), Content_Encoding="gzip" if pack is gzip.compress else "deflate")
    assert await fetched(slack_at(slack), f"{slack.url}/a") == TABLE


async def test_a_small_answer_that_unpacks_to_an_endless_file_is_stopped(hosts: tuple[Host, Host]) -> None:
    slack, _ = hosts
    bomb = gzip.compress(b"\0" * (64 * MEGABYTE))
    assert len(bomb) < MEGABYTE // 8
    slack.answer = answering(bomb, Content_Encoding="gzip")
    into = io.BytesIO()
    with pytest.raises(DownloadError, match="larger than the"):
        await download(slack_at(slack), f"{slack.url}/a", into)
    assert len(into.getvalue()) <= MEGABYTE


async def test_a_file_that_is_larger_than_it_may_be_is_stopped(hosts: tuple[Host, Host]) -> None:
    slack, _ = hosts
    slack.answer = answering(b"x" * (MEGABYTE + 1))
    assert "larger than" in str(await refused(slack_at(slack), f"{slack.url}/a"))
    slack.answer = answering(b"x" * MEGABYTE)
    assert len(await fetched(slack_at(slack), f"{slack.url}/a")) == MEGABYTE


async def test_half_a_packed_file_is_no_file(hosts: tuple[Host, Host]) -> None:
    slack, _ = hosts
    packed = gzip.compress(TABLE)
    for broken in (packed[:-9], packed + b"more", b"not packed at all"):
        slack.answer = answering(broken, Content_Encoding="gzip")
        assert (await refused(slack_at(slack), f"{slack.url}/a")).passing
    slack.answer = answering(TABLE, Content_Encoding="br")
    assert not (await refused(slack_at(slack), f"{slack.url}/a")).passing


async def test_another_host_is_never_shown_the_token(hosts: tuple[Host, Host]) -> None:
    slack, other = hosts
    other.answer = answering(TABLE)
    assert "outside Slack" in str(await refused(slack_at(slack), f"{other.url}/a"))
    slack.answer = moved_to(f"{other.url}/b")
    await refused(slack_at(slack), f"{slack.url}/a")
    assert other.tokens == []


async def test_a_file_moved_within_its_host_is_followed_but_not_in_a_circle(hosts: tuple[Host, Host]) -> None:
    slack, _ = hosts
    slack.answer = moved_to("/b")
    assert await fetched(slack_at(slack), f"{slack.url}/a") == TABLE
    slack.answer = moved_to("/a")
    assert "circle" in str(await refused(slack_at(slack), f"{slack.url}/a"))


async def test_the_sign_in_page_is_no_file(hosts: tuple[Host, Host]) -> None:
    slack, _ = hosts
    slack.answer = answering(b"<html>Sign in</html>", Content_Type="text/html; charset=utf-8")
    assert "files:read" in str(await refused(slack_at(slack), f"{slack.url}/a"))


@pytest.mark.parametrize(("status", "passing"), [(404, False), (403, False), (400, False), (429, True), (503, True)])
async def test_what_may_work_in_a_while_is_told_from_what_will_not(
    hosts: tuple[Host, Host], status: int, passing: bool
) -> None:
    slack, _ = hosts
    slack.answer = answering(b"", status)
    assert (await refused(slack_at(slack), f"{slack.url}/a")).passing is passing


async def test_a_file_that_never_ends_is_given_up_in_time(hosts: tuple[Host, Host]) -> None:
    slack, _ = hosts

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"customer\n")
        await asyncio.Event().wait()
        return response

    slack.answer = drip
    trouble = await refused(replace(slack_at(slack), most_seconds=0.2), f"{slack.url}/a")
    assert trouble.passing
    assert "in time" in str(trouble)


async def test_nobody_who_answers_is_trouble_that_passes(hosts: tuple[Host, Host]) -> None:
    slack = slack_at(hosts[0])
    gone = Host()
    runner = await _serve(gone)
    await runner.cleanup()
    assert (await refused(replace(slack, api_url=gone.url), f"{gone.url}/a")).passing


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.csv", True),
        ("https://slack.com/files/a.csv", True),
        ("http://files.slack.com/a.csv", False),
        ("https://files.slack.com:8443/a.csv", False),
        ("https://files.slack.com.example.org/a.csv", False),
        ("https://notslack.com/a.csv", False),
        ("https://files.slack.com@example.org/a.csv", False),
        ("https://user:word@files.slack.com/a.csv", False),
        ("http://127.0.0.1:4300/files/a.csv", True),
        ("http://127.0.0.1:4301/files/a.csv", False),
        ("https://127.0.0.1:4300/files/a.csv", False),
        ("file:///etc/passwd", False),
        ("https://[broken/a.csv", False),
        ("", False),
    ],
)
def test_only_slack_s_own_addresses_are_asked(url: str, is_one: bool) -> None:
    assert is_slacks("http://127.0.0.1:4300/api/", url) is is_one
