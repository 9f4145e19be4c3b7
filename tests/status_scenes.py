"""The situations of a status page (all well, one incident, several, everything down, maintenance) as editions."""

from __future__ import annotations

from aboveboard.views.edition import Edition
from builders import catalog, change, edition_of, incident

NOW = "2026-11-15 13:37 UTC"

CATALOG = catalog(
    services="""\
erp:
  name: ERP Suite
  group: Business applications
  description: Orders and invoices.
  supports: Order entry
  plan: Keep orders on paper form 7.
  requires: [edge, sso, {any: [db-a, db-b]}]
archive: {name: Document Archive, group: Business applications, requires: [edge]}
dns: {name: DNS, group: Hosting, requires: [{at_least: 2, of: [ns1, ns2, ns3]}]}
sso: {name: Single sign-on, group: Platform, requires: [idp]}
vm: {name: Virtual machines, requires: [hv]}
""",
    components="""\
edge: {name: Frankfurt edge, owner: infrastructure, requires: [{any: [norvia, baltwave]}]}
norvia: {name: Norvia IP transit, owner: third-party, supplier: Norvia}
baltwave: {name: Baltwave IP transit, owner: third-party, supplier: Baltwave}
db-a: {name: Database A, owner: software}
db-b: {name: Database B, owner: software}
idp: {name: Identity provider, owner: software, requires: [edge]}
ns1: {name: Name server 1, owner: infrastructure}
ns2: {name: Name server 2, owner: infrastructure}
ns3: {name: Name server 3, owner: third-party, supplier: Domara}
hv: {name: Host cluster, owner: infrastructure}
""",
)

SPOKEN = """\
Pages time out if your traffic reaches us through Norvia. Your data is safe.

## Investigating · 2026-11-15 13:20 UTC

We see losses.

## Identified · 2026-11-15 13:31 UTC

Norvia confirms a *cut fibre*. <script>alert(1)</script>

More details follow.
"""

PAST = incident(
    "2026-11-04-sign-in",
    """\
title: Sign-in errors after a release
fault: software
started: 2026-11-04 09:00 UTC
resolved: 2026-11-04 09:16 UTC
impacts: [{on: idp, level: partial, to: 2026-11-04 09:12 UTC}]
""",
)
LOSS = incident(
    "2026-11-15-loss",
    """\
title: Packet loss between Frankfurt & Norvia
fault: third-party
supplier: Norvia
started: 2026-11-15 13:12 UTC
detected: 2026-11-15 13:14 UTC
acknowledged: 2026-11-15 13:16 UTC
diagnosed: 2026-11-15 13:31 UTC
impacts: [{on: archive, level: degraded, from: 2026-11-15 13:17 UTC}, {on: db-a, level: outage}, {on: erp, level: partial}]
""",
    SPOKEN,
)
SLOW = incident(
    "2026-11-14-slow",
    "title: Machines start slowly\nurgency: P2\nfault: software\nstarted: 2026-11-14 22:12 UTC\n"
    "impacts: [{on: hv, level: degraded}]",
    "## Investigating · 2026-11-14 22:20 UTC\n\nMachines start in minutes. Again at midnight.",
)
EVERYTHING = incident(
    "2026-11-15-power",
    "title: Power failure\nstarted: 2026-11-15 13:12 UTC\n"
    "impacts: [{on: norvia, level: outage}, {on: baltwave, level: outage}, {on: ns1, level: outage}, "
    "{on: ns2, level: outage}, {on: hv, level: outage}]",
    SPOKEN,
)
SPARE = incident(
    "2026-11-15-spare",
    "title: A name server is down\nurgency: P4\nstarted: 2026-11-15 13:12 UTC\nimpacts: [{on: ns1, level: outage}]",
    SPOKEN,
)
AHEAD = change(
    "2026-11-22-db",
    "title: Database upgrade\ncomponents: [db-a, db-b]\nannounced: 2026-11-10 09:00 UTC\nexpected: degraded\n"
    "window: {from: 2026-11-22 01:00 UTC, to: 2026-11-22 03:00 UTC}",
    "## Scheduled · 2026-11-10 09:00 UTC\n\nERP Suite may be slow for ten minutes. We watch it.",
)
_WORK = "title: Firmware upgrade\ncomponents: [edge]\nannounced: 2026-11-01 09:00 UTC\noutcome: in-progress\n"
WORK = change("2026-11-15-fw", f"{_WORK}window: {{from: 2026-11-15 13:00 UTC, to: 2026-11-15 15:00 UTC}}")
WORK_THAT_STOPS = change(
    "2026-11-15-fw",
    f"{_WORK}window: {{from: 2026-11-15 13:00 UTC, to: 2026-11-15 15:00 UTC}}\nimpacts: [{{on: archive, level: outage}}]",
)
OVERRUN = change(
    "2026-11-15-fw",
    f"{_WORK}window: {{from: 2026-11-15 12:00 UTC, to: 2026-11-15 13:00 UTC}}\nimpacts: [{{on: archive, level: outage}}]",
)


def scene(*files: dict[str, str], as_of: str = NOW) -> Edition:
    merged = dict(CATALOG)
    for one in files:
        merged.update(one)
    return edition_of(merged, as_of)
