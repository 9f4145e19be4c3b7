"""The allow list at work: which component an alert is about, and what of it may stand in a record."""

from __future__ import annotations

import re

from aboveboard.frozen import frozen
from aboveboard.ingest.alert import Alert
from aboveboard.records.alerts import AlertRule, AlertRules
from aboveboard.records.wrong import shown

_BACKTICKS = re.compile("`+")
# A runner takes this for a command wherever it stands in a line of output.
_COMMAND = "##["


@frozen
class Mapped:
    """An alert, and the rule that says what it is about."""

    alert: Alert
    rule: AlertRule


def rule_for(alert: Alert, rules: AlertRules) -> AlertRule | None:
    """The first rule whose labels the alert has, with exactly these values."""
    return next((rule for rule in rules.rules if rule.match.items() <= alert.labels.items()), None)


def told_labels(alert: Alert, rules: AlertRules) -> tuple[tuple[str, str], ...]:
    """The labels that may be told, in the order of the allow list, each value on one line and not long."""
    names = dict.fromkeys(rules.labels)
    return tuple((name, shown(alert.labels[name])) for name in names if alert.labels.get(name, "").strip())


def labels_in_words(alert: Alert, rules: AlertRules) -> str:
    """`alertname EdgeDown, site fra1`, for a person at a terminal."""
    return ", ".join(f"{name} {value}" for name, value in told_labels(alert, rules)).replace(_COMMAND, "##\\[")


def labels_in_markdown(alert: Alert, rules: AlertRules) -> str:
    """``alertname `EdgeDown`, site `fra1` ``: a value is code, so nothing in it is Markdown or HTML."""
    return ", ".join(f"{in_markdown(name)} {_code(value)}" for name, value in told_labels(alert, rules))


def in_markdown(text: str) -> str:
    """Text that means itself."""
    return re.sub(r"([\\`*_{}\[\]<>#&|~])", r"\\\1", text)


def _code(text: str) -> str:
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}"
