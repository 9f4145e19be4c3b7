"""A small repository that can be built, and the commands that build it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
AS_OF = "2026-11-15T13:37:00Z"

MKDOCS = """\
site_name: Small Cloud status
site_url: https://status.small.example/
docs_dir: content/pages
theme: {name: material}
plugins:
  - search
  - aboveboard: {as_of: 2026-11-15 13:37 UTC}
"""
PROVIDER = """\
name: Small Cloud
url: https://status.small.example/
timezone: Europe/Berlin
contacts: [{role: Operations, phone: "+49 30 555 0100", email: noc@small.example}]
business_days: {timezone: Europe/Berlin, holidays: DE-BE}
urgency:
  P1: {first_update: 15m, update_every: 30m, rfo_preliminary: 2bd, rfo_final: 5bd}
  P2: {first_update: 30m, update_every: 2h, rfo_final: 10bd}
"""


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def incident(root: Path, id: str, matter: str = "", body: str = "", title: str = "Packet loss at the edge") -> None:
    end = "resolved: 2026-10-03 09:02 UTC\n" if "resolved:" not in matter and "open" not in id else ""
    text = f"---\ntitle: {title}\nurgency: P1\nfault: infrastructure\nstarted: 2026-10-03 08:12 UTC\n{end}{matter}---\n{body}"
    if end and "## Resolved" not in body:
        text += "\n## Resolved · 2026-10-03 09:02 UTC\n\nIt works again.\n"
    write(root, f"incidents/2026/{id}.md", text)


def small_repository(root: Path) -> Path:
    """Two services on a redundant pair, three incidents, a change."""
    write(root, "mkdocs.yml", MKDOCS)
    write(root, "content/pages/how-we-measure.md", "# How we measure\n\nSee [the incidents](incidents/index.html).\n")
    write(root, "content/catalog/provider.yml", PROVIDER)
    write(
        root,
        "content/catalog/components.yml",
        "edge: {name: Edge, owner: infrastructure}\ndb-a: {name: Database A, owner: software}\ndb-b: {name: Database B, owner: software}\n",
    )
    write(
        root,
        "content/catalog/services.yml",
        "erp: {name: ERP Suite, group: Business, requires: [edge, {any: [db-a, db-b]}]}\nmail: {name: Mail, requires: [edge]}\n",
    )
    write(root, "content/catalog/slas.yml", "{}\n")
    incident(root, "2026-10-03-edge", "impacts: [{on: edge, level: outage}]\n")
    incident(root, "2026-10-03-db-a", "impacts: [{on: db-a, level: outage}]\n", title="Database A restarts")
    incident(
        root,
        "2026-11-15-open",
        "impacts: [{on: db-b, level: partial, from: 2026-11-15 13:00 UTC}]\n",
        "\n## Investigating · 2026-11-15 13:20 UTC\n\nWe look.\n",
    )
    write(
        root,
        "content/changes/2026/2026-11-20-firmware.md",
        "---\ntitle: Firmware of the edge\nkind: maintenance\ncomponents: [edge]\nannounced: 2026-11-10 09:00 UTC\nwindow: {from: 2026-11-20 01:00 UTC, to: 2026-11-20 03:00 UTC}\nexpected: degraded\noutcome: planned\n---\n",
    )
    return root


def aboveboard(*arguments: str | Path, cwd: Path | None = None, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "aboveboard", *map(str, arguments)], cwd=cwd, capture_output=True, text=True
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def mkdocs(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *map(str, arguments)], cwd=cwd, capture_output=True, text=True, env=environment
    )


def files_of(tree: Path) -> dict[str, bytes]:
    return {str(path.relative_to(tree)): path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    """The files that are not the same in both trees."""
    left, right = files_of(one), files_of(other)
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))
