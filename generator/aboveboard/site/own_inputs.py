"""What every page is made of beside the records and the shell."""

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


def has_own_rules(root: Path) -> bool:
    return (root / _OWN_RULES).is_file()
