"""What monitoring may say in records: which labels name which component, and which alerts an incident was made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from aboveboard.records.values import Id, Instant, Listed, Text, Title
from aboveboard.records.vocabulary import Level, Urgency
from aboveboard.records.written import Written
from aboveboard.records.wrong import unfit, wrong

_FINGERPRINT = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}", re.ASCII)
FINGERPRINT_HINT = "letters, digits, `.`, `_` and `-`, at most 64: `c6eadffa33fcdf37`"


def fingerprint_of(value: object) -> str:
    if not isinstance(value, str) or not _FINGERPRINT.fullmatch(value):
        raise unfit(value, "a fingerprint", FINGERPRINT_HINT)
    return value


def _mapping_of(value: object) -> object:
    if not isinstance(value, dict):
        raise unfit(value, "a mapping", "write `{alertname: EdgeDown}`")
    return value


def _some(match: Mapping[str, str]) -> Mapping[str, str]:
    if not match:
        raise wrong("matches every alert", "name at least one label: `{alertname: EdgeDown}`")
    return match


Fingerprint = Annotated[str, PlainValidator(fingerprint_of)]


class AlertRule(Written):
    """An alert that has all labels of `match`, with exactly these values, is about the node `on`."""

    match: Annotated[Mapping[Text, Text], AfterValidator(_some), BeforeValidator(_mapping_of)]
    on: Id
    level: Level = Level.PARTIAL
    urgency: Urgency = Urgency.P2


class AlertRules(Written):
    """Of the `rules`, the first that matches counts. Only `labels` may be written into a record."""

    rules: Annotated[tuple[AlertRule, ...], Listed] = ()
    labels: Annotated[tuple[Title, ...], Listed] = ()


class WrittenAlert(Written):
    """One alert behind an incident. `group` is a digest of the monitoring's key; without `to`, the alert is firing."""

    fingerprint: Fingerprint
    group: Fingerprint
    from_: Instant = Field(alias="from")
    to: Instant | None = None
