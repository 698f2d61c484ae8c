"""A clear action written from the words of a vague one."""

from __future__ import annotations

import re

from reviews.text import one_line
from reviews.vague_lead import Lead
from reviews.vague_topic import LINKS, subject_of, topic_of, without_determiners

_QUESTIONS = ("why", "how", "what", "when", "where", "who", "which")
_PAPERS = re.compile(
    r"\b(?:checklist|plan|contract|report|list|deck|proposal|template|docs?|document|slides|guide|agenda)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:dashboards?|usage|numbers|metrics|adoption|logins?|stats|kpis?|seats|health)\b", re.IGNORECASE
)
_TROUBLE = re.compile(
    r"\b(?:fail\w*|errors?|issues?|bugs?|drop\w*|problems?|slow\w*|timeouts?|outages?|complaints?|delays?)\b",
    re.IGNORECASE,
)
_IDEAS = re.compile(r"^(?:options?|ways?|ideas?|possibilities|approaches)\s+(?=for|to|on)", re.IGNORECASE)
_FIXES = frozenset({"fix", "repair", "resolve", "mend", "restore"})
_LEARNING = frozenset({"explore", "research", "analyse", "analyze", "study", "understand", "examine", "get-to-know"})
_SETTLING = frozenset({"address", "handle", "manage", "deal-with", "take-care"})
_DIRECT = frozenset({"ping", "nudge", "chase", "engage"})
_CALL = "[call] {}, [agree] one next step and [note] its date"
_VERB = re.compile(r"\[([a-z]+)\]")


def write_example(lead: Lead, missing: str, *, owner_name: str | None, account_name: str | None) -> str:
    """Write one sentence to log as it stands; its verbs agree with the owner, or command if there is none."""
    account = one_line(account_name or "", 60) or "the customer"
    owner = one_line(owner_name or "", 60)
    sentence = _sentence(lead, missing, account)
    if owner:
        return f"{owner} {_VERB.sub(lambda verb: _third(verb[1]), sentence)}"
    plain = _VERB.sub(lambda verb: verb[1], sentence)
    return plain[:1].upper() + plain[1:]


def _third(verb: str) -> str:
    return verb + ("es" if verb.endswith(("x", "ch", "sh", "s")) else "s")


def _sentence(lead: Lead, missing: str, account: str) -> str:
    if missing == "thing" and lead.verb in _FIXES:
        return f"[fix] the month-end export and [tell] {account}"
    if missing == "thing":
        return f"[send] {account} a revised onboarding checklist"
    if lead.verb == "make":
        return _better("make", topic_of(lead.rest[:-1]), account)
    if not lead.family:
        topic, family = subject_of(lead)
        return _about(family or "review", "", topic, account)
    if lead.family == "talk":
        return _talk(lead, account)
    return _about(lead.family, lead.phrase, topic_of(lead.rest), account)


def _about(family: str, phrase: str, topic: str, account: str) -> str:
    if not topic or phrase in {"be-more", "be-better"}:
        return _CALL.format(account)
    if family == "talk":
        return _agree(topic, "", account)
    return _BY_FAMILY[family](phrase, topic, account)


def _review(_: str, topic: str, account: str) -> str:
    alone = topic.split(" with ", maxsplit=1)[0]
    if "onboarding" in topic.casefold() and len(topic.split()) <= 3 and not _PAPERS.search(topic):
        return f"[send] {account} a revised {without_determiners(topic)} checklist"
    if _PAPERS.search(alone):
        return f"[send] {account} {alone} with the changes marked"
    if _MEASURED.search(topic):
        return _changes(topic, account)
    return f"[list] three changes to {topic} and [send] {account} the list"


def _look(phrase: str, topic: str, account: str) -> str:
    if topic.casefold().startswith(_QUESTIONS):
        return f"[write] down {topic} and [send] {account} the fix date"
    if _IDEAS.match(topic):
        return _think(phrase, topic, account)
    if _TROUBLE.search(topic):
        return f"[write] down the cause of {topic} and [send] {account} the fix date"
    if _MEASURED.search(topic):
        return _changes(topic, account)
    if phrase in _LEARNING:
        return f"[write] down three findings on {topic} and [send] {account} the note"
    return f"[list] what breaks in {topic} and [send] {account} the fix date"


def _changes(topic: str, account: str) -> str:
    return f"[note] the three changes in {topic} that stand out and [send] {account} the note"


def _watch(_: str, topic: str, account: str) -> str:
    single = len(topic.split()) == 1 and not topic.endswith("s")
    numbers = f"the {topic} numbers" if single else f"the numbers for {topic}"
    return f"[send] {account} {numbers} of the last 30 days and [name] one change to make"


def _better(phrase: str, topic: str, account: str) -> str:
    if _TROUBLE.search(topic):
        return f"[write] down the cause of {topic} and [send] {account} the fix date"
    if phrase in _SETTLING:
        return _agree(topic, "", account)
    return f"[name] the one thing that hurts {topic} most and [send] {account} its fix date"


def _help(_: str, topic: str, account: str) -> str:
    person, _link, thing = topic.partition(" with ")
    steps = f"the steps for {thing}" if thing else "the steps"
    return f"[show] {person} {steps} in a 30-minute session and [send] {account} what is still open"


def _think(_: str, topic: str, account: str) -> str:
    for_what = _IDEAS.sub("", topic)
    link = "" if for_what != topic else "for "
    return f"[write] one proposal {link}{for_what} and [send] it to {account}"


_BY_FAMILY = {
    "review": _review,
    "look": _look,
    "watch": _watch,
    "better": _better,
    "help": _help,
    "think": _think,
}


def _talk(lead: Lead, account: str) -> str:
    """Tell whom from what: "follow up with IT about SSO"."""
    low = [word.casefold() for word in lead.rest]
    at = next((place for place, word in enumerate(low) if word in {"with", "to"}), None)
    if at is None:
        direct = lead.phrase in _DIRECT
        return _agree("" if direct else topic_of(lead.rest), topic_of(lead.rest) if direct else "", account)
    end = next((place for place in range(at + 1, len(low)) if low[place] in LINKS), len(low))
    topic = topic_of(lead.rest[:at]) or topic_of(lead.rest[end:])
    return _agree(topic, topic_of(lead.rest[at + 1 : end]), account)


def _agree(topic: str, person: str, account: str) -> str:
    if not topic:
        return _CALL.format(person or account)
    if person and person != account:
        return f"[agree] {topic} with {person} and [send] {account} the result in writing"
    return f"[agree] {topic} with {account} and [send] the result in writing"
