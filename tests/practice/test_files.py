"""Files, sent as the real SDK sends them: announced, uploaded, shared, and looked at on the page."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.practice import file_store
from bot.practice.web_api.files import MOST_LENGTH

NORTHWIND, GENERAL, NOWHERE = "C0NORTHWND", "C0GENERAL0", "C0NOWHERE0"
OURS = {"Authorization": "Bearer xoxb-practice"}
CONTENT = b"\xef\xbb\xbfaction,what\r\nA-1,Sends the list\r\n"


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def announced(desk: Any, content: bytes = CONTENT, name: str = "late.csv") -> tuple[str, str]:
    made = await desk.api.files_getUploadURLExternal(filename=name, length=len(content))
    return made["upload_url"], made["file_id"]


async def uploaded(desk: Any, content: bytes = CONTENT, name: str = "late.csv") -> str:
    url, file_id = await announced(desk, content, name)
    assert (await desk.http.post(url, content=content)).status_code == 200
    return file_id


async def last_message(desk: Any, channel: str = NORTHWIND) -> dict[str, Any]:
    found: dict[str, Any] = (await desk.api.conversations_history(channel=channel, limit=1))["messages"][0]
    return found


async def test_a_file_stands_in_the_conversation_with_its_comment_and_can_be_fetched(desk: Any) -> None:
    await desk.api.files_upload_v2(
        channel=NORTHWIND, filename="late.csv", title="Late", content=CONTENT, initial_comment="Late actions: 1"
    )
    said = await last_message(desk)
    (file,) = said["files"]
    assert (said["text"], said["subtype"]) == ("Late actions: 1", "file_share")
    assert (file["name"], file["title"], file["size"], file["mimetype"]) == (
        "late.csv",
        "Late",
        len(CONTENT),
        "text/csv",
    )
    fetched = await desk.http.get(file["url_private_download"], headers=OURS)
    assert fetched.content == CONTENT
    assert fetched.headers["content-disposition"].startswith("attachment")
    whole = (await desk.api.files_info(file=file["id"]))["file"]
    assert {name: whole[name] for name in file} | {"is_public": False} == file
    assert (whole["channels"], whole["shares"]["public"][NORTHWIND][0]["ts"]) == ([NORTHWIND], said["ts"])


async def test_a_file_may_come_as_the_first_of_a_form(desk: Any) -> None:
    url, file_id = await announced(desk)
    assert (await desk.http.post(url, files={"file": ("late.csv", CONTENT)})).status_code == 200
    assert (await desk.api.files_info(file=file_id))["file"]["size"] == len(CONTENT)


async def test_a_file_larger_than_any_other_request_is_taken(desk: Any) -> None:
    content = b"x" * (9 * 1024 * 1024)
    file_id = await uploaded(desk, content)
    assert (await desk.api.files_info(file=file_id))["file"]["size"] == len(content)


async def test_an_upload_address_takes_what_was_announced_and_only_once(desk: Any) -> None:
    url, file_id = await announced(desk)
    for wrong in (CONTENT[:-1], CONTENT + b"x"):
        assert (await desk.http.post(url, content=wrong)).status_code == 400
    assert await refused(desk.api.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"
    assert (await desk.http.post(url, content=CONTENT)).status_code == 200
    assert (await desk.http.post(url, content=CONTENT)).status_code == 404


async def test_a_file_goes_only_where_the_app_is_and_nowhere_else(desk: Any) -> None:
    file_id = await uploaded(desk)
    desk.server.practice.workspace.channels[GENERAL].members[:] = ["U0NINA001"]

    def share(**where: str) -> Any:
        return desk.api.files_completeUploadExternal(files=[{"id": file_id}], **where)

    assert await refused(share(channel_id=NOWHERE)) == "channel_not_found"
    assert await refused(share(channel_id=GENERAL)) == "not_in_channel"
    assert await refused(share(channel_id=NORTHWIND, thread_ts="1.000001")) == "thread_not_found"
    assert (await share())["files"][0]["channels"] == []


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"filename": "", "length": 1}, "invalid_arguments"),
        ({"filename": "a.csv", "length": 0}, "invalid_arguments"),
        ({"filename": "a.csv", "length": MOST_LENGTH + 1}, "file_upload_size_restricted"),
    ],
)
async def test_what_cannot_be_a_file_is_refused_before_it_comes(desk: Any, given: dict[str, Any], error: str) -> None:
    assert await refused(desk.api.files_getUploadURLExternal(**given)) == error


async def test_a_file_nobody_sent_is_not_found(desk: Any) -> None:
    assert await refused(desk.api.files_info(file="F0NOTHERE")) == "file_not_found"
    assert (await desk.http.get("/files/F0NOTHERE/a.csv", headers=OURS)).status_code == 404


async def test_only_pictures_are_shown_by_a_browser(desk: Any) -> None:
    for name, kind in (("page.html", "application/octet-stream"), ("goal.png", "image/png")):
        file_id = await uploaded(desk, b"<script>alert(1)</script>", name)
        shown = await desk.http.get(f"/files/{file_id}/{name}", headers=OURS)
        assert (shown.headers["content-type"], shown.headers["x-content-type-options"]) == (kind, "nosniff")


async def test_the_oldest_files_go_when_there_are_too_many(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_store, "MOST_BYTES", 2 * len(CONTENT))
    first, *rest = [await uploaded(desk) for _ in range(3)]
    assert await refused(desk.api.files_info(file=first)) == "file_not_found"
    assert [(await desk.api.files_info(file=each))["file"]["id"] for each in rest] == rest
    monkeypatch.setattr(file_store, "MOST_FILES", 2)
    await announced(desk)
    assert await refused(desk.api.files_info(file=rest[0])) == "file_not_found"
