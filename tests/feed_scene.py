"""A small provider with one of everything that feeds have to carry."""

from __future__ import annotations

from aboveboard.views.edition import Edition
from builders import catalog, change, edition_of, incident, rfo

AS_OF = "2026-10-20 12:00 UTC"
SITE = "https://status.northwind.example/"

CATALOG = catalog(
    services="""\
erp: {name: ERP Suite, requires: [pod, {any: [norvia-ip, baltwave-ip]}]}
dns: {name: "DNS <fast> & sure", requires: [{any: [norvia-ip, baltwave-ip]}]}
mail: {name: Mail, requires: [mail-store]}
quiet: {name: Quiet service}
""",
    components="""\
pod: {name: Pod, owner: infrastructure}
norvia-ip: {name: Norvia transit, owner: third-party, supplier: Norvia}
baltwave-ip: {name: Baltwave transit, owner: third-party, supplier: Baltwave}
mail-store: {name: Mail store, owner: software}
""",
)

POD_DOWN = incident(
    "2026-10-03-pod-down",
    """\
title: Pod down
started: 2026-10-03 08:12 UTC
detected: 2026-10-03 08:14 UTC
resolved: 2026-10-03 09:02 UTC
impacts: [{on: pod, level: outage}]
""",
    """\
Introduced.

## Investigating · 2026-10-03 08:20 UTC

We look into it. See [the plan](../services/erp.html) and [below](#2026-10-03T0902Z).

## Identified · 2026-10-03 08:20 UTC

A fan; said in the *same* minute.

- one
- two

## Resolved · 2026-10-03 09:02 UTC
""",
)
POD_RFO = rfo(
    "2026-10-03-pod-down",
    """\
preliminary_on: 2026-10-05
final_on: 2026-10-07
revision: 2
changes: [{revision: 2, on: 2026-10-08, what: "Corrected the time of *mitigation*"}]
root_cause: fan
summary: A fan failed & nobody <heard> it.
actions: []
""",
    "".join(
        f"## {section}\n\nSomething.\n\n"
        for section in (
            "What happened",
            "Why it happened",
            "How we responded",
            "What we are changing",
            "What you can do",
        )
    ),
)
SPARE_HELD = incident(
    "2026-10-09-spare-held",
    """\
title: Norvia down
fault: third-party
supplier: Norvia
started: 2026-10-09 10:00 UTC
resolved: 2026-10-09 11:00 UTC
impacts: [{on: norvia-ip, level: outage}]
""",
    "## Resolved · 2026-10-09 11:00 UTC\n\nBaltwave carried everything.\n",
)
HOSTILE = incident(
    "2026-10-10-hostile",
    """\
title: "]]> <script>alert('1')</script> &amp; \\" 🧯 \\u202e"
started: 2026-10-10 10:00 UTC
resolved: 2026-10-10 11:00 UTC
fault: software
impacts: [{on: mail-store, level: partial}]
""",
    """\
## Resolved · 2026-10-10 11:00 UTC

</content:encoded> ]]> &#27;[31m <img src="picture.png" onerror="x"> <item> <entry> href="not-a-link"

[a](<../a b.html>) [mail](mailto:noc@northwind.example) [bad](http://[)
""",
)
OPEN = incident(
    "2026-10-20-mail-slow",
    """\
title: Mail is slow
started: 2026-10-20 11:00 UTC
detected: 2026-10-20 11:05 UTC
fault: unknown
impacts: [{on: mail, level: degraded}]
""",
    "## Investigating · 2026-10-20 11:10 UTC\n\nMail waits.\n",
)
UNSPOKEN = incident(
    "2026-10-20-just-begun",
    "title: Just begun\nstarted: 2026-10-20 11:58 UTC\ndetected: 2026-10-20 12:00 UTC\nimpacts: [{on: pod, level: partial}]",
    "We know, and are looking.",
)
SECRET = incident(
    "2026-10-11-secret",
    "title: Secret\naudience: internal\nstarted: 2026-10-11 10:00 UTC\nimpacts: [{on: pod, level: outage}]",
    "## Investigating · 2026-10-11 10:05 UTC\n\nHush.\n",
)
ANNOUNCED = change(
    "2026-10-25-pod-firmware",
    """\
title: Firmware of the pod
components: [pod]
announced: 2026-10-15 09:00 UTC
window: {from: 2026-10-25 02:00 UTC, to: 2026-10-25 04:00 UTC}
expected: degraded
""",
    "New *firmware*.",
)
DONE = change(
    "2026-10-12-mail-move",
    """\
title: Mail moves
components: [mail-store]
announced: 2026-10-01 09:00 UTC
window: {from: 2026-10-12 02:00 UTC, to: 2026-10-12 04:00 UTC}
impacts: none
outcome: cancelled
""",
    """\
## Scheduled · 2026-10-01 09:00 UTC

Mail moves.

## Cancelled · 2026-10-11 09:00 UTC

It does not.
""",
)

FILES = {
    **CATALOG, **POD_DOWN, **POD_RFO, **SPARE_HELD, **HOSTILE, **OPEN, **UNSPOKEN, **SECRET, **ANNOUNCED, **DONE,
}  # fmt: skip


def scene() -> Edition:
    return edition_of(FILES, AS_OF)
