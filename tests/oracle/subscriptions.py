"""The subscriptions of a customer: when each is alive, and the meters that follow it."""

from collections.abc import Mapping, Sequence
from operator import and_
from typing import Any

from oracle.hours import windows_of
from oracle.impacts import Case, impacts_of
from oracle.instants import Span, midnight, read_date
from oracle.lenses import provider_lens, real_lens, sla_lens
from oracle.scenes import Meter, Scene, meter_of, scene_of
from oracle.strips import strip_of

MeterKey = tuple[int, str]
"""The number of a subscription in order of `since`, and `real`, `provider` or `sla`."""

_FOREVER = 1 << 40


def zone_of(case: Case, customer: str) -> str:
    return str(case["customers"][customer].get("timezone") or case["provider"]["timezone"])


def subscriptions_of(case: Case, customer: str) -> list[Mapping[str, Any]]:
    """In order of `since`."""
    return sorted(
        case["customers"][customer]["subscriptions"], key=lambda subscription: read_date(subscription["since"])
    )


def scene_of_customer(case: Case, customer: str, month: str, tick_seconds: int) -> Scene:
    impacts = [impact for impact in impacts_of(case) if impact.reaches(customer)]
    return scene_of(case, month, zone_of(case, customer), impacts, tick_seconds)


def meters_of_customer(case: Case, customer: str, scene: Scene) -> dict[MeterKey, Meter]:
    """Those of the subscriptions that are alive in the month of the scene."""
    meters: dict[MeterKey, Meter] = {}
    for number, subscription in enumerate(subscriptions_of(case, customer)):
        path = [subscription["service"], *(subscription.get("via") or ())]
        alive = strip_of([_life_of(case, customer, subscription)], scene.ticks)
        if any(alive):
            meters[number, "real"] = meter_of(path, real_lens(case), scene, alive)
            meters[number, "provider"] = meter_of(path, provider_lens(case), scene, alive)
            if subscription.get("sla"):
                meters[number, "sla"] = _sla_meter(case, customer, path, subscription["sla"], scene, alive)
    return meters


def _sla_meter(case: Case, customer: str, path: Sequence[str], policy_id: str, scene: Scene, alive: bytes) -> Meter:
    policy = case["slas"][policy_id]
    period = scene.ticks.start, scene.ticks.stop
    within_hours = strip_of(windows_of(policy.get("hours", "24x7"), zone_of(case, customer), period), scene.ticks)
    return meter_of(path, sla_lens(case, policy), scene, bytes(map(and_, alive, within_hours)))


def _life_of(case: Case, customer: str, subscription: Mapping[str, Any]) -> Span:
    """From `since` to the earlier of `until` and the customer's end; without either it goes on."""
    zone = zone_of(case, customer)
    days = [subscription.get("until"), (case["customers"][customer].get("ended") or {}).get("on")]
    ends = [midnight(read_date(day), zone) for day in days if day]
    return midnight(read_date(subscription["since"]), zone), min(ends, default=_FOREVER)
