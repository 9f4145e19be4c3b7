"""What a node needs: a list of ids and groups, of which all, any, or at least k must work.

Source of the rule: availability.md, section 2. `all` of m entries is "at least m", `any` is "at least 1".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from aboveboard.records.nearest import did_you_mean
from aboveboard.records.values import Steps, id_of, quoted, wrong

_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Group:
    """At least `at_least` of the entries must work: 1 <= at_least <= len(of)."""

    at_least: int
    of: tuple[Entry, ...]


Entry = str | Group


def ids_of(entry: Entry) -> Iterator[str]:
    """Every node id that an entry names, in the order written."""
    if isinstance(entry, str):
        yield entry
        return
    for inner in entry.of:
        yield from ids_of(inner)


def steps_to(entry: Entry, id: str) -> Steps:
    """Where below a `requires` list the id stands first: for pointing at it. Group names are guessed from the count."""
    if isinstance(entry, str):
        return ()
    for at, inner in enumerate(entry.of):
        if id in ids_of(inner):
            return (at, *steps_to(inner, id))
    return ()


def _requires_of(value: object) -> tuple[Entry, ...]:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list):
        raise wrong("expected a list", "write `requires: [edge-fra1, {any: [db-a, db-b]}]`")
    return _entries_of(value, (), depth=0)


def _entries_of(values: list[object], steps: Steps, depth: int) -> tuple[Entry, ...]:
    for at, value in enumerate(values):
        if value in values[:at]:
            raise wrong(f"{quoted(value)} stands twice in one list", "keep one of them", (*steps, at))
    return tuple(_entry_of(value, (*steps, at), depth) for at, value in enumerate(values))


def _entry_of(value: object, steps: Steps, depth: int) -> Entry:
    if isinstance(value, str):
        try:
            return id_of(value)
        except Exception as error:
            raise wrong(
                f"{quoted(value)} is not an id", "lower-case letters, digits and single hyphens", steps
            ) from error
    if not isinstance(value, dict) or not value:
        raise wrong("neither an id nor a group", "write `edge-fra1`, or `{any: [db-a, db-b]}`", steps)
    if depth == _MAX_DEPTH:
        raise wrong(f"groups nest more than {_MAX_DEPTH} deep", "give a part a component of its own", steps)
    keys = set(value)
    if keys == {"any"} or keys == {"all"}:
        name = next(iter(keys))
        of = _group_entries_of(value[name], (*steps, name), depth)
        return Group(1 if name == "any" else len(of), of)
    if keys == {"at_least", "of"}:
        of = _group_entries_of(value["of"], (*steps, "of"), depth)
        return Group(_threshold_of(value["at_least"], len(of), (*steps, "at_least")), of)
    odd = sorted(keys - {"any", "all", "at_least", "of"})
    if odd:
        raise wrong(f'unknown key "{odd[0]}"', did_you_mean(odd[0], ("any", "all", "at_least", "of")), (*steps, odd[0]))
    raise wrong("a group is one of three", "`{any: […]}`, `{all: […]}` or `{at_least: 2, of: […]}`", steps)


def _group_entries_of(value: object, steps: Steps, depth: int) -> tuple[Entry, ...]:
    if not isinstance(value, list) or not value:
        raise wrong("a group needs entries", "write `[db-a, db-b]`", steps)
    return _entries_of(value, steps, depth + 1)


def _threshold_of(value: object, entries: int, steps: Steps) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= entries:
        raise wrong(f"at_least is {quoted(value)}", f"a whole number from 1 to {entries}, the number of entries", steps)
    return int(value)


Requires = Annotated[
    tuple[Entry, ...],
    PlainValidator(_requires_of),
    WithJsonSchema({"type": "array", "items": {"$ref": "#/$defs/Entry"}}),
]
ENTRY_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"any": {"type": "array", "items": {"$ref": "#/$defs/Entry"}, "minItems": 1}},
            "required": ["any"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"all": {"type": "array", "items": {"$ref": "#/$defs/Entry"}, "minItems": 1}},
            "required": ["all"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {
                "at_least": {"type": "integer", "minimum": 1},
                "of": {"type": "array", "items": {"$ref": "#/$defs/Entry"}, "minItems": 1},
            },
            "required": ["at_least", "of"],
            "additionalProperties": False,
        },
    ]
}
