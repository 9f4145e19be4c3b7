"""Where the page of a record or a service lies, from the top of its tree."""

from __future__ import annotations


def incident_path(id: str) -> str:
    return f"incidents/{id}.html"


def service_path(id: str) -> str:
    return f"services/{id}.html"
