"""JSON Schemas for editors: valid ones, that admit the example and see slips in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from aboveboard.records.json_schema import schemas
from aboveboard.records.layout import Kind, find_files
from aboveboard.records.reading import read_file, schema_models

ROOT = Path(__file__).parents[2]
SCHEMAS = schemas()


class Yaml12(yaml.SafeLoader):
    """YAML as an editor reads it: only `true` and `false` are truth values, and dates are text."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp", ":int", ":float"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$"), list("-+.0123456789")
)


def loaded(text: str) -> Any:
    return yaml.load(text, Yaml12)


def matter_of(path: str) -> Any:
    text = (ROOT / path).read_text("utf-8")
    return loaded(text if path.endswith(".yml") else text.split("---\n", 2)[1])


def faults(kind: Kind, value: object) -> list[str]:
    found = [
        [error.message for error in one(SCHEMAS[kind]).iter_errors(value)]
        for one in (Draft202012Validator, Draft7Validator)
    ]
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("kind", list(schema_models()))
def test_every_kind_has_a_valid_schema(kind: Kind) -> None:
    """In the newest draft, and in the one that editors' extensions know."""
    Draft202012Validator.check_schema(SCHEMAS[kind])
    Draft7Validator.check_schema(SCHEMAS[kind])


def test_every_file_of_the_example_fits() -> None:
    files, _ = find_files(ROOT)
    assert len(files) > 150
    wrong = {file.path: found for file in files if (found := faults(file.kind, matter_of(file.path)))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.INCIDENT, "{title: x, urgency: P9, fault: unknown, started: 2026-10-03 08:12 UTC}"),
        (Kind.INCIDENT, "{title: x, urgency: P1, fault: unknown, started: 2026-10-03 08:12}"),
        (Kind.INCIDENT, "{title: x, urgency: P1, fault: unknown, started: 2026-10-03 08:12 UTC, impact: []}"),
        (Kind.INCIDENT, "{title: x, urgency: P1, fault: unknown}"),
        (Kind.INCIDENT, "{title: x, urgency: P1, fault: unknown, started: 2026-10-03 08:12 UTC, id: y}"),
        (Kind.COMPONENTS, "{edge: {name: Edge, owner: nobody}}"),
        (Kind.COMPONENTS, "{Edge 1: {name: Edge, owner: software}}"),
        (Kind.SERVICES, "{web: {name: Web, requires: [{some: [a]}]}}"),
        (Kind.SERVICES, "{web: {name: Web, requires: [{at_least: 2}]}}"),
        (Kind.SLAS, "{gold: {target: high, counts: [software]}}"),
        (Kind.CHANGE, "{title: x, kind: release, window: {from: 2026-10-03 08:12 UTC, to: 2026-10-03 09:12 UTC}, outcome: planned, impacts: some}"),
        (Kind.PROVIDER, "{name: x}"),
        (Kind.RFO, "{status: done}"),
    ],
)  # fmt: skip
def test_a_slip_is_seen(kind: Kind, text: str) -> None:
    assert faults(kind, loaded(text))


@pytest.mark.parametrize(
    ("kind", "path", "text"),
    [
        (Kind.COMPONENTS, "components.yml", "a: {name: 12, owner: software, group: true}\nb: {name: B, owner: software, requires: [a]}\n"),
        (Kind.SERVICES, "services.yml", "web: {name: 1.10, requires: [{at_least: 1, of: [a, {all: [b, c]}]}], was: [{until: 2026-03-01, requires: []}]}\n"),
        (Kind.SLAS, "slas.yml", "gold: {target: '99.95', counts: [], hours: {weekly: {mon-fri: '08:00-18:00'}, holidays: [2026-01-01]}}\n"),
        (Kind.SERVICES, "services.yml", "# none yet\n"),
    ],
)  # fmt: skip
def test_what_the_reader_takes_the_editor_takes(kind: Kind, path: str, text: str) -> None:
    from aboveboard.records.layout import File

    assert read_file(File(f"content/catalog/{path}", kind), text.encode()).problems == []
    assert faults(kind, loaded(text)) == []


def test_the_command_writes_or_prints_them(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aboveboard", "schema"]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert set(json.loads(printed)) == {kind.value for kind in SCHEMAS}
    subprocess.run([*command, "--into", "schemas"], cwd=tmp_path, capture_output=True, check=True)
    written = {path.stem: json.loads(path.read_text()) for path in (tmp_path / "schemas").glob("*.json")}
    assert written == json.loads(printed)
