"""Files that people drop: what the app is told, what it may read, and what is refused."""

from __future__ import annotations

import base64
from typing import Any

import aiohttp

from bot.practice.about import PracticeApp
from bot.practice.server import PracticeServer
from tests.practice.conftest import Clock, Desk

DIRECT, NINA, DANA, SHARED = "D0NINA001", "U0NINA001", "U0DANA001", "C0SHAREDNW"
TABLE = "customer,opened\r\nNorthwind,2026-11-03\r\n"
OURS = {"Authorization": "Bearer xoxb-practice"}


async def events(desk: Any) -> dict[str, dict[str, Any]]:
    """What the app was sent of it, by its type; a workspace without an app notes what it gave up."""
    read = await desk.read("log")
    sent = [e["envelope"]["payload"]["event"] for e in read["entries"] if e["kind"] == "envelope"]
    return {each["type"]: each for each in sent}


async def test_a_dropped_file_is_told_twice_and_given_to_who_has_the_token(desk: Any) -> None:
    app = desk.app()
    await desk.join(app)
    done = await desk.do("drop", channel=DIRECT, user="nina", name="tickets.csv", content=TABLE, text="here they are")
    said = await events(desk)
    assert said["message"]["subtype"] == "file_share"
    assert said["message"]["text"] == "here they are"
    file = said["message"]["files"][0]
    assert (file["user"], file["name"], file["size"]) == (NINA, "tickets.csv", len(TABLE))
    shared = said["file_shared"]
    assert (shared["file_id"], shared["user_id"], shared["channel_id"]) == (file["id"], NINA, DIRECT)
    whole = (await desk.api.files_info(file=file["id"]))["file"]
    assert (whole["ims"], whole["is_public"], whole["user_team"]) == ([DIRECT], False, "T0FIELD")
    assert whole["shares"]["private"][DIRECT][0]["ts"] == done["ts"]
    assert (await desk.http.get(whole["url_private_download"], headers=OURS)).text == TABLE


async def test_who_has_no_token_is_shown_the_sign_in_page_with_all_well(desk: Any) -> None:
    file = (await desk.do("drop", channel=DIRECT, user="nina", name="a.csv", content=TABLE))["file"]
    for headers in ({}, {"Authorization": "Bearer xoxb-other"}):
        shown = await desk.http.get(file["url_private_download"], headers=headers)
        assert (shown.status_code, shown.headers["content-type"].split(";")[0]) == (200, "text/html")
        assert TABLE not in shown.text


async def test_the_page_s_own_browser_may_look_at_files(desk: Any) -> None:
    file = (await desk.do("drop", channel=DIRECT, user="nina", name="a.csv", content=TABLE))["file"]
    await desk.http.get("/")
    assert (await desk.http.get(file["url_private_download"])).text == TABLE


async def test_an_app_without_the_right_is_given_no_file() -> None:
    server = PracticeServer(PracticeApp("Holdfast", scopes=("chat:write",)), pacing=False)
    await server.start()
    try:
        async with aiohttp.ClientSession() as session:
            desk = Desk(server, Clock(), session)
            file = (await desk.do("drop", channel=DIRECT, user="nina", name="a.csv", content=TABLE))["file"]
            shown = await desk.http.get(file["url_private_download"], headers=OURS)
            assert "Sign in" in shown.text
            await desk.http.aclose()
    finally:
        await server.stop()


async def test_a_file_may_be_the_body_itself_of_any_bytes(desk: Any) -> None:
    content = bytes(range(256)) * 20_000
    answer = await desk.http.post(
        "/_control/drop",
        params={"user": "nina", "channel": DIRECT, "name": "all.bin"},
        content=content,
        headers={"Content-Type": "application/octet-stream"},
    )
    file = answer.json()["file"]
    assert (await desk.http.get(file["url_private"], headers=OURS)).content == content


async def test_a_file_of_somebody_outside_says_whose_it_is(desk: Any) -> None:
    packed = base64.b64encode(b"\xff\xfea\x00").decode()
    file = (await desk.do("drop", channel=SHARED, user="dana", name="theirs.csv", base64=packed))["file"]
    assert (file["user"], file["user_team"], file["size"]) == (DANA, "T0NORTHWD", 4)


async def test_what_cannot_be_dropped_is_refused_in_words(desk: Any) -> None:
    for given, error in (
        ({"name": "a.csv"}, "missing_base64"),
        ({"name": "a.csv", "content": ""}, "missing_content"),
        ({"name": "a.csv", "base64": "not packed"}, "invalid_base64"),
        ({"content": "a"}, "missing_name"),
        ({"name": "a.csv", "content": "a", "kind": "tickets"}, "unknown_field"),
    ):
        assert (await desk.try_to("drop", channel=DIRECT, user="nina", **given))["error"] == error
    empty = await desk.http.post(
        "/_control/drop", params={"user": "nina"}, headers={"Content-Type": "application/octet-stream"}
    )
    assert empty.json()["error"] == "missing_content"
