"""From what was read to what can be carried out: the people in it looked up, and named in the reasons."""

from __future__ import annotations

from handlers import people
from handlers.carrying_out import Told
from handlers.desk import Desk, Request
from reviews.answer_model import Asking, Deed, Part, Question
from reviews.decision import Refusal
from reviews.follow_through import Answer
from reviews.mentions import find_mentions
from reviews.people import first_name, refuse_owner
from reviews.text import name_people

_ASKS_WHO = frozenset({"whose", "owner_unknown", "owner_unclear", "owner_unread", "group"})
"""Refusals after which it is only to be said who is meant."""


async def told_of(desk: Desk, request: Request, part: Part, shown_as: str) -> Told:
    """A part with its person looked up. A blocker whom we cannot ask stays in the words."""
    why = await named(desk, request, part.why or "")
    if part.person is None:
        return Told(part.ref, Answer(part.deed, part.date, why), shown_as)
    found = await people.meant(desk, request, part.person)
    if isinstance(found, Refusal):
        name, refusal = part.person.name or "", found
        in_words = found.code == "owner_unknown"
    elif refused := refuse_owner(found):
        name, refusal, in_words = found.real_name or found.handle, refused, True
    else:
        return Told(part.ref, Answer(part.deed, part.date, why, found.user_id), shown_as)
    if part.deed is Deed.BLOCKED and in_words:
        return Told(part.ref, Answer(part.deed, part.date, why or name), shown_as)
    return Told(part.ref, Answer(part.deed, part.date, why), shown_as, refusal)


async def named(desk: Desk, request: Request, words: str) -> str:
    """Words with people's names in place of what Slack calls them."""
    ids = [each.id for each in find_mentions(words) if each.kind == "user" and each.id]
    known = await people.names(desk, request, ids)
    return name_people(words, {user_id: first_name(person) for user_id, person in known.items()})


def who_is_meant(told: Told, refusal: Refusal, what: str) -> Question | None:
    """What is asked back where only the person is missing; None where it is something else. `what` names the item."""
    answer = told.answer
    if refusal.code not in _ASKS_WHO or answer.deed not in {Deed.NOT_MINE, Deed.BLOCKED}:
        return None
    refs, why = (told.ref,), answer.why or None
    return Question(Asking.WHICH_PERSON, f"{what}: {refusal.text}", answer.deed, refs, (), answer.date, why)
