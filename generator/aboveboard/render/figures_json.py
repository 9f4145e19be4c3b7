"""Figures as the JSON of `aboveboard availability` (outputs.md, "Command line")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from aboveboard.availability.figures import Figure
from aboveboard.availability.ledger import CustomerMonth, NodeMonth, ServiceMonth
from aboveboard.availability.months import Month
from aboveboard.availability.verdicts import Verdict


def number(value: Fraction) -> int | float:
    """A whole number as such, anything else as the nearest binary64."""
    return value.numerator if value.denominator == 1 else float(value)


def figure_json(figure: Figure) -> dict[str, Any]:
    availability = figure.availability
    return {
        "agreed_seconds": figure.agreed,
        "downtime_seconds": number(figure.downtime),
        "planned_seconds": number(figure.planned),
        "by_fault": {fault.value: number(seconds) for fault, seconds in figure.by_fault.items()},
        "availability": None if availability is None else float(availability),
    }


def customer_json(zone: str, months: Mapping[Month, CustomerMonth]) -> dict[str, Any]:
    return {"timezone": zone, "months": {str(month): _customer_month(figures) for month, figures in months.items()}}


def node_json(kind: str, months: Mapping[Month, NodeMonth]) -> dict[str, Any]:
    pairs = {
        str(month): {"real": figure_json(figures.real), "provider": figure_json(figures.provider)}
        for month, figures in months.items()
    }
    return {"kind": kind, "months": pairs}


def _customer_month(month: CustomerMonth) -> dict[str, Any]:
    return {
        "real": figure_json(month.real),
        "provider": figure_json(month.provider),
        "in_service_seconds": month.in_service,
        "disrupted_seconds": month.disrupted,
        "services": {service: _service_month(figures) for service, figures in month.services.items()},
    }


def _service_month(month: ServiceMonth) -> dict[str, Any]:
    return {
        "real": figure_json(month.real),
        "provider": figure_json(month.provider),
        "sla": _verdicts(month.slas),
    }


def _verdicts(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    return [
        {
            "policy": verdict.sla.id,
            "target": number(verdict.sla.target),
            **figure_json(verdict.figure),
            "met": verdict.met,
            "credit_percent": number(verdict.credit_percent),
        }
        for verdict in verdicts
    ]
