"""Changes to a record's text that leave every other byte as it is: byte order mark, line ends, comments, order, style.

A key of the front matter gets a value, a list gets an entry, the body gets a block at its end. What was asked for is
read back before it is handed out: a text that is too odd to be edited so is refused, not spoilt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from aboveboard.errors import Problem, Problems
from aboveboard.frozen import frozen
from aboveboard.records.front_matter import FrontMatter, read_front_matter
from aboveboard.records.hardened_yaml import read_yaml
from aboveboard.records.source import CATALOG_LIMIT_BYTES, source_of
from aboveboard.records.wrong import quoted

# The line ends that the reader knows (records/source.py).
LINE_END = re.compile(r"\r\n?|[\n\x85\u2028\u2029]")
_BOM = "\ufeff"


def set_key(path: str, data: bytes, key: str, value: str, after: Sequence[str]) -> bytes:
    """The record with `key: value`; a new key stands below the last of those in `after` that the record has.

    `value` is YAML, on one line. Raises `Problems` when the record cannot be read or edited so.
    """
    matter = _Matter.of(path, data)
    found = matter.value_of(key)
    if found is not None:
        edited = matter.with_value(found, value)
    else:
        edited = matter.with_key(key, value, matter.last_of(after))
    return _proven(path, matter, edited, {key: _read(path, value)})


def add_entry(path: str, data: bytes, key: str, entry: str, after: Sequence[str]) -> bytes:
    """The record with one more entry at the end of the list `key`; `entry` is YAML, on one line."""
    matter = _Matter.of(path, data)
    found = matter.value_of(key)
    expected = [*(matter.document.get(key) or ()), _read(path, entry)]
    if not isinstance(found, yaml.SequenceNode):
        return set_key(path, data, key, f"[{entry}]", after)
    if found.flow_style:
        edited = matter.spliced(*_entry_in_brackets(matter, found, entry))
    else:
        edited = matter.with_line(found.value[-1], " " * found.start_mark.column + f"- {entry}")
    return _proven(path, matter, edited, {key: expected})


def append_block(data: bytes, block: str) -> bytes:
    """The record with the lines of `block` at its end; they get the record's own line ends."""
    text = data.decode("utf-8")
    newline = _newline_of(text)
    gap = "" if not text or LINE_END.fullmatch(text[-1]) else newline
    return data + (gap + block.replace("\n", newline)).encode()


@frozen
class _Matter:
    """A record's text as it is, with the nodes of its front matter; marks count lines from the one below the fence."""

    path: str
    text: str
    line_starts: tuple[int, ...]
    read: FrontMatter

    @classmethod
    def of(cls, path: str, data: bytes) -> _Matter:
        source = source_of(path, data, CATALOG_LIMIT_BYTES)
        read = read_front_matter(source)
        if source.problems or read.document.problems:
            raise Problems([*source.problems, *read.document.problems])
        text = data.decode("utf-8")
        start = len(_BOM) if text.startswith(_BOM) else 0
        return cls(path, text, (start, *(match.end() for match in LINE_END.finditer(text))), read)

    @property
    def document(self) -> dict[str, Any]:
        assert isinstance(self.read.document.value, dict)
        return self.read.document.value

    @property
    def root(self) -> yaml.MappingNode:
        assert isinstance(self.read.document.node, yaml.MappingNode)
        return self.read.document.node

    def value_of(self, key: str) -> yaml.Node | None:
        return next((value for name, value in self.root.value if name.value == key), None)

    def last_of(self, keys: Sequence[str]) -> yaml.Node:
        """The value of the last of these keys that stands in the record; without any, of its last key."""
        found: list[yaml.Node] = [value for name, value in self.root.value if name.value in keys]
        value: yaml.Node = (found or [value for _, value in self.root.value])[-1]
        return value

    def with_value(self, node: yaml.Node, value: str) -> str:
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        if start == end:
            return self.spliced(start, end, f" {value}")
        tail = _newline_of(self.text) if LINE_END.search(self.text[end - 1 : end]) else ""
        return self.spliced(start, end, value + tail)

    def with_key(self, key: str, value: str, above: yaml.Node) -> str:
        if self.root.flow_style:
            end = self._offset(above.end_mark)
            return self.spliced(end, end, f", {key}: {value}")
        return self.with_line(above, " " * self.root.start_mark.column + f"{key}: {value}")

    def with_line(self, above: yaml.Node, line: str) -> str:
        """`line` below everything that belongs to a node, and above the comments that belong to what follows."""
        end = _last_leaf(above).end_mark
        is_whole_line = end.column == 0 and end.line > above.start_mark.line
        at = self.line_starts[end.line + 1 + (not is_whole_line)]
        return self.spliced(at, at, line + _newline_of(self.text))

    def spliced(self, start: int, end: int, between: str) -> str:
        return self.text[:start] + between + self.text[end:]

    def _offset(self, mark: yaml.Mark) -> int:
        return self.line_starts[mark.line + 1] + mark.column


def _entry_in_brackets(matter: _Matter, node: yaml.SequenceNode, entry: str) -> tuple[int, int, str]:
    if node.value:
        end = matter._offset(node.value[-1].end_mark)
        return end, end, f", {entry}"
    end = matter._offset(node.end_mark) - 1
    return end, end, entry


def _last_leaf(node: yaml.Node) -> yaml.Node:
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node


def _newline_of(text: str) -> str:
    match = LINE_END.search(text)
    return match.group() if match else "\n"


def _read(path: str, value: str) -> Any:
    return read_yaml(path, f"[{value}]").value[0]  # type: ignore[index]


def _proven(path: str, before: _Matter, edited: str, expected: dict[str, Any]) -> bytes:
    """The edited text as bytes, if it says what it should and nothing else."""
    data = edited.encode()
    try:
        after = _Matter.of(path, data)
    except Problems:
        after = None
    if after is None or after.document != before.document | expected or after.read.body != before.read.body:
        (key,) = expected
        line = before.root.start_mark.line + 2
        hint = "write it by hand, as `key: value` on a line of its own"
        raise Problems([Problem(path, line, 1, key, f"{quoted(key)} cannot be set here safely", hint)])
    return data
