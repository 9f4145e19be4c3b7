"""Records with a past: incidents and changes that ended well or badly, with and without a report."""

from __future__ import annotations

from builders import change, incident, rfo

RESOLVED_BODY = """\
## Investigating · 2026-10-18 09:25 UTC

Requests to ERP Suite time out. We look for the reason and write again at 11:00 UTC.

## Resolved · 2026-10-18 10:05 UTC

It works again.

## Postmortem · 2026-10-27 12:00 UTC

The report is out.
"""

# Closed, with two causes, a change behind it and a revised final report.
TIMEOUTS = incident(
    "2026-10-18-timeouts",
    """\
title: Time-outs in ERP Suite
urgency: P2
fault: infrastructure
started: 2026-10-18 09:20 UTC
detected: 2026-10-18 09:21 UTC
acknowledged: 2026-10-18 09:23 UTC
diagnosed: 2026-10-18 09:28 UTC
mitigated: 2026-10-18 09:38 UTC
resolved: 2026-10-18 10:05 UTC
detected_by: customer
change: 2026-10-18-move
impacts:
  - {on: erp, level: partial, to: 2026-10-18 09:38 UTC}
  - {on: erp, level: degraded, from: 2026-10-18 09:38 UTC, fault: software}
""",
    RESOLVED_BODY,
)
TIMEOUTS_RFO = rfo(
    "2026-10-18-timeouts",
    """\
status: final
preliminary_on: 2026-10-20
final_on: 2026-10-27
revision: 2
changes: [{revision: 2, on: 2026-11-03, what: "ERP Suite was back at 10:05, not at 09:45"}]
root_cause: disk-full
summary: A full disk made ERP Suite wait for 18 minutes.
timeline: [{at: 2026-10-18 09:30 UTC, what: The disk is found full}]
actions:
  - {id: A1, what: A volume of its own, kind: prevent, owner: Data, due: 2026-11-15, done: 2026-11-06, saves: 18m}
  - {id: A2, what: A weekly report, kind: detect, owner: Data, due: 2026-10-31, done: 2026-11-02}
  - {id: A3, what: Give up after 5 s, kind: respond, owner: Platform, due: 2026-11-14, link: "https://tracker.example/3"}
  - {id: A4, what: Say so sooner, kind: communicate, owner: Desk, due: 2026-12-15}
""",
    """\
## What happened

It waited.

## Why it happened

The disk was *full*.

## How we responded

| Step | Minutes |
|---|---|
| Found | 10 |

## What we are changing

A1 to A4.

## What you can do

Nothing.
""",
)
MOVE = change(
    "2026-10-18-move",
    """\
title: Database moved
components: [db-a]
announced: 2026-10-09 08:00 UTC
window: {from: 2026-10-18 09:00 UTC, to: 2026-10-18 10:00 UTC}
outcome: rolled-back
impacts: [{on: vm, level: outage, from: 2026-10-18 09:50 UTC, to: 2026-10-18 10:12 UTC}]
""",
    "## Scheduled · 2026-10-09 08:00 UTC\n\nNobody should notice.\n\n## Completed · 2026-10-18 10:12 UTC\n\nPut back.",
)
# A preliminary report whose final one is late.
LOCKED = incident(
    "2026-10-29-locked",
    "title: Documents locked\nurgency: P1\nfault: software\nstarted: 2026-10-29 13:05 UTC\n"
    "resolved: 2026-10-29 14:16 UTC\nimpacts: [{on: archive, level: outage}]",
    "## Resolved · 2026-10-29 14:16 UTC\n\nOver.",
)
LOCKED_RFO = rfo(
    "2026-10-29-locked",
    "status: preliminary\npreliminary_on: 2026-11-02\nroot_cause: disk-full\nactions: []",
    "What is known so far.\n\n## What happened\n\nLocks.\n\n## Something else\n\nMore.\n\n## What happened\n\nAgain.",
)
# One of two databases: no service as a whole was disrupted.
PART = incident(
    "2026-11-02-part",
    "title: One database down\nurgency: P4\nfault: software\nstarted: 2026-11-02 08:10 UTC\n"
    "resolved: 2026-11-02 10:10 UTC\nimpacts: [{on: db-a, level: outage}]",
)
CANCELLED = change(
    "2026-11-10-cancelled",
    "title: A move that was called off\noutcome: cancelled\nwindow: {from: 2026-11-10 01:00 UTC, to: 2026-11-11 03:00 UTC}",
)
FORGOTTEN = change(
    "2026-11-09-forgotten",
    "title: Work of which nobody told the end\nkind: release\nversion: '7.2'\ncomponents: [edge]\n"
    "window: {from: 2026-11-09 01:00 UTC, to: 2026-11-09 03:00 UTC}",
)
