"""What every page, and every PDF, is made of beside the records and the shell."""

from __future__ import annotations

from pathlib import Path

from aboveboard.publish.digest import digest_of, digest_of_files, package_digest
from aboveboard.render.theme import theme_folders

# A provider who words the rules itself writes this page by hand.
_OWN_RULES = "content/pages/how-we-measure.md"


def own_inputs_digest(root: Path) -> str:
    """Of what every page is made of beside the records and the shell: the package, the templates, and who words the rules."""
    templates = (path for folder in theme_folders("html", root) for path in folder.rglob("*") if path.is_file())
    return digest_of(package_digest(), digest_of_files(templates), str(has_own_rules(root)))


def paper_inputs_digest(root: Path) -> str:
    """Of what every PDF is made of beside its data: whatever lies beside the templates, and names and sizes of fonts, which
    would take long to read."""
    parts: list[str | bytes] = []
    for folder in theme_folders("paper", root):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            is_font = path.parent == folder / "fonts"
            parts += (path.relative_to(folder).as_posix(), str(path.stat().st_size) if is_font else path.read_bytes())
    return digest_of(*parts)


def has_own_rules(root: Path) -> bool:
    return (root / _OWN_RULES).is_file()
