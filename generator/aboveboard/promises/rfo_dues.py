"""The days on which an incident's RFO is due, in the zone in which the provider works."""

from __future__ import annotations

from datetime import date, timedelta

from aboveboard.availability.business_days import business_days_of, day_after
from aboveboard.availability.clock import local_instant
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Provider
from aboveboard.records.incident import Incident
from aboveboard.records.values import Duration


@frozen
class RfoDues:
    """The last days on which each RFO is in time, in the zone of the provider's business days; None was not promised."""

    preliminary: date | None
    final: date | None


def rfo_dues(incident: Incident, provider: Provider) -> RfoDues:
    """Counted from the end of the incident; both None while it is open."""
    promise = provider.promise(incident.urgency)
    return RfoDues(
        _due_day(promise.rfo_preliminary, incident.resolved, provider),
        _due_day(promise.rfo_final, incident.resolved, provider),
    )


def end_of_day(day: date, provider: Provider) -> int:
    """A promised day is kept until its midnight."""
    return local_instant(day + timedelta(days=1), 0, business_zone(provider))


def business_zone(provider: Provider) -> str:
    return business_days_of(provider).timezone or provider.timezone


def _due_day(duration: Duration | None, resolved: int | None, provider: Provider) -> date | None:
    if duration is None or resolved is None:
        return None
    return day_after(resolved, duration, provider)
