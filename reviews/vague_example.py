"""A clear action written from the words of a vague one."""

from __future__ import annotations

import re

from reviews.text import one_line
from reviews.vague_lead import Lead
from reviews.vague_topic import LINKS, subject_of, topic_of, with_article, without_determiners

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
_NEXT_STEPS = re.compile(r"(?:^|\s)(?:and |or )?(?:the )?next steps?$", re.IGNORECASE)
_IDEAS = re.compile(r"^(?:options?|ways?|ideas?|possibilities|approaches)\s+(?=for|to|on)", re.IGNORECASE)
_FIXES = frozenset({"fix", "repair", "resolve", "mend", "restore"})
_LEARNING = frozenset({"explore", "research", "analyse", "analyze", "study", "understand", "examine", "get-to-know"})
_SETTLING = frozenset({"address", "own", "handle", "manage", "deal-with", "take-care"})
_DIRECT = frozenset({"ping", "nudge", "chase", "engage"})
_SINCE = frozenset({"because", "since", "so", "that", "if", "when", "as"})
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
        return _make(lead, account)
    if not lead.family:
        topic, family = subject_of(lead)
        if family == "better" and lead.words[0].casefold() == "more":
            return _agree(topic, "", account)
        return _about(family or "review", "", topic, account)
    if lead.family == "talk":
        return _talk(lead, account)
    return _about(lead.family, lead.phrase, topic_of(lead.rest), account)


def _make(lead: Lead, account: str) -> str:
    """Tell "make Dana happy", which is about a person, from "make exports faster"."""
    words = [word for word in lead.rest if word.casefold() != "sure"]
    topic = topic_of(words[:-1])
    if words and words[-1].casefold() in {"happy", "happier"}:
        return _CALL.format(topic or account)
    return _better("make", topic, account) if topic else _CALL.format(account)


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
        return _cause(topic, account)
    if _MEASURED.search(topic):
        return _changes(topic, account)
    if phrase in _LEARNING:
        return f"[write] down three findings on {topic} and [send] {account} the note"
    return f"[list] what breaks in {topic} and [send] {account} the fix date"


def _cause(topic: str, account: str) -> str:
    return f"[write] down the cause of {topic} and [send] {account} the fix date"


def _changes(topic: str, account: str) -> str:
    return f"[note] the three changes in {topic} that stand out and [send] {account} the note"


def _watch(_: str, topic: str, account: str) -> str:
    single = len(topic.split()) == 1 and not topic.endswith("s")
    numbers = f"the {topic} numbers of the last 30 days" if single else f"the last 30 days' numbers for {topic}"
    return f"[send] {account} {numbers} and [name] one change to make"


def _better(phrase: str, topic: str, account: str) -> str:
    if _TROUBLE.search(topic):
        return _cause(topic, account)
    if phrase in _SETTLING:
        return _agree(topic, "", account)
    return f"[name] the one thing that hurts {topic} most and [send] {account} its fix date"


def _help(_: str, topic: str, account: str) -> str:
    person, _link, thing = topic.partition(" with ")
    steps = f"the steps for {_named(thing)}" if thing else "the steps"
    return f"[show] {_named(person)} {steps} in a 30-minute session and [send] {account} what is still open"


def _named(thing: str) -> str:
    return " ".join(with_article(thing.split()))


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
    if at is None and lead.phrase not in _DIRECT and not lead.phrase.endswith("-with"):
        return _agree(topic_of(lead.rest), "", account)
    begin = 0 if at is None else at + 1
    end = next((place for place in range(begin, len(low)) if low[place] in LINKS | _SINCE), len(low))
    said_after = topic_of(lead.rest[end:]) if low[end : end + 1] and low[end] in LINKS else ""
    topic = topic_of(lead.rest[:at]) if at is not None else ""
    return _agree(topic or said_after, topic_of(lead.rest[begin:end]), account)


def _agree(topic: str, person: str, account: str) -> str:
    if not person:
        topic, _, person = topic.partition(" with ")
    topic = _NEXT_STEPS.sub("", topic)
    if not topic:
        return _CALL.format(person or account)
    if person and person.casefold() != account.casefold():
        return f"[agree] the next step on {topic} with {person} and [send] {account} the result in writing"
    return f"[agree] the next step on {topic} with {account} and [send] the result in writing"
