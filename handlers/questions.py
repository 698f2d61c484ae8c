"""What was asked back and is still open: found by what its buttons carry, and settled once it is answered."""

from __future__ import annotations

from dataclasses import replace

from handlers.desk import Desk, Request
from handlers.fields import number
from reviews.answer_model import Question
from reviews.pending import question_at, without
from storage import answers
from storage.values import Answered


def is_asked_back(request: Request) -> bool:
    """Whether a press or a form belongs to a question of ours."""
    return "a" in request.value and "q" in request.value


async def asked(desk: Desk, request: Request) -> tuple[Answered | None, Question | None]:
    """The answer that left a question open, and the question."""
    place = number(request.value.get("q"))
    async with desk.db.read() as tx:
        kept = await answers.get(tx, request.workspace_id, request.channel or "", request.value.get("a", ""))
    if kept is None or kept.user_id != request.user_id or place is None:
        return None, None
    return kept, question_at(kept.pending, place)


async def settle_question(desk: Desk, request: Request) -> None:
    """It is answered: what is written next is not taken for its answer."""
    answer, question = await asked(desk, request)
    if answer is None or question is None:
        return
    place = number(request.value.get("q")) or 0
    async with desk.db.write() as tx:
        await answers.keep(tx, replace(answer, pending=without(answer.pending, place)))
