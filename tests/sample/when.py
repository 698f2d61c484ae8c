"""The day on which the tests tell the sample world."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
