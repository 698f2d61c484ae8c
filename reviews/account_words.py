"""The words people use for what is kept about a customer."""

from __future__ import annotations

import re
from typing import Final

from reviews.model import Stage

NOUNS: Final[tuple[tuple[str, str], ...]] = (
    ("name", r"(?:new )?name|renamed?(?: to)?|called"),
    ("owner", r"(?:account )?owner|owned by|owns|csm|account manager|looked after by"),
    ("sponsor_met_on", r"sponsor (?:last )?(?:met|spoke)(?: them)?(?: on)?|(?:last )?met(?: them)?(?: on)?"),
    ("sponsor", r"(?:our )?(?:exec(?:utive)? )?sponsor"),
    (
        "shared_channel",
        r"(?:shared|customer|external|connect|joint) ?(?:channel|room)|channel with (?:them|the customer)|shared",
    ),
    ("channel", r"(?:home|internal|own|private) ?(?:channel|room)|channel|home|room"),
    ("renewal_on", r"renew(?:s|al|ing)?(?: date)?(?: is)?(?: on)?|contract ends?(?: on)?"),
    ("arr", r"arr|acv|mrr x 12|annual (?:recurring )?revenue|contract value|revenue|worth"),
    ("currency", r"currency"),
    ("seats", r"(?:paid )?(?:seats?|licen[cs]es?|users)"),
    ("tier", r"tier|segment"),
    ("stage", r"(?:lifecycle )?stage|phase|status"),
    ("is_private", r"private|confidential|hidden"),
)
"""A field of the account and the words before its value; longer words stand before shorter ones."""

STAGES: Final[dict[str, Stage]] = {
    **dict.fromkeys(("trial", "poc", "proof of concept", "pilot", "evaluation", "evaluating"), Stage.TRIAL),
    **dict.fromkeys(("onboarding", "onboard", "implementation", "kickoff", "new"), Stage.ONBOARDING),
    **dict.fromkeys(("live", "active", "in production", "customer"), Stage.LIVE),
    **dict.fromkeys(("leaving", "gave notice", "notice", "cancelling", "canceling", "churning"), Stage.LEAVING),
    **dict.fromkeys(("gone", "churned", "lost", "left", "former", "cancelled", "canceled"), Stage.GONE),
}
NOBODY: Final = re.compile(
    r"(?:none|no ?one|nobody|no|nothing|clear(?:ed)?|remove[d]?|delete[d]?|empty|unknown|unset|n/?a|null|nil|off|[-–—])"
    r"(?=$|[\s,;.])",
    re.IGNORECASE,
)
YES: Final = frozenset({"", "yes", "on", "true", "y"})
NO: Final = frozenset({"no", "off", "false", "n", "none"})
_NOUN = "|".join(f"(?P<{name}>{words})" for name, words in NOUNS)
FIELD: Final = re.compile(
    rf"(?<![\w@#&'’.-])(?<!this )(?P<not>(?:no longer|not|no|clear|remove|without|drop|delete|set|change|make it|is)"
    r"\s+)?"
    rf"(?:the\s+|its\s+|it\s+)?(?:{_NOUN})(?![\w'’-])",
    re.IGNORECASE,
)
"""Where a field begins; `not` holds a word before it that may take its value away."""
TAKES_AWAY: Final = frozenset({"no longer", "not", "no", "clear", "remove", "without", "drop", "delete"})
PUBLIC: Final = re.compile(
    r"(?<![\w@#-])(?:(?:is|set|make it)\s+)?(?:public|(?:open|visible) to (?:every(?:body|one)|all))(?![\w-])",
    re.IGNORECASE,
)
JOINS: Final = re.compile(
    r"[\s,;:=.→]*(?:(?:is|are|to|at|now|by|->|=>|as|the|of|with)(?=[\s:])[\s,;:=→]*)*", re.IGNORECASE
)
"""What may stand between a field and its value."""
BETWEEN: Final = re.compile(
    r"(?:[\s,;.:&+|/–—-]|\b(?:and|with|also|then|please|pls|plz|thanks|its?|the|in|on|for|is)\b)+", re.IGNORECASE
)
"""What may stand between two fields without meaning anything."""
LABELS: Final = {
    "name": "name",
    "owner": "owner",
    "sponsor": "sponsor",
    "sponsor_met_on": "sponsor met on",
    "channel": "home channel",
    "shared_channel": "shared channel",
    "renewal_on": "renewal",
    "arr": "ARR",
    "currency": "currency",
    "seats": "seats",
    "tier": "tier",
    "stage": "stage",
    "is_private": "seen by",
}
"""What each field is called when it is said back, in the order in which it is."""
