"""What a node needs: a list of ids and groups, of which all, any, or at least k must work.

Source of the rule: availability.md, section 2. `all` of m entries is "at least m", `any` is "at least 1".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from aboveboard.frozen import frozen
from aboveboard.records.nearest import did_you_mean
from aboveboard.records.values import id_of
from aboveboard.records.wrong import Steps, below, each, quoted, unfit, wrong

_MAX_DEPTH = 8
# The keys of a group under which its entries stand.
_LISTS = ("any", "all", "of")
_GROUP_KEYS = {*_LISTS, "at_least"}
_THRESHOLD = re.compile(r"[1-9][0-9]{0,5}")


@frozen
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


def named_in(entries: Sequence[Entry]) -> Iterator[tuple[Steps, str]]:
    """Every node id that a list names, with the steps to it: for pointing at it.

    A group does not know by which key it was written, so all keys are given: `Place` passes over those that are not there.
    """
    for at, entry in enumerate(entries):
        if isinstance(entry, str):
            yield (at,), entry
        else:
            yield from (((at, *_LISTS, *steps), id) for steps, id in named_in(entry.of))


def _requires_of(value: object) -> tuple[Entry, ...]:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list):
        raise unfit(value, "a list", "write `[edge-fra1, {any: [db-a, db-b]}]`, or leave the key out")
    return _entries_of(value, depth=0)


def _entries_of(values: list[object], depth: int) -> tuple[Entry, ...]:
    written = set()

    def read(at: int) -> Entry:
        key = _sorted_text(values[at])
        if key in written:
            raise wrong(f"{quoted(values[at])} stands twice in one list", "keep one of them", (at,))
        written.add(key)
        return below(at, lambda value: _entry_of(value, depth), values[at])

    return tuple(each(read, range(len(values))))


def _sorted_text(value: object) -> str:
    """Equal for what is equal, whatever the order of its keys."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{_sorted_text(inner)}" for key, inner in sorted(value.items())) + "}"
    return "[" + ",".join(map(_sorted_text, value)) + "]" if isinstance(value, list) else repr(value)


def _entry_of(value: object, depth: int) -> Entry:
    if isinstance(value, str):
        return id_of(value)
    if not isinstance(value, dict) or not value:
        raise unfit(value, "an id or a group", "write `edge-fra1`, or `{any: [db-a, db-b]}`")
    if depth == _MAX_DEPTH:
        raise wrong(f"groups nest more than {_MAX_DEPTH} deep", "give a part a component of its own")
    keys = set(value)
    if keys == {"any"} or keys == {"all"}:
        name = next(iter(keys))
        of = below(name, lambda inner: _group_entries_of(inner, depth), value[name])
        return Group(1 if name == "any" else len(of), of)
    if keys == {"at_least", "of"}:
        of = below("of", lambda inner: _group_entries_of(inner, depth), value["of"])
        return Group(below("at_least", lambda inner: _threshold_of(inner, len(of)), value["at_least"]), of)
    odd = sorted(keys - _GROUP_KEYS)
    if odd:
        raise wrong(f"unknown key {quoted(odd[0])}", did_you_mean(odd[0], _GROUP_KEYS), (odd[0],), key=True)
    raise wrong("a group is one of three", "write `{any: […]}`, `{all: […]}` or `{at_least: 2, of: […]}`")


def _group_entries_of(value: object, depth: int) -> tuple[Entry, ...]:
    if not isinstance(value, list) or not value:
        raise wrong("a group needs entries", "write `[db-a, db-b]`")
    return _entries_of(value, depth + 1)


def _threshold_of(value: object, entries: int) -> int:
    if not isinstance(value, str) or not _THRESHOLD.fullmatch(value) or int(value) > entries:
        hint = "so many of the entries must work, at most all of them"
        raise unfit(value, f"a whole number from 1 to {entries}", hint)
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
