"""A customer's months: a small provider in Berlin, three SLAs, and what can happen to Acme's subscriptions."""

from __future__ import annotations

from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition
from builders import PROVIDER, catalog, change, customer, edition_of, incident

NOW = "2026-11-15 13:37 UTC"
PROVIDER_BERLIN = PROVIDER.replace("timezone: UTC", "timezone: Europe/Berlin")
SERVICES = """\
erp: {name: ERP Suite, requires: [edge, {any: [db-a, db-b]}]}
mail: {name: Mail, requires: [edge]}
"""
COMPONENTS = """\
edge: {name: Frankfurt edge, owner: infrastructure}
db-a: {name: Database A, owner: infrastructure}
db-b: {name: Database B, owner: third-party, supplier: Norvia}
vault: {name: Secret vault, owner: infrastructure, public: false}
line: {name: Line of Acme, owner: customer}
"""
SLAS = """\
gold:
  target: 99.95
  counts: [infrastructure, software, unknown]
  notice: 5d
  credits: [{below: 99.95, percent: 5}, {below: 99.5, percent: 12.5}]
office:
  name: Office hours
  target: 99
  counts: [unknown, software, infrastructure]
  levels: {outage: 1, partial: 0.333, degraded: 0.1}
  hours: {weekly: {mon-fri: "08:00-18:00"}, holidays: [2026-10-05]}
  notice: 3bd
"""
CATALOG = catalog(SERVICES, COMPONENTS, SLAS, PROVIDER_BERLIN)
ERP = "{service: erp, since: 2024-01-01, via: [line], sla: gold}"
MAIL = "{service: mail, since: 2024-01-01, sla: office}"
MANAGER = "account_manager: {name: Mara Lindqvist, email: mara@northwind.example}\n"
FIRST = incident(
    "2024-01-02-first",
    "started: 2024-01-02 00:00 UTC\nresolved: 2024-01-02 00:01 UTC\nimpacts: [{on: db-a, level: outage}]",
)


def acme(*subscriptions: str, more: str = MANAGER) -> dict[str, str]:
    return customer("acme", f"name: Acme\n{more}subscriptions: [{', '.join(subscriptions)}]\n")


def hit(
    id: str, span: str, on: str = "edge", fault: str = "infrastructure", level: str = "outage", more: str = ""
) -> dict[str, str]:
    """An incident with one impact; `span` is "2026-10-06 08:12 to 2026-10-06 08:55" in UTC."""
    start, end = span.split(" to ")
    return incident(
        id,
        f"title: Title of {id}\nfault: {fault}\nstarted: {start} UTC\nresolved: {end} UTC\n"
        f"impacts: [{{on: {on}, level: {level}}}]\n{more}",
    )


def work(id: str, span: str, announced: str, on: str = "edge", level: str = "outage") -> dict[str, str]:
    start, end = span.split(" to ")
    return change(
        id,
        f"title: Title of {id}\ncomponents: [{on}]\nannounced: {announced} UTC\noutcome: succeeded\n"
        f"window: {{from: {start} UTC, to: {end} UTC}}\nimpacts: [{{on: {on}, level: {level}}}]",
        f"## Completed · {end} UTC\n\nDone.",
    )


def months_scene(*files: dict[str, str], as_of: str = NOW, reader: str = "acme", first: bool = True) -> Edition:
    """Acme with ERP Suite under gold and Mail under office, unless one of the files says otherwise."""
    merged = {**CATALOG, **acme(ERP, MAIL), **(FIRST if first else {})}
    for one in files:
        merged.update(one)
    return edition_of(merged, as_of, Reader(reader))
