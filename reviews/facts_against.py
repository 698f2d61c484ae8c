"""What the facts say against a green mark, in plain words. Where nothing is loaded, nothing speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from reviews.account_facts import AccountFacts
from reviews.dates import say_date
from reviews.model import Question
from reviews.patterns import Pattern, of_quarter
from reviews.text import one_line
from reviews.usage_reading import FALLEN, UsageReading, read_usage

_NAMED: Final = 2
_WORDS: Final = 60
LEAST_TEAM: Final = 3
"""In a smaller team one person less is no fall."""


def facts_against_green(question: Question, facts: AccountFacts | None) -> str | None:
    """Why a green mark does not fit what is known of the customer; None where it fits."""
    against = _AGAINST.get(question)
    return against(facts) if against and facts else None


def _reliability(facts: AccountFacts) -> str | None:
    """Something that came back within 13 weeks."""
    found = of_quarter(facts).repeating
    named = " and ".join(_failed(each) for each in found[:_NAMED])
    return f"{named} in 13 weeks" if named else None


def _failed(pattern: Pattern) -> str:
    """A workflow fails; what somebody noted in words of their own happened."""
    often, named = len(pattern.incidents), any(each.workflow for each in pattern.incidents)
    times = "twice" if often == 2 else f"{often} times"
    return f"“{one_line(pattern.label, _WORDS)}” {'failed' if named else 'happened'} {times}"


def _usage(facts: AccountFacts) -> str | None:
    """Use that nobody counted lately, that is one person's, or of which only logins are known."""
    usage = read_usage(facts)
    if usage.latest is None:
        return "no numbers of who uses it are noted"
    if usage.is_stale:
        return f"the last numbers of who uses it are of {say_date(usage.latest.ends_on, facts.today)}"
    if usage.is_doubtful:
        return f"{usage.active} active people cannot well be right"
    if usage.hangs_on_one:
        alone = " and ".join(f"“{one_line(each.what, _WORDS)}”" for each in usage.alone[:_NAMED])
        return f"one person carries it: {alone}" if alone else "one person carries it"
    if fallen := _fallen(usage):
        return fallen
    return None if usage.has_depth else "only logins are known, and they do not say what people do"


def _fallen(usage: UsageReading) -> str | None:
    """Far fewer people than a quarter before, in all or in a team."""
    if usage.previous and usage.change is not None and usage.change <= -FALLEN:
        return f"{usage.previous.active_30} people were active a quarter before, {usage.active} are now"
    lost = next((t for t in usage.teams if t.before and t.before >= LEAST_TEAM and 3 * -t.change >= t.before), None)
    return f"{one_line(lost.team, _WORDS)} went from {lost.before} to {lost.now} people" if lost else None


_AGAINST: Final[Mapping[Question, Callable[[AccountFacts], str | None]]] = MappingProxyType(
    {Question.RELIABILITY: _reliability, Question.USAGE: _usage}
)
