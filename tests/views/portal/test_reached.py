"""What reached a customer, and with how many seconds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aboveboard.availability.months import Month
from aboveboard.records.vocabulary import Fault
from aboveboard.views.own_registers import OwnRegisters
from aboveboard.views.portal.reached import Reached, has_reached, own_charges, reached_incidents
from builders import PROVIDER, at, incident, register_of
from portal_scene import AS_OF, BOX, CUSTOMERS, FILES, OVER, plain_portal_of, portal_of


def told(id: str) -> dict[str, Reached]:
    return {one.id: one for one in reached_incidents(portal_of(id))}


def test_what_disrupted_a_service_stands_there_newest_first_and_what_a_spare_absorbed_does_not() -> None:
    assert list(told("acme")) == [
        "2026-10-20-now",
        "2026-10-20-mail-slow",
        "2026-10-12-under",
        "2026-10-12-over",
        "2026-10-09-box",
        "2026-10-08-slow",
        "2026-10-06-mailboxes",
        "2026-10-05-line",
        "2026-10-03-pod-down",
        "2026-09-01-fan",
    ]


@pytest.mark.parametrize("id", ["acme", "beta", "later", "gone", "nobody", "renewed", "quiet"])
def test_the_short_register_and_the_whole_one_say_the_same(id: str) -> None:
    assert reached_incidents(portal_of(id)) == reached_incidents(plain_portal_of(id))


def test_seconds_are_the_customer_s_own() -> None:
    acme, beta = told("acme"), told("beta")
    assert acme["2026-10-03-pod-down"].by_fault == {Fault.INFRASTRUCTURE: 49 * 60 + 1}
    assert acme["2026-10-05-line"].by_service == {"erp": 5400}
    assert beta["2026-10-06-mailboxes"].downtime == 1200
    assert list(beta) == ["2026-10-20-mail-slow", "2026-10-08-slow", "2026-10-06-mailboxes"]


def test_degraded_time_is_no_downtime() -> None:
    slow = told("beta")["2026-10-08-slow"]
    assert (slow.downtime, slow.degraded, slow.worst and slow.worst.key) == (0, 22 * 60, "degraded")


def test_what_others_are_charged_with_first_reached_the_customer_all_the_same() -> None:
    under = told("acme")["2026-10-12-under"]
    assert (under.services, under.downtime, under.worst) == (("erp",), 0, None)


def test_what_a_spare_absorbs_while_something_else_is_down_has_not_reached_the_customer() -> None:
    files = incident(
        "2026-10-12-one-of-two",
        "fault: third-party\nstarted: 2026-10-12 10:30 UTC\nresolved: 2026-10-12 10:40 UTC\n"
        "impacts: [{on: norvia-ip, level: outage}]",
    )
    assert not has_reached(portal_of("acme", more=files), "2026-10-12-one-of-two")


def test_what_begins_at_this_very_instant_is_there_with_no_second() -> None:
    now = told("acme")["2026-10-20-now"]
    assert (now.services, now.downtime, now.worst and now.worst.key) == (("erp",), 0, "partial")


def test_a_subscription_that_is_not_alive_is_reached_by_nothing() -> None:
    assert told("later") == {}
    assert told("nobody") == {}
    assert list(told("gone")) == ["2026-09-01-fan"]


def test_an_outage_over_a_renewal_is_counted_once() -> None:
    assert told("renewed")["2026-10-09-box"].downtime == 3600
    rows = own_charges(portal_of("renewed"), "2026-10-09-box")
    assert [row.seconds for row in rows] == [1800, 1800]


def test_a_subscription_that_begins_within_an_outage_has_its_second_part() -> None:
    files = {
        f"content/catalog/customers/{id}.yml": f"name: {id}\nsubscriptions: [{{service: erp, since: {since}}}]\n"
        for id, since in (("fresh", "2026-10-10"),)
    }
    fresh = {one.id: one for one in reached_incidents(portal_of("fresh", more=files))}
    assert fresh["2026-10-09-box"].downtime == 1800
    assert "2026-10-03-pod-down" not in fresh


def test_a_hidden_record_stays_hidden_where_the_subscription_begins_within_it() -> None:
    carriers = {
        path: text.replace("resolved: 2026-10-12 10:20", "resolved: 2026-10-13 00:30").replace(
            "Resolved · 2026-10-12 10:20", "Resolved · 2026-10-13 00:30"
        )
        for path, text in FILES.items()
        if "under" in path
    }
    pod = {path: text.replace("2026-10-12 11:00", "2026-10-13 01:00") for path, text in OVER.items()}
    files = {"content/catalog/customers/fresh.yml": "name: Fresh\nsubscriptions: [{service: erp, since: 2026-10-13}]\n"}
    found = {one.id: one for one in reached_incidents(portal_of("fresh", more={**carriers, **pod, **files}))}
    assert found["2026-10-12-under"].downtime == 0
    assert found["2026-10-12-over"].downtime == 3600


def test_without_words_that_may_be_told_seconds_count_all_the_same() -> None:
    edition = portal_of("acme", withheld=frozenset({"2026-10-03-pod-down"}))
    found = {one.id: one for one in reached_incidents(edition)}["2026-10-03-pod-down"]
    assert found.incident is None
    assert found.downtime == 2941


def test_weights_make_exact_fractions() -> None:
    provider = {"content/catalog/provider.yml": PROVIDER + "weights: {outage: 1, partial: 1, degraded: 0.3}\n"}
    slow = {one.id: one for one in reached_incidents(portal_of("beta", more=provider))}["2026-10-08-slow"]
    assert (slow.downtime, slow.degraded) == (Fraction(396), 0)


def test_incidents_add_up_to_the_month_less_planned_work() -> None:
    edition = portal_of("acme", "2026-10-31 23:00 UTC")
    customer = edition.register.customers["acme"]
    figure = edition.ledger.customer_month(customer, Month(2026, 10)).real
    october = [one for one in reached_incidents(edition) if one.id.startswith("2026-10")]
    works = sum(row.seconds for row in own_charges(edition, "2026-10-13-mail-move"))
    assert works == 1800
    assert sum(one.downtime for one in october) + works == figure.downtime


def test_an_affected_incident_of_a_time_without_subscription_is_not_told() -> None:
    files = {
        path.replace("2026-10-05-line", "2026-10-06-late"): text.replace("2026-10-05", "2026-10-06").replace(
            "on: acme-line, level: outage, customers: [acme]", "on: erp, level: outage, customers: [gone]"
        )
        for path, text in FILES.items()
        if "2026-10-05-line" in path
    }
    assert not has_reached(portal_of("gone", more=files), "2026-10-06-late")


def test_of_whom_the_catalog_does_not_know_nothing_is_known() -> None:
    assert reached_incidents(plain_portal_of("stranger")) == ()


def test_an_affected_incident_that_a_spare_absorbed_is_told_to_its_customer() -> None:
    files = {
        path: text.replace("{on: norvia-ip, level: outage}", "{on: norvia-ip, level: outage, customers: [acme]}")
        for path, text in FILES.items()
        if "spare" in path
    }
    spare = {one.id: one for one in reached_incidents(portal_of("acme", more=files))}["2026-10-07-spare"]
    assert (spare.services, spare.downtime, spare.worst) == ((), 0, None)
    assert not has_reached(portal_of("renewed", more=files), "2026-10-07-spare")


def test_customers_of_one_build_share_what_lies_on_equal_paths() -> None:
    owns = OwnRegisters(register_of(FILES))
    together = [owns.edition(of, at(AS_OF), is_fixed=True) for of in ("acme", "beta", "renewed", "gone", "later")]
    assert len({id(one.ledger) for one in together}) == 1
    for one in together:
        assert reached_incidents(one) == reached_incidents(portal_of(one.reader.customer or ""))


def test_the_scene_has_what_these_tests_speak_of() -> None:
    assert BOX.items() <= FILES.items()
    assert len(CUSTOMERS) == 7
