"""Who may read what: a reader's register holds nothing that this reader must not know."""

from __future__ import annotations

import pytest

from aboveboard.records.register import Register
from aboveboard.records.vocabulary import Audience
from aboveboard.views.audience import PUBLIC, STAFF, Reader, known_components, register_for
from builders import catalog, change, customer, incident, register_of, rfo

ACME, BOLT = Reader(customer="acme"), Reader(customer="bolt")
END = "## Resolved · 2026-10-01 01:00 UTC\nIt works."
SPAN = "started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC\n"

CATALOG = catalog(
    "erp: {name: ERP, requires: [edge, {any: [db, hidden]}]}",
    """\
edge: {name: Edge, owner: infrastructure, requires: [shown, hidden]}
db: {name: Database, owner: software}
shown: {name: Shown, owner: infrastructure, was: [{until: 2026-01-01, requires: [hidden]}]}
hidden: {name: Hidden, owner: infrastructure, public: false}
announced: {name: Announced, owner: infrastructure, public: true}
spare: {name: Spare, owner: infrastructure}
acme-vpn: {name: VPN of Acme, owner: customer, requires: [acme-line]}
acme-line: {name: Line to Acme, owner: third-party, supplier: Norvia}
acme-secret: {name: Secret of Acme, owner: customer, public: false}
""",
)
PEOPLE = customer(
    "acme",
    "name: Acme Corporation\ntier: 1\nvalue: 480000\nended: {on: 2026-11-01, reason: price, note: They said why.}\n"
    "subscriptions: [{service: erp, since: 2025-01-01, via: [acme-vpn, acme-secret]}]",
) | customer("bolt", "name: Bolt\nsubscriptions: [{service: erp, since: 2025-01-01}]")


def read(*records: dict[str, str]) -> Register:
    files = CATALOG | PEOPLE
    for record in records:
        files |= record
    return register_of(files)


def test_a_component_is_known_to_whom_its_path_reaches() -> None:
    register = read()
    assert known_components(PUBLIC, register) == ("announced", "db", "edge", "shown")
    assert known_components(BOLT, register) == known_components(PUBLIC, register)
    assert known_components(ACME, register) == (
        "acme-line",
        "acme-secret",
        "acme-vpn",
        "announced",
        "db",
        "edge",
        "shown",
    )
    assert known_components(STAFF, register) == tuple(register.components)


def test_what_a_component_requires_names_nothing_unknown() -> None:
    known = register_for(PUBLIC, read()).components
    assert known["edge"].requires == ("shown",)
    assert known["shown"].was[0].requires == ()


def test_a_customer_reads_of_itself_neither_value_nor_rank() -> None:
    own = register_for(ACME, read()).customers
    assert list(own) == ["acme"]
    assert (own["acme"].value, own["acme"].tier) == (None, None)
    assert own["acme"].ended is not None
    assert own["acme"].ended.note is None
    assert register_for(PUBLIC, read()).customers == {}
    assert register_for(Reader(customer="nobody"), read()).customers == {}


def test_staff_read_everything() -> None:
    register = read()
    assert register_for(STAFF, register) is register
    assert (STAFF.is_public, ACME.is_public, PUBLIC.is_public) == (False, False, True)


@pytest.mark.parametrize(
    ("matter", "public", "acme", "bolt"),
    [
        ("impacts: [{on: edge, level: outage}]", True, True, True),
        ("impacts: [{on: edge, level: outage, customers: [acme]}]", False, True, False),
        ("impacts: [{on: edge, level: outage, customers: [acme, bolt]}]", False, True, True),
        ("audience: affected\nimpacts: [{on: edge, level: outage}]", False, True, True),
        ("audience: affected\nimpacts: [{on: acme-vpn, level: outage}]", False, True, False),
        ("audience: internal\nimpacts: [{on: edge, level: outage}]", False, False, False),
        ("audience: public\nimpacts: [{on: edge, level: outage, customers: [acme]}]", True, True, True),
    ],
)
def test_an_incident_is_read_by_whom_it_is_for(matter: str, public: bool, acme: bool, bolt: bool) -> None:
    register = read(incident("2026-10-01-x", SPAN + matter, END))
    read_by = [bool(register_for(reader, register).incidents) for reader in (PUBLIC, ACME, BOLT)]
    assert read_by == [public, acme, bolt]


def test_other_customers_are_not_named_in_what_remains() -> None:
    matter = SPAN + "impacts: [{on: edge, level: outage, customers: [acme, bolt]}, {on: edge, level: partial}]"
    register = read(incident("2026-10-01-x", matter, END))
    public = register_for(PUBLIC, register).incidents["2026-10-01-x"]
    assert [impact.customers for impact in public.impacts] == [None]
    assert [impact.customers for impact in register_for(ACME, register).incidents["2026-10-01-x"].impacts] == [
        ("acme",),
        None,
    ]
    assert public.audience is Audience.PUBLIC


def test_an_impact_on_an_unknown_component_is_left_out() -> None:
    register = read(
        incident("2026-10-01-x", SPAN + "impacts: [{on: hidden, level: outage}, {on: edge, level: partial}]", END)
    )
    assert [impact.on for impact in register_for(PUBLIC, register).incidents["2026-10-01-x"].impacts] == ["edge"]


def test_a_change_for_some_is_told_to_those_whose_path_it_touches() -> None:
    window = "window: {from: 2026-12-01 00:00 UTC, to: 2026-12-01 01:00 UTC}\naudience: affected\ncomponents: "
    register = read(change("2026-12-01-w", window + "[acme-line, spare]"))
    assert not register_for(PUBLIC, register).changes
    assert not register_for(BOLT, register).changes
    assert register_for(ACME, register).changes["2026-12-01-w"].components == ("acme-line",)


def test_the_id_of_an_unknown_change_is_not_told() -> None:
    window = "window: {from: 2026-09-30 00:00 UTC, to: 2026-09-30 01:00 UTC}\noutcome: failed\nimpacts: none\n"
    for audience, told in (("public", "2026-09-30-w"), ("internal", None)):
        register = read(
            change("2026-09-30-w", f"{window}audience: {audience}"),
            incident("2026-10-01-x", f"{SPAN}change: 2026-09-30-w", END),
        )
        assert register_for(PUBLIC, register).incidents["2026-10-01-x"].change == told


@pytest.mark.parametrize(
    ("matter", "public", "acme"),
    [
        ("status: draft", False, False),
        ("status: preliminary", True, True),
        ("status: preliminary\naudience: internal", False, False),
        ("status: preliminary\naudience: affected", False, True),
    ],
)
def test_an_rfo_is_read_by_whom_it_is_for(matter: str, public: bool, acme: bool) -> None:
    register = read(
        incident("2026-10-01-x", SPAN + "impacts: [{on: edge, level: outage}]", END), rfo("2026-10-01-x", matter)
    )
    assert [bool(register_for(reader, register).rfos) for reader in (PUBLIC, ACME)] == [public, acme]


def test_an_rfo_of_an_unknown_incident_is_not_told() -> None:
    register = read(
        incident("2026-10-01-x", f"{SPAN}audience: internal", END), rfo("2026-10-01-x", "status: preliminary")
    )
    assert not register_for(PUBLIC, register).rfos
