"""A customer's own register is what it may know of what lies on its paths, whoever else there is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from aboveboard.availability.graph import graph_of
from aboveboard.availability.months import Month
from aboveboard.records.register import Register
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.views.audience import Reader, register_for
from aboveboard.views.edition import edition_for
from aboveboard.views.own_registers import OwnRegisters, without
from builders import catalog, change, customer, incident, register_of, rfo

ROOT = Path(__file__).parents[2]
NOW = instant_of("2026-11-15 13:37 UTC")
END = "## Resolved · 2026-10-01 01:00 UTC\nIt works."
SPAN = "started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC\n"

CATALOG = catalog(
    "erp: {name: ERP, requires: [edge]}\nmail: {name: Mail, requires: [hidden]}\n",
    """\
edge: {name: Edge, owner: infrastructure}
hidden: {name: Hidden, owner: infrastructure, public: false}
acme-vpn: {name: VPN, owner: customer}
""",
)
PEOPLE = customer("acme", "name: Acme\nsubscriptions: [{service: erp, since: 2025-01-01, via: [acme-vpn]}]") | customer(
    "bolt", "name: Bolt\nsubscriptions: [{service: mail, since: 2025-01-01}]"
)


@cache
def example() -> Register:
    return read_repository(ROOT).register


def expected(register: Register, customer: str) -> Register:
    """What the whole register tells the customer, narrowed by hand to what names a node on its paths."""
    known = register_for(Reader(customer=customer), register)
    roots = [node for one in register.customers[customer].subscriptions for node in (one.service, *one.via)]
    reach = graph_of(register).reach(roots)
    ids = {
        record.id
        for record in (*register.incidents.values(), *register.changes.values())
        if reach.intersection(
            [impact.on for impact in record.impacts or ()] + list(getattr(record, "components", ()) or ())
        )
    }
    ids |= {one.change for one in register.incidents.values() if one.id in ids and one.change}
    return replace(
        known,
        incidents={id: one for id, one in known.incidents.items() if id in ids},
        changes={id: one for id, one in known.changes.items() if id in ids},
        rfos={id: one for id, one in known.rfos.items() if id in ids},
        told_to_few=known.told_to_few & ids,
    )


@pytest.mark.parametrize("id", sorted(example().customers))
def test_every_customer_of_the_example_gets_what_it_may_know_of_its_paths(id: str) -> None:
    assert OwnRegisters(example()).of(id) == expected(example(), id)


def scenes() -> Register:
    said = f"title: T\nurgency: P1\nfault: infrastructure\n{SPAN}"
    return register_of(
        CATALOG
        | PEOPLE
        | incident("2026-10-01-all", said + "impacts: [{on: edge, level: outage}]", END)
        | incident("2026-10-01-hid", said + "impacts: [{on: hidden, level: outage}]", END)
        | incident("2026-10-01-own", said + "impacts: [{on: erp, level: outage, customers: [acme]}]", END)
        | incident("2026-10-01-mix", said + "impacts: [{on: edge, level: outage}, {on: acme-vpn, level: outage}]", END)
        | incident("2026-10-01-due", said + "change: 2026-10-01-work\nimpacts: [{on: edge, level: degraded}]", END)
        | change(
            "2026-10-01-work",
            "title: Work\nkind: maintenance\ncomponents: [acme-vpn]\n"
            "window: {from: 2026-10-01 00:00 UTC, to: 2026-10-01 00:10 UTC}\nimpacts: none\noutcome: failed\naudience: affected",
        )
        | rfo(
            "2026-10-01-mix",
            "status: preliminary\npreliminary_on: 2026-10-02\naudience: affected",
            "## What happened\nX",
        )
    )


@pytest.mark.parametrize("id", ["acme", "bolt"])
def test_scoped_hidden_and_caused_records_are_told_as_the_whole_register_tells_them(id: str) -> None:
    register = scenes()
    assert OwnRegisters(register).of(id) == expected(register, id)


def test_what_is_withheld_is_told_to_nobody_and_counts_all_the_same() -> None:
    register = scenes()
    told = without(register, frozenset({"incidents/2026/2026-10-01-all.md"}))
    acme = OwnRegisters(register, told).edition("acme", NOW, is_fixed=True)
    whole = edition_for(Reader(customer="acme"), register, NOW)
    assert "2026-10-01-all" not in acme.register.incidents
    assert "2026-10-01-all" in whole.register.incidents
    own = register.customers["acme"]
    assert acme.ledger.charges(own, own.subscriptions[0], acme.ledger.real) == whole.ledger.charges(
        own, own.subscriptions[0], whole.ledger.real
    )
    for path in ("incidents/2026/2026-10-01-mix.md", "incidents/2026/2026-10-01-mix.rfo.md"):
        assert without(register, frozenset({path})).rfos == {}


def test_a_record_of_the_running_hour_moves_the_as_of_of_those_whom_it_reached() -> None:
    told = "title: T\nurgency: P1\nfault: infrastructure\nstarted: 2026-11-15 13:05 UTC\n"
    register = register_of(
        CATALOG
        | PEOPLE
        | incident(
            "2026-11-15-new",
            told + "impacts: [{on: edge, level: outage}]",
            "## Investigating · 2026-11-15 13:20 UTC\nX",
        )
    )
    own = OwnRegisters(register)
    assert own.edition("acme", NOW, is_fixed=False).as_of == instant_of("2026-11-15 13:20 UTC")
    assert own.edition("bolt", NOW, is_fixed=False).as_of == instant_of("2026-11-15 13:00 UTC")


def test_a_part_that_must_not_be_named_counts_for_everybody() -> None:
    register = scenes()
    bolt = edition_for(Reader(customer="bolt"), register, NOW)
    public = edition_for(Reader(), register, NOW)
    assert "hidden" not in bolt.register.components
    assert [row.end - row.start for row in public.ledger.public_charges("mail", public.ledger.real)] == [3600]
    own = bolt.register.customers["bolt"]
    assert len(bolt.ledger.charges(own, own.subscriptions[0], bolt.ledger.real)) == 1


def test_a_ledger_that_forgets_its_customers_gives_the_same_figures_again() -> None:
    register = scenes()
    acme = OwnRegisters(register).edition("acme", NOW, is_fixed=True)
    own, october = register.customers["acme"], Month(2026, 10)
    figures = acme.ledger.customer_month(own, october)
    assert acme.ledger.customer_month(own, october) is figures
    assert figures.real.downtime > 0
    acme.ledger.forget_customers()
    assert acme.ledger.customer_month(own, october) is not figures
    assert acme.ledger.customer_month(own, october) == figures
