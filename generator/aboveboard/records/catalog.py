"""The catalog: who provides, what it is made of, what is sold, what is promised, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from aboveboard.records.hours import HolidaysField, HoursField
from aboveboard.records.requires import Requires
from aboveboard.records.values import (
    Count,
    Exact,
    Flag,
    Id,
    Listed,
    LocalDate,
    Percent,
    Period,
    Share,
    Text,
    Title,
    Url,
    Zone,
)
from aboveboard.records.vocabulary import Every, Fault, Level, Owner, Urgency
from aboveboard.records.written import Written
from aboveboard.records.wrong import wrong


class Contact(Written):
    """How a person is reached; shown where it helps."""

    role: Title | None = None
    name: Title | None = None
    phone: Title | None = None
    email: Title | None = None
    whatsapp: Title | None = None
    telegram: Title | None = None
    hours: Title | None = None
    channels: Annotated[tuple[Title, ...], Listed] = ()


class Meeting(Written):
    what: Title
    with_: Annotated[tuple[Title, ...], Listed] = Field(default=(), alias="with")
    every: Every


class BusinessDays(Written):
    """What `bd` counts: Monday to Friday in this zone (default: the provider's), less the holidays."""

    timezone: Zone | None = None
    holidays: HolidaysField = ()


class Promise(Written):
    """What an urgency promises: how soon the first word, how often after, and the dates of the RFO."""

    first_update: Period | None = None
    update_every: Period | None = None
    rfo_preliminary: Period | None = None
    rfo_final: Period | None = None


# Made without validators: building those would cost every command more than reading its records again.
_NOTHING_PROMISED = Promise.model_construct()


class Weights(Written):
    """What each level weighs; a level that is not named keeps its default (availability.md, section 4)."""

    outage: Share = Fraction(1)
    partial: Share = Fraction(1)
    degraded: Share = Fraction(0)

    @model_validator(mode="after")
    def _in_order(self) -> Weights:
        if not self.degraded <= self.partial <= self.outage:
            raise wrong("a milder level weighs more than a worse one", "degraded <= partial <= outage")
        return self

    def of(self, level: Level) -> Fraction:
        share: Fraction = getattr(self, level.value)
        return share


class Provider(Written):
    name: Title
    url: Url
    timezone: Zone = "UTC"
    contacts: Annotated[tuple[Contact, ...], Listed] = ()
    business_days: BusinessDays | None = None
    meetings: Annotated[tuple[Meeting, ...], Listed] = ()
    urgency: Mapping[Urgency, Promise] = Field(default_factory=dict)
    weights: Weights = Weights.model_construct()

    def promise(self, urgency: Urgency) -> Promise:
        return self.urgency.get(urgency, _NOTHING_PROMISED)


class Shape(Written):
    """An earlier architecture: it held until midnight of `until` in the provider's zone."""

    until: LocalDate
    requires: Requires


class Component(Written):
    """A technical part, ours, a third party's or a customer's."""

    id: Id
    name: Title
    owner: Owner
    group: Title | None = None
    description: Text | None = None
    supplier: Title | None = None
    public: Flag | None = None
    requires: Requires = ()
    was: Annotated[tuple[Shape, ...], Listed] = ()


class Service(Written):
    """What a customer buys and recognises."""

    id: Id
    name: Title
    group: Title | None = None
    description: Text | None = None
    supports: Text | None = None
    plan: Text | None = None
    requires: Requires = ()
    was: Annotated[tuple[Shape, ...], Listed] = ()


Node = Component | Service


class Credit(Written):
    below: Percent
    percent: Percent


class Sla(Written):
    """What was promised about availability, judged per calendar month and subscription."""

    id: Id
    name: Title | None = None
    target: Percent
    counts: Annotated[tuple[Fault, ...], Listed]
    levels: Weights = Weights()
    hours: HoursField = None
    notice: Period | None = None
    credits: Annotated[tuple[Credit, ...], Listed] = ()


class Subscription(Written):
    """`via` are the nodes that only this customer's path crosses. `until` is exclusive."""

    service: Id
    since: LocalDate
    until: LocalDate | None = None
    via: Annotated[tuple[Id, ...], Listed] = ()
    sla: Id | None = None


class Ended(Written):
    """The customer left: every subscription ends that day (exclusive) unless it ended earlier."""

    on: LocalDate
    reason: Title
    note: Text | None = None


class AccountManager(Written):
    name: Title
    email: Title | None = None
    phone: Title | None = None


class Customer(Written):
    id: Id
    name: Title
    aliases: Annotated[tuple[Title, ...], Listed] = ()
    timezone: Zone | None = None
    tier: Count | None = None
    value: Exact | None = None
    account_manager: AccountManager | None = None
    contacts: Annotated[tuple[Contact, ...], Listed] = ()
    meetings: Annotated[tuple[Meeting, ...], Listed] = ()
    subscriptions: Annotated[tuple[Subscription, ...], Listed] = ()
    ended: Ended | None = None

    def end_of(self, subscription: Subscription) -> date | None:
        """The first day on which the subscription no longer lives, or None."""
        ends = [day for day in (subscription.until, self.ended.on if self.ended else None) if day is not None]
        return min(ends) if ends else None
