"""What monitoring sends made into draft incidents: a file per sender, and one table.

A sender's file turns the JSON of one notification into the common shape (`alert.py`) and knows nothing of records.
`payload` reads the JSON, `mapping` says which component an alert is about and which labels may be told, `home` which
incident it belongs to, `episode` what it adds to what is known of it, `draft` and `continuation` what is written.
`run` does all of that under a lock.
"""

from collections.abc import Callable, Mapping
from typing import Any

from aboveboard.ingest.alert import Notification
from aboveboard.ingest.alertmanager import read_alertmanager
from aboveboard.ingest.grafana import read_grafana

# A sender's reader takes the decoded JSON, and raises `UsageError` naming the JSON path of what is wrong.
FORMATS: Mapping[str, Callable[[Mapping[str, Any]], Notification]] = {
    "alertmanager": read_alertmanager,
    "grafana": read_grafana,
}
