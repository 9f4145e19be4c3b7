"""Nothing that differs is missed, nothing else is told, over drawn cases."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.availability.ledger import CustomerMonth, Ledger
from aboveboard.availability.months import Month, month_of, months_between
from aboveboard.comparison.figures_changed import MonthChange, figures_changed
from aboveboard.records.values import instant_of
from aboveboard.render.figures_json import customer_json
from case_files import register_of_case
from strategies import Drawn, cases, incidents_for

DRAWN = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

PARTS = ("provider", "components", "services", "slas", "customers", "incidents", "changes")


def ledger_of(case: dict[str, Any], as_of: str) -> Ledger:
    return Ledger(register_of_case(case), instant_of(as_of))


def figures_of(ledger: Ledger, customer: str, month: Month) -> object:
    """What `aboveboard availability` prints, less the targets; None where no time is agreed."""
    one = ledger.register.customers.get(customer)
    return printed(ledger.customer_month(one, month) if one else None)


def printed(figures: CustomerMonth | None) -> object:
    if figures is None or not figures.real.agreed:
        return None
    document = customer_json("UTC", {month_of("2026-10"): figures})
    for service in document["months"]["2026-10"]["services"].values():
        for verdict in service["sla"]:
            del verdict["target"]
    return document


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
    return printed(change.before if before else change.after)


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


def test_another_architecture_restates_what_it_hung_on() -> None:
    """A redundant edge would have carried the outage."""
    case: dict[str, Any] = {
        "provider": {"name": "Small Cloud", "url": "https://status.small.example/"},
        "components": {"edge": {"name": "Edge", "owner": "infrastructure"}, "spare": {"name": "Spare", "owner": "software"}},
        "services": {"mail": {"name": "Mail", "requires": ["edge"]}, "erp": {"name": "ERP", "requires": ["edge"]}},
        "customers": {
            "acme": {"name": "Acme", "subscriptions": [{"service": "mail", "since": "2026-01-01"}]},
            "bolt": {"name": "Bolt", "subscriptions": [{"service": "erp", "since": "2026-01-01"}]},
        },
        "incidents": {
            "2026-10-31-edge": {
                "title": "Edge", "urgency": "P1", "fault": "infrastructure", "started": "2026-10-31T23:00:00Z",
                "resolved": "2026-11-01T01:00:00Z", "impacts": [{"on": "edge", "level": "outage"}],
            }
        },
    }  # fmt: skip
    other = copy.deepcopy(case)
    other["services"]["mail"]["requires"] = [{"any": ["edge", "spare"]}]
    found = figures_changed(ledger_of(case, "2026-11-15T00:00:00Z"), ledger_of(other, "2026-11-15T00:00:00Z"))
    assert [(change.customer, str(change.month), change.is_restated) for change in found] == [
        ("acme", "2026-10", True),
        ("acme", "2026-11", False),
    ]
    assert [change.moved_seconds for change in found] == [3600, 3600]
