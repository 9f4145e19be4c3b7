"""The public tree, built: the same however it is built, whole whatever happens."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from random_history import AS_OF, edit, random_repository, reword
from small_site import ROOT, aboveboard, differing, files_of, incident, mkdocs, write


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@small.example")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def test_two_builds_are_byte_identical(small: Path, tmp_path: Path) -> None:
    other = shutil.copytree(small, tmp_path / "elsewhere")
    aboveboard("build", cwd=small)
    aboveboard("build", "--jobs", "1", cwd=other)
    assert differing(small / "site", other / "site") == []


def test_mkdocs_builds_the_same_tree(small: Path) -> None:
    aboveboard("build", cwd=small)
    done = mkdocs("build", "--strict", "--site-dir", "site/mkdocs", cwd=small)
    assert done.returncode == 0, done.stderr
    assert differing(small / "site/public", small / "site/mkdocs") == []


def test_a_wrong_link_from_a_hand_written_page_fails_the_strict_build(small: Path) -> None:
    write(small, "content/pages/how-we-measure.md", "# How we measure\n\nSee [it](incidents/2026-10-03-edgy.html).\n")
    assert mkdocs("build", "--strict", cwd=small).returncode != 0
    done = aboveboard("build", cwd=small)
    assert "2026-10-03-edgy.html" in done.stderr
    aboveboard("build", "--strict", cwd=small, code=1)


def test_nothing_changed_writes_nothing(small: Path) -> None:
    aboveboard("build", cwd=small)
    before = {path: path.stat().st_mtime_ns for path in (small / "site").rglob("*") if path.is_file()}
    assert "0 made, 0 written, 0 removed" in aboveboard("build", cwd=small).stderr
    assert {path: path.stat().st_mtime_ns for path in (small / "site").rglob("*") if path.is_file()} == before


def test_one_changed_incident_leaves_other_incidents_alone(small: Path) -> None:
    incident(small, "2026-08-01-far", "impacts: []\n", title="Long ago")
    text = (small / "incidents/2026/2026-08-01-far.md").read_text().replace("2026-10-03", "2026-08-01")
    write(small, "incidents/2026/2026-08-01-far.md", text)
    aboveboard("build", cwd=small)
    page = small / "site/public/incidents/2026-08-01-far.html"
    before = page.stat().st_mtime_ns
    incident(small, "2026-10-03-edge", "impacts: [{on: edge, level: partial}]\n", title="Another title")
    aboveboard("build", cwd=small)
    assert page.stat().st_mtime_ns == before
    assert "Another title" in (small / "site/public/incidents/2026-10-03-edge.html").read_text()


def test_a_damaged_cache_is_thrown_away(small: Path) -> None:
    aboveboard("build", cwd=small)
    cold = files_of(small / "site")
    (small / ".cache/aboveboard/cache.sqlite").write_bytes(b"not a database at all" * 100)
    for kept in (small / ".cache/aboveboard/frame").glob("*/shells.json"):
        kept.write_text("{}")
    aboveboard("build", cwd=small)
    assert files_of(small / "site") == cold


def test_nothing_is_believed_of_a_spare_tree(small: Path) -> None:
    aboveboard("build", cwd=small)
    incident(small, "2026-10-03-edge", "impacts: [{on: edge, level: outage}]\n", title="Another title")
    aboveboard("build", cwd=small)
    (spare,) = (tree for tree in (small / ".cache/aboveboard/spare").iterdir() if (tree / "feeds").is_dir())
    published = (small / "site/public/incidents/2026-10-03-edge.html").read_text()
    (spare / "left").mkdir()
    (spare / "left/over.html").write_text("what a killed build left")
    (spare / "index.html").unlink()
    (spare / "index.html").mkdir()
    (spare / "feeds/all.rss").unlink()
    (spare / "feeds/all.rss").write_text("half")
    incident(small, "2026-10-03-edge", "impacts: [{on: edge, level: outage}]\n", title="A third title")
    aboveboard("build", cwd=small)
    warm = files_of(small / "site")
    assert published != warm["public/incidents/2026-10-03-edge.html"].decode()
    shutil.rmtree(small / ".cache")
    shutil.rmtree(small / "site")
    aboveboard("build", cwd=small)
    assert files_of(small / "site") == warm


def test_a_file_that_somebody_else_removed_is_made_again(small: Path) -> None:
    aboveboard("build", cwd=small)
    whole = files_of(small / "site")
    (small / "site/public/index.html").unlink()
    (small / "site/public/feeds/all.rss").write_text("")
    aboveboard("build", cwd=small)
    assert files_of(small / "site") == whole


_PRIVATE = ("customers/kestrel-freight", "customers/zauberberg-clinics", "internal")


@pytest.mark.parametrize(
    ("audiences", "instants", "edits", "kinds"),
    [
        (("public",), ("15T13:37", "15T14:37", "15T15:37", "15T16:37"), 3, 6),
        (_PRIVATE, ("15T13:37", "15T13:37", "16T09:00", "30T23:30"), 12, 5),
    ],
    ids=("public", "private"),
)
def test_random_edits_built_incrementally_equal_a_cold_build(
    tmp_path: Path, audiences: tuple[str, ...], instants: tuple[str, ...], edits: int, kinds: int
) -> None:
    """Near the end of the month customers east of it are in the next one. A change of the catalog makes all of a
    portal again, so portals see records change alone."""
    root = tmp_path / "example"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "incidents", root / "incidents")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(config.replace("- aboveboard:\n", "- aboveboard:\n      pdf: false\n"), "utf-8")
    wanted = [word for audience in audiences for word in ("--audience", audience)]
    chance = random.Random(11)
    aboveboard("build", *wanted, cwd=root)
    for round, instant in enumerate(instants):
        for _ in range(edits):
            _edit(root, chance, kinds)
        as_of = f"2026-11-{instant}:00Z"
        aboveboard("build", *wanted, "--as-of", as_of, cwd=root)
        cold = tmp_path / f"cold-{round}"
        shutil.copytree(root, cold, ignore=shutil.ignore_patterns(".cache", "site"))
        aboveboard("build", *wanted, "--as-of", as_of, cwd=cold)
        assert differing(root / "site", cold / "site") == []


def test_hundreds_of_incidents_built_incrementally_equal_a_cold_build(tmp_path: Path) -> None:
    chance = random.Random(5)
    root = random_repository(tmp_path / "random", 300, chance)
    as_of = AS_OF
    aboveboard("build", "--as-of", f"{as_of:%Y-%m-%dT%H:%M:%SZ}", cwd=root)
    for round in range(14):
        if round % 2:
            edit(root, chance, 1000 + round)
        for _ in range(round % 3 + 1):
            reword(root, chance)
        if round % 5 == 4:
            as_of += timedelta(minutes=chance.choice((1, 50, 3000)))
        at = f"{as_of:%Y-%m-%dT%H:%M:%SZ}"
        aboveboard("build", "--as-of", at, cwd=root)
        cold = tmp_path / "cold"
        shutil.copytree(root, cold, ignore=shutil.ignore_patterns("cache.sqlite*", "spare", "site"))
        aboveboard("build", "--as-of", at, cwd=cold)
        assert differing(root / "site", cold / "site") == []
        shutil.rmtree(cold)


def test_other_words_about_an_old_incident_make_its_page_alone(tmp_path: Path) -> None:
    root = random_repository(tmp_path / "random", 300, random.Random(5))
    aboveboard("build", cwd=root)
    with_rfo = {path.name.replace(".rfo", "") for path in root.glob("incidents/*/*.rfo.md")}
    old = min(path for path in root.glob("incidents/*/*.md") if path.name not in with_rfo and ".rfo" not in path.name)
    for word in ("One", "Another"):
        old.write_text(f"{old.read_text()}\n{word} sentence.\n")
        assert "; 1 made, 1 written, 0 removed" in aboveboard("build", cwd=root).stderr
        assert f"{word} sentence." in (root / f"site/public/incidents/{old.stem}.html").read_text()


def _edit(root: Path, chance: random.Random, kinds: int) -> None:
    """The first so many kinds of what people do: a new word, a removed record, a new one, a moved instant, a broken
    record, a change of the catalog."""
    records = sorted((root / "incidents").rglob("*.md")) + sorted((root / "content/changes").rglob("*.md"))
    path = chance.choice(records)
    text = path.read_text("utf-8")
    match chance.randrange(kinds):
        case 0:
            path.write_text(text + "\nOne more sentence.\n")
        case 1:
            path.unlink()
        case 2:
            copy = path.with_name(path.name.replace(".md", "-again.md").replace(".rfo-again", "-again.rfo"))
            copy.write_text(text)
        case 3:
            path.write_text(text.replace("level: outage", "level: partial").replace(":1", ":2", 1))
        case 4:
            path.write_text("---\nbroken: [\n" + text)
        case _:
            services = root / "content/catalog/services.yml"
            services.write_text(services.read_text("utf-8").replace("name: ", "name: New ", 1))


def test_a_killed_build_leaves_the_old_tree_whole(small: Path) -> None:
    aboveboard("build", cwd=small)
    old = files_of(small / "site/public")
    incident(small, "2026-10-03-edge", "impacts: [{on: edge, level: degraded}]\n", title="A third title")
    chance = random.Random(3)
    new = None
    for _ in range(6):
        build = subprocess.Popen(
            [sys.executable, "-m", "aboveboard", "build"], cwd=small, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0.05, 0.9))
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        standing = files_of(small / "site/public")
        if standing != old:
            new = new or standing
            assert standing == new
    aboveboard("build", cwd=small)
    finished = files_of(small / "site/public")
    assert new is None or new == finished
    assert finished != old


def test_what_is_broken_never_stops_the_rest(small: Path) -> None:
    git(small, "init", "-q")
    git(small, "add", ".")
    git(small, "commit", "-qm", "good")
    broken = small / "incidents/2026/2026-10-03-db-a.md"
    broken.write_text(broken.read_text().replace("fault: infrastructure", "fault: [infrastructure"))
    incident(
        small,
        "2026-10-03-edge",
        "resolved: 2026-10-03 07:00 UTC\nimpacts: [{on: edge, level: outage}]\n",
        "\n## Resolved · 2026-10-03 09:02 UTC\n\nOver.\n",
    )
    incident(small, "2026-10-03-third", "impacts: [{on: edge, level: partial}]\n", title="The third one")
    git(small, "commit", "-qam", "newest")
    done = aboveboard("build", cwd=small)
    assert "2026-10-03-db-a.md:" in done.stderr
    public = small / "site/public/incidents"
    assert "last one that could" in (public / "2026-10-03-db-a.html").read_text()
    assert "Database A restarts" in (public / "2026-10-03-db-a.html").read_text()
    assert "ends before it starts" in (public / "2026-10-03-edge.html").read_text()
    assert "The third one" in (public / "2026-10-03-third.html").read_text()
    checked = aboveboard("check", cwd=small, code=1).stdout
    assert "incidents/2026/2026-10-03-db-a.md:4:" in checked or "incidents/2026/2026-10-03-db-a.md:5:" in checked
    assert "incidents/2026/2026-10-03-edge.md:6:11: resolved:" in checked
    figures = aboveboard(
        "availability",
        "--public",
        "--node",
        "mail",
        "--from",
        "2026-10",
        "--to",
        "2026-10",
        "--format",
        "csv",
        cwd=small,
    ).stdout
    assert ",3000,0,3000," in figures  # 50 minutes: the third one alone


def test_a_record_that_names_what_was_taken_out_is_told_and_never_passed_over_in_silence(small: Path) -> None:
    components = small / "content/catalog/components.yml"
    aboveboard("build", cwd=small)
    components.write_text(components.read_text().replace("db-a:", "db-c:"))
    services = small / "content/catalog/services.yml"
    services.write_text(services.read_text().replace("db-a", "db-c"))
    stranger = 'incidents/2026/2026-10-03-db-a.md:7:16: impacts[0].on: no component or service "db-a"'
    for _ in range(2):
        assert stranger in aboveboard("build", "--strict", cwd=small, code=1).stderr
    desk = (small / "site/internal/index.html").read_text()
    assert "Names what is not there" in desk
    assert "Every record was read" not in desk
    components.write_text(components.read_text().replace("db-c:", "db-a:"))
    services.write_text(services.read_text().replace("db-c", "db-a"))
    assert stranger not in aboveboard("build", "--strict", cwd=small).stderr


def test_an_empty_repository_builds(tmp_path: Path) -> None:
    root = tmp_path / "empty"
    write(root, "content/pages/about.md", "# About\n")
    write(
        root,
        "mkdocs.yml",
        "site_name: Empty\nsite_url: https://status.small.example/\ndocs_dir: content/pages\ntheme: {name: material}\nplugins: [search, aboveboard]\n",
    )
    aboveboard("build", cwd=root)
    assert (root / "site/public/index.html").exists()
