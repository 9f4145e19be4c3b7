"""A case (catalog and records as one mapping, the shape of the vectors) written out as the files of a repository."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aboveboard.records.layout import File, kind_of
from aboveboard.records.reading import read_file
from aboveboard.records.register import Register
from aboveboard.records.repository import assembled

_CATALOG = ("provider", "components", "services", "slas")


def case_texts(case: Mapping[str, Any]) -> dict[str, str]:
    """The text of each file by its path. JSON is YAML, so front matter is written as JSON, one key a line."""
    texts = {f"content/catalog/{name}.yml": _yaml(case.get(name, {})) for name in _CATALOG}
    for id, customer in case.get("customers", {}).items():
        texts[f"content/catalog/customers/{id}.yml"] = _yaml(customer)
    for id, incident in case.get("incidents", {}).items():
        texts[f"incidents/{id[:4]}/{id}.md"] = f"---\n{_yaml(incident)}---\n{incident_body(incident)}"
    for id, change in case.get("changes", {}).items():
        texts[f"content/changes/{id[:4]}/{id}.md"] = f"---\n{_yaml(change)}---\n"
    return texts


def write_case(case: Mapping[str, Any], root: Path) -> Path:
    for path, text in case_texts(case).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def register_of_case(case: Mapping[str, Any]) -> Register:
    """Through the real reader; what is wrong in the records is left to their readers' tests."""
    files = {File(path, kind): text for path, text in case_texts(case).items() if (kind := kind_of(path)) is not None}
    return assembled(Path(), [read_file(file, text.encode()) for file, text in files.items()]).register


def incident_body(incident: Mapping[str, Any]) -> str:
    resolved = incident.get("resolved")
    return f"\n## Resolved · {resolved}\n\nIt is over.\n" if resolved else ""


def _yaml(data: Mapping[str, Any]) -> str:
    return "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in data.items())
