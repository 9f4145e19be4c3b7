"""A provider with customers of every kind, and incidents that reach some of them and not others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from aboveboard.records.values import instant_of
from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.own_registers import OwnRegisters
from builders import catalog, change, customer, incident, register_of, rfo

Kept = TypeVar("Kept")

AS_OF = "2026-10-20 12:00 UTC"
SITE = "https://status.northwind.example/"
RTL = "\u05d7\u05d1\u05e8\u05ea \u05d3\u05d5\u05d2\u05de\u05d4"
LONG = "Gesellschaft " * 20 + "mbH"

CATALOG = catalog(
    services="""\
erp: {name: ERP Suite, requires: [pod, secret-box, {any: [norvia-ip, baltwave-ip]}]}
dns: {name: Name service, requires: [ns]}
mail: {name: Mail, requires: [mail-store]}
""",
    components="""\
pod: {name: Pod, owner: infrastructure}
secret-box: {name: Classified box, owner: infrastructure, public: false}
norvia-ip: {name: Norvia transit, owner: third-party, supplier: Norvia}
baltwave-ip: {name: Baltwave transit, owner: third-party, supplier: Baltwave}
mail-store: {name: Mail store, owner: software}
ns: {name: Name server, owner: infrastructure}
acme-line: {name: Line to Acme, owner: customer}
""",
)
CUSTOMERS = {
    **customer(
        "acme",
        "name: Acme GmbH\naliases: [Acmeworks]\ntimezone: Europe/Berlin\nsubscriptions:\n"
        "  - {service: erp, since: 2025-01-01, via: [acme-line]}\n  - {service: mail, since: 2026-01-01}\n",
    ),
    **customer("beta", "name: Betamax Ltd\nsubscriptions:\n  - {service: mail, since: 2025-01-01}\n"),
    **customer("later", f"name: {RTL}\nsubscriptions:\n  - {{service: erp, since: 2026-12-01}}\n"),
    **customer(
        "gone",
        f"name: {LONG}\nended: {{on: 2026-09-30, reason: merger}}\nsubscriptions:\n  - {{service: erp, since: 2025-01-01}}\n",
    ),
    **customer("nobody", "name: Nobody Inc\n"),
    # A renewal in the middle of an outage: two subscriptions of one service in sequence.
    **customer(
        "renewed",
        "name: Renewed AG\nsubscriptions:\n  - {service: erp, since: 2025-01-01, until: 2026-10-10}\n"
        "  - {service: erp, since: 2026-10-10}\n",
    ),
    **customer("quiet", "name: Quiet Ltd\nsubscriptions:\n  - {service: dns, since: 2026-01-01}\n"),
}

FAN_BEFORE = incident(
    "2026-09-01-fan",
    "title: A fan failed\nstarted: 2026-09-01 10:00 UTC\nresolved: 2026-09-01 10:10 UTC\n"
    "impacts: [{on: pod, level: outage}]",
)
FAN_BEFORE_RFO = rfo(
    "2026-09-01-fan",
    "final_on: 2026-09-04\nroot_cause: fan\nsummary: A fan.\n"
    "actions: [{id: F1, what: Spare fans, kind: prevent, owner: Hardware, due: 2026-10-01}]",
)
POD_DOWN = incident(
    "2026-10-03-pod-down",
    "title: Pod down\nstarted: 2026-10-03 08:12 UTC\ndetected: 2026-10-03 08:14 UTC\nresolved: 2026-10-03 09:02 UTC\n"
    "detected_by: monitoring\nimpacts: [{on: pod, level: outage, to: 2026-10-03 09:01:01 UTC}]",
    "## Investigating · 2026-10-03 08:20 UTC\n\nWe look into it. See [mail](../services/mail.html).\n\n"
    "## Resolved · 2026-10-03 09:02 UTC\n\nOver.\n",
)
POD_DOWN_RFO = rfo(
    "2026-10-03-pod-down",
    "preliminary_on: 2026-10-05\nfinal_on: 2026-10-07\nrevision: 2\n"
    'changes: [{revision: 2, on: 2026-10-08, what: "Corrected the time of mitigation"}]\n'
    "root_cause: fan\nsummary: A fan failed.\nactions: []",
)
# On the customer's own line: for that customer alone.
LINE = incident(
    "2026-10-05-line",
    "title: Your line was cut\nurgency: P4\nfault: customer\nstarted: 2026-10-05 10:00 UTC\n"
    "resolved: 2026-10-05 11:30 UTC\nimpacts: [{on: acme-line, level: outage, customers: [acme]}]",
    "## Resolved · 2026-10-05 11:30 UTC\n\nThe digger left.\n",
)
# For two customers, each of whom must not know of the other.
BOTH = incident(
    "2026-10-06-mailboxes",
    "title: Mailboxes locked\nfault: software\nstarted: 2026-10-06 10:00 UTC\nresolved: 2026-10-06 10:20 UTC\n"
    "change: 2026-10-06-own-line\nimpacts: [{on: mail, level: outage, customers: [acme, beta]}]",
)
BOTH_RFO = rfo("2026-10-06-mailboxes", "status: preliminary\npreliminary_on: 2026-10-08\nactions: []", "So far.")
SPARE = incident(
    "2026-10-07-spare",
    "title: Norvia down\nfault: third-party\nsupplier: Norvia\nstarted: 2026-10-07 10:00 UTC\n"
    "resolved: 2026-10-07 11:00 UTC\nimpacts: [{on: norvia-ip, level: outage}]",
)
SLOW = incident(
    "2026-10-08-slow",
    "title: Mail was slow\nurgency: P3\nfault: software\nstarted: 2026-10-08 10:00 UTC\n"
    "resolved: 2026-10-08 10:22 UTC\nimpacts: [{on: mail, level: degraded}]",
)
BOX = incident(
    "2026-10-09-box",
    "title: A part failed\nstarted: 2026-10-09 23:30 UTC\nresolved: 2026-10-10 00:30 UTC\n"
    "impacts: [{on: secret-box, level: outage}]",
)
# The second is charged with nothing: ours comes first.
OVER = incident(
    "2026-10-12-over",
    "title: Pod down again\nstarted: 2026-10-12 10:00 UTC\nresolved: 2026-10-12 11:00 UTC\n"
    "impacts: [{on: pod, level: outage}]",
)
UNDER = incident(
    "2026-10-12-under",
    "title: Both carriers down\nfault: third-party\nsupplier: Norvia\nstarted: 2026-10-12 10:10 UTC\n"
    "resolved: 2026-10-12 10:20 UTC\nimpacts: [{on: norvia-ip, level: outage}, {on: baltwave-ip, level: outage}]",
)
OPEN = incident(
    "2026-10-20-mail-slow",
    "title: Mail is slow\nfault: unknown\nstarted: 2026-10-20 11:00 UTC\ndetected: 2026-10-20 11:05 UTC\n"
    "impacts: [{on: mail, level: partial, from: 2026-10-20 11:10 UTC}]",
    "## Investigating · 2026-10-20 11:40 UTC\n\nMail waits.\n",
)
NOW = incident(
    "2026-10-20-now",
    "title: Just begun\nfault: software\nstarted: 2026-10-20 12:00 UTC\nimpacts: [{on: pod, level: partial}]",
)
AHEAD = change(
    "2026-10-25-firmware",
    "title: Firmware of the pod\ncomponents: [pod]\nannounced: 2026-10-15 09:00 UTC\nexpected: degraded\n"
    "window: {from: 2026-10-25 02:00 UTC, to: 2026-10-25 04:00 UTC}",
)
OWN_LINE = change(
    "2026-10-06-own-line",
    "title: Work on your line\naudience: affected\ncomponents: [acme-line]\nannounced: 2026-10-01 09:00 UTC\n"
    "window: {from: 2026-10-06 09:00 UTC, to: 2026-10-06 11:00 UTC}\noutcome: succeeded\nimpacts: none",
    "## Completed · 2026-10-06 10:30 UTC\n\nDone.\n",
)
MAIL_MOVE = change(
    "2026-10-13-mail-move",
    "title: Mail moves\ncomponents: [mail-store]\nannounced: 2026-10-01 09:00 UTC\noutcome: succeeded\n"
    "window: {from: 2026-10-13 02:00 UTC, to: 2026-10-13 02:30 UTC}\nimpacts: [{on: mail, level: outage}]",
)

FILES = {
    **CATALOG, **CUSTOMERS, **FAN_BEFORE, **FAN_BEFORE_RFO, **POD_DOWN, **POD_DOWN_RFO, **LINE, **BOTH, **BOTH_RFO,
    **SPARE, **SLOW, **BOX, **OVER, **UNDER, **OPEN, **NOW, **AHEAD, **OWN_LINE, **MAIL_MOVE,
}  # fmt: skip


def portal_of(id: str, as_of: str = AS_OF, withheld: frozenset[str] = frozenset(), **more: dict[str, str]) -> Edition:
    """A customer's edition as a build makes it, with more files over the scene's; `withheld` are records without words."""
    files = dict(FILES)
    for one in more.values():
        files.update(one)
    register = register_of(files)
    told = replace(
        register,
        incidents=_without(register.incidents, withheld),
        changes=_without(register.changes, withheld),
        rfos=_without(register.rfos, withheld),
    )
    return OwnRegisters(register, told).edition(id, instant_of(as_of), is_fixed=True)


def plain_portal_of(id: str, as_of: str = AS_OF) -> Edition:
    """The same by way of the whole register."""
    return edition_for(Reader(customer=id), register_of(FILES), instant_of(as_of))


def _without(records: Mapping[str, Kept], ids: frozenset[str]) -> Mapping[str, Kept]:
    return {id: record for id, record in records.items() if id not in ids}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
