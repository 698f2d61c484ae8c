"""Modals that people submit or close, and what the app's answer does to them."""

from __future__ import annotations

from typing import Any

from bot.practice import payloads
from bot.practice.elements import is_empty
from bot.practice.entering import input_problem
from bot.practice.errors import ControlError, SlackError
from bot.practice.practice import Practice
from bot.practice.pressing import TROUBLE, take_values
from bot.practice.sockets import Unacknowledged
from bot.practice.view_store import MOST_STACKED, OpenView
from bot.practice.web_api.views import check_view


async def submit(practice: Practice, view: OpenView, values: Any) -> dict[str, Any]:
    """Submit the modal on top as its person; the app's answer closes it, changes it or shows errors in it."""
    if view.body["type"] != "modal" or not view.body["submit"]:
        raise ControlError("no_submit", "This view has no submit button.")
    take_values(practice, view.body["blocks"], view.typed, values)
    _check_inputs(view)
    sent = payloads.view_submission(practice, view)
    answer = await practice.sockets.send("interactive", sent)
    if isinstance(answer, Unacknowledged):
        return _failed(practice, view, answer.reason)
    try:
        return _answered(practice, view, answer.payload)
    except SlackError as refusal:
        practice.log.add("refused", what="view_submission answer", answer=refusal.body(), payload=answer.payload)
        return {**_failed(practice, view, refusal.code), "refusal": refusal.body()}


def _check_inputs(view: OpenView) -> None:
    values = view.shown()["state"]["values"]
    missing, wrong = [], {}
    for block in view.body["blocks"]:
        if block["type"] != "input":
            continue
        value = values[block["block_id"]][block["element"]["action_id"]]
        if is_empty(value) and not block.get("optional"):
            missing.append(block["label"]["text"])
        elif problem := input_problem(block["element"], value):
            wrong[block["block_id"]] = problem
    if missing:
        raise ControlError("missing_input", f"Still empty: {'; '.join(missing)}.", labels=missing)
    if wrong:
        raise ControlError("invalid_input", " ".join(wrong.values()), errors=wrong)


def _failed(practice: Practice, view: OpenView, reason: str) -> dict[str, Any]:
    practice.stream.say("failure", user=view.user_id)
    return {
        "acknowledged": False,
        "response_action": None,
        "failure": TROUBLE,
        "reason": reason,
        "view": view.shown(),
    }


def _answered(practice: Practice, view: OpenView, payload: Any) -> dict[str, Any]:
    action = payload.get("response_action") if isinstance(payload, dict) else None
    if not practice.views.is_top(view):
        # closed by its person before the app answered
        return {"acknowledged": True, "response_action": action}
    if action == "errors":
        return _errors(view, payload.get("errors"))
    if action in {"update", "push"}:
        shown = _update(practice, view, payload) if action == "update" else _push(practice, view, payload)
        practice.stream.say("view", user=view.user_id)
        return {"acknowledged": True, "response_action": action, "view": shown.shown()}
    if action not in {None, "clear"}:
        raise SlackError("invalid_response_action", response_action=action)
    practice.views.close(practice.views.stacks[view.user_id][0] if action == "clear" else view)
    practice.stream.say("view", user=view.user_id)
    return {"acknowledged": True, "response_action": action}


def _errors(view: OpenView, errors: Any) -> dict[str, Any]:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not all(isinstance(each, str) for each in errors.values()):
        raise SlackError("invalid_errors")
    if stray := sorted(set(errors) - inputs):
        raise SlackError("errors_for_unknown_blocks", blocks=stray)
    return {"acknowledged": True, "response_action": "errors", "errors": errors, "view": view.shown()}


def _update(practice: Practice, view: OpenView, payload: dict[str, Any]) -> OpenView:
    check_view(practice, payload.get("view"), "modal", view)
    view.replace(payload["view"])
    return view


def _push(practice: Practice, view: OpenView, payload: dict[str, Any]) -> OpenView:
    check_view(practice, payload.get("view"), "modal")
    if len(practice.views.stacks[view.user_id]) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    return practice.views.push(view.user_id, payload["view"])


def close(practice: Practice, view: OpenView, *, everything: bool = False) -> dict[str, Any]:
    """Close a modal as its person: back to the one below, or all at once."""
    cleared = everything or bool(view.body["clear_on_close"])
    stack = practice.views.stacks.get(view.user_id, [])
    gone = practice.views.close(stack[0] if cleared and stack else view)
    practice.stream.say("view", user=view.user_id)
    for closed in gone:
        if closed.body["notify_on_close"]:
            sent = payloads.view_closed(practice, closed, cleared=cleared)
            practice.later(_tell(practice, sent))
    return {"closed": [closed.id for closed in gone]}


async def _tell(practice: Practice, sent: dict[str, Any]) -> None:
    await practice.sockets.send("interactive", sent, reply=False)
