"""Where the page of a record or a service lies, from the top of a tree that has it (`tree_paths` knows which do)."""

from __future__ import annotations


def incident_path(id: str) -> str:
    return f"incidents/{id}.html"


def service_path(id: str) -> str:
    return f"services/{id}.html"


def change_path(id: str) -> str:
    return f"maintenance/{id}.html"


def rfo_path(id: str) -> str:
    return f"rfo/{id}.html"
