"""users.*, team.info and bots.info: who there is."""

from __future__ import annotations

from bot.practice.about import APP_ID, BOT_ID, BOT_USER_ID
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, method, page, paged, public_user, user_of
from bot.practice.world import TEAM


@method("users.info", tier=4)
def info(practice: Practice, arguments: Arguments) -> Answer:
    """Return one person."""
    return {"user": public_user(user_of(practice, arguments), locale=arguments.flag("include_locale"))}


@method("users.list", tier=2)
def every(practice: Practice, arguments: Arguments) -> Answer:
    """Return the workspace's own people, those who left too, a page at a time."""
    locale = arguments.flag("include_locale")
    ours = [
        public_user(user, locale=locale)
        for user_id, user in practice.workspace.users.items()
        if practice.workspace.is_ours(user_id)
    ]
    members, cursor = page(arguments, ours, most=1000)
    return {**paged("members", members, cursor), "cache_ts": int(practice.clock().timestamp())}


@method("users.lookupByEmail")
def look_up_by_email(practice: Practice, arguments: Arguments) -> Answer:
    """Return the person with this address."""
    address = arguments.required("email").lower()
    for user in practice.workspace.users.values():
        if user["profile"].get("email") == address and not user["deleted"]:
            return {"user": public_user(user, locale=False)}
    raise SlackError("users_not_found")


@method("team.info")
def team(practice: Practice, _arguments: Arguments) -> Answer:
    """Return the workspace."""
    return {"team": {**TEAM, "url": f"{practice.url}/", "icon": {"image_default": True}}}


@method("bots.info")
def bot(practice: Practice, arguments: Arguments) -> Answer:
    """Return the app's bot."""
    if arguments.text("bot", BOT_ID) != BOT_ID:
        raise SlackError("bot_not_found")
    names = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER_ID, "name": practice.app.name}
    return {"bot": {**names, "deleted": False, "updated": 1_700_000_000, "icons": {}}}
