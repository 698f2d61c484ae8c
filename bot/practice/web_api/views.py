"""views.*: opening modals, changing them, stacking them, and showing Homes."""

from __future__ import annotations

from typing import Any

from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError, missing_argument, problems_error
from bot.practice.practice import Practice
from bot.practice.triggers import Trigger
from bot.practice.view_store import MOST_STACKED, OpenView
from bot.practice.web_api.common import Answer, method, user_of
from reviews.messages.limits import view_problems


@method("views.open", tier=4)
def open_view(practice: Practice, arguments: Arguments) -> Answer:
    """Open a modal in front of the person whose deed gave the trigger."""
    trigger = _trigger(practice, arguments)
    given = _given(practice, arguments, "modal")
    trigger.used = True
    return _shown(practice, practice.views.open(trigger.user_id, given))


@method("views.push", tier=4)
def push(practice: Practice, arguments: Arguments) -> Answer:
    """Put a modal on top of the one in which the trigger was given."""
    trigger = _trigger(practice, arguments)
    stack = practice.views.stacks.get(trigger.user_id, [])
    if trigger.view_id is None or trigger.view_id not in {view.id for view in stack}:
        raise SlackError("not_found")
    if len(stack) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    given = _given(practice, arguments, "modal")
    trigger.used = True
    return _shown(practice, practice.views.push(trigger.user_id, given))


@method("views.update", tier=4)
def update(practice: Practice, arguments: Arguments) -> Answer:
    """Change an open view, found by its id or by the app's own id for it."""
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not view_id and not external_id:
        raise missing_argument("view_id")
    view = practice.views.find(view_id, external_id)
    if view is None:
        raise SlackError("not_found")
    given = _given(practice, arguments, str(view.body["type"]), view)
    _check_hash(arguments, view)
    view.replace(given)
    return _shown(practice, view)


@method("views.publish", tier=4)
def publish(practice: Practice, arguments: Arguments) -> Answer:
    """Show a Home to a person."""
    user = user_of(practice, arguments, "user_id")
    given = _given(practice, arguments, "home", practice.views.homes.get(user["id"]))
    if home := practice.views.homes.get(user["id"]):
        _check_hash(arguments, home)
    return _shown(practice, practice.views.publish(user["id"], given))


def _trigger(practice: Practice, arguments: Arguments) -> Trigger:
    # older apps and some SDKs still send the exchange's other name
    name = arguments.text("trigger_id") or arguments.text("interactivity_pointer")
    if not name:
        raise missing_argument("trigger_id")
    return practice.triggers.check(name)


def _check_hash(arguments: Arguments, view: OpenView) -> None:
    if "hash" in arguments and arguments.text("hash") != view.body["hash"]:
        raise SlackError("hash_conflict")


def _given(practice: Practice, arguments: Arguments, kind: str, own: OpenView | None = None) -> dict[str, Any]:
    arguments.required("view")
    view = arguments.json("view")
    check_view(practice, view, kind, own)
    return dict(view)


def check_view(practice: Practice, view: Any, kind: str, own: OpenView | None = None) -> None:
    """Refuse a view that Slack would refuse here."""
    if not isinstance(view, dict):
        raise problems_error("invalid_arguments", ["view: must be an object"])
    problems = view_problems(view)
    if view.get("type") != kind:
        problems.insert(0, f"view.type: must be {kind} here, is {view.get('type')}")
    if problems:
        raise problems_error("invalid_arguments", problems)
    named = practice.views.find(external_id=view.get("external_id"))
    if named is not None and named is not own:
        raise SlackError("duplicate_external_id")


def _shown(practice: Practice, view: OpenView) -> Answer:
    kind = "home" if view.body["type"] == "home" else "view"
    practice.stream.say(kind, user=view.user_id)
    return {"view": view.shown()}
