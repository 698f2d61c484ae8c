"""Shared plans: what they decline, and what the talk turns to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from reviews.facts import TookPart, Touch
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.windows import WEEKS, counted, day_of, quarters, source_words
from reviews.verbs import word_set

_WORD: Final = re.compile(r"[^\W\d_]+")
_TOGETHER: Final = word_set(
    "beta betas pilot pilots pilote pilotprojekt steering lenkungskreis comité comite workshop workshops roadmap"
    " qbr review reviews planning planung strategy strategie kickoff"
)
"""Words of meetings in which something is planned together: to stay away from them says more."""
_TERMS: Final = word_set(
    "contract contracts vertrag verträge vertraege contrat contrats contrato contratos terms konditionen conditions"
    " condiciones price prices pricing preis preise prix precio precios discount discounts rabatt remise descuento"
    " notice kündigung kuendigung kündigen résiliation resiliation rescisión rescision cancel cancels cancelling"
    " cancellation cancellations termination terminate procurement einkauf achats compras legal renewal renewals"
    " verlängerung renouvellement renovación renovacion invoice invoices rechnung facture factura tender ausschreibung"
    " rfp export exports migration"
)
_LEAST_TALK: Final = 3
_LEAST_TERMS: Final = 2
_MUCH: Final = 0.3
_PLAN_WEIGHT: Final = 2
_UNNOTED: Final = "why they stayed away"
_UNSAID: Final = "talks whose subject nobody noted"


def declined(view: View) -> Reading:
    """Invitations they declined or did not come to; of what is planned together, each counts twice."""
    asked = [each for each in view.facts.touches if each.took_part is not None]
    now, before = quarters(view, asked, attrgetter("at"))
    if not now:
        missing = f"Nobody noted who came to what we invited them to in {WEEKS}."
        return NotKnown(SignalName.DECLINED, Part.ENGAGEMENT, missing)
    away, away_before = _away(now), _away(before)
    whole = sum(map(_weight, now))
    share = sum(map(_weight, away)) / whole
    sentence = f"{len(away)} of {counted(len(now), 'invitation')} declined or missed in {WEEKS}"
    sentence += f", {len(away_before)} of {len(before)} in the 13 before" if before else ""
    strength = 0.15 + 0.5 * share if len(away) >= _LEAST_TERMS and share >= _MUCH else 0.0
    newest = max(away or now, key=lambda each: (each.at, each.id))
    return _signal(SignalName.DECLINED, strength, sentence, len(away), len(now) * _MUCH, newest, _UNNOTED)


def talk_of_terms(view: View) -> Reading:
    """Talks about terms, price and leaving, of those whose subject was noted."""
    told = [each for each in view.facts.touches if each.about]
    now, before = quarters(view, told, attrgetter("at"))
    if len(now) < _LEAST_TALK:
        missing = f"Too few talks of {WEEKS} have their subject noted to say what they turn to."
        return NotKnown(SignalName.TALK_OF_TERMS, Part.ENGAGEMENT, missing)
    terms = [each for each in now if _words(each) & _TERMS]
    terms_before = sum(1 for each in before if _words(each) & _TERMS)
    share, was = len(terms) / len(now), terms_before / len(before) if before else 0.0
    turned = len(terms) >= _LEAST_TERMS and share >= _MUCH and share > was
    sentence = f"{len(terms)} of {len(now)} talks in {WEEKS} about terms, price or leaving"
    sentence += f", {terms_before} of {len(before)} in the 13 before" if before else ""
    newest = max(terms or now, key=lambda each: (each.at, each.id))
    strength = 0.2 + 0.4 * share if turned else 0.0
    return _signal(SignalName.TALK_OF_TERMS, strength, sentence, len(terms), len(now) * _MUCH, newest, _UNSAID)


def _away(touches: Sequence[Touch]) -> list[Touch]:
    return [each for each in touches if each.took_part is not TookPart.ATTENDED]


def _weight(touch: Touch) -> int:
    return _PLAN_WEIGHT if touch.about and _words(touch) & _TOGETHER else 1


def _words(touch: Touch) -> frozenset[str]:
    return frozenset(_WORD.findall((touch.about or "").casefold()))


def _signal(
    name: SignalName, strength: float, sentence: str, number: float, threshold: float, shown: Touch, cannot_know: str
) -> Signal:
    return Signal(
        *(name, Part.ENGAGEMENT, strength, sentence, number, round(threshold, 1)),
        *(source_words(shown.source), day_of(shown.at), cannot_know, shown.link),
        # That they come and do not speak of terms is no sign of life beside what else is known.
        spoken_for=False,
    )
