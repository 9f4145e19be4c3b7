"""The loops: every customer or node, every month, every second."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from oracle.figures import Tally, figure_json, sum_of, verdict_json
from oracle.impacts import Case, impacts_of
from oracle.lenses import provider_lens, real_lens
from oracle.scenes import add_outcomes, counted_outcomes, meter_of, outcomes_by_second, scene_of
from oracle.strips import strip_of
from oracle.subscriptions import MeterKey, meters_of_customer, scene_of_customer, subscriptions_of, zone_of


class Charge(NamedTuple):
    """One second of downtime and the impact that it is charged to."""

    second: int
    record: str
    node: str
    level: str
    fault: str
    planned: bool


def simulate(case: Case, months: Iterable[str], *, tick_seconds: int = 1) -> dict[str, Any]:
    """The `customers` of `aboveboard availability` for those months.

    A tick longer than a second is right when every instant of the case lies on that grid; where one within the months
    does not, ValueError is raised.
    """
    months = list(months)
    return {
        customer: {
            "timezone": zone_of(case, customer),
            "months": {month: _customer_month(case, customer, month, tick_seconds) for month in months},
        }
        for customer in case["customers"]
    }


def simulate_public(case: Case, months: Iterable[str], *, tick_seconds: int = 1) -> dict[str, Any]:
    """The `nodes` of `aboveboard availability --public` for those months; ticks as in `simulate`."""
    by_month = {month: _public_month(case, month, tick_seconds) for month in months}
    kinds = {**dict.fromkeys(case["components"], "component"), **dict.fromkeys(case["services"], "service")}
    return {
        node: {"kind": kind, "months": {month: figures[node] for month, figures in by_month.items()}}
        for node, kind in kinds.items()
    }


def simulate_charges(
    case: Case, customer: str, service: str, month: str, lens: str, *, tick_seconds: int = 1
) -> list[Charge]:
    """Every second (or tick) of downtime of a customer's service in the `real`, `provider` or `sla` lens.

    In the `sla` lens each subscription has its own SLA, and no charges without one. Ticks as in `simulate`.
    """
    scene = scene_of_customer(case, customer, month, tick_seconds)
    subscriptions = subscriptions_of(case, customer)
    meters = {
        (number, name): meter
        for (number, name), meter in meters_of_customer(case, customer, scene).items()
        if name == lens and subscriptions[number]["service"] == service
    }
    return [
        Charge(second, charged.source, charged.node, charged.level, charged.fault, charged.planned)
        for second, outcomes in outcomes_by_second(scene, meters)
        for outcome in outcomes.values()
        if (charged := outcome.charged) is not None
    ]


def _customer_month(case: Case, customer: str, month: str, tick_seconds: int) -> dict[str, Any]:
    scene = scene_of_customer(case, customer, month, tick_seconds)
    meters = meters_of_customer(case, customer, scene)
    tallies = {key: Tally() for key in meters}
    in_service = disrupted = 0
    for seconds, outcomes in counted_outcomes(scene, meters):
        add_outcomes(tallies, seconds, outcomes)
        real = [outcome for (_, lens), outcome in outcomes.items() if lens == "real"]
        in_service += seconds if real else 0
        disrupted += seconds if any(outcome.weight > 0 for outcome in real) else 0
    alive = {number: subscriptions_of(case, customer)[number] for number, lens in meters if lens == "real"}
    services = sorted({subscription["service"] for subscription in alive.values()})
    return {
        **_sums(tallies, list(alive)),
        "in_service_seconds": in_service,
        "disrupted_seconds": disrupted,
        "services": {
            service: _service_month(
                case, tallies, {number: one for number, one in alive.items() if one["service"] == service}
            )
            for service in services
        },
    }


def _service_month(case: Case, tallies: dict[MeterKey, Tally], alive: dict[int, Any]) -> dict[str, Any]:
    return {
        **_sums(tallies, list(alive)),
        "sla": [
            verdict_json(tallies[number, "sla"], subscription["sla"], case["slas"][subscription["sla"]])
            for number, subscription in alive.items()
            if subscription.get("sla")
        ],
    }


def _sums(tallies: dict[MeterKey, Tally], numbers: Sequence[int]) -> dict[str, Any]:
    return {lens: figure_json(sum_of([tallies[number, lens] for number in numbers])) for lens in ("real", "provider")}


def _public_month(case: Case, month: str, tick_seconds: int) -> dict[str, dict[str, Any]]:
    """For every node its figures without a customer; all of the period is agreed."""
    visible = [impact for impact in impacts_of(case) if impact.public and impact.scope is None]
    scene = scene_of(case, month, case["provider"]["timezone"], visible, tick_seconds)
    always = strip_of([(scene.ticks.start, scene.ticks.stop)], scene.ticks)
    lenses = {"real": real_lens(case), "provider": provider_lens(case)}
    meters = {
        (node, name): meter_of([node], lens, scene, always) for node in scene.shapes for name, lens in lenses.items()
    }
    tallies = {key: Tally() for key in meters}
    for seconds, outcomes in counted_outcomes(scene, meters):
        add_outcomes(tallies, seconds, outcomes)
    return {node: {name: figure_json(tallies[node, name]) for name in lenses} for node in scene.shapes}
