"""MkDocs as a maker of shells: the hand-written pages and assets on disk, and the cut shells as plain text."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import MkDocsException

from aboveboard.mkdocs_plugin.plugin import AboveboardPlugin
from aboveboard.render.shell import ShellError, Shells


def build_shell(config_file: Path, into: Path, known_paths: Sequence[str], *, strict: bool = False) -> Shells:
    """Builds the hand-written pages and the assets into the empty or absent folder `into`, and cuts the shells.

    `known_paths` are the generated pages of the public tree, so that links to them are found good. With `strict`, a
    warning of MkDocs raises ShellError; without, the shells carry it.
    """
    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        shells = _built(config_file, into, known_paths)
    except MkDocsException as error:
        raise ShellError("\n".join([*collector.messages, str(error)])) from error
    finally:
        logger.removeHandler(collector)
    if strict and collector.messages:
        raise ShellError("\n".join(collector.messages))
    return dataclasses.replace(shells, warnings=tuple(collector.messages))


def _built(config_file: Path, into: Path, known_paths: Sequence[str]) -> Shells:
    config = load_config(str(config_file), site_dir=str(into))
    plugin = config.plugins.get("aboveboard")
    if not isinstance(plugin, AboveboardPlugin):
        raise ShellError(f"{config_file}: plugins: no aboveboard among them")
    plugin.make_shells_only(known_paths)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return plugin.shells


class _Collector(logging.Handler):
    """Keeps what MkDocs warns about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
