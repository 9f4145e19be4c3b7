"""The laws of the specification (section 7), over drawn cases; law 9 against the oracle."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.availability.charges import Charge
from aboveboard.availability.figures import Figure, figure_of
from aboveboard.availability.ledger import CustomerMonth, Ledger
from aboveboard.availability.months import Month, month_of
from aboveboard.records.values import instant_of
from aboveboard.render.figure_rows import customers_json, nodes_json
from case_files import register_of_case
from oracle import simulate, simulate_charges, simulate_public
from strategies import Drawn, cases, crowds, incidents_for

LAW = settings(max_examples=60)
TICK = 900


def ledger_of(case: dict[str, Any]) -> Ledger:
    return Ledger(register_of_case(case), instant_of(case["as_of"]))


def months_of(drawn: Drawn) -> list[Month]:
    return [month_of(text) for text in drawn["months"]]


def customer_months(drawn: Drawn) -> Iterator[tuple[str, Month, CustomerMonth]]:
    ledger = ledger_of(drawn["case"])
    for customer in ledger.register.customers.values():
        for month in months_of(drawn):
            yield customer.id, month, ledger.customer_month(customer, month)


def figures_in(month: CustomerMonth) -> Iterator[Figure]:
    yield month.real
    yield month.provider
    for service in month.services.values():
        yield service.real
        yield service.provider
        yield from (verdict.figure for verdict in service.slas)


@LAW
@given(cases(oddities=True))
def test_1_categories_sum_to_the_downtime(drawn: Drawn) -> None:
    for _, _, month in customer_months(drawn):
        for figure in figures_in(month):
            assert sum(figure.by_fault.values(), Fraction(0)) == figure.downtime
            assert all(figure.by_fault.values())
            assert 0 <= figure.planned <= figure.downtime


@LAW
@given(st.data())
def test_2_adding_an_impact_never_lowers_downtime(data: st.DataObject) -> None:
    drawn = data.draw(cases())
    id, incident = data.draw(incidents_for(drawn))
    more = copy.deepcopy(drawn)
    more["case"]["incidents"][id] = incident
    for (_, _, before), (_, _, after) in zip(customer_months(drawn), customer_months(more), strict=True):
        for one, other in zip(figures_in(before), figures_in(after), strict=True):
            assert one.downtime <= other.downtime
            assert one.agreed == other.agreed


@LAW
@given(cases())
def test_2_leaving_a_customer_out_of_a_scope_never_raises_its_downtime(drawn: Drawn) -> None:
    customers = sorted(drawn["case"]["customers"])
    if len(customers) < 2:
        return
    left_out = customers[0]
    fewer = copy.deepcopy(drawn)
    for record in (*fewer["case"]["incidents"].values(), *fewer["case"]["changes"].values()):
        for impact in record.get("impacts") or () if record.get("impacts") != "none" else ():
            kept = [id for id in impact.get("customers", customers) if id != left_out]
            impact["customers"] = kept or [customers[1]]
        record["audience"] = record.get("audience", "public")
    before = {(id, month): figures.real.downtime for id, month, figures in customer_months(drawn)}
    after = {(id, month): figures.real.downtime for id, month, figures in customer_months(fewer)}
    for key, downtime in after.items():
        if key[0] == left_out:
            assert downtime <= before[key]


@LAW
@given(cases(), st.integers(min_value=1, max_value=27))
def test_3_the_parts_of_a_period_sum_to_the_whole(drawn: Drawn, days: int) -> None:
    ledger = ledger_of(drawn["case"])
    for customer in ledger.register.customers.values():
        for month in months_of(drawn):
            start, end = ledger.period(month, ledger.zone_of(customer))
            border = start + days * 86400
            for subscription in customer.subscriptions:
                for lens in (ledger.real, ledger.provider, ledger.sla_lens(subscription)):
                    if lens is None:
                        continue
                    charges = ledger.charges(customer, subscription, lens)
                    whole, first, second = (
                        figure_of(charges, ledger.agreed(customer, subscription, part, lens), lens.scale)
                        for part in ((start, end), (start, min(border, end)), (border, end))
                    )
                    assert first.plus(second) == whole


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_4_order_changes_nothing(drawn: Drawn, chance: random.Random) -> None:
    shuffled = copy.deepcopy(drawn)
    for name in ("components", "services", "slas", "customers", "incidents", "changes"):
        entries = list(shuffled["case"][name].items())
        chance.shuffle(entries)
        shuffled["case"][name] = dict(entries)
    for record in (*shuffled["case"]["incidents"].values(), *shuffled["case"]["changes"].values()):
        if isinstance(record.get("impacts"), list):
            chance.shuffle(record["impacts"])
    ledger, other = ledger_of(drawn["case"]), ledger_of(shuffled["case"])
    customers, months = list(ledger.register.customers), months_of(drawn)
    assert customers_json(ledger, customers, months) == customers_json(other, customers, months)


@LAW
@given(cases(oddities=True))
def test_5_downtime_lies_within_agreed_time_and_real_is_never_less(drawn: Drawn) -> None:
    for _, _, month in customer_months(drawn):
        for figure in figures_in(month):
            assert 0 <= figure.downtime <= figure.agreed
        assert month.real.downtime >= month.provider.downtime
        assert month.disrupted <= month.in_service


@LAW
@given(cases())
def test_5_real_is_never_less_than_sla_with_equal_weights_and_hours(drawn: Drawn) -> None:
    equal = copy.deepcopy(drawn)
    for sla in equal["case"]["slas"].values():
        sla.pop("hours", None)
        sla["levels"] = dict(equal["case"]["provider"].get("weights") or {})
    ledger = ledger_of(equal["case"])
    for customer in ledger.register.customers.values():
        for month in months_of(equal):
            for service in ledger.customer_month(customer, month).services.values():
                assert service.real.downtime >= sum(verdict.figure.downtime for verdict in service.slas)


@LAW
@given(st.data())
def test_7_an_incident_changes_only_customers_in_its_reach(data: st.DataObject) -> None:
    drawn = data.draw(cases())
    id, incident = data.draw(incidents_for(drawn))
    more = copy.deepcopy(drawn)
    more["case"]["incidents"][id] = incident
    before, after = ledger_of(drawn["case"]), ledger_of(more["case"])
    impacts = [impact for impact in after.impacts if impact.source == id]
    for customer in before.register.customers.values():
        paths = [before.path(one.service, *one.via) for one in customer.subscriptions]
        if any(impact.reaches(customer.id) and impact.node in path.reach for impact in impacts for path in paths):
            continue
        for month in months_of(drawn):
            assert before.customer_month(customer, month) == after.customer_month(
                after.register.customers[customer.id], month
            )


@LAW
@given(cases())
def test_8_no_second_that_the_provider_lens_shows_is_charged_to_somebody_else(drawn: Drawn) -> None:
    ledger = ledger_of(drawn["case"])
    for customer in ledger.register.customers.values():
        for subscription in customer.subscriptions:
            real = ledger.charges(customer, subscription, ledger.real)
            for ours in ledger.charges(customer, subscription, ledger.provider):
                for charge in real:
                    if charge.start < ours.end and ours.start < charge.end and charge.weight == ours.weight:
                        assert charge.impact.fault.is_ours


@LAW
@given(cases(oddities=True))
def test_9_the_engine_agrees_with_the_oracle(drawn: Drawn) -> None:
    ledger = ledger_of(drawn["case"])
    printed = customers_json(ledger, list(ledger.register.customers), months_of(drawn))
    assert printed["customers"] == simulate(drawn["case"], drawn["months"], tick_seconds=TICK)


@LAW
@given(cases(oddities=True))
def test_9_the_public_view_agrees_with_the_oracle(drawn: Drawn) -> None:
    ledger = ledger_of(drawn["case"])
    printed = nodes_json(ledger, [*ledger.register.components, *ledger.register.services], months_of(drawn))
    assert printed["nodes"] == simulate_public(drawn["case"], drawn["months"], tick_seconds=TICK)


@LAW
@given(cases(oddities=True))
def test_9_each_second_is_charged_to_the_record_that_the_oracle_charges(drawn: Drawn) -> None:
    ledger = ledger_of(drawn["case"])
    month = months_of(drawn)[0]
    for customer in ledger.register.customers.values():
        period = ledger.period(month, ledger.zone_of(customer))
        for service in sorted({one.service for one in customer.subscriptions}):
            expected = {
                charge.second: (charge.record, charge.node, charge.fault, charge.planned)
                for charge in simulate_charges(
                    drawn["case"], customer.id, service, str(month), "real", tick_seconds=TICK
                )
            }
            assert dict(_charged_ticks(ledger, customer.id, service, period)) == expected


def _charged_ticks(
    ledger: Ledger, customer_id: str, service: str, period: tuple[int, int]
) -> Iterator[tuple[int, Any]]:
    customer = ledger.register.customers[customer_id]
    for subscription in customer.subscriptions:
        if subscription.service != service:
            continue
        for charge in ledger.charges(customer, subscription, ledger.real):
            for start, end in ledger.agreed(customer, subscription, period, ledger.real):
                for second in range(max(start, charge.start), min(end, charge.end), TICK):
                    impact = charge.impact
                    yield second, (impact.source, impact.node, impact.fault.value, impact.planned)


@LAW
@given(st.data())
def test_the_public_rows_of_a_span_are_those_of_all_time_cut_at_its_ends(data: st.DataObject) -> None:
    """Whether all of them were asked for before, those of the states alone, or none."""
    drawn = data.draw(cases(oddities=True))
    ledger, aware, half_aware = (ledger_of(drawn["case"]) for _ in range(3))
    borders = sorted({border for impact in ledger.impacts for border in (impact.start, impact.end)}) or [0]
    near = st.builds(int.__add__, st.sampled_from(borders), st.sampled_from([-900, -1, 0, 1, 900]))
    begin, end = sorted((data.draw(near), data.draw(near)))
    span = (begin, end + 1)
    for node in (*ledger.register.services, *ledger.register.components):
        half_aware.public_charges(node, half_aware.state)
        for lens in (ledger.real, ledger.provider, ledger.state):
            rows = aware.public_charges(node, lens)
            cut = [
                Charge(max(row.start, span[0]), min(row.end, span[1]), row.weight, row.impact)
                for row in rows
                if row.start < span[1] and row.end > span[0]
            ]
            assert ledger.public_charges_within(node, lens, span) == cut
            assert aware.public_charges_within(node, lens, span) == cut
            assert half_aware.public_charges_within(node, lens, span) == cut


@LAW
@given(cases(oddities=True))
def test_what_disrupts_nothing_in_the_state_lens_may_be_left_out_of_any_other(drawn: Drawn) -> None:
    ledger = ledger_of(drawn["case"])
    everybodys = [impact for impact in ledger.impacts if impact.customers is None and impact.is_public]
    for node in (*ledger.register.services, *ledger.register.components):
        for lens in (ledger.real, ledger.provider):
            assert ledger.public_charges(node, lens) == ledger.path(node).charges(everybodys, lens)


@LAW
@given(cases(oddities=True))
def test_sweeping_ahead_changes_no_row(drawn: Drawn) -> None:
    ledger, ahead = ledger_of(drawn["case"]), ledger_of(drawn["case"])
    for service in ahead.register.services:
        ahead.public_charges(service, ahead.state)
    ahead.public_charges(min(ahead.register.services), ahead.real)
    ahead.sweep_known()
    for service in ledger.register.services:
        for lens in (ledger.real, ledger.provider, ledger.state):
            assert ahead.public_charges(service, lens) == ledger.public_charges(service, lens)


@settings(max_examples=200)
@given(crowds())
def test_9_the_engine_agrees_with_the_oracle_when_everything_fails_at_once(drawn: Drawn) -> None:
    ledger = ledger_of(drawn["case"])
    printed = customers_json(ledger, ["acme"], months_of(drawn))
    assert printed["customers"] == simulate(drawn["case"], drawn["months"], tick_seconds=TICK)
