"""auth.test, api.test and apps.connections.open: who is calling, and where to connect."""

from __future__ import annotations

from bot.practice.about import APP_ID, BOT_ID, BOT_USER_ID
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.organisation import organisation_of
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, method
from bot.practice.world import TEAM, TEAM_ID


@method("api.test", tier=4, token="")
def api_test(_practice: Practice, arguments: Arguments) -> Answer:
    """Answer what was sent; an `error` among it is answered as an error."""
    sent = {name: value for name, value in arguments.given.items() if name != "token"}
    if error := arguments.text("error"):
        raise SlackError(error, args=sent)
    return {"args": sent}


@method("auth.test", tier=4)
def auth_test(practice: Practice, _arguments: Arguments) -> Answer:
    """Tell the app who it is here."""
    organisation = organisation_of(practice.workspace)
    return {
        "url": f"{practice.url}/",
        "team": TEAM["name"],
        "user": practice.workspace.users[BOT_USER_ID]["name"],
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
        **({"enterprise_id": organisation["id"]} if organisation else {}),
    }


@method("apps.connections.open", tier=1, token="app")  # noqa: S106, a kind of token, not one
def connections_open(practice: Practice, _arguments: Arguments) -> Answer:
    """Return an address for one Socket Mode connection."""
    base = practice.url.replace("http://", "ws://", 1)
    return {"url": f"{base}/socket/{practice.sockets.ticket()}?app_id={APP_ID}"}
