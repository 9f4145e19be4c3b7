"""The files of a cState repository: its configuration and its content, decoded and sorted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aboveboard.errors import MachineError, UsageError
from aboveboard.frozen import frozen
from aboveboard.importers.cstate.front_matter import FORBIDDEN, Matter, Unreadable, read_tree, split_matter
from aboveboard.importers.report import Effect, Notes

_KINDS = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}
_CONFIG_NAMES = ("hugo", "config")
# What a status page needs of the files that Hugo's configuration can be split into, and the environment of `hugo` itself.
_SPLIT_NAMES = (*_CONFIG_NAMES, "languages", "params")
_CONFIG_FOLDERS = ("config/_default", "config/production")
_MARKDOWN = (".md", ".markdown", ".mdown")
_MAX_BYTES = 1024 * 1024

# The line ends that people do not see are line ends all the same.
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")


@frozen
class Page:
    """A Markdown page; `path` is relative to the source, `inside` to the folder of content, both with forward slashes."""

    path: str
    inside: str
    matter: Matter

    @property
    def fields(self) -> dict[str, Any]:
        """Newer Hugo lets a site's own keys stand below `params`."""
        inner = self.matter.tree.get("params")
        return {**self.matter.tree, **inner} if isinstance(inner, dict) else self.matter.tree

    @property
    def stem(self) -> str:
        """The name that its URL comes from: of a bundle (`name/index.md`), the folder's."""
        *folders, name = self.inside.split("/")
        stem = name.rsplit(".", 1)[0]
        return folders[-1] if stem == "index" and folders else stem


def read_configuration(source: Path, notes: Notes) -> tuple[str, dict[str, Any]]:
    """Hugo's configuration as one tree, from the root and from `config/`, and the path to name in findings.

    Raises `UsageError` when it cannot be read, or when neither it nor any content is there.
    """
    found = [path for path in _configuration_files(source) if path.is_file()]
    if not found:
        if not (source / "content").is_dir():
            raise UsageError(f"{source} is no cState repository: it has neither config.yml nor a folder content")
        notes.at("config.yml").add(
            Effect.DOUBTFUL, "", "there is no configuration", "systems were taken from the issues"
        )
        return "config.yml", {}
    tree: dict[str, Any] = {}
    for path in found:
        there = notes.at(path.relative_to(source).as_posix())
        try:
            part = read_tree(_text_of(path, there), _KINDS[path.suffix]).tree
        except Unreadable as error:
            raise UsageError(f"{path}: {str(error).replace('its front matter', 'it')}") from error
        _merge(tree, _in_its_place(part, path.stem.lower()))
    main = next((path for path in found if path.stem in _CONFIG_NAMES), found[0])
    return main.relative_to(source).as_posix(), tree


def read_pages(source: Path, folder: str, skipped: frozenset[str], notes: Notes) -> Iterator[Page]:
    """Every page below a folder of content, in the order of their paths; what cannot be read becomes a finding.

    `skipped` are folders within it, relative to the source, that are not read.
    """
    root = source / folder
    if not root.is_dir():
        return
    if not root.resolve().is_relative_to(source.resolve()):
        notes.at(folder).add(Effect.NOT_CARRIED, "", "leads out of the source")
        return
    for path in _walk(root, frozenset(source / one for one in skipped)):
        there = notes.at(path.relative_to(source).as_posix())
        inside = path.relative_to(root).as_posix()
        if path.suffix.lower() not in _MARKDOWN:
            there.add(Effect.NOT_CARRIED, "", "is not a Markdown page")
            continue
        try:
            matter = split_matter(_text_of(path, there))
        except Unreadable as error:
            there.add(Effect.NOT_CARRIED, "", str(error), "correct it and import again")
            continue
        if matter.twice:
            names = ", ".join(sorted(set(matter.twice)))
            there.add(Effect.DOUBTFUL, "", f"front matter says more than once: {names}", "the last one was taken")
        yield Page(there.path, inside, matter)


def _configuration_files(source: Path) -> list[Path]:
    """As Hugo lays them over each other: one in the root, then those of each folder, of which the later say it best."""
    whole = [source / f"{name}{suffix}" for name in _CONFIG_NAMES for suffix in _KINDS]
    every = [path for folder in _CONFIG_FOLDERS for path in sorted((source / folder).glob("*"))]
    split = [path for path in every if path.suffix in _KINDS and path.stem.lower().split(".")[0] in _SPLIT_NAMES]
    return [*next(([path] for path in whole if path.is_file()), []), *split]


def _in_its_place(part: dict[str, Any], stem: str) -> dict[str, Any]:
    """`params.toml` holds what stands below `params`, `params.en.toml` what stands below `languages.en.params`, and
    `hugo.en.toml` or `languages.en.toml` what stands below `languages.en`."""
    name, _, language = stem.partition(".")
    steps = ["languages", language] if language else []
    if name == "params" or (name == "languages" and not language):
        steps.append(name)
    for step in reversed(steps):
        part = {step: part}
    return part


def _merge(tree: dict[str, Any], part: dict[str, Any]) -> None:
    for key, value in part.items():
        known = tree.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            tree[key] = value


def _walk(folder: Path, skipped: frozenset[Path]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise MachineError(f"{folder} cannot be read: {error.strerror}") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif path not in skipped:
            yield from _walk(path, skipped)


def _text_of(path: Path, notes: Notes) -> str:
    """Decoded, with plain line ends and without control characters; raises `Unreadable` for what is no text."""
    if path.is_symlink() or not path.is_file():
        raise Unreadable("is not a regular file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from error
    if len(data) > _MAX_BYTES:
        raise Unreadable(f"has {len(data)} bytes, which is too much for a page")
    text = _LINE_END.sub("\n", _decoded(data, notes))
    clean, count = FORBIDDEN.subn("", text)
    if count:
        characters = "1 control character" if count == 1 else f"{count} control characters"
        notes.add(Effect.DOUBTFUL, "", f"{characters} in its text", "left out")
    return clean


def _decoded(data: bytes, notes: Notes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        notes.add(Effect.DOUBTFUL, "", "is not UTF-8", "read as Windows-1252: look for odd letters")
        return data.decode("cp1252", "replace")
