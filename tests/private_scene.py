"""A small repository with customers who must not know of each other, and what each of them must not find."""

from __future__ import annotations

from pathlib import Path

from small_site import incident, small_repository, write

# What is private to each customer, in words that occur nowhere else.
SECRETS = {
    "acme": ("Acme Instruments", "Quibbletech", "acme.example", "Ottoline Prake", "555 0171", "918273"),
    "bolt": ("Boltwright", "bolt.example", "Zebulon Marsh", "555 0172", "645738"),
}

ACME = """\
name: Acme Instruments
aliases: [Quibbletech]
timezone: Europe/Berlin
tier: 1
value: 918273
account_manager: {name: Ottoline Prake, email: ottoline@small.example, phone: "+49 30 555 0171"}
contacts: [{name: Ignatius Vole, role: CIO, email: ignatius@acme.example}]
subscriptions:
  - {service: erp, since: 2024-01-01, sla: gold, via: [acme-vpn]}
  - {service: mail, since: 2025-03-01}
"""
BOLT = """\
name: Boltwright
timezone: America/New_York
value: 645738
contacts: [{name: Zebulon Marsh, email: zebulon@bolt.example, phone: "+1 555 0172"}]
subscriptions: [{service: mail, since: 2026-02-10, sla: gold}]
"""
SLAS = "gold: {target: 99.9, counts: [infrastructure, software, unknown], notice: 5d, credits: [{below: 99.9, percent: 5}]}\n"
RFO = """\
---
status: final
preliminary_on: 2026-10-05
final_on: 2026-10-07
root_cause: fibre-cut
summary: A cut fibre took the edge down.
actions: [{id: A1, what: Second path, kind: prevent, owner: Network engineering, due: 2026-12-01}]
---
## What happened
The edge was cut off.

## Why it happened
A digger.

## How we responded
We called.

## What we are changing
A second path.

## What you can do
Nothing.
"""


def private_repository(root: Path) -> Path:
    """`small_repository` with two customers, an SLA, an RFO, an incident for Acme alone, and a draft."""
    small_repository(root)
    components = root / "content/catalog/components.yml"
    components.write_text(components.read_text() + "acme-vpn: {name: VPN gateway, owner: customer}\n")
    write(root, "content/catalog/slas.yml", SLAS)
    write(root, "content/catalog/customers/acme.yml", ACME)
    write(root, "content/catalog/customers/bolt.yml", BOLT)
    write(root, "incidents/2026/2026-10-03-edge.rfo.md", RFO)
    incident(
        root,
        "2026-10-03-gateway",
        "impacts: [{on: acme-vpn, level: outage, customers: [acme], fault: customer}]\n",
        title="Your gateway turned callers away",
    )
    incident(
        root, "2026-10-03-draft", "audience: internal\nimpacts: [{on: edge, level: outage}]\n", title="Zanzibar draft"
    )
    write(
        root,
        "content/communications/2026/2026-10-03-call.md",
        "---\ncustomer: acme\nat: 2026-10-03 09:40 UTC\nchannel: phone\nby: Account management\n---\nThey were quite unhappy about the vermilion invoice.\n",
    )
    return root
