"""A comparison as JSON: everything, uncut; figures in the shape of `aboveboard availability`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from aboveboard.availability.ledger import CustomerMonth
from aboveboard.availability.verdicts import Verdict
from aboveboard.comparison.compare import Comparison
from aboveboard.comparison.figures_changed import MonthChange, VerdictChange
from aboveboard.comparison.headline import headline_of
from aboveboard.comparison.records_changed import RecordChange
from aboveboard.comparison.states_changed import StateChange
from aboveboard.errors import Problem
from aboveboard.records.instants import iso_text
from aboveboard.render.figures_json import customer_json, number
from aboveboard.views.service_state import ServiceState


def comparison_json(comparison: Comparison) -> str:
    """Valid JSON in which no line speaks to a runner that prints it: `##[` counts anywhere in a line."""
    text = json.dumps(comparison_document(comparison), indent=1)
    return text.replace("##[", "\\u0023\\u0023[") + "\n"


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    names = comparison.names
    return {
        "as_of": iso_text(comparison.as_of),
        "base": {"name": names.base, "commit": names.base_commit, "is_behind": names.is_behind},
        "head": {"name": names.head, "commit": names.head_commit, "uncommitted_changes": names.is_dirty},
        "customers": None if comparison.customers is None else list(comparison.customers),
        "headline": list(headline_of(comparison)),
        "months": [_month(change) for change in comparison.months],
        "services": [_state_change(change) for change in comparison.states],
        "records": [_record(change) for change in comparison.records],
        "problems": {"new": _problems(comparison.problems.new), "mended": _problems(comparison.problems.mended)},
    }


def _month(change: MonthChange) -> dict[str, Any]:
    return {
        "customer": change.customer,
        "name": change.name,
        "timezone": change.zone,
        "month": str(change.month),
        "closed": change.is_closed,
        "restated": change.is_restated,
        "before": _figures(change, change.before),
        "after": _figures(change, change.after),
        "sla": [_verdict_change(verdict) for verdict in change.verdicts],
    }


def _figures(change: MonthChange, figures: CustomerMonth | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    found: dict[str, Any] = customer_json(change.zone, {change.month: figures})["months"][str(change.month)]
    return found


def _verdict_change(change: VerdictChange) -> dict[str, Any]:
    return {
        "service": change.service,
        "policy": change.policy,
        "turn": change.turn.name.lower().replace("_", "-"),
        "before": _verdict(change.before),
        "after": _verdict(change.after),
    }


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    share = verdict.figure.availability
    return {
        "target": number(verdict.sla.target),
        "availability": None if share is None else float(share),
        "met": verdict.met,
        "credit_percent": number(verdict.credit_percent),
    }


def _state_change(change: StateChange) -> dict[str, Any]:
    return {
        "service": change.service,
        "name": change.name,
        "before": _state(change.before),
        "after": _state(change.after),
    }


def _state(state: ServiceState | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {
        "state": state.state.key,
        "since": state.since.iso if state.since else None,
        "record": state.record or None,
    }


def _record(change: RecordChange) -> dict[str, Any]:
    details = [
        {"field": one.field, "text": one.text, "before": one.before, "after": one.after} for one in change.details
    ]
    return {
        "kind": change.kind.value,
        "id": change.id,
        "path": change.path,
        "title": change.title,
        "turn": change.turn.name.lower().replace("_", "-"),
        "details": details,
    }


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [problem.as_row() for problem in problems]
