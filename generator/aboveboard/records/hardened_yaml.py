"""YAML as far as records need it: mappings, lists and text, with the position of everything.

Every scalar stays the text that was written (a model gives it its type later), so `no` is never False, `12:30` never 750
and `1.10` never 1.1. Anchors, aliases, tags, several documents, duplicate keys and deep nesting are problems.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from typing import Any

import yaml
from pydantic_core import PydanticCustomError
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from aboveboard.errors import Problem, Problems
from aboveboard.frozen import frozen
from aboveboard.records.instants import utc_text
from aboveboard.records.source import FORBIDDEN
from aboveboard.records.values import instant_of
from aboveboard.records.wrong import quoted, shown
from aboveboard.records.yaml_errors import syntax_problem

# What a document is made of: text, None, a list, or a mapping from text.
Plain = str | None | list[Any] | dict[str, Any]

_MAX_DEPTH = 24
# Without one of these a text can neither refer to itself nor nest deeply; looking for them costs next to nothing.
_SUSPICIOUS = ("&", "*", "!", "- - -", "-  ", "? ", ": - ", " " * (2 * _MAX_DEPTH))
# After so many of one kind, the rest can wait.
_ENOUGH = 20
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_OWN_TAG = "?"


@frozen
class Document:
    """`value` is plain data; `node` is the tree that positions are looked up in; None for an empty document.

    When there are `problems`, `value` lacks what they speak of, and is good for checks alone.
    """

    value: Plain
    node: yaml.Node | None
    problems: tuple[Problem, ...] = ()


class _Composer(CParser):
    """libyaml's composer with no resolver: the model gives types, so tags need not be guessed."""

    def resolve(self, kind: type, value: str, implicit: object) -> str:  # noqa: ARG002
        return _OWN_TAG

    def descend_resolver(self, node: object, index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def read_yaml(path: str, text: str, first_line: int = 1) -> Document:
    """The document in `text`, whose first line is line `first_line` of the file; raises `Problems` when there is none."""
    try:
        if any(part in text for part in _SUSPICIOUS) or text.count("[") + text.count("{") > _MAX_DEPTH:
            _refuse_what_is_not_plain(path, text, first_line)
        node = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Problems([syntax_problem(path, text, error, first_line)]) from error
    if node is None:
        return Document(None, None)
    problems: list[Problem] = []
    value = _construct(node, path, first_line, (), problems)
    if "\\" in text:
        problems += _escaped_control_characters(node, path, first_line)
    return Document(value, node, tuple(problems))


def locate(node: yaml.Node | None, steps: Sequence[str | int], *, key: bool = False) -> tuple[int, int, str]:
    """Line and column (from 0) and the written path of what `steps` lead to, as far as it exists.

    With `key`, the position is that of the last step's key instead of its value. Steps that name no key of a mapping
    are passed over: they are names that a model gives to the branches of a union.
    """
    mark = node.start_mark if node is not None else None
    written = ""
    for step in steps:
        found = _child(node, step)
        if found is None:
            continue
        key_node, node = found
        mark = key_node.start_mark if key and key_node is not None else node.start_mark
        written = field_below(written, step)
    return (mark.line, mark.column, written) if mark is not None else (0, 0, written)


def field_below(field: str, step: str | int) -> str:
    """The written path of what a step leads to: `impacts[1].on`."""
    if isinstance(step, int):
        return f"{field}[{step}]"
    return f"{field}.{shown(step)}" if field else shown(step)


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return _children(node).get(step)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


@lru_cache(maxsize=4)
def _children(node: yaml.MappingNode) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
    """By key, the first of a name: a mapping with thousands of problems in it is searched once."""
    return {key.value: (key, value) for key, value in reversed(node.value) if isinstance(key, yaml.ScalarNode)}


def _construct(
    node: yaml.Node, path: str, first_line: int, steps: tuple[str | int, ...], problems: list[Problem]
) -> Plain:
    """`steps` lead to the node."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, path, first_line, (*steps, at), problems) for at, item in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        line, column = first_line + key_node.start_mark.line, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(path, line, column, _field(steps), "a key must be text", "write `key: value`"))
            continue
        key = str(key_node.value)
        if key in mapping:
            hint = f"it stands on line {lines[key]} too; {_later(mapping[key], lines[key], value_node, line)}keep one of them"
            field = _field((*steps, key))
            problems.append(Problem(path, line, column, field, f"the key {quoted(key)} stands twice", hint))
            continue
        lines[key] = line
        is_scalar = isinstance(value_node, yaml.ScalarNode)
        mapping[key] = (
            _scalar(value_node) if is_scalar else _construct(value_node, path, first_line, (*steps, key), problems)
        )
    return mapping


def _scalar(node: yaml.ScalarNode) -> str | None:
    return None if not node.style and node.value in _NULLS else str(node.value)


def _field(steps: Sequence[str | int]) -> str:
    return reduce(field_below, steps, "")


def _later(first: Plain, first_line: int, second: yaml.Node, second_line: int) -> str:
    """Of two instants, which is the later: `merge=union` has kept what two branches wrote, and somebody has to choose."""
    try:
        instants = instant_of(first), instant_of(second.value)
    except PydanticCustomError:
        return ""
    if instants[0] == instants[1]:
        return "both are one instant; "
    later, line = max(zip(instants, (first_line, second_line), strict=True))
    return f"line {line} has the later instant, {utc_text(later)}; "


def _escaped_control_characters(node: yaml.Node, path: str, first_line: int) -> list[Problem]:
    """The text of a file has none (`source.py`), but an escape within double quotes can make one."""
    problems = []
    waiting: list[tuple[yaml.Node, str]] = [(node, "")]
    while waiting:
        node, field = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = field_below(field, str(key.value)) if isinstance(key, yaml.ScalarNode) else field
                waiting += (key, inner), (value, inner)
        elif isinstance(node, yaml.SequenceNode):
            waiting += ((item, field_below(field, at)) for at, item in enumerate(node.value))
        elif found := FORBIDDEN.search(node.value):
            line, column = first_line + node.start_mark.line, node.start_mark.column + 1
            message = f"control character U+{ord(found.group()):04X}"
            problems.append(
                Problem(
                    path,
                    line,
                    column,
                    field,
                    message,
                    "remove the escape, or use single quotes, in which a backslash is a backslash",
                )
            )
    return problems


def _refuse_what_is_not_plain(path: str, text: str, first_line: int) -> None:
    """Walk the events, which needs no recursion, before anything is composed."""
    problems: list[Problem] = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if found := _not_plain(event, depth):
                assert event.start_mark is not None
                line, column = first_line + event.start_mark.line, event.start_mark.column + 1
                problems.append(Problem(path, line, column, "", *found))
            if depth > _MAX_DEPTH or len(problems) == _ENOUGH:
                break
    except yaml.MarkedYAMLError as error:
        problems.append(syntax_problem(path, text, error, first_line))
    if problems:
        raise Problems(problems)


def _not_plain(event: yaml.Event, depth: int) -> tuple[str, str] | None:
    """A message and a hint about what no record needs."""
    if isinstance(event, yaml.AliasEvent):
        return f"alias {quoted(f'*{event.anchor}')}", 'write the value out, or quote it: "*…"'
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        return f"anchor {quoted(f'&{event.anchor}')}", 'write the value out, or quote it: "&…"'
    if tag := getattr(event, "tag", None):
        written = tag.replace("tag:yaml.org,2002:", "!!", 1)
        return f"tag {quoted(written)}", 'leave it out, or quote the text: "!…"'
    if depth > _MAX_DEPTH:
        return f"nested more than {_MAX_DEPTH} deep", "no record needs that"
    return None
