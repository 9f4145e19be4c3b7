from __future__ import annotations

from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition
from aboveboard.views.incident_effect import spared_services
from aboveboard.views.incident_facts import IncidentFacts, incident_facts
from builders import at, catalog, customer, edition_of, incident

CATALOG = catalog(
    services="""\
erp: {name: ERP Suite, requires: [edge, {any: [db-a, db-b]}]}
dns: {name: DNS, requires: [{any: [ns1, ns2]}]}
vm: {name: Virtual machines, requires: [hv]}
""",
    components="""\
edge: {name: Frankfurt edge, owner: infrastructure}
db-a: {name: Database A, owner: software}
db-b: {name: Database B, owner: software}
ns1: {name: Name server 1, owner: infrastructure}
ns2: {name: Name server 2, owner: third-party, supplier: Domara}
hv: {name: Host cluster, owner: infrastructure}
acme-line: {name: Line to Acme, owner: third-party, supplier: Norvia}
""",
)
NOW = "2026-11-15 13:37 UTC"


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def facts_of(id: str, *files: dict[str, str], as_of: str = NOW, reader: Reader | None = None) -> IncidentFacts:
    edition = _edition(*files, as_of=as_of, reader=reader)
    return incident_facts(edition, edition.register.incidents[id])


def _edition(*files: dict[str, str], as_of: str, reader: Reader | None) -> Edition:
    merged = dict(CATALOG)
    for one in files:
        merged.update(one)
    return edition_of(merged, as_of, reader) if reader else edition_of(merged, as_of)


OPEN = incident(
    "2026-11-15-loss",
    """\
fault: third-party
supplier: Norvia
started: 2026-11-15 13:12 UTC
detected: 2026-11-15 13:14 UTC
diagnosed: 2026-11-15 13:31 UTC
impacts: [{on: edge, level: partial}, {on: vm, level: degraded, from: 2026-11-15 13:17 UTC}]
""",
    "Pages time out.\n\n## Investigating · 2026-11-15 13:20 UTC\n\nWe look.\n\n## Identified · 2026-11-15 13:31 UTC\n\nA fibre.",
)


def test_an_open_incident_says_how_it_is_now() -> None:
    facts = facts_of("2026-11-15-loss", OPEN)
    assert (facts.is_open, facts.state.word, facts.cause) == (True, "Partial outage", "Cause: third party (Norvia)")
    assert plain(facts.lasted_line) == "Running for 25 min"
    assert plain(facts.started.text) == "13:12 UTC"
    assert facts.as_of == at(NOW)
    assert [(one.name, one.now and one.now.key) for one in facts.disrupted_services] == [
        ("ERP Suite", "partial"),
        ("Virtual machines", "degraded"),
    ]


def test_the_next_update_is_promised_from_the_last_one() -> None:
    following = facts_of("2026-11-15-loss", OPEN).next_update
    assert following is not None
    assert (plain(following.line), plain(following.promise)) == ("by 14:01 UTC", "promised every 30 min")
    assert (following.due, following.is_late) == (at("2026-11-15 14:01 UTC"), False)


def test_a_promise_that_was_not_kept_is_said() -> None:
    following = facts_of("2026-11-15-loss", OPEN, as_of="2026-11-15 14:02 UTC").next_update
    assert following is not None
    assert (plain(following.line), following.is_late) == ("was due 14:01 UTC", True)


def test_the_milestones_that_are_ahead_are_shown_and_those_nobody_wrote_down_are_not() -> None:
    steps = facts_of("2026-11-15-loss", OPEN).steps
    assert [(step.name, plain(step.text), step.state) for step in steps] == [
        ("started", "13:12 UTC", "done"),
        ("detected", "after 2 min", "done"),
        ("diagnosed", "after 19 min", "now"),
        ("mitigated", "not yet", "todo"),
        ("resolved", "not yet", "todo"),
    ]


CLOSED = incident(
    "2026-10-03-ns",
    """\
started: 2026-10-03 08:12 UTC
resolved: 2026-10-03 09:12 UTC
impacts: [{on: ns1, level: outage}, {on: hv, level: degraded, to: 2026-10-03 08:20 UTC}]
""",
    "## Investigating · 2026-10-03 08:20 UTC\n\nWe look.",
)


def test_a_closed_incident_does_not_change_with_as_of() -> None:
    soon = facts_of("2026-10-03-ns", CLOSED, as_of="2026-10-03 09:12 UTC")
    later = facts_of("2026-10-03-ns", CLOSED, as_of="2026-10-05 21:00 UTC")
    assert soon == later
    assert soon.as_of == at("2026-10-03 09:12 UTC")
    assert plain(soon.started.text) == "3 Oct 2026, 08:12 UTC"


