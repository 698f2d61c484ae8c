"""What can be done about it: a small set of named remedies, each two to four steps that become actions at once.

A step is written as an action is: one thing that one person does, of which anybody can see whether it is done.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviews.calendar import WorkCalendar
from reviews.health.causes import Cause, CauseKind
from reviews.health.kept import PlaybookRun
from reviews.health.model import Health, SignalName
from reviews.model import Action, ActionState

MOST_OFFERED: Final = 3
RUNS_FOR: Final = timedelta(days=91)
"""A playbook that was chosen counts as running for a quarter."""


@dataclass(frozen=True, slots=True)
class PlayStep:
    """One action. `days`: working days of its owner's from the day on which the playbook is chosen."""

    what: str
    days: int


@dataclass(frozen=True, slots=True)
class Playbook:
    """A named remedy. `why` says in one sentence what it is for; `first_for` are the signals that call for it."""

    key: str
    name: str
    why: str
    steps: tuple[PlayStep, ...]
    first_for: frozenset[SignalName] = frozenset()


_SHIPPED: Final = (
    Playbook(
        "close_the_gap",
        "Close what blocks them",
        "Their work stands still on something that is broken or missing.",
        (
            PlayStep("Writes a list of the work that stands still, with what each piece costs the customer", 2),
            PlayStep("Sends the customer a workaround with every step written down", 5),
            PlayStep("Tells the customer the date on which the fix is live", 5),
            PlayStep("Calls the people who were blocked and writes down whether their work goes through", 20),
        ),
        frozenset({SignalName.BLOCKING_GAPS, SignalName.REPEATED_GAPS}),
    ),
    Playbook(
        "what_failed",
        "Account for what failed",
        "The same thing failed more than once, and nobody told them why.",
        (
            PlayStep("Sends the customer a one-page account of what failed, why, and what was changed", 3),
            PlayStep("Books a 30-minute call with those who felt it", 5),
            PlayStep("Sends the customer a note on whether the fix has held", 20),
        ),
        frozenset({SignalName.REPEATED_INCIDENTS, SignalName.UNFIXED, SignalName.INCIDENTS}),
    ),
    Playbook(
        "onboarding_again",
        "Onboard the team again",
        "They pay for more than they use.",
        (
            PlayStep("Sends the customer's lead the list of seats that nobody used in 30 days", 2),
            PlayStep("Holds a 45-minute training for the team that uses it least", 10),
            PlayStep("Sends the customer's lead the number of active people before and after the training", 25),
        ),
        frozenset({SignalName.SEATS_USED, SignalName.USE_FALLING, SignalName.DEPTH_FALLING}),
    ),
    Playbook(
        "second_person",
        "A second pair of hands",
        "The work hangs on one person: when they leave, it stops.",
        (
            PlayStep("Asks the main user to name two colleagues for the same work", 3),
            PlayStep("Trains the two colleagues in the work that is done every week", 10),
            PlayStep("Notes how often each of the two did the weekly work without help", 25),
        ),
        frozenset({SignalName.ONE_PERSON, SignalName.ONE_CONTACT}),
    ),
    Playbook(
        "several_levels",
        "Speak on several levels again",
        "The people who decide have gone quiet.",
        (
            PlayStep("Calls two people at the customer who were not heard from in a quarter", 3),
            PlayStep("Sends our executive sponsor a draft of their note to the customer's executive", 3),
            PlayStep("Books a 30-minute meeting of both sponsors", 10),
        ),
        frozenset({SignalName.EXECUTIVES_QUIET, SignalName.OUR_SPONSOR, SignalName.LEVELS_HEARD, SignalName.DECLINED}),
    ),
    Playbook(
        "new_champion",
        "Win a new champion",
        "Who spoke for us there is gone or silent.",
        (
            PlayStep("Writes down the names of three people at the customer who gain most from it", 2),
            PlayStep("Calls each of the three people and notes what they want to reach", 7),
            PlayStep("Sends the one who gains most a one-page summary of what has worked so far", 10),
        ),
        frozenset({SignalName.CHAMPION_LEFT, SignalName.SILENCE, SignalName.PEOPLE_HEARD}),
    ),
    Playbook(
        "every_promise",
        "Keep or re-date every promise",
        "Dates that were told to them have passed.",
        (
            PlayStep("Writes a list of every open promise to the customer, each with one owner and one date", 2),
            PlayStep("Sends the customer the list of promises with the dates that hold", 3),
            PlayStep("Calls the customer and asks which promise matters most to them", 5),
        ),
        frozenset({SignalName.BROKEN_PROMISES, SignalName.WEAK_TWICE}),
    ),
    Playbook(
        "outcomes_deal",
        "Put outcomes before terms",
        "They talk of the contract and of taking their data out, not of what they reach with it.",
        (
            PlayStep("Asks who brought up the contract what would have to be true for them to renew", 2),
            PlayStep("Writes a one-page comparison of the customer's goals with what they have reached", 5),
            PlayStep("Sends the customer a proposal that ties the next contract to two measured outcomes", 15),
        ),
        frozenset({SignalName.TALK_OF_TERMS, SignalName.TICKETS_TURNED, SignalName.RENEWAL_WINDOW}),
    ),
)
PLAYBOOKS: Final[Mapping[str, Playbook]] = {each.key: each for each in _SHIPPED}
"""Those that are shipped, by their key."""

OF_CAUSE: Final[Mapping[CauseKind, tuple[str, ...]]] = {
    CauseKind.PRODUCT_GAP: ("close_the_gap", "what_failed", "every_promise"),
    CauseKind.SUPPORT: ("every_promise", "what_failed", "several_levels"),
    CauseKind.ONBOARDING: ("onboarding_again", "second_person", "several_levels"),
    CauseKind.SPONSORSHIP: ("several_levels", "new_champion", "second_person"),
    CauseKind.CONTRACT: ("outcomes_deal", "several_levels", "every_promise"),
}
"""What fits a cause; where nothing else decides, in this order."""


def playbooks_for(cause: Cause | None, health: Health) -> tuple[Playbook, ...]:
    """Two or three to choose from, those that the worst signals call for first; none without a cause.

    The third is offered only where one of the signals calls for it.
    """
    if cause is None:
        return ()
    strengths = {each.name: each.strength for each in health.reasons}
    fitting = [PLAYBOOKS[key] for key in OF_CAUSE[cause.kind]]
    called = sorted(fitting, key=lambda playbook: -_call(playbook, strengths))
    return tuple(each for place, each in enumerate(called[:MOST_OFFERED]) if place < 2 or _call(each, strengths) > 0)


def _call(playbook: Playbook, strengths: Mapping[SignalName, float]) -> float:
    return max((strengths.get(name, 0.0) for name in playbook.first_for), default=0.0)


def dated(playbook: Playbook, today: date, calendar: WorkCalendar) -> tuple[tuple[str, date], ...]:
    """Its steps with the days on which they are due, by the working days of who takes them on."""
    return tuple((step.what, calendar.add_working(today, step.days)) for step in playbook.steps)


def running(runs: Sequence[PlaybookRun], made: Collection[Action], today: date) -> dict[str, PlaybookRun]:
    """The playbooks of a customer that run at present, by key: chosen within the quarter and not taken back.

    `made`: the actions of those runs. One all of whose actions were taken back does not run.
    """
    stands = {each.id for each in made if each.state is not ActionState.WITHDRAWN}
    found: dict[str, PlaybookRun] = {}
    for run in sorted(runs, key=lambda each: (each.at, each.id)):
        if today - run.at.date() <= RUNS_FOR and stands & set(run.actions):
            found[run.playbook] = run
    return found
