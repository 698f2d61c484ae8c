"""Why gaps happen: the short list that lets the same cause be counted over accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.near import nearest


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """One reason. `code` is stored and typed as #code; `synonyms` are other words people type for it."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()


REASON_CODES: tuple[ReasonCode, ...] = (
    ReasonCode("exports", "Exports", ("export", "exporting", "csv", "download", "downloads")),
    ReasonCode("onboarding", "Onboarding", ("setup", "rollout", "go-live", "kickoff", "implementation")),
    ReasonCode("performance", "Performance", ("speed", "slow", "slowness", "latency", "timeout", "timeouts")),
    ReasonCode("data-quality", "Data quality", ("data", "duplicates", "wrong-data", "accuracy", "sync-errors")),
    ReasonCode("integration", "Integration", ("integrations", "api", "connector", "webhook", "webhooks", "crm")),
    ReasonCode("permissions", "Permissions", ("permission", "access", "roles", "rights", "sso", "login")),
    ReasonCode("reporting", "Reporting", ("report", "reports", "dashboard", "dashboards", "analytics")),
    ReasonCode("training", "Training", ("docs", "documentation", "knowledge", "how-to", "enablement")),
    ReasonCode("support-response", "Support response", ("support", "tickets", "response-time", "helpdesk")),
    ReasonCode("billing", "Billing", ("invoice", "invoices", "invoicing", "pricing", "contract", "payment")),
    ReasonCode("missing-feature", "Missing feature", ("feature", "features", "feature-request", "missing")),
    ReasonCode("defect", "Defect", ("bug", "bugs", "defects", "broken", "error", "errors", "crash", "outage")),
    ReasonCode("process", "Process", ("handover", "hand-over", "workflow", "ownership", "approval")),
    ReasonCode("other", "Other", ("misc", "else")),
)


def find_reason(word: str, codes: Sequence[ReasonCode] = REASON_CODES) -> ReasonCode | None:
    """Find the reason a word or #hashtag names, by code, label or synonym, whatever its case and dashes."""
    key = _key(word)
    return next((reason for reason in codes if key in _keys(reason)), None)


def nearest_reason(word: str, codes: Sequence[ReasonCode] = REASON_CODES) -> ReasonCode | None:
    """Give the reason most like a word that names none, for "did you mean", or None."""
    by_key = {key: reason for reason in codes for key in _keys(reason)}
    key = nearest(_key(word), by_key)
    return by_key[key] if key else None


def _keys(reason: ReasonCode) -> tuple[str, ...]:
    return (_key(reason.code), _key(reason.label), *map(_key, reason.synonyms))


def _key(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign.isalnum())[:40]