def test_a_service_that_a_spare_part_saved_was_touched_and_not_disrupted() -> None:
    facts = facts_of("2026-10-03-ns", CLOSED)
    edition = _edition(CLOSED, as_of=NOW, reader=None)
    assert spared_services(edition, edition.register.incidents["2026-10-03-ns"]) == ("DNS",)
    assert [(one.name, plain(one.duration)) for one in facts.disrupted_services] == [("Virtual machines", "8 min")]
    assert plain(facts.disrupted) == "8 min"
    assert plain(facts.lasted_line) == "Lasted 1 h"
    assert plain(facts.first_word) == "First word 8 min after the start"


def test_two_incidents_that_break_a_pair_together_are_told_apart_by_the_charge() -> None:
    other = incident(
        "2026-10-03-other",
        "fault: third-party\nstarted: 2026-10-03 08:30 UTC\nresolved: 2026-10-03 08:40 UTC\n"
        "impacts: [{on: ns2, level: outage}]",
    )
    ours = facts_of("2026-10-03-ns", CLOSED, other)
    assert ("DNS", 600) in [(one.name, one.seconds) for one in ours.disrupted_services]
    edition = _edition(CLOSED, other, as_of=NOW, reader=None)
    assert spared_services(edition, edition.register.incidents["2026-10-03-other"]) == ("DNS",)


def test_an_incident_that_a_worse_one_hides_disrupts_all_the_same() -> None:
    mild = incident(
        "2026-10-04-mild",
        "started: 2026-10-04 08:00 UTC\nresolved: 2026-10-04 09:00 UTC\nimpacts: [{on: hv, level: degraded}]",
    )
    worse = incident(
        "2026-10-04-worse",
        "started: 2026-10-04 07:00 UTC\nresolved: 2026-10-04 10:00 UTC\nimpacts: [{on: hv, level: outage}]",
    )
    facts = facts_of("2026-10-04-mild", mild, worse)
    assert [(one.name, one.seconds, one.worst.key) for one in facts.disrupted_services] == [
        ("Virtual machines", 3600, "degraded")
    ]


def test_an_incident_that_ended_at_as_of_is_over() -> None:
    facts = facts_of("2026-10-03-ns", CLOSED, as_of="2026-10-03 09:12 UTC")
    assert not facts.is_open
    assert all(one.now is None for one in facts.disrupted_services)


def test_an_incident_that_begins_at_as_of_disrupts_already() -> None:
    facts = facts_of("2026-11-15-loss", OPEN, as_of="2026-11-15 13:12 UTC")
    assert [(one.name, one.seconds) for one in facts.disrupted_services] == [("ERP Suite", 0)]
    assert facts.state.key == "partial"


def test_an_open_incident_whose_impacts_are_over_says_that_services_work() -> None:
    quiet = incident(
        "2026-11-15-quiet",
        "started: 2026-11-15 12:00 UTC\nimpacts: [{on: hv, level: outage, to: 2026-11-15 12:30 UTC}]",
    )
    facts = facts_of("2026-11-15-quiet", quiet)
    assert (facts.is_open, facts.state.key, facts.reaches_services) == (True, "operational", True)


def test_a_customer_s_incident_is_seen_along_its_own_path() -> None:
    acme = customer(
        "acme",
        "name: Acme\nsubscriptions: [{service: vm, since: 2026-01-01, via: [acme-line]}]\ntimezone: Europe/Berlin",
    )
    line = incident(
        "2026-10-05-line",
        "fault: third-party\nstarted: 2026-10-05 08:00 UTC\nresolved: 2026-10-05 09:00 UTC\n"
        "impacts: [{on: acme-line, level: outage}]",
    )
    own = facts_of("2026-10-05-line", acme, line, reader=Reader("acme"))
    assert [(one.name, one.seconds) for one in own.disrupted_services] == [("Virtual machines", 3600)]
    assert plain(own.started.text) == "5 Oct 2026, 10:00 CEST"
    assert facts_of("2026-10-05-line", acme, line).disrupted_services == ()


def test_the_incident_s_own_contact_speaks_for_it() -> None:
    own = incident(
        "2026-11-15-own", 'contact: {role: Duty engineer, phone: "+49 30 555 0199"}\nstarted: 2026-11-15 13:00 UTC'
    )
    assert [contact.who for contact in facts_of("2026-11-15-own", own).contacts] == ["Duty engineer"]
    assert [contact.who for contact in facts_of("2026-11-15-loss", OPEN).contacts] == ["Network operations"]
