"""Nothing that differs is missed, nothing else is told, over drawn cases."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.availability.ledger import Ledger
from aboveboard.availability.months import Month, month_of, months_between
from aboveboard.comparison.figures_changed import MonthChange, figures_changed
from aboveboard.records.values import instant_of
from aboveboard.render.figures_json import customer_json
from case_files import register_of_case
from strategies import Drawn, cases, incidents_for

DRAWN = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

PARTS = ("provider", "components", "services", "slas", "customers", "incidents", "changes")


def ledger_of(case: dict[str, Any], as_of: str) -> Ledger:
    return Ledger(register_of_case(case), instant_of(as_of))


def figures_of(ledger: Ledger, customer: str, month: Month) -> object:
    """What `aboveboard availability` prints; None where no time is agreed."""
    one = ledger.register.customers.get(customer)
    figures = ledger.customer_month(one, month) if one else None
    return customer_json("UTC", {month: figures}) if figures and figures.real.agreed else None


def assert_told_exactly(before: Ledger, after: Ledger, months: list[Month]) -> None:
    told = {(change.customer, change.month): change for change in figures_changed(before, after)}
    for customer in sorted({*before.register.customers, *after.register.customers}):
        for month in months:
            old, new = figures_of(before, customer, month), figures_of(after, customer, month)
            change = told.pop((customer, month), None)
            assert (old != new) == (change is not None), f"{customer} {month}"
            if change is not None:
                assert old == shown(change, before=True)
                assert new == shown(change, before=False)
    assert not told, "months that nobody can have asked for"


def shown(change: MonthChange, before: bool) -> object:
    figures = change.before if before else change.after
    return customer_json("UTC", {change.month: figures}) if figures and figures.real.agreed else None


def every_month(ledger: Ledger) -> list[Month]:
    days = [one.since for customer in ledger.register.customers.values() for one in customer.subscriptions]
    first = min((Month(day.year, day.month) for day in days), default=month_of("2026-10"))
    # A day earlier: zones differ.
    return list(months_between(first.plus(-1), month_of("2027-02")))


@DRAWN
@given(st.data())
def test_an_incident_more_is_told_exactly_and_taking_it_away_is_its_mirror_image(data: st.DataObject) -> None:
    drawn: Drawn = data.draw(cases(oddities=True))
    before = drawn["case"]
    id, incident = data.draw(incidents_for(drawn))
    after = copy.deepcopy(before)
    after.setdefault("incidents", {})[id] = incident
    one, other = ledger_of(before, before["as_of"]), ledger_of(after, before["as_of"])
    assert_told_exactly(one, other, every_month(one))
    there, back = figures_changed(one, other), figures_changed(other, one)
    assert {(c.customer, c.month, shown(c, before=True), shown(c, before=False)).__repr__() for c in there} == {
        (c.customer, c.month, shown(c, before=False), shown(c, before=True)).__repr__() for c in back
    }


@DRAWN
@given(st.data())
def test_any_part_of_the_catalog_exchanged_is_told_exactly(data: st.DataObject) -> None:
    """What differs may be anything: weights, zones, shapes, SLAs, customers."""
    before = data.draw(cases(oddities=True))["case"]
    stranger = data.draw(cases(oddities=True))["case"]
    after = copy.deepcopy(before)
    for part in data.draw(st.sets(st.sampled_from(PARTS), min_size=1, max_size=3)):
        after[part] = copy.deepcopy(stranger.get(part, {}))
    one, other = ledger_of(before, before["as_of"]), ledger_of(after, before["as_of"])
    months = sorted({*every_month(one), *every_month(other)})
    assert_told_exactly(one, other, months)


@DRAWN
@given(cases(oddities=True))
def test_equal_records_change_no_figure(drawn: Drawn) -> None:
    case = drawn["case"]
    assert figures_changed(ledger_of(case, case["as_of"]), ledger_of(copy.deepcopy(case), case["as_of"])) == ()
