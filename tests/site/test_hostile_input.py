"""What people put beside records, and what they call customers, brings nobody's private words into another tree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from aboveboard.proof.check import scanner_of
from aboveboard.publish.cache import Cache
from aboveboard.site.audiences import Wanted
from aboveboard.site.inspection import Inspection
from builders import customer, register_of
from private_scene import private_repository
from small_site import aboveboard, mkdocs, write

ACME = register_of(customer("acme", "name: Orange\naliases: [Quibbletech]\n"))


@pytest.mark.parametrize("path", ["stylesheets/x.css", "javascripts/x.js", "assets/x.js", "assets/javascripts/x.js"])
def test_code_that_people_wrote_is_looked_through(tmp_path: Path, path: str) -> None:
    write(tmp_path, f"content/pages/{path}", "/* for Quibbletech */")
    inspection = Inspection(scanner_of(ACME), None, tmp_path)
    assert [hit.term.text for hit in inspection.hits(path, b"/* for Quibbletech */")] == ["Quibbletech"]


@pytest.mark.parametrize("path", ["assets/stylesheets/palette.fb2fffe2.min.css", "stylesheets/portal.css"])
def test_a_colour_in_the_theme_is_no_customer(tmp_path: Path, path: str) -> None:
    inspection = Inspection(scanner_of(ACME), None, tmp_path)
    assert inspection.hits(path, b"{color: orange}") == ()
    assert inspection.hits("index.html", b"{color: orange}") != ()
    write(tmp_path, f"theme/material/{path}", "{color: orange}")
    assert inspection.hits(path, b"{color: orange}") != ()


def test_a_field_of_a_schema_is_no_customer(tmp_path: Path) -> None:
    inspection = Inspection(scanner_of(ACME), None, tmp_path)
    assert inspection.hits("api/aboveboard/v1/month.schema.json", b'{"orange": 1}') == ()
    assert inspection.hits("api/aboveboard/v1/months.json", b'{"orange": 1}') != ()
    write(tmp_path, "content/pages/api/aboveboard/v1/month.schema.json", "orange")
    assert inspection.hits("api/aboveboard/v1/month.schema.json", b"orange") != ()


def test_what_mkdocs_wrote_of_somebody_is_taken_away(tmp_path: Path) -> None:
    root = private_repository(tmp_path / "scene")
    write(root, "content/pages/partners.md", "# Partners\n\nWe work for Boltwright.\n")
    done = mkdocs("build", "-q", "-d", tmp_path / "out", cwd=root)
    assert done.returncode != 0
    assert 'partners.html, search/search_index.json: "Boltwright"' in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out/index.html").is_file()
    for file in (tmp_path / "out").rglob("*"):
        assert file.is_dir() or b"Boltwright" not in file.read_bytes(), file


def test_a_portal_that_is_a_link_is_removed_and_what_is_no_portal_stays(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "site/customers", tmp_path / "elsewhere"
    for tree in (folder / "acme", folder / "gone", elsewhere):
        write(tree, "index.html", "words")
    (folder / "moved").symlink_to(elsewhere)
    write(folder, "README", "who serves what")
    said = list(Wanted().remove_others(tmp_path / "site", {"acme"}))
    assert said == [f"{folder / id}: removed, no such customer" for id in ("gone", "moved")]
    assert sorted(path.name for path in folder.iterdir()) == ["README", "acme"]
    assert (elsewhere / "index.html").is_file()


def test_builds_that_begin_together_share_one_new_cache(tmp_path: Path) -> None:
    def opened(path: Path, together: Barrier) -> None:
        together.wait()
        with Cache(path, "1") as cache:
            cache.put("made", {"key": b"value"})

    with ThreadPoolExecutor(4) as pool:
        for turn in range(10):
            together = Barrier(4)
            waiting = [pool.submit(opened, tmp_path / f"{turn}.sqlite", together) for _ in range(4)]
            assert [one.result() for one in waiting] == [None] * 4


def test_a_customer_called_as_another_one_and_more_has_a_portal(tmp_path: Path) -> None:
    root = private_repository(tmp_path / "scene")
    subscribed = "subscriptions: [{service: mail, since: 2026-11-01}]\n"
    write(root, "content/catalog/customers/acme-two.yml", f"name: Acme Twofold\n{subscribed}")
    write(root, "content/catalog/customers/index.yml", f"name: Zorptech\n{subscribed}")
    done = aboveboard("build", "--jobs", "1", cwd=root)
    assert '"index" is not an id' in done.stderr
    assert sorted(path.name for path in (root / "site/customers").iterdir()) == ["acme", "acme-two", "bolt"]
