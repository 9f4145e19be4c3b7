from __future__ import annotations

from fractions import Fraction

from aboveboard.records.vocabulary import Fault, Level
from aboveboard.views.audience import Reader
from aboveboard.views.seen import Touched, touched_by
from builders import PROVIDER, catalog, change, customer, edition_of, incident

NOW = "2026-11-15 13:37 UTC"
CATALOG = catalog(
    services="erp: {requires: [edge, {any: [db-a, db-b]}], name: ERP Suite}\ndns: {name: DNS, requires: [edge]}\n",
    components="edge: {name: Edge, owner: infrastructure}\ndb-a: {name: Database A, owner: software}\n"
    "db-b: {name: Database B, owner: software}\nline: {name: Line, owner: third-party}\n",
)
TIMES = "started: 2026-11-15 10:00 UTC\nresolved: 2026-11-15 11:00 UTC\n"


def touched(id: str, *files: dict[str, str], reader: Reader | None = None) -> Touched:
    merged = dict(CATALOG)
    for one in files:
        merged.update(one)
    edition = edition_of(merged, NOW, reader) if reader else edition_of(merged, NOW)
    record = edition.register.incidents.get(id) or edition.register.changes[id]
    return touched_by(record, edition)


def test_each_service_on_the_path_saw_it() -> None:
    found = touched("2026-11-15-a", incident("2026-11-15-a", f"{TIMES}impacts: [{{on: edge, level: outage}}]"))
    assert [(one.service, one.worst, one.downtime) for one in found.seen] == [
        ("dns", Level.OUTAGE, 3600),
        ("erp", Level.OUTAGE, 3600),
    ]


def test_what_disrupts_one_service_after_the_other_disrupted_as_long_as_both() -> None:
    work = change(
        "2026-11-15-a",
        "components: [edge]\noutcome: succeeded\nwindow: {from: 2026-11-15 10:00 UTC, to: 2026-11-15 11:00 UTC}\n"
        "impacts: [{on: dns, level: outage, to: 2026-11-15 10:10 UTC}, "
        "{on: erp, level: degraded, from: 2026-11-15 10:05 UTC, to: 2026-11-15 10:20 UTC}]",
    )
    found = touched("2026-11-15-a", work)
    assert [dict(one.seconds) for one in found.seen] == [{Level.OUTAGE: 600}, {Level.DEGRADED: 900}]
    assert found.disrupted_seconds == 1200


def test_degraded_seconds_are_seen_and_cost_nothing() -> None:
    found = touched("2026-11-15-a", incident("2026-11-15-a", f"{TIMES}impacts: [{{on: dns, level: degraded}}]"))
    assert [(dict(one.seconds), one.downtime) for one in found.seen] == [({Level.DEGRADED: 3600}, 0)]


def test_weights_make_exact_fractions() -> None:
    provider = f"{PROVIDER}weights: {{partial: 0.3}}\n"
    files = {**CATALOG, **catalog(services="dns: {name: DNS}", provider=provider)}
    files |= incident("2026-11-15-a", f"{TIMES}impacts: [{{on: dns, level: partial}}]")
    found = touched("2026-11-15-a", files)
    assert [one.downtime for one in found.seen] == [Fraction(1080)]


def test_the_levels_are_told_worst_first_with_each_fault_s_part() -> None:
    impacts = (
        "impacts: [{on: dns, level: degraded, to: 2026-11-15 10:20 UTC}, "
        "{on: dns, level: outage, from: 2026-11-15 10:20 UTC, to: 2026-11-15 10:30 UTC, fault: software}, "
        "{on: dns, level: partial, from: 2026-11-15 10:30 UTC}]"
    )
    (seen,) = touched("2026-11-15-a", incident("2026-11-15-a", f"{TIMES}{impacts}")).seen
    assert list(seen.seconds.items()) == [(Level.OUTAGE, 600), (Level.PARTIAL, 1800), (Level.DEGRADED, 1200)]
    assert dict(seen.by_fault) == {Fault.INFRASTRUCTURE: 1800, Fault.SOFTWARE: 600}


def test_a_redundant_part_disrupts_nobody() -> None:
    found = touched("2026-11-15-a", incident("2026-11-15-a", f"{TIMES}impacts: [{{on: db-a, level: outage}}]"))
    assert (found.seen, found.is_charged_elsewhere) == ((), False)


def test_seconds_that_another_incident_is_charged_with_stand_there_alone() -> None:
    ours = incident("2026-11-15-a", f"{TIMES}impacts: [{{on: dns, level: outage}}]")
    theirs = incident("2026-11-15-b", f"fault: customer\n{TIMES}impacts: [{{on: dns, level: outage}}]")
    found = touched("2026-11-15-b", ours, theirs)
    assert (found.seen, found.is_charged_elsewhere) == ((), True)


def test_work_is_seen_beyond_its_window_too() -> None:
    work = change(
        "2026-11-15-w",
        "window: {from: 2026-11-15 10:00 UTC, to: 2026-11-15 10:30 UTC}\ncomponents: [edge]\nannounced: 2026-11-01 09:00 UTC\n"
        "outcome: succeeded\nimpacts: [{on: dns, level: outage, to: 2026-11-15 10:40 UTC}]",
    )
    (seen,) = touched("2026-11-15-w", work).seen
    assert dict(seen.seconds) == {Level.OUTAGE: 2400}


def test_a_customer_s_own_path_counts_while_it_is_alive() -> None:
    acme = customer("acme", "name: Acme\nsubscriptions: [{service: dns, since: 2026-01-01, via: [line]}]")
    hit = incident("2026-11-15-a", f"{TIMES}impacts: [{{on: line, level: outage}}]")
    found = touched("2026-11-15-a", acme, hit, reader=Reader("acme"))
    assert [(one.service, one.downtime) for one in found.seen] == [("dns", 3600)]
    over = customer(
        "acme", "name: Acme\nsubscriptions: [{service: dns, since: 2026-01-01, until: 2026-11-01, via: [line]}]"
    )
    assert touched("2026-11-15-a", over, hit, reader=Reader("acme")).seen == ()
