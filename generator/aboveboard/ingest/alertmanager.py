"""Prometheus Alertmanager's webhook, version 4 of its data: one message for each group of alerts.

https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from aboveboard.errors import UsageError
from aboveboard.ingest.alert import Alert, Notification
from aboveboard.ingest.payload import Foreign, read_message
from aboveboard.records.alerts import Fingerprint
from aboveboard.records.values import instant_of

# Go's zero time: the alert has not ended.
_NEVER = "0001-01-01T00:00:00Z"


class AlertState(StrEnum):
    FIRING = "firing"
    RESOLVED = "resolved"


def _end_of(value: object) -> int | None:
    return None if value is None or value == _NEVER else instant_of(value)


class AlertmanagerAlert(Foreign):
    status: AlertState
    labels: Mapping[str, str]
    starts_at: Annotated[int, PlainValidator(instant_of)] = Field(alias="startsAt")
    ends_at: Annotated[int | None, PlainValidator(_end_of)] = Field(default=None, alias="endsAt")
    fingerprint: Fingerprint


class AlertmanagerMessage(Foreign):
    """What is common to all alerts (`commonLabels`, `commonAnnotations`) stands in each of them too, and is not read."""

    group_key: str = Field(alias="groupKey")
    truncated_alerts: Annotated[int, Field(ge=0)] = Field(default=0, alias="truncatedAlerts")
    alerts: tuple[AlertmanagerAlert, ...]


def read_alertmanager(data: Mapping[str, Any]) -> Notification:
    message = read_message(AlertmanagerMessage, data)
    return notification_of(message, "alertmanager")


def notification_of(message: AlertmanagerMessage, namespace: str) -> Notification:
    """`namespace` keeps the groups of different senders apart."""
    key = f"{namespace}\n{message.group_key}".encode("utf-8", "backslashreplace")
    alerts = tuple(_alert_of(alert, at) for at, alert in enumerate(message.alerts))
    return Notification(hashlib.sha256(key).hexdigest()[:16], alerts, message.truncated_alerts)


def _alert_of(alert: AlertmanagerAlert, at: int) -> Alert:
    """The status counts, not the end: a sender may tell when a firing alert would expire."""
    ends = alert.ends_at if alert.status is AlertState.RESOLVED else None
    if ends is None and alert.status is AlertState.RESOLVED:
        raise UsageError(f"payload: alerts[{at}].endsAt: is missing, but the alert is resolved")
    return Alert(alert.fingerprint, alert.starts_at, ends, alert.labels)
