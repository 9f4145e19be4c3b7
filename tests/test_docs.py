"""The handbook keeps up: every field, command and option has its line, and no page refers to one that is gone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from typer.main import get_command

from aboveboard.cli.app import COMMANDS, app
from aboveboard.records.reading import schema_models
from aboveboard.records.salvage import known_keys

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "generator" / "docs"


def words_in_code(page: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", (DOCS / page).read_text("utf-8")))


def models() -> list[type[BaseModel]]:
    """Every model that a file is read into, with those inside of it."""
    found: list[type[BaseModel]] = []
    waiting: list[type[BaseModel]] = list(schema_models().values())
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.append(model)
            waiting += [inner for field in model.model_fields.values() for inner in models_in(field.annotation)]
    return found


def models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_has_its_line(model: type[BaseModel]) -> None:
    missing = sorted(set(known_keys(model)) - words_in_code("records.md"))
    assert not missing, f"generator/docs/records.md does not name {missing}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_its_line(command: str) -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    assert f"aboveboard {command}" in text
    parameters = get_command(app()).commands[command].params  # type: ignore[attr-defined]
    for option in (name for parameter in parameters for name in parameter.opts if name.startswith("--")):
        assert option in text, f"{command} {option}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_of_the_handbook_is_listed() -> None:
    listed = (DOCS / "README.md").read_text("utf-8")
    assert [
        page.name for page in sorted(DOCS.glob("*.md")) if page.name != "README.md" and f"({page.name})" not in listed
    ] == []
