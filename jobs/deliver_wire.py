"""One call to Slack, as lean as it can be: the SDK spends more on a post than all the rest of delivery together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

JSON = "application/json;charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, in the shape the SDK's errors carry. `data` is None where it was not Slack's JSON."""

    status_code: int
    headers: Mapping[str, str]
    data: dict[str, Any] | None


async def call(client: AsyncWebClient, method: str, body: dict[str, Any] | str) -> Mapping[str, Any]:
    """Call a method once, over the client's session; never tried again by itself. `body` may be JSON already.

    Raises SlackApiError for every answer that is not ok, and aiohttp's errors where none came.
    """
    session = client.session
    if session is None or session.closed:
        told = json.loads(body) if isinstance(body, str) else body
        return (await client.api_call(method, json=told)).data  # type: ignore[return-value]
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": JSON, **client.headers}
    more: dict[str, Any] = {"ssl": client.ssl} if client.ssl is not None else {}
    if client.proxy:
        more["proxy"] = client.proxy
    sent = (body if isinstance(body, str) else json.dumps(body)).encode()
    async with session.post(f"{client.base_url}{method}", data=sent, headers=headers, **more) as response:
        answer = Answer(response.status, response.headers, _read(await response.read()))
    if answer.data and answer.data.get("ok") and answer.status_code == 200:
        return answer.data
    raise SlackApiError(f"{method} was not answered with ok", answer)  # type: ignore[no-untyped-call]


def _read(raw: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(raw)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None
