"""A small repository in real git: two customers, an incident in a closed month and an open one, and branches of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

AS_OF = "2026-11-15 13:37 UTC"
GIT = {
    "GIT_AUTHOR_NAME": "Robin Quill", "GIT_AUTHOR_EMAIL": "robin@small.example", "GIT_AUTHOR_DATE": "2026-11-15T12:00:00Z",
    "GIT_COMMITTER_NAME": "Robin Quill", "GIT_COMMITTER_EMAIL": "robin@small.example",
    "GIT_COMMITTER_DATE": "2026-11-15T12:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip

FILES = {
    "content/catalog/provider.yml": "name: Small Cloud\nurl: https://status.small.example/\ntimezone: UTC\n"
    "contacts: [{role: Operations, phone: '+49 30 555 0100'}]\n",
    "content/catalog/components.yml": "edge: {name: Edge, owner: infrastructure}\ndb: {name: Database, owner: software}\n",
    "content/catalog/services.yml": "erp: {name: ERP Suite, requires: [edge, db]}\nmail: {name: Mail, requires: [edge]}\n",
    "content/catalog/slas.yml": "gold:\n  target: 99.9\n  counts: [infrastructure, software, unknown]\n"
    "  credits: [{below: 99.9, percent: 5}, {below: 99, percent: 25}]\n",
    "content/catalog/customers/acme.yml": "name: Acme Corporation\ntimezone: Europe/Berlin\ntier: 1\nsubscriptions:\n"
    "  - {service: erp, since: 2026-08-01, sla: gold}\n  - {service: mail, since: 2026-08-01}\n",
    "content/catalog/customers/bolt.yml": "name: Bolt & Sons\ntier: 2\nsubscriptions:\n"
    "  - {service: mail, since: 2026-09-01, sla: gold}\n",
    "incidents/2026/2026-10-03-edge.md": "---\ntitle: Packet loss at the edge\nurgency: P1\nfault: infrastructure\n"
    "started: 2026-10-03 08:12 UTC\nresolved: 2026-10-03 08:42 UTC\nimpacts: [{on: edge, level: outage}]\n---\n\n"
    "## Resolved · 2026-10-03 08:42 UTC\n\nIt works again.\n",
    "incidents/2026/2026-11-15-db.md": "---\ntitle: The database is slow\nurgency: P2\nfault: software\n"
    "started: 2026-11-15 12:50 UTC\nimpacts: [{on: db, level: partial}]\n---\n\n"
    "## Investigating · 2026-11-15 13:00 UTC\n\nWe look.\n",
}
OPENED = """\
---
title: Mail waits in queues
urgency: P2
fault: unknown
started: 2026-11-15 13:05 UTC
impacts: [{on: mail, level: outage}]
---

## Investigating · 2026-11-15 13:10 UTC

Mail is late.
"""


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def replaced(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    write(root, path, text.replace(old, new))


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False, env={**os.environ, **GIT}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "A state of the records")
    return git(root, "rev-parse", "HEAD")


def repository(root: Path, below: str = "") -> Path:
    """The folder of records, committed on `main`; `below` puts it below the top of the working tree."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", ".")
    records = root / below
    for path, text in FILES.items():
        write(records, path, text)
    commit(root)
    return records


def diff(root: Path, base: str = "main", *options: str, code: int = 0) -> str:
    """What the command prints; on stderr when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "aboveboard", "diff", base, "--root", str(root), "--as-of", AS_OF, *options],
        capture_output=True, text=True, check=False, encoding="utf-8", env={**os.environ, **GIT},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if code else done.stdout
