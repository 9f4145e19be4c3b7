"""JSON Schemas (draft 2020-12) of what people write, made from the models: for editors, which complete and check with them.

They admit whatever the readers admit; `check` sees more. They name no dialect: what they say is the same in draft 7, and
editors' extensions refuse a `$schema` that they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import DefsRef, GenerateJsonSchema, JsonRef

from aboveboard.records.layout import Kind
from aboveboard.records.reading import schema_models
from aboveboard.records.requires import ENTRY_SCHEMA
from aboveboard.records.values import MAX_ID_LENGTH

Schema = dict[str, Any]

_DEFINITIONS = "#/$defs/"
_ENTRY = "Entry"
# What a file says by its name, or by the text below its front matter.
_BESIDE = ("id", "path", "introduction", "updates", "body")
# Files that map ids to entries.
_MAPPINGS = (Kind.COMPONENTS, Kind.SERVICES, Kind.SLAS)
_ID_KEYS = {"pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$", "maxLength": MAX_ID_LENGTH}
_NUMBER = r"^\s*[-+]?(\d+(\.\d*)?|\.\d+)\s*$"


def schemas() -> dict[Kind, Schema]:
    """The schema of each kind of file: of the whole file, or of its front matter."""
    return {kind: _schema(kind, model) for kind, model in schema_models().items()}


@cache
def schema_files() -> Mapping[str, str]:
    """`KIND.json` to its text; always the same, and dear to make."""
    return {f"{kind.value}.json": json.dumps(one, indent=2) + "\n" for kind, one in schemas().items()}


def _schema(kind: Kind, model: Any) -> Schema:
    made = model.model_json_schema(schema_generator=_Generator)
    definitions = {name: _mended(one) for name, one in made.pop("$defs", {}).items()}
    record = _mended(made)
    _leave_out(record, _BESIDE)
    if kind is Kind.CHANGE:
        record["properties"]["impacts"]["anyOf"].append({"const": "none"})
    if kind in _MAPPINGS:
        record = {"type": ["object", "null"], "propertyNames": _ID_KEYS, "additionalProperties": record}
    if kind is Kind.ALLOWED_WORDS:
        record = {"type": ["array", "null"], "items": record}
    return {"title": _title(kind), **record, **_used(record, definitions)}


def _title(kind: Kind) -> str:
    return f"Aboveboard: {kind.value}"


def _leave_out(record: Schema, names: tuple[str, ...]) -> None:
    for name in names:
        record["properties"].pop(name, None)
    required = [name for name in record.pop("required", ()) if name not in names]
    if required:
        record["required"] = required


class _Generator(GenerateJsonSchema):
    """Knows the one definition that models refer to without having made it: an entry of `requires`."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        reference, name = JsonRef(_DEFINITIONS + _ENTRY), DefsRef(_ENTRY)
        self.json_to_defs_refs[reference] = name
        self._prioritized_defsref_choices[name] = [name]
        self.definitions[name] = ENTRY_SCHEMA

    def default_schema(self, schema: Any) -> Schema:
        """Without the default, which is often no JSON: an editor would write it where nothing has to stand."""
        return self.generate_inner(schema["schema"])


def _mended(value: Any) -> Any:
    """Without the names that pydantic makes up; text may be written as YAML's numbers and truth values, as readers let it."""
    if isinstance(value, list):
        return [_mended(one) for one in value]
    if not isinstance(value, dict):
        return value
    mended = {key: _mended(one) for key, one in value.items() if not (key == "title" and isinstance(one, str))}
    if mended.get("type") == "string" and not {"enum", "format"} & mended.keys():
        mended["type"] = ["string", "number"] if "pattern" in mended else ["string", "number", "boolean"]
    elif mended.get("type") == "number":
        mended |= {"type": ["number", "string"], "pattern": _NUMBER}
    return mended


def _used(record: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """The definitions that are referred to, from the record or from each other."""
    used: set[str] = set()
    waiting = list(_references(record))
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += _references(definitions[name])
    return {"$defs": {name: definitions[name] for name in sorted(used)}} if used else {}


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference.removeprefix(_DEFINITIONS)
        for one in value.values():
            yield from _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)
