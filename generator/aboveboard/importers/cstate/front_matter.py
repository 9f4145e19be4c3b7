"""Hugo's front matter and configuration, leniently: YAML, TOML or JSON made into one plain tree of text.

Keys are lower-case, as Hugo treats them. Every scalar is text, as it was written, so that `1.10` stays a title and `no` can
be judged where it stands; only an unquoted YAML timestamp is spelt out, since YAML allows it one-digit hours and text does not.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import yaml

from aboveboard.frozen import frozen

# Text, None, a list, or a mapping from lower-case text.
Tree = str | None | list[Any] | dict[str, Any]

# What neither our records nor a feed may hold (XML 1.0).
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_FENCED = {"---": "yaml", "+++": "toml"}
_MAX_NODES = 20_000
_MAX_DEPTH = 24


class Unreadable(Exception):
    """Front matter or a configuration that cannot be read; the reason in words."""


@frozen
class Matter:
    """`twice` names the keys that stand more than once: the last one was taken, as Hugo's YAML reader did."""

    tree: dict[str, Any]
    body: str
    twice: tuple[str, ...] = ()


@dataclass(slots=True)
class _Growth:
    """What a tree may still grow: aliases can make a short text into a tree without end."""

    nodes: int = _MAX_NODES
    twice: list[str] = field(default_factory=list)


def split_matter(text: str) -> Matter:
    """The front matter and the Markdown below it; raises `Unreadable`."""
    text = text.lstrip("\n\t \ufeff")
    if text.startswith("{"):
        return _json_matter(text)
    first, _, rest = text.partition("\n")
    fence = first.rstrip()
    if fence not in _FENCED:
        raise Unreadable("does not begin with front matter (---, +++ or {)")
    end = re.search(rf"^{re.escape(fence)}[ \t]*$", rest, re.MULTILINE)
    if end is None:
        raise Unreadable(f"its front matter has no end: no second {fence}")
    growth = _Growth()
    # The line of the fence, so that errors name lines of the file.
    tree = _READERS[_FENCED[fence]]("\n" + rest[: end.start()], growth)
    return Matter(_mapping(tree), rest[end.end() :].lstrip("\n"), tuple(growth.twice))


def read_tree(text: str, kind: str) -> Matter:
    """A whole file; `kind` is `yaml`, `toml` or `json`. Raises `Unreadable`."""
    growth = _Growth()
    return Matter(_mapping(_READERS[kind](text.lstrip("\ufeff"), growth)), "", tuple(growth.twice))


def line_of(value: object) -> str:
    """A scalar as one line; nothing for what is no text. An escape in quotes can hide what no record may hold."""
    return " ".join(FORBIDDEN.sub("", value).split()) if isinstance(value, str) else ""


def _mapping(tree: Tree) -> dict[str, Any]:
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        raise Unreadable("its front matter is not a mapping of keys")
    return tree


def _json_matter(text: str) -> Matter:
    growth = _Growth()
    try:
        value, end = json.JSONDecoder(object_pairs_hook=_pairs_hook(growth)).raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"its front matter is not JSON: {error}") from error
    return Matter(_mapping(_plain(value, growth, 0)), text[end:].lstrip("\n"), tuple(growth.twice))


def _from_yaml(text: str, growth: _Growth) -> Tree:
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise Unreadable(f"its front matter is not YAML: {line}{error.problem or error.context}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(f"its front matter is not YAML: {error}") from error
    return _from_node(node, growth, 0) if node is not None else None


def _from_node(node: yaml.Node, growth: _Growth, depth: int) -> Tree:
    _grow(growth, depth)
    if isinstance(node, yaml.SequenceNode):
        return [_from_node(item, growth, depth + 1) for item in node.value]
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    tree: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value).lower() if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in tree:
            growth.twice.append(key)
        tree[key] = _from_node(value_node, growth, depth + 1)
    return tree


def _scalar(node: yaml.ScalarNode) -> str | None:
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:timestamp":
        return _spelt_out(node)
    return str(node.value)


def _spelt_out(node: yaml.ScalarNode) -> str:
    try:
        instant = yaml.constructor.SafeConstructor().construct_yaml_timestamp(node)
    except (ValueError, OverflowError):
        return str(node.value)
    return str(instant.isoformat())


def _from_toml(text: str, growth: _Growth) -> Tree:
    try:
        return _plain(tomllib.loads(text, parse_float=str), growth, 0)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"its front matter is not TOML: {error}") from error


def _from_json(text: str, growth: _Growth) -> Tree:
    try:
        return _plain(json.loads(text, object_pairs_hook=_pairs_hook(growth)), growth, 0)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"its front matter is not JSON: {error}") from error


def _pairs_hook(growth: _Growth) -> Any:
    def mapping_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        known: set[str] = set()
        for key in (key.lower() for key, _ in pairs):
            if key in known:
                growth.twice.append(key)
            known.add(key)
        return dict(pairs)

    return mapping_of


def _plain(value: object, growth: _Growth, depth: int) -> Tree:
    _grow(growth, depth)
    if isinstance(value, dict):
        return {str(key).lower(): _plain(inner, growth, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, growth, depth + 1) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return None if value is None else str(value)


def _grow(growth: _Growth, depth: int) -> None:
    growth.nodes -= 1
    if growth.nodes < 0 or depth > _MAX_DEPTH:
        raise Unreadable("its front matter is too large or too deep")


_READERS = {"yaml": _from_yaml, "toml": _from_toml, "json": _from_json}
