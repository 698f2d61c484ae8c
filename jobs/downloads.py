"""Fetching a file from Slack, a piece at a time: so much and no more, and our token to nobody but Slack."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from reviews.import_offer import MOST_BYTES, too_large

if TYPE_CHECKING:
    import httpx

MOST_SECONDS: Final = 600.0
"""For one file, however slowly it comes."""
_READ_SECONDS: Final = 30.0
_PIECE: Final = 64 * 1024
_MOST_MOVES: Final = 3
_PORTS: Final = {"http": 80, "https": 443}
_NO_FILE = "Slack did not give me the file"


class DownloadError(Exception):
    """A file that did not come. The text is for the person who dropped it; `passing`: it may come in a while."""

    def __init__(self, text: str, *, passing: bool = False) -> None:
        super().__init__(text)
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Slack:
    """Where files come from: the address of the Web API, the bot's token, and a proxy where one is needed."""

    api_url: str
    token: str
    proxy: str | None = None
    most_bytes: int = MOST_BYTES
    most_seconds: float = MOST_SECONDS


async def download(slack: Slack, url: str, into: BinaryIO) -> int:
    """Write what is at `url` into an open file; how many bytes. Raises DownloadError.

    `most_bytes` counts what comes out of any compression, so that a small answer cannot become an endless file.
    """
    import httpx  # noqa: PLC0415 - slow to import, and files are seldom dropped

    _check(slack, url)
    try:
        async with asyncio.timeout(slack.most_seconds), _client(slack, httpx.Timeout(_READ_SECONDS)) as client:
            return await _follow(client, slack, url, into)
    except TimeoutError as slow:
        raise DownloadError(f"{_NO_FILE} in time.", passing=True) from slow
    except httpx.TimeoutException as slow:
        raise DownloadError(f"{_NO_FILE} in time.", passing=True) from slow
    except (httpx.HTTPError, httpx.InvalidURL) as broken:
        raise DownloadError(f"{_NO_FILE}: the connection broke off.", passing=True) from broken


def _client(slack: Slack, timeout: httpx.Timeout) -> httpx.AsyncClient:
    import httpx  # noqa: PLC0415 - as above

    # Proxies and passwords of the environment are not ours to send a token by.
    return httpx.AsyncClient(timeout=timeout, proxy=slack.proxy, trust_env=False, follow_redirects=False)


async def _follow(client: httpx.AsyncClient, slack: Slack, url: str, into: BinaryIO) -> int:
    """Follow a file that was moved within its own host, and nowhere else."""
    for _ in range(_MOST_MOVES):
        headers = {"Authorization": f"Bearer {slack.token}", "Accept-Encoding": "identity"}
        async with client.stream("GET", url, headers=headers) as response:
            if not response.is_redirect:
                return await _take(response, into, slack.most_bytes)
            there = urljoin(url, response.headers.get("location", ""))
        if _place(urlsplit(there)) != _place(urlsplit(url)):
            raise DownloadError(_not_allowed())
        url = there
    raise DownloadError(f"{_NO_FILE}: its address leads in a circle.")


async def _take(response: httpx.Response, into: BinaryIO, most: int) -> int:
    _check_answer(response)
    inflate = _inflating(response.headers.get("content-encoding", "identity").strip().lower())
    came = 0
    async for raw in response.aiter_raw(_PIECE):
        for piece in inflate(raw):
            came += len(piece)
            if came > most:
                raise DownloadError(too_large(most))
            into.write(piece)
    for piece in inflate(None):
        into.write(piece)
    return came


def _check_answer(response: httpx.Response) -> None:
    status = response.status_code
    if status in {404, 410}:
        raise DownloadError("The file is not in Slack any more. Drop it again.")
    if status in {401, 403} or response.headers.get("content-type", "").startswith("text/html"):
        raise DownloadError(_not_allowed())
    if status != 200:
        raise DownloadError(f"{_NO_FILE} (HTTP {status}).", passing=status >= 500 or status == 429)


def _not_allowed() -> str:
    return (
        "Slack does not let me read files here yet. Whoever installed me adds the right `files:read` and installs me "
        "again; then drop the file once more."
    )


Inflate = Callable[[bytes | None], Iterator[bytes]]


def _inflating(encoding: str) -> Inflate:
    """What gives back the file's own bytes, in small pieces however well they were packed; None ends it."""
    if encoding in {"", "identity"}:
        return lambda raw: iter([raw] if raw else [])
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise DownloadError(f"{_NO_FILE} in a form I can read.")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def inflate(raw: bytes | None) -> Iterator[bytes]:
        if raw is None:
            if not unpack.eof or unpack.unused_data:
                raise DownloadError(f"{_NO_FILE} whole.", passing=True)
            return
        try:
            while piece := unpack.decompress(raw, _PIECE):
                yield piece
                raw = unpack.unconsumed_tail
        except zlib.error as broken:
            raise DownloadError(f"{_NO_FILE} whole.", passing=True) from broken

    return inflate


def _check(slack: Slack, url: str) -> None:
    """Only Slack's own hosts see our token: slack.com's, or the one whose Web API we use."""
    if not is_slacks(slack.api_url, url):
        raise DownloadError("This file is kept outside Slack. Save it as CSV on your machine, and drop that.")


def is_slacks(api_url: str, url: str) -> bool:
    """Whether an address is one of Slack's: of slack.com, or of the host whose Web API is used."""
    try:
        there, api = urlsplit(url), urlsplit(api_url)
        if there.username is not None or there.password is not None or not there.hostname:
            return False
        host = there.hostname
        is_slack_com = host == "slack.com" or host.endswith(".slack.com")
        return _place(there) == _place(api) or (is_slack_com and _place(there)[::2] == ("https", 443))
    except ValueError:
        return False


def _place(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
