"""What is left of a line, made to read as a sentence."""

from __future__ import annotations

import re

from reviews.verbs import word_set

_FULL_STOP = re.compile(r"(?<![.…])\.$")

ACRONYMS = word_set("sso csv api crm pdf sla dpa nda vat url ui kpi sql erp etl sftp ftp mfa vpn gdpr qbr scim saml")
_THANKS = re.compile(r"(?:[\s,]+(?:pls|plz|thx)|,\s*(?:please|thanks|thank you))+$", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:action|what|task|to-?do|gap|next step|problem|issue|summary|title)\s*:\s*"
    r"|(?:please|pls|plz|to-?do(?! list)|(?:can|could|would|will) (?:you|someone|we)(?: please)?)\s+(?=\w))+",
    re.IGNORECASE,
)


def sentence(left: str, *, one_line: bool = False) -> str:
    """Trim, drop a label, "please" and a full stop, and begin with a capital; "iPad" keeps its own."""
    said = " ".join(left.split()) if one_line else left.strip()
    said = _OPENING.sub("", _THANKS.sub("", _FULL_STOP.sub("", said)), count=1)
    first = said.split(None, 1)[0] if said else ""
    if first in ACRONYMS:
        return said.replace(first, first.upper(), 1)
    if first and first.islower() and first[0].isalpha():
        return said[0].upper() + said[1:]
    return said
