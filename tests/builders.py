"""Small registers and editions out of the texts of files, through the real reader: what is wrong in one fails the test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from aboveboard.errors import Severity
from aboveboard.records.layout import File, kind_of
from aboveboard.records.reading import read_file
from aboveboard.records.register import Register
from aboveboard.records.repository import assembled
from aboveboard.records.rfo import SECTIONS
from aboveboard.records.values import instant_of
from aboveboard.views.audience import PUBLIC, Reader
from aboveboard.views.edition import Edition, edition_for

CATALOG = "content/catalog"
PROVIDER = """\
name: Northwind Cloud
url: https://status.northwind.example/
timezone: UTC
contacts:
  - {role: Network operations, phone: "+49 30 555 0100", email: noc@northwind.example, hours: 24x7}
business_days: {timezone: Europe/Berlin, holidays: DE-BE}
urgency:
  P1: {first_update: 15m, update_every: 30m, rfo_preliminary: 2bd, rfo_final: 5bd}
  P2: {first_update: 30m, update_every: 2h, rfo_final: 10bd}
  P3: {first_update: 4h, update_every: 1d}
  P4: {}
"""


def register_of(files: Mapping[str, str]) -> Register:
    """The register of these files; a provider is added when there is none. Errors fail, warnings do not."""
    texts = {f"{CATALOG}/provider.yml": PROVIDER, **files}
    readings = []
    for path, text in sorted(texts.items()):
        kind = kind_of(path)
        assert kind is not None, f"{path} is no record's path"
        readings.append(read_file(File(path, kind), text.encode()))
    repository = assembled(Path(), readings)
    errors = [str(problem) for problem in repository.problems if problem.severity is Severity.ERROR]
    assert not errors, "\n".join(errors)
    return repository.register


def edition_of(files: Mapping[str, str], as_of: str, reader: Reader = PUBLIC) -> Edition:
    return edition_for(reader, register_of(files), instant_of(as_of))


def catalog(services: str = "", components: str = "", slas: str = "", provider: str = PROVIDER) -> dict[str, str]:
    """The catalog's files; each part is the YAML of its file."""
    return {
        f"{CATALOG}/provider.yml": provider,
        f"{CATALOG}/services.yml": services or "{}",
        f"{CATALOG}/components.yml": components or "{}",
        f"{CATALOG}/slas.yml": slas or "{}",
    }


def customer(id: str, matter: str) -> dict[str, str]:
    return {f"{CATALOG}/customers/{id}.yml": matter}


def incident(id: str, matter: str, body: str = "") -> dict[str, str]:
    """An incident's file. What `matter` leaves out of title, urgency and fault is filled in, and a Resolved update."""
    defaults = {"title": f"Incident {id}", "urgency": "P1", "fault": "infrastructure"}
    resolved = re.search(r"^resolved: (.*)$", matter, re.MULTILINE)
    if resolved and "## Resolved" not in body:
        body += f"\n\n## Resolved · {resolved[1]}\n\nIt is over."
    return {f"incidents/{id[:4]}/{id}.md": _record(defaults, matter, body)}


def rfo(id: str, matter: str, body: str = "") -> dict[str, str]:
    """An RFO's file, final unless it says otherwise; without a body it has all five sections."""
    body = body or "\n\n".join(f"## {section}\n\nA sentence." for section in SECTIONS)
    return {f"incidents/{id[:4]}/{id}.rfo.md": _record({"status": "final"}, matter, body)}


def change(id: str, matter: str, body: str = "") -> dict[str, str]:
    """A change's file. What `matter` leaves out of title, kind and outcome is filled in."""
    defaults = {"title": f"Change {id}", "kind": "maintenance", "outcome": "planned"}
    return {f"content/changes/{id[:4]}/{id}.md": _record(defaults, matter, body)}


def at(text: str) -> int:
    """The instant of `2026-10-03 08:12 UTC`."""
    return instant_of(text)


def _record(defaults: Mapping[str, str], matter: str, body: str) -> str:
    written = {line.split(":", 1)[0] for line in matter.splitlines() if line[:1].isalpha()}
    missing = "".join(f"{key}: {value}\n" for key, value in defaults.items() if key not in written)
    return f"---\n{missing}{matter.strip()}\n---\n{body.strip()}\n"
