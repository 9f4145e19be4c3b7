"""YAML as far as records need it: mappings, lists and text, with the position of everything.

Every scalar stays the text that was written (a model gives it its type later), so `no` is never False, `12:30` never 750
and `1.10` never 1.1. Anchors, aliases, tags, several documents, duplicate keys and deep nesting are problems.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from aboveboard.errors import Problem, Problems

# What a document is made of: text, None, a list, or a mapping from text.
Plain = str | None | list[Any] | dict[str, Any]

_MAX_DEPTH = 24
# Without one of these a text can neither refer to itself nor nest deeply; looking for them costs next to nothing.
_SUSPICIOUS = ("&", "*", "!", "- - -", "? ", ": - ", " " * (2 * _MAX_DEPTH))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_OWN_TAG = "?"


@dataclass(frozen=True, slots=True)
class Document:
    """`value` is plain data; `node` is the tree that positions are looked up in; None for an empty document."""

    value: Plain
    node: yaml.Node | None


class _Composer(CParser):
    """libyaml's composer with no resolver: the model gives types, so tags need not be guessed."""

    def resolve(self, kind: type, value: str, implicit: object) -> str:  # noqa: ARG002
        return _OWN_TAG

    def descend_resolver(self, node: object, index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def read_yaml(path: str, text: str, first_line: int = 1) -> Document:
    """The document in `text`, whose first line is line `first_line` of the file; raises `Problems`."""
    try:
        if any(part in text for part in _SUSPICIOUS) or text.count("[") + text.count("{") > _MAX_DEPTH:
            _refuse_what_is_not_plain(path, text, first_line)
        node = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Problems([_syntax_problem(path, error, first_line)]) from error
    except yaml.YAMLError as error:
        raise Problems([Problem(path, first_line, 1, "", "is not YAML", str(error))]) from error
    if node is None:
        return Document(None, None)
    problems: list[Problem] = []
    value = _construct(node, path, first_line, "", problems)
    if problems:
        raise Problems(problems)
    return Document(value, node)


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
        written += f"[{step}]" if isinstance(step, int) else f".{step}" if written else str(step)
    return (mark.line, mark.column, written) if mark is not None else (0, 0, written)


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _construct(node: yaml.Node, path: str, first_line: int, field: str, problems: list[Problem]) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in _NULLS else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, path, first_line, f"{field}[{at}]", problems) for at, item in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        line, column = first_line + key_node.start_mark.line, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(path, line, column, field, "a key must be text"))
            continue
        key = str(key_node.value)
        inner = f"{field}.{key}" if field else key
        if key in mapping:
            hint = f"it stands on line {lines[key]} too; keep one of them"
            problems.append(Problem(path, line, column, inner, f'the key "{key}" stands twice', hint))
            continue
        lines[key] = line
        mapping[key] = _construct(value_node, path, first_line, inner, problems)
    return mapping


def _refuse_what_is_not_plain(path: str, text: str, first_line: int) -> None:
    """Walk the events, which needs no recursion, before anything is composed."""
    problems: list[Problem] = []
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        line, column = (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)
        if isinstance(event, yaml.AliasEvent):
            problems.append(
                Problem(path, line, column, "", f'alias "*{event.anchor}"', 'write the value out, or quote it: "*…"')
            )
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            problems.append(
                Problem(path, line, column, "", f'anchor "&{event.anchor}"', 'write the value out, or quote it: "&…"')
            )
        elif tag := getattr(event, "tag", None):
            problems.append(Problem(path, line, column, "", f'tag "{tag}"', 'leave it out, or quote the text: "!…"'))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                problems.append(
                    Problem(path, line, column, "", f"nested more than {_MAX_DEPTH} deep", "no record needs that")
                )
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if len(problems) == 20:
            break
    if problems:
        raise Problems(problems)


_ADVICE = (
    ("mapping values are not allowed", 'put text that contains ": " in quotes'),
    ("cannot start any token", "indent with spaces, and quote text that begins with a special character"),
    ("could not find expected ':'", 'every line needs "key: value"'),
    ("did not find expected key", "is the indentation that of the line above, are the quotes closed?"),
    ("expected ',' or", "is a bracket or a comma missing?"),
    ("found unexpected end of stream", "is a quote or a bracket not closed?"),
    ("expected a single document", "a record is one document: remove the second `---`"),
    ("block sequence entries", "a list begins on a line of its own"),
)


def _syntax_problem(path: str, error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)
    message = (error.problem or error.context or "is not YAML").replace("\n", " ")
    hint = next(
        (advice for part, advice in _ADVICE if part in f"{error.context} {message}"), "compare with a record that works"
    )
    return Problem(path, line, column, "", f"not YAML: {message}", hint)
