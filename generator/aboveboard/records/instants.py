"""Instants as people read them."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_text(instant: int) -> str:
    """`2026-10-03 08:12 UTC`, with seconds only when there are any: as records write it."""
    moment = datetime.fromtimestamp(instant, UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC" if moment.second else "%Y-%m-%d %H:%M UTC")


def iso_text(instant: int) -> str:
    """`2026-10-03T08:12:00Z`, as JSON and `datetime=` attributes write it."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
