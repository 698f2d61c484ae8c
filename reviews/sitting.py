"""A review with everything a decider or a message needs of it, loaded once and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo

from reviews.account_facts import AccountFacts
from reviews.customer import GoalState
from reviews.goal_progress import Progress
from reviews.model import (
    LIVE_ACTIONS,
    Account,
    Action,
    Carried,
    CarriedKind,
    ChecklistMark,
    Gap,
    GapState,
    Question,
    Review,
    Severity,
    Step,
    StepName,
    StepState,
)

QUESTION_OF_STEP: Mapping[StepName, Question] = {
    StepName.RELIABILITY: Question.RELIABILITY,
    StepName.USAGE: Question.USAGE,
    StepName.GAPS: Question.WORKAROUNDS,
    StepName.ACTIONS: Question.OWNERS,
}
STEP_OF_QUESTION: Mapping[Question, StepName] = {q: s for s, q in QUESTION_OF_STEP.items()}
STEP_ORDER: tuple[StepName, ...] = tuple(StepName)
_SEVERITY_ORDER = {Severity.BLOCKS: 0, Severity.SLOWS: 1, Severity.WORKAROUND: 2, None: 3}


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the account's last closed review left: its marks and what it promised, as those stand now."""

    review: Review
    marks: tuple[ChecklistMark, ...] = ()
    promised: tuple[Action, ...] = ()

    def mark(self, question: Question) -> ChecklistMark | None:
        """The mark given then, if any."""
        return next((m for m in self.marks if m.question is question), None)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One review as the tables hold it. `gaps` and `actions` are all of the account that are open;
    `history` holds earlier closed reviews' marks, newest first;
    `goals` are the open ones, and those that ended since the last review;
    `names` maps Slack ids to the names shown; `today` is the day where the account's owner is, by the clock of `zone`.
    `facts` is what is known of the customer, None once the review has ended.
    """

    account: Account
    review: Review
    today: date
    steps: tuple[Step, ...]
    marks: tuple[ChecklistMark, ...] = ()
    carried: tuple[Carried, ...] = ()
    gaps: tuple[Gap, ...] = ()
    actions: tuple[Action, ...] = ()
    last: LastTime | None = None
    history: Mapping[Question, tuple[ChecklistMark, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    goals: tuple[Progress, ...] = ()
    facts: AccountFacts | None = None
    zone: tzinfo = UTC

    def step(self, name: StepName) -> Step:
        """The step of that name; a step nobody touched is open."""
        found = next((s for s in self.steps if s.name is name), None)
        return found or Step(self.review.workspace_id, self.review.id, name)

    def mark(self, question: Question) -> ChecklistMark | None:
        """This review's mark for a question, if given."""
        return next((m for m in self.marks if m.question is question), None)

    @property
    def current_step(self) -> StepName | None:
        """The first step that is neither done nor skipped."""
        return next((n for n in STEP_ORDER if self.step(n).state is StepState.OPEN), None)

    def open_before(self, name: StepName) -> tuple[StepName, ...]:
        """The steps that would be passed by going to `name` now."""
        earlier = STEP_ORDER[: STEP_ORDER.index(name)]
        return tuple(n for n in earlier if self.step(n).state is StepState.OPEN)

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        """Open gaps of the account, blocking first, then oldest."""
        still = (g for g in self.gaps if g.state is GapState.OPEN)
        return tuple(sorted(still, key=lambda g: (_SEVERITY_ORDER[g.severity], g.id)))

    @property
    def live_actions(self) -> tuple[Action, ...]:
        """Promised and not ended, soonest first."""
        still = (a for a in self.actions if a.state in LIVE_ACTIONS)
        return tuple(sorted(still, key=lambda a: (a.due, a.id)))

    @property
    def open_goals(self) -> tuple[Progress, ...]:
        """The customer's open goals: what is late first, then the soonest; those without a day last."""
        still = (g for g in self.goals if g.goal.state is GoalState.OPEN)
        return tuple(sorted(still, key=lambda g: (not g.late, g.goal.due or date.max, g.goal.id)))

    @property
    def ended_goals(self) -> tuple[Progress, ...]:
        """The customer's goals that were reached or missed since the last review."""
        return tuple(g for g in self.goals if g.goal.state is not GoalState.OPEN)

    @property
    def unsettled(self) -> tuple[Carried, ...]:
        """Carried items nobody has decided on, worst first: late actions, gaps as they weigh, then marks.

        What was ended elsewhere meanwhile needs no decision any more.
        """
        gaps = [str(g.id) for g in self.open_gaps]
        actions = [str(a.id) for a in self.live_actions]
        places = {CarriedKind.ACTION: actions, CarriedKind.GAP: gaps, CarriedKind.MARK: list(map(str, Question))}
        kinds = list(places)

        def place(item: Carried) -> tuple[int, int]:
            order = places[item.kind]
            return kinds.index(item.kind), order.index(item.ref) if item.ref in order else len(order)

        def still(item: Carried) -> bool:
            return item.choice is None and (item.kind is CarriedKind.MARK or item.ref in places[item.kind])

        return tuple(sorted(filter(still, self.carried), key=place))

    def gap(self, ref: str | int) -> Gap | None:
        """A gap of this account by its number."""
        return next((g for g in self.gaps if g.id == int(ref)), None)

    def action(self, ref: str | int) -> Action | None:
        """An action of this account by its number."""
        return next((a for a in self.actions if a.id == int(ref)), None)

    def name(self, user_id: str | None) -> str:
        """A person's name as shown; their Slack id where no name is known, "nobody" for None."""
        return "nobody" if user_id is None else self.names.get(user_id, user_id)


def gap_id(number: int) -> str:
    """`12` as people see and type it: `G-12`."""
    return f"G-{number}"


def action_id(number: int) -> str:
    """`34` as people see and type it: `A-34`."""
    return f"A-{number}"


def quarter_of(day: date) -> str:
    """The calendar quarter a day is in: `Q4 2026`."""
    return f"Q{(day.month - 1) // 3 + 1} {day.year}"
