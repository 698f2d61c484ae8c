"""What last time promised, and what became of it: said on the board and in the summary."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.dates import say_date
from reviews.messages.words import moved, said
from reviews.model import Action, ActionState
from reviews.sitting import Sitting, action_id


def promises(sitting: Sitting) -> str:
    """Last time's promises in one line: kept, moved, late."""
    if sitting.last is None:
        return ""
    promised = sitting.last.promised
    when = say_date((sitting.last.review.ended_at or sitting.last.review.started_at).date(), sitting.today)
    if not promised:
        return f"From last time ({when}): nothing was promised."
    kept = [a for a in promised if a.state is ActionState.DONE]
    late = [a for a in promised if a.state is ActionState.OPEN and a.due < sitting.today]
    moves = [a for a in promised if a.moves]
    parts = [f"{len(promised)} promised", f"{len(kept)} kept"]
    parts += [_moves(moves)] if moves else []
    if late:
        first = min(late, key=lambda action: (action.first_due, action.id))
        name, due = said(sitting.name(first.owner)), say_date(first.first_due, sitting.today)
        lead = "1 late:" if len(late) == 1 else f"{len(late)} late, the oldest"
        parts.append(f"*{lead} {action_id(first.id)} {said(first.what, 60)} ({name}, first due {due})*")
    return f"From last time ({when}): {', '.join(parts)}"


def _moves(slipped: Sequence[Action]) -> str:
    """`3 moved, 1 of them twice` says more than a count; one alone says how often."""
    if len(slipped) == 1:
        return f"1 {moved(slipped[0].moves)}"
    often = sum(1 for action in slipped if action.moves > 1)
    return f"{len(slipped)} moved" + (f" ({often} more than once)" if often else "")
