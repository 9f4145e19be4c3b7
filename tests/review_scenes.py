"""A customer and quarters of theirs, small enough to add up by hand; 2026-08-20 is a Thursday within Q3."""

from __future__ import annotations

from aboveboard.availability.quarters import Quarter
from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition
from aboveboard.views.portal.pack import ReviewPack
from aboveboard.views.portal.review import review_pack
from builders import PROVIDER, catalog, change, customer, edition_of, incident, rfo

NOW = "2026-11-15 13:37 UTC"
Q3 = Quarter(2026, 3)

CATALOG = catalog(
    services="""\
erp: {name: ERP Suite, requires: [db]}
mail: {name: Mail, requires: [store]}
""",
    components="""\
db: {name: Database, owner: software}
store: {name: Mail store, owner: infrastructure}
line: {name: Your line, owner: third-party, supplier: Norvia}
dark: {name: Project Nightjar, owner: infrastructure, public: false}
""",
    slas="""\
gold: {target: 99.9, counts: [infrastructure, software, unknown], credits: [{below: 99.9, percent: 5}]}
silver: {name: Silver, target: 99.5, counts: [infrastructure, software, unknown]}
""",
)
# Somebody else's, so that measuring began before any quarter of these scenes.
LONG_AGO = incident(
    "2024-12-01-long-ago",
    "started: 2024-12-01 10:00 UTC\nresolved: 2024-12-01 10:01 UTC\nimpacts: [{on: dark, level: outage}]",
)
ACME = """\
name: Acme Works
timezone: UTC
subscriptions:
  - {service: erp, since: 2024-01-01, via: [line], sla: gold}
  - {service: mail, since: 2024-01-01, sla: silver}
"""
PEOPLE = """\
account_manager: {name: Mara Lindqvist, email: mara@northwind.example}
contacts: [{name: Ottilie Brandauer, role: CIO, email: ottilie@acme.example, phone: "+49 30 555 0120"}]
meetings: [{what: Service review, every: quarter, with: [Sales]}, {what: Status call, every: month}]
"""

# 90 minutes of ERP Suite, in August; promised and kept: first word after 10 min.
CRASH = incident(
    "2026-08-20-crash",
    "title: Database crashed\nfault: software\nstarted: 2026-08-20 08:00 UTC\nresolved: 2026-08-20 09:30 UTC\n"
    "impacts: [{on: db, level: outage}]",
    "## Investigating · 2026-08-20 08:10 UTC\n\nWe look.\n\n## Identified · 2026-08-20 08:35 UTC\n\nA full disk.\n\n"
    "## Monitoring · 2026-08-20 09:00 UTC\n\nIt starts.",
)
CRASH_RFO = rfo(
    "2026-08-20-crash",
    """\
final_on: 2026-08-25
root_cause: disk-full
summary: A full disk stopped the database for 90 minutes.
actions:
  - {id: A1, what: A larger disk, kind: prevent, owner: Data, due: 2026-09-15, done: 2026-09-10}
  - {id: A2, what: An alarm at 80 %, kind: detect, owner: Data, due: 2026-10-31}
  - {id: A3, what: A drill, kind: respond, owner: Platform, due: 2026-12-31}
  - {id: A4, what: A second disk, kind: prevent, owner: Platform}
""",
)
# Three hours of both services' third party, of which the SLA counts nothing.
CUT = incident(
    "2026-09-10-cut",
    "title: Fibre cut at Norvia\nfault: third-party\nsupplier: Norvia\nurgency: P4\nstarted: 2026-09-10 10:00 UTC\n"
    "resolved: 2026-09-10 13:00 UTC\nimpacts: [{on: line, level: outage}]",
)
SLOW = incident(
    "2026-07-05-slow",
    "title: Mail is slow\nurgency: P3\nstarted: 2026-07-05 10:00 UTC\nresolved: 2026-07-05 12:00 UTC\n"
    "impacts: [{on: store, level: degraded}]",
)
UPGRADE = change(
    "2026-09-20-upgrade",
    "title: Mail store upgrade\ncomponents: [store]\nannounced: 2026-09-01 09:00 UTC\nexpected: outage\noutcome: succeeded\n"
    "window: {from: 2026-09-20 01:00 UTC, to: 2026-09-20 02:00 UTC}\n"
    "impacts: [{on: store, level: outage, to: 2026-09-20 01:30 UTC}]",
)
AHEAD = change(
    "2026-11-22-db",
    "title: Database upgrade\ncomponents: [db]\nannounced: 2026-11-10 09:00 UTC\nexpected: degraded\n"
    "window: {from: 2026-11-22 23:00 UTC, to: 2026-11-23 03:00 UTC}",
)
EVERYTHING = (CRASH, CRASH_RFO, CUT, SLOW, UPGRADE, AHEAD)


def edition_with(
    *files: dict[str, str], who: str = ACME + PEOPLE, as_of: str = NOW, provider: str = PROVIDER
) -> Edition:
    merged = {**CATALOG, "content/catalog/provider.yml": provider, **customer("acme", who), **LONG_AGO}
    for one in files:
        merged.update(one)
    return edition_of(merged, as_of, Reader(customer="acme"))


def pack_of(
    *files: dict[str, str], who: str = ACME + PEOPLE, quarter: Quarter = Q3, as_of: str = NOW, provider: str = PROVIDER
) -> ReviewPack:
    return review_pack(edition_with(*files, who=who, as_of=as_of, provider=provider), quarter)
