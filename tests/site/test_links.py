"""Every link of a built tree leads to a file of it, and every anchor to an element."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_links import wrong_links
from small_site import ROOT, aboveboard, small_repository


def test_a_small_site_has_no_wrong_link(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "small")
    (root / "content/pages/how-we-measure.md").unlink()
    (root / "content/pages/about.md").write_text("# About\n")
    aboveboard("build", "--root", root)
    assert wrong_links(root / "site/public") == []


@pytest.mark.parametrize("history", ["x4b", "packit", "wikibase"])
def test_an_imported_history_builds_without_a_wrong_link(history: str, tmp_path: Path) -> None:
    source = ROOT / "tests/fixtures/histories" / history
    imported = aboveboard("import", "cstate", source, "--into", tmp_path / "imported").stdout
    aboveboard("check", "--root", tmp_path / "imported")
    aboveboard("build", "--root", tmp_path / "imported", "--strict")
    wrong = [link for link in wrong_links(tmp_path / "imported/site/public") if not _is_reported(link, imported)]
    assert wrong == []


def _is_reported(link: str, report: str) -> bool:
    """A picture of the other site that the import named as not carried."""
    return link.strip().rpartition(" ")[2] in report
