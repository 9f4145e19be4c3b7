"""The key of a cached shell: the hash of everything that MkDocs makes it from. Needs no mkdocs itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import yaml

from aboveboard.render.theme import theme_folders

_PACKAGES = ("aboveboard", "jinja2", "markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions")


def shell_key(config_file: Path) -> str:
    """Changes whenever mkdocs.yml, a hand-written page, the theme or a package behind them does.

    A file that mkdocs.yml takes in by `INHERIT`, `hooks` or `custom_dir` counts too. A mkdocs.yml that cannot be read
    gives a key as well: MkDocs will say what is wrong with it.
    """
    digest = hashlib.blake2b(digest_size=20)
    for package in _PACKAGES:
        digest.update(f"{package} {_version(package)}\n".encode())
    for name, path in _inputs(config_file):
        content = path.read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _inputs(config_file: Path) -> Iterator[tuple[str, Path]]:
    folder = config_file.resolve().parent
    yield "mkdocs.yml", config_file
    read = _read(config_file)
    named = [read.get("docs_dir") or "docs", read.get("INHERIT"), *(read.get("hooks") or ())]
    if isinstance(read.get("theme"), dict):
        named.append(read["theme"].get("custom_dir"))
    roots = [folder / name for name in named if isinstance(name, str)]
    records = folder / str(_plugin_options(read).get("records", "."))
    for part in ("material", "html/partials"):
        roots.extend(theme_folders(part, records))
    here = Path(__file__).parent
    roots.extend([here / "shell.py", here / "look.py", here / "policy.py", here.parent / "mkdocs_plugin"])
    for number, root in enumerate(roots):
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file() and path.suffix != ".pyc":
                yield f"{number} {path.relative_to(root)}", path


def _read(config_file: Path) -> dict[str, Any]:
    try:
        read = yaml.load(config_file.read_bytes(), _Loader)
    except yaml.YAMLError:
        return {}
    return read if isinstance(read, dict) else {}


def _plugin_options(read: dict[str, Any]) -> dict[str, Any]:
    plugins = read.get("plugins")
    named = plugins if isinstance(plugins, dict) else {}
    for entry in plugins if isinstance(plugins, list) else ():
        named |= entry if isinstance(entry, dict) else {}
    options = named.get("aboveboard")
    return options if isinstance(options, dict) else {}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without resolving its tags (`!ENV`, `!!python/name:`)."""


_Loader.add_multi_constructor("", lambda *_: None)
