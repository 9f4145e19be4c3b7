"""A small provider and one customer of it, as the first page of that customer's portal shows them."""

from __future__ import annotations

from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition
from aboveboard.views.portal.home import PortalHome, portal_home
from builders import PROVIDER, catalog, change, customer, edition_of, incident

NOW = "2026-11-15 13:37 UTC"
SERVICES = """\
erp: {name: ERP Suite, plan: Keep orders on paper form 7., requires: [edge, {any: [db-a, db-b]}]}
archive: {name: Document Archive, requires: [edge]}
sso: {name: Single sign-on, requires: [idp]}
dns: {name: DNS, requires: [ns]}
"""
COMPONENTS = """\
edge: {name: Frankfurt edge, owner: infrastructure}
db-a: {name: Database A, owner: software}
db-b: {name: Database B, owner: software}
idp: {name: Identity provider, owner: software, requires: [vault]}
vault: {name: Key vault Zwinger, owner: software, public: false}
line: {name: Norvia line, owner: third-party, supplier: Norvia}
ns: {name: Name server, owner: infrastructure}
"""
SLAS = """\
gold: {target: 99.95, counts: [infrastructure, software, unknown], credits: [{below: 99.95, percent: 5}]}
office:
  target: 99.8
  counts: [infrastructure, software, unknown]
  hours: {weekly: {mon: "08:00-18:00"}}
"""
ACME = """\
name: Acme Corporation
timezone: Europe/Berlin
account_manager: {name: Mara Lindqvist, email: mara@northwind.example, phone: "+49 30 555 0142"}
contacts: [{name: Ottilie Brandauer, role: CIO}, {role: Dispatch}, {name: Henner Vosskamp}, {phone: "+49 30 555 0199"}]
meetings: [{what: Service review, every: quarter}]
"""
ALL = """\
subscriptions:
  - {service: erp, since: 2024-01-01, via: [line], sla: gold}
  - {service: archive, since: 2024-01-01, sla: gold}
  - {service: sso, since: 2024-01-01, sla: gold}
"""
FIRST = incident(
    "2025-01-01-first",
    "started: 2025-01-01 00:00 UTC\nresolved: 2025-01-01 00:01 UTC\nimpacts: [{on: ns, level: outage}]",
)
SIGN_IN = incident(
    "2026-11-04-sign-in",
    "title: Sign-in errors\nfault: software\nurgency: P3\nstarted: 2026-11-04 09:00 UTC\n"
    "resolved: 2026-11-04 09:12 UTC\nimpacts: [{on: idp, level: partial}]",
)
POWER = incident(
    "2026-10-03-power",
    "title: Power failure\nstarted: 2026-10-03 08:00 UTC\nresolved: 2026-10-03 08:43 UTC\n"
    "impacts: [{on: edge, level: outage}]",
)
GATEWAY = incident(
    "2026-10-21-gateway",
    "title: Your gateway rejected connections\nfault: customer\nurgency: P4\nstarted: 2026-10-21 08:00 UTC\n"
    "resolved: 2026-10-21 09:53 UTC\nimpacts: [{on: erp, level: outage, customers: [acme]}]",
)
SPOKEN = "Pages time out.\n\n## Identified · 2026-11-15 13:31 UTC\n\nNorvia confirms a cut fibre.\n"
LOSS = incident(
    "2026-11-15-loss",
    "title: Packet loss on the Norvia line\nfault: third-party\nsupplier: Norvia\nstarted: 2026-11-15 13:12 UTC\n"
    "impacts: [{on: line, level: partial}]",
    SPOKEN,
)
HIDDEN = incident(
    "2026-11-15-vault",
    "title: Sign-in fails\nfault: software\nstarted: 2026-11-15 13:17 UTC\nimpacts: [{on: vault, level: outage}]",
    "## Investigating · 2026-11-15 13:20 UTC\n\nNobody can sign in.",
)
EVERYTHING = incident(
    "2026-11-15-dark",
    "title: Frankfurt is dark\nstarted: 2026-11-15 13:00 UTC\n"
    "impacts: [{on: edge, level: outage}, {on: idp, level: outage}]",
    "## Investigating · 2026-11-15 13:20 UTC\n\nNo power.",
)
_WORK = "title: Firmware upgrade\ncomponents: [edge]\nannounced: 2026-11-01 09:00 UTC\noutcome: in-progress\n"
WORK = change("2026-11-15-fw", f"{_WORK}window: {{from: 2026-11-15 13:00 UTC, to: 2026-11-15 15:00 UTC}}")
WORK_THAT_STOPS = change(
    "2026-11-15-fw",
    f"{_WORK}window: {{from: 2026-11-15 13:00 UTC, to: 2026-11-15 15:00 UTC}}\n"
    "impacts: [{on: archive, level: outage}]",
)


def acme(subscriptions: str = ALL, matter: str = ACME) -> dict[str, str]:
    return customer("acme", matter + subscriptions)


def scene(*files: dict[str, str], as_of: str = NOW) -> Edition:
    """Acme's edition; the customer itself is added when no file says who it is."""
    merged = {**catalog(SERVICES, COMPONENTS, SLAS, PROVIDER), **FIRST, **acme()}
    for one in files:
        merged.update(one)
    return edition_of(merged, as_of, Reader(customer="acme"))


def home(*files: dict[str, str], as_of: str = NOW) -> PortalHome:
    view = portal_home(scene(*files, as_of=as_of)).view
    assert isinstance(view, PortalHome)
    return view


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
