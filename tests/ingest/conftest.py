"""A small repository with rules for alerts, and the command line as monitoring's messages come in."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aboveboard.records.incident import Incident
from aboveboard.records.repository import check_repository, read_repository
from aboveboard.records.values import instant_of

FIXTURES = Path(__file__).parents[1] / "fixtures" / "alerts"
AS_OF = "2026-11-15 13:37 UTC"
FRANKFURT = "incidents/2026/2026-11-15-edge-fra1.md"

PROVIDER = "name: Small Cloud\nurl: https://status.small.example/\n"
COMPONENTS = """\
edge-fra1: {name: Frankfurt edge, owner: infrastructure}
edge-dub1: {name: Dublin edge, owner: infrastructure}
acme-vpn: {name: Acme VPN, owner: customer}
"""
SERVICES = "erp: {name: ERP Suite, requires: [edge-fra1, edge-dub1]}\n"
RULES = """\
rules:
  - match: {alertname: EdgeDown, site: fra1}
    on: edge-fra1
    level: outage
    urgency: P1
  - match: {alertname: EdgeDown, site: dub1}
    on: edge-dub1
  - match: {alertname: VpnDown}
    on: acme-vpn
  - match: {alertname: ProbeFailed, service: erp}
    on: erp
    level: outage
    urgency: P1
labels: [alertname, site, service]
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Place:
    """A repository into which messages come."""

    root: Path

    def ingest(self, payload: object, format: str = "alertmanager", as_of: str = AS_OF) -> Done:
        done = subprocess.run(
            [*COMMAND, format, "--root", str(self.root), "--as-of", as_of], input=as_bytes(payload), capture_output=True
        )
        assert b"Traceback" not in done.stderr
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def text(self, path: str = FRANKFURT) -> str:
        return (self.root / path).read_text("utf-8")

    def incident(self, path: str = FRANKFURT) -> Incident:
        register = read_repository(self.root).register
        return next(incident for incident in register.incidents.values() if incident.path == path)

    def change(self, old: str, new: str, path: str = FRANKFURT) -> None:
        text = self.text(path)
        assert text.count(old) == 1
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def incidents(self) -> list[str]:
        return sorted(str(path.relative_to(self.root)) for path in (self.root / "incidents").rglob("*.md"))

    def problems(self) -> list[str]:
        return [str(problem) for problem in check_repository(read_repository(self.root), instant_of(AS_OF))]


COMMAND = [sys.executable, "-m", "aboveboard", "ingest"]


def as_bytes(payload: object) -> bytes:
    return payload if isinstance(payload, bytes) else json.dumps(payload).encode()


def fixture(name: str) -> dict[str, Any]:
    return json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))


def changed(name: str, change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A recorded payload in which `change` changed something."""
    payload = copy.deepcopy(fixture(name))
    change(payload)
    return payload


@pytest.fixture
def place(tmp_path: Path) -> Place:
    catalog = tmp_path / "content" / "catalog"
    catalog.mkdir(parents=True)
    (tmp_path / "incidents").mkdir()
    texts = {"provider": PROVIDER, "components": COMPONENTS, "services": SERVICES, "slas": "{}\n", "alerts": RULES}
    for name, text in texts.items():
        (catalog / f"{name}.yml").write_text(text, encoding="utf-8")
    return Place(tmp_path)
