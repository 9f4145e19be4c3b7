"""The nastiest files, a megabyte or 200 KB each, and a process that reads one: `python -m records.hostile NAME`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from aboveboard.records.layout import find_files
from aboveboard.records.reading import read_file
from records.check_cases import BASE

FILES = find_files(BASE)[0]

COMPONENTS = "content/catalog/components.yml"
ALERTS = "content/catalog/alerts.yml"
SLAS = "content/catalog/slas.yml"
ACME = "content/catalog/customers/acme.yml"
INCIDENT = "incidents/2026/2026-10-03-fra1-packet-loss.md"
RFO = "incidents/2026/2026-10-03-fra1-packet-loss.rfo.md"

_SMALL, _LARGE = 200_000, 1_000_000
_HEAD = "---\ntitle: An example\nurgency: P2\nfault: software\nstarted: 2026-11-01 08:12 UTC\n"


def _full_of(text: str, size: int) -> str:
    return text * (size // len(text.encode()))


def _numbered(line: str, size: int) -> str:
    """The line again and again, each with its number in place of N."""
    return "".join(line.replace("N", str(number)) for number in range(size // (len(line) + 5)))


HOSTILE: dict[str, tuple[str, Callable[[], str | bytes]]] = {
    "brackets": (COMPONENTS, lambda: _full_of("[", _SMALL)),
    "braces": (COMPONENTS, lambda: _full_of("{a: ", _SMALL)),
    "closing brackets": (COMPONENTS, lambda: "[" * 20 + _full_of("]", _SMALL)),
    "lists in lists": (COMPONENTS, lambda: _full_of("- ", _SMALL) + "a"),
    "lists in lists, wide": (COMPONENTS, lambda: _full_of("-  ", _SMALL) + "a"),
    "lists in lists, in front matter": (INCIDENT, lambda: f"---\n{_full_of('-   ', _SMALL)}a\n---\n"),
    "complex keys": (COMPONENTS, lambda: _full_of("? ", _SMALL) + "a"),
    "complex keys and lists": (COMPONENTS, lambda: _full_of("? - ", _SMALL) + "a"),
    "a staircase": (COMPONENTS, lambda: "".join(f"{' ' * step}a:\n" for step in range(600))),
    "a staircase of lists": (COMPONENTS, lambda: "".join(f"{' ' * step}-\n" for step in range(600))),
    "a billion laughs": (
        COMPONENTS,
        lambda: "a0: &a0 [x]\n" + "".join(f"a{at + 1}: &a{at + 1} [{', '.join([f'*a{at}'] * 9)}]\n" for at in range(40)),
    ),
    "a loop of aliases": (COMPONENTS, lambda: "a: &a [*a]\n"),
    "merge keys": (COMPONENTS, lambda: "a: &a {name: A}\n" + _full_of("<<: *a\n", _SMALL)),
    "tags": (COMPONENTS, lambda: _full_of("a: !!python/object/apply:os.system [true]\n", _SMALL)),
    "one key again and again": (COMPONENTS, lambda: _full_of("a: b\n", _LARGE)),
    "keys that nobody knows": (INCIDENT, lambda: _HEAD + _numbered("key-N: 1\n", _SMALL) + "---\n"),
    "components that are none": (COMPONENTS, lambda: _numbered("node-N: x\n", _LARGE)),
    "ids that are none": (COMPONENTS, lambda: _numbered("Node N: {}\n", _LARGE)),
    "a list without end": (COMPONENTS, lambda: f"a: [{_full_of('b, ', _LARGE - 100)}]\n"),
    "a long list of what is required": (
        COMPONENTS,
        lambda: f"a: {{name: A, owner: software, requires: [{_numbered('node-N, ', _LARGE // 2)}]}}\n",
    ),
    "groups that stand twice": (
        COMPONENTS,
        lambda: f"a: {{name: A, owner: software, requires: [{_full_of('{any: [b]}, ', _LARGE // 2)}]}}\n",
    ),
    "windows that are none": (
        SLAS,
        lambda: f"gold: {{target: 99, counts: [software], hours: {{weekly: {{{_numbered('dayN: x, ', _LARGE // 2)}}}}}}}\n",
    ),
    "rules for alerts that ask for the same": (ALERTS, lambda: "rules:\n" + _numbered("- {match: {a: bN}, on: erp}\n", _LARGE)),
    "subscriptions that overlap": (ACME, lambda: "name: A\nsubscriptions:\n" + _full_of("- {service: erp, since: 2026-01-01}\n", _SMALL)),
    "impacts that are none": (INCIDENT, lambda: f"{_HEAD}impacts: [{_full_of('a, ', _SMALL)}]\n---\n"),
    "impacts that lack something": (INCIDENT, lambda: f"{_HEAD}impacts:\n{_full_of('- {on: a}' + chr(10), _SMALL)}---\n"),
    "headings that are no updates": (INCIDENT, lambda: f"{_HEAD}---\n" + _full_of("## Nothing\n", _SMALL)),
    "a heading of blanks": (INCIDENT, lambda: f"{_HEAD}---\n## a{' ' * _SMALL}b\n"),
    "a heading of hyphens": (INCIDENT, lambda: f"{_HEAD}---\n## {_full_of(' -', _SMALL)}\n"),
    "a heading of marks": (INCIDENT, lambda: f"{_HEAD}---\n##{_full_of(' #', _SMALL)}x\n"),
    "fences that are never closed": (INCIDENT, lambda: f"{_HEAD}---\n" + _full_of("```\n~~~\n", _SMALL)),
    "front matter that never ends": (INCIDENT, lambda: "---\n" + _full_of("--- \t x\n", _SMALL)),
    "sections that are almost there": (RFO, lambda: "---\nstatus: final\n---\n" + _numbered("## What hapened N\n", _SMALL)),
    "actions that stand twice": (RFO, lambda: "---\nstatus: draft\nactions:\n" + _full_of("- {id: A, what: b, kind: prevent, owner: c}\n", _SMALL) + "---\n"),
    "a long line": (INCIDENT, lambda: f"{_HEAD}next_update: {'9' * _SMALL}\n---\n"),
    "a long key": (INCIDENT, lambda: f"{_HEAD}? {'k' * _SMALL}\n: 1\n---\n"),
    "a long instant": (INCIDENT, lambda: f"{_HEAD}detected: 2026-11-01 08:12:00.{'0' * _SMALL} UTC\n---\n"),
    "a long id": (INCIDENT, lambda: f"{_HEAD}change: {'a-' * (_SMALL // 2)}a\n---\n"),
    "a long threshold": (COMPONENTS, lambda: f"a: {{name: A, owner: software, requires: [{{at_least: {'1' * _SMALL}, of: [b]}}]}}\n"),
    "control characters": (COMPONENTS, lambda: b"\x00" * _LARGE),
    "control characters in quotes": (COMPONENTS, lambda: "a: [" + _full_of('"\\0", ', _LARGE // 2) + "]\n"),
    "no UTF-8": (COMPONENTS, lambda: b"\xff" * _LARGE),
    "too much": (COMPONENTS, lambda: b"a" * (_LARGE * 8)),
}  # fmt: skip


def main(name: str) -> None:
    path, made = HOSTILE[name]
    text = made()
    file = next(file for file in FILES if file.path == path)
    reading = read_file(file, text.encode() if isinstance(text, str) else text)
    assert all(str(problem).isprintable() and len(str(problem)) < 2000 for problem in reading.problems)


if __name__ == "__main__":
    main(sys.argv[1])
