"""Plain `mkdocs build` gives the whole public site, and `build_shell` the same without going through it per page."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from aboveboard.mkdocs_plugin import build_shell
from aboveboard.render.listings import compress_sitemap, merge_search_index, merge_sitemap
from aboveboard.render.shell import ShellError, Shells
from toy_site import SITE_URL, ToySite, build_with_mkdocs, tree_of, write_repository


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_with_mkdocs(write_repository(folder / "repository"), folder / "site", ToySite(), strict=True)
    return folder / "site"


def test_generated_and_hand_written_pages_stand_side_by_side(built: Path) -> None:
    assert {
        "index.html",
        "incidents/2026-10-03-fra1.html",
        "api/v2/status.json",
        "how-we-measure.html",
        "404.html",
    } <= {*tree_of(built)}
    assert (built / "api/v2/status.json").read_bytes() == b'{"built_at": "2026-11-15T13:37:00Z"}'


def test_search_and_sitemap_list_both_kinds(built: Path) -> None:
    index = json.loads((built / "search/search_index.json").read_bytes())
    assert {"how-we-measure.html", "incidents/2026-10-03-fra1.html"} <= {entry["location"] for entry in index["docs"]}
    sitemap = (built / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://status.northwind.example/</loc>" in sitemap
    assert "<loc>https://status.northwind.example/how-we-measure.html</loc>" in sitemap
    assert "lastmod" not in sitemap


def test_the_shell_alone_and_joined_pages_give_the_same_tree(built: Path, tmp_path: Path) -> None:
    site = ToySite()
    into = tmp_path / "site"
    shells = build_shell(write_repository(tmp_path / "repository"), into, site.paths, strict=True)
    for path, content in site.contents(shells).items():
        assert not (into / path).exists()
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(content.encode() if isinstance(content, str) else content)
    index, sitemap = into / "search/search_index.json", into / "sitemap.xml"
    index.write_bytes(merge_search_index(index.read_bytes(), site.search_entries))
    sitemap.write_bytes(merge_sitemap(sitemap.read_bytes(), SITE_URL, site.sitemap_paths))
    (into / "sitemap.xml.gz").write_bytes(compress_sitemap(sitemap.read_bytes()))
    assert tree_of(into) == tree_of(built)


def test_the_pages_that_hand_written_ones_link_to_are_known(tmp_path: Path) -> None:
    paths = ["index.html", "incidents/2026-10-03-fra1.html", "incidents/other.html"]
    shells = build_shell(write_repository(tmp_path), tmp_path / "site", paths)
    assert shells.linked == ("incidents/2026-10-03-fra1.html", "index.html")
    assert shells.warnings == ()


def test_a_wrong_link_to_a_records_page_fails_a_strict_build(tmp_path: Path) -> None:
    config_file = write_repository(tmp_path, {"how-we-measure.md": "# A\n\n[gone](incidents/gone.html)\n"})
    with pytest.raises(Abort):
        build_with_mkdocs(config_file, tmp_path / "site", ToySite(), strict=True)
    with pytest.raises(ShellError, match=r"incidents/gone\.html"):
        build_shell(config_file, tmp_path / "site", ToySite().paths, strict=True)
    (warning,) = build_shell(config_file, tmp_path / "site", ToySite().paths).warnings
    assert "incidents/gone.html" in warning


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("how-we-measure.html", "made from records and from how-we-measure.md as well"),
        ("How-We-Measure.html", "would be one file"),
        ("sitemap.xml", "from mkdocs as well"),
        ("../evil.html", "does not stay inside"),
        ("incidents/../../evil.html", "does not stay inside"),
    ],
)
def test_a_generated_page_cannot_take_anothers_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, path: str, message: str
) -> None:
    with pytest.raises(Abort):
        build_with_mkdocs(write_repository(tmp_path), tmp_path / "site", ToySite(paths=("index.html", path)))
    assert message in caplog.text


def test_a_page_that_was_not_announced_is_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Forgetful(ToySite):
        def contents(self, shells: Shells) -> Mapping[str, str | bytes]:
            return {**super().contents(shells), "more.html": ""}

    with pytest.raises(Abort):
        build_with_mkdocs(write_repository(tmp_path), tmp_path / "site", Forgetful())
    assert "more.html" in caplog.text


def test_broken_front_matter_is_not_published_as_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config_file = write_repository(tmp_path, {"a.md": "---\ntitle: [\nnote: secret\n---\n# A\n"})
    with pytest.raises(Abort):
        build_with_mkdocs(config_file, tmp_path / "site", ToySite())
    assert "a.md: the front matter" in caplog.text


def test_a_repositorys_theme_overrides_file_by_file(tmp_path: Path) -> None:
    config_file = write_repository(tmp_path)
    own = tmp_path / "theme/material/partials/footer.html"
    own.parent.mkdir(parents=True)
    own.write_text("<footer>ours {{ shell.notes }}</footer>", encoding="utf-8")
    build_with_mkdocs(config_file, tmp_path / "site", ToySite())
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert "<footer>ours" in page
    assert '<nav class="menu"' in page, "the packaged header is still there"


def test_a_theme_without_a_place_for_the_page_is_an_error_in_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config_file = write_repository(tmp_path)
    own = tmp_path / "theme/material/main.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ shell.title }}", encoding="utf-8")
    with pytest.raises(Abort):
        build_with_mkdocs(config_file, tmp_path / "site", ToySite())
    assert "main.html shows no head" in caplog.text


@pytest.mark.parametrize(
    ("written", "handed_on"),
    [("2026-11-15 13:37 UTC", "2026-11-15 13:37 UTC"), ("2026-11-15T13:37:00Z", "2026-11-15T13:37:00+00:00")],
)
def test_the_as_of_of_the_configuration_reaches_the_pipeline(tmp_path: Path, written: str, handed_on: str) -> None:
    config_file = write_repository(tmp_path)
    config = config_file.read_text("utf-8").replace("{brand: Northwind Cloud}", f"{{as_of: {written}, records: .}}")
    config_file.write_text(config, encoding="utf-8")
    site = ToySite()
    build_with_mkdocs(config_file, tmp_path / "site", site)
    assert site.as_of == handed_on
    assert site.root == tmp_path


def test_no_dead_weight_is_published(built: Path) -> None:
    assert not [path for path in tree_of(built) if path.endswith(".map") or "lunr" in path]
    assert sum(map(len, tree_of(built).values())) < 450_000


def test_our_own_weight_stays_small(built: Path) -> None:
    """As a host sends it: compressed."""
    assert len(gzip.compress((built / "stylesheets/aboveboard.css").read_bytes())) < 9_000
    assert len(gzip.compress((built / "javascripts/aboveboard.js").read_bytes())) < 3_000


def _pages(built: Path) -> Iterator[str]:
    yield from (path.read_text("utf-8") for path in built.rglob("*.html"))


def test_no_page_has_a_style_attribute_or_an_event_handler(built: Path) -> None:
    for page in _pages(built):
        assert not re.search(r"<[^>]+ (style|on[a-z]+)=", page)
        assert "<style" not in page


def test_no_page_loads_anything_from_elsewhere(built: Path) -> None:
    for page in _pages(built):
        loaded = re.findall(r'<(?:script|img|iframe|source)[^>]+src="([^"]+)"', page)
        loaded += re.findall(r'<link rel="(?:stylesheet|icon|preconnect)"[^>]*href="([^"]+)"', page)
        assert loaded
        assert not [url for url in loaded if "//" in url]


def test_the_policy_comes_before_the_first_script(built: Path) -> None:
    for page in _pages(built):
        assert 0 < page.index("Content-Security-Policy") < page.index("<script")


def test_an_error_page_names_its_files_from_the_top(built: Path) -> None:
    page = (built / "404.html").read_text("utf-8")
    assert 'href="/stylesheets/aboveboard.css' in page
    assert '<a href="/incidents/index.html">' in page
    assert "<h1>This page does not exist</h1>" in page


def test_a_table_is_aligned_without_a_style(built: Path) -> None:
    assert '<td align="right">1</td>' in (built / "how-we-measure.html").read_text("utf-8")


def test_two_builds_are_the_same(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    build_with_mkdocs(write_repository(tmp_path / "repository"), tmp_path / "site", ToySite())
    assert tree_of(tmp_path / "site") == tree_of(built)


def test_a_shell_key_needs_no_mkdocs() -> None:
    code = "import sys, aboveboard.render.shell, aboveboard.render.shell_key; sys.exit('mkdocs' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_repository_without_the_plugin_is_told_so(tmp_path: Path) -> None:
    config = "site_name: x\ndocs_dir: content/pages\ntheme: material\n"
    with pytest.raises(ShellError, match="plugins: no aboveboard among them"):
        build_shell(write_repository(tmp_path, config=config), tmp_path / "site", [])
