"""Guests, and colleagues from another workspace of the same organisation, as Slack describes them."""

from __future__ import annotations

from typing import Any


async def known(desk: Any, user_id: str) -> dict[str, Any]:
    return dict((await desk.api.users_info(user=user_id))["user"])


async def test_a_guest_is_restricted_until_they_are_a_member_again(desk: Any) -> None:
    await desk.do("guest", user="mei", single=True)
    user = await known(desk, "U0MEI0001")
    assert (user["is_restricted"], user["is_ultra_restricted"]) == (True, True)
    listed = {each["id"]: each for each in (await desk.api.users_list())["members"]}
    assert listed["U0MEI0001"]["is_restricted"] is True
    await desk.do("guest", user="mei", guest=False)
    user = await known(desk, "U0MEI0001")
    assert (user["is_restricted"], user["is_ultra_restricted"]) == (False, False)


async def test_an_admin_who_becomes_a_guest_administers_nothing(desk: Any) -> None:
    await desk.do("guest", user="lena")
    user = await known(desk, "U0LENA001")
    assert not any(user[right] for right in ("is_admin", "is_owner", "is_primary_owner"))


async def test_a_colleague_of_another_workspace_shares_our_organisation(desk: Any) -> None:
    assert "enterprise_id" not in await identity(desk)
    await desk.do("colleague", user="omar")
    user = await known(desk, "U0OMAR001")
    assert user["team_id"] == "T0FIELDEU"
    assert user["enterprise_user"]["teams"] == ["T0FIELDEU"]
    assert user["enterprise_user"]["enterprise_id"] == (await identity(desk))["enterprise_id"]
    assert "U0OMAR001" not in {each["id"] for each in (await desk.api.users_list())["members"]}


async def identity(desk: Any) -> dict[str, Any]:
    return dict((await desk.api.auth_test()).data)
