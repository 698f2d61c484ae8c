"""Shorthand and slips of the finger, spelt out before an action is judged: w/, b/c, re:, abt, chk."""

from __future__ import annotations

import re

_SIGNS = (
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without"),
    (re.compile(r"\bw/(?![cb]\b)\s*|\bw(?=\s)", re.IGNORECASE), "with "),
    (re.compile(r"\b(?:b/c|bc|cuz|coz|bcs)\b", re.IGNORECASE), "because"),
    (re.compile(r"\bf/?u(?:p)?\b(?!\.)", re.IGNORECASE), "follow up"),
    (re.compile(r"\bre\s?:", re.IGNORECASE), "re"),
    (re.compile(r"(?<=\s)[&+](?=\s)"), "and"),
    (re.compile(r"(?<=\s)r(?=\s)"), "are"),
    (re.compile(r"(?i)\b(talk|speak|reach out|get back|back|chat|listen)\s+2(?=\s+[a-z@<])"), r"\1 to"),
)
_WORDS = {
    word: plain
    for plain, typed in (
        ("about", "abt abot aobut"),
        ("please", "pls plz plse"),
        ("check", "chk chek cehck"),
        ("follow", "folow folllow follw"),
        ("look into", "lookinto"),
        ("discuss", "discus dicuss disscuss"),
        ("tomorrow", "tmrw tmr tmrow tomorow tommorow"),
        ("next", "nxt nx nex"),
        ("week", "wk"),
        ("meeting", "mtg"),
        ("conversation", "convo"),
        ("regarding", "regd rgd regarding"),
        ("probably", "prob probs"),
        ("with", "wth wiht whit"),
        ("onboarding", "onbording onboardng onbaording"),
        ("dashboard", "dashbord dahsboard"),
        ("dashboards", "dashbords dahsboards"),
        ("export", "exprot exoprt"),
        ("exports", "exprots exoprts"),
        ("pricing", "prcing pricng"),
        ("renewal", "renewel renwal"),
        ("usage", "useage ussage"),
        ("adoption", "adoptoin adption"),
        ("contract", "contarct contrat"),
    )
    for word in typed.split()
}
_WORD = re.compile(r"(?<![\w@#/.-])[A-Za-z]+(?![\w/@-])")


def spelt_out(text: str) -> str:
    """The text in full words, as its writer would say it aloud; names, ids and links are left alone."""
    for sign, plain in _SIGNS:
        text = sign.sub(plain, text)
    return _WORD.sub(_in_full, text)


def _in_full(word: re.Match[str]) -> str:
    plain = _WORDS.get(word[0].casefold())
    if plain is None:
        return word[0]
    return plain.capitalize() if word[0][0].isupper() else plain
