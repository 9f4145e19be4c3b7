"""Where the theme lies: inside the installed package, or beside it in a checkout; a repository's own goes first."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def packaged_theme(package: Path = _PACKAGE) -> Path:
    """The theme that comes with the package: `aboveboard/theme` of a wheel, `theme` of a checkout."""
    installed = package / "theme"
    return installed if installed.is_dir() else package.parents[1] / "theme"


def theme_folders(part: str, root: Path | None = None) -> tuple[Path, ...]:
    """The folders in which `part` (html, material, paper) of the theme is looked for, the first hit wins.

    `root` is the repository of records; a file of its `theme/` takes the place of ours with the same name.
    """
    own = [root.resolve() / "theme" / part] if root is not None else []
    folders = [folder for folder in own if folder.is_dir()]
    packaged = packaged_theme() / part
    return tuple(folders) if packaged in folders else (*folders, packaged)
