"""A case (catalog and records as one mapping, the shape of the vectors) written out as the files of a repository."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CATALOG = ("provider", "components", "services", "slas")


def write_case(case: Mapping[str, Any], root: Path) -> Path:
    """JSON is YAML, so the front matter is written as JSON, one key a line."""
    for name in _CATALOG:
        _write(root / "content" / "catalog" / f"{name}.yml", _yaml(case.get(name, {})))
    for id, customer in case.get("customers", {}).items():
        _write(root / "content" / "catalog" / "customers" / f"{id}.yml", _yaml(customer))
    for id, incident in case.get("incidents", {}).items():
        _write(root / "incidents" / id[:4] / f"{id}.md", f"---\n{_yaml(incident)}---\n{incident_body(incident)}")
    for id, change in case.get("changes", {}).items():
        _write(root / "content" / "changes" / id[:4] / f"{id}.md", f"---\n{_yaml(change)}---\n")
    return root


def incident_body(incident: Mapping[str, Any]) -> str:
    resolved = incident.get("resolved")
    return f"\n## Resolved · {resolved}\n\nIt is over.\n" if resolved else ""


def _yaml(data: Mapping[str, Any]) -> str:
    return "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in data.items())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
