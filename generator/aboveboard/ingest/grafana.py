"""Grafana Alerting's webhook: Alertmanager's shape, with an organisation, values and links besides.

https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from aboveboard.ingest.alert import Notification
from aboveboard.ingest.alertmanager import AlertmanagerMessage, notification_of
from aboveboard.ingest.payload import read_message


class GrafanaMessage(AlertmanagerMessage):
    """Group keys are unique within an organisation. `values`, `valueString`, `title`, `message` and links are not read."""

    org_id: int = Field(default=1, alias="orgId")


def read_grafana(data: Mapping[str, Any]) -> Notification:
    message = read_message(GrafanaMessage, data)
    return notification_of(message, f"grafana {message.org_id}")
