"""The short way of a build: taken whenever words alone have changed, and never to another tree than a build of everything."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.cli.build_command import _build_shell
from aboveboard.records.instants import iso_text
from aboveboard.records.values import instant_of
from aboveboard.render.shell_key import shell_key
from aboveboard.site.audiences import wanted_of
from aboveboard.site.build import build as build_trees
from aboveboard.site.place import Place
from random_history import edit, random_repository, reword, say_more
from small_site import aboveboard, differing, incident

AS_OF = "2026-11-15T13:37:00Z"


def build(root: Path, *arguments: str) -> int:
    """How many files were made."""
    done = aboveboard("build", "--as-of", AS_OF, *arguments, cwd=root)
    return sum(int(made) for made in re.findall(r"; (\d+) made", done.stderr))


def cold(root: Path, *arguments: str) -> Path:
    """The same, built of everything: with the frame alone, which the records do not change."""
    other = root.with_name("cold")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("cache.sqlite*", "spare", "site"))
    build(other, *arguments)
    return other / "site"


def built_at(root: Path, clock: str) -> None:
    """By the clock: pages are as of the full hour, or of what the records say later than that."""
    place = Place(root, root / "site", instant_of(clock), fixed=False, has_papers=False)
    build_trees(place, wanted_of(()), (shell_key, _build_shell))


def git(root: Path, *arguments: str, at: str = "2026-11-01T12:00:00Z") -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@small.example")
    dated = {**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, env=dated)


def commit(root: Path, at: str = "2026-11-01T12:00:00Z") -> None:
    git(root, "add", "content", "incidents", at=at)
    git(root, "commit", "-qm", "x", "--allow-empty", at=at)


def test_other_words_are_shown_wherever_they_stand(tmp_path: Path) -> None:
    """Pages, feeds and the search; of several incidents at once, and again and again."""
    chance = random.Random(8)
    root = random_repository(tmp_path / "random", 200, chance)
    for report in root.glob("incidents/*/*.rfo.md"):
        report.unlink()
    whole = build(root)
    for round in range(8):
        paths = {reword(root, chance) for _ in range(1 + round % 3)}
        made = build(root)
        assert len(paths) <= made < whole / 4
        assert differing(root / "site", cold(root)) == []
    say_more(reword(root, chance), chance)
    build(root)
    reword(root, chance)
    assert build(root) < whole / 4
    assert differing(root / "site", cold(root)) == []


def test_a_report_without_a_pdf_is_made_again_with_its_incident(tmp_path: Path) -> None:
    root = random_repository(tmp_path / "random", 60, random.Random(4))
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("{as_of:", "{pdf: no, as_of:"))
    report = min(root.glob("incidents/*/*.rfo.md"))
    whole = build(root)
    path = report.with_name(report.name.replace(".rfo", ""))
    path.write_text(f"{path.read_text()}\nOne more sentence.\n")
    assert build(root) < whole / 4
    assert differing(root / "site", cold(root)) == []


def test_what_was_committed_since_is_history(small: Path) -> None:
    """What is said of a record's past changes with a commit, though the records do not."""
    git(small, "init", "-q")
    commit(small, "2026-10-05T12:00:00Z")
    edge = small / "incidents/2026/2026-10-03-edge.md"
    edge.write_text(edge.read_text().replace("09:02 UTC\nimpacts", "09:12 UTC\nimpacts"))
    whole = build(small)
    commit(small)
    assert 0 < build(small) < whole / 2
    assert "2026-11-01T12:00Z" in (small / "site/public/incidents/2026-10-03-edge.html").read_text()
    assert differing(small / "site", cold(small)) == []
    assert build(small) == 0
    edge.write_text(f"{edge.read_text()}\nOne more sentence.\n")
    commit(small, "2026-11-02T12:00:00Z")
    assert 0 < build(small) < whole / 2
    assert differing(small / "site", cold(small)) == []


@pytest.mark.parametrize("at", ["2026-11-01T12:00:00Z", "2026-12-01T12:00:00Z"], ids=["before", "ahead"])
def test_a_history_that_was_written_anew_is_read_anew(small: Path, at: str) -> None:
    """Also one in which a clock was wrong."""
    git(small, "init", "-q")
    commit(small, "2026-10-05T12:00:00Z")
    edge = small / "incidents/2026/2026-10-03-edge.md"
    edge.write_text(edge.read_text().replace("09:02 UTC\nimpacts", "09:12 UTC\nimpacts"))
    commit(small, at)
    build(small)
    git(small, "commit", "-q", "--amend", "--no-edit", "--date", at, at="2026-11-03T12:00:00Z")
    build(small)
    assert "2026-11-03T12:00Z" in (small / "site/public/incidents/2026-10-03-edge.html").read_text()
    assert differing(small / "site", cold(small)) == []


def test_a_commit_of_the_running_hour_is_told_when_that_is_over(small: Path) -> None:
    """Pages are as of the full hour, and it is the pages that change then."""
    config = small / "mkdocs.yml"
    config.write_text(config.read_text().replace("{as_of: 2026-11-15 13:37 UTC}", "{pdf: no}"))
    (small / "incidents/2026/2026-11-15-open.md").unlink()
    git(small, "init", "-q")
    commit(small, "2026-10-05T12:00:00Z")
    edge = small / "incidents/2026/2026-10-03-edge.md"
    edge.write_text(f"{edge.read_text()}\nOne more sentence.\n")
    commit(small, "2026-11-15T14:10:00Z")
    for clock, is_told in (("14:12", False), ("14:20", False), ("15:02", True), ("15:03", True)):
        built_at(small, f"2026-11-15 {clock} UTC")
        page = (small / "site/public/incidents/2026-10-03-edge.html").read_text()
        assert ("2026-11-15T14:10Z" in page) is is_told


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_server_builds_by_its_clock_is_what_it_would_build_of_everything(tmp_path: Path, seed: int) -> None:
    """Words and facts change, commits follow, some of them by a clock that is ahead, hours pass."""
    chance = random.Random(seed)
    root = random_repository(tmp_path / "random", 80, chance)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("{as_of: 2026-11-15 13:37 UTC}", "{pdf: no}"))
    git(root, "init", "-q")
    commit(root)
    now = instant_of("2026-11-15 13:37 UTC")
    built_at(root, iso_text(now))
    for round in range(7):
        now += chance.choice((0, 60, 700, 3000))
        for _ in range(chance.randrange(3)):
            reword(root, chance)
        if round % 3 == 2:
            edit(root, chance, 1000 + round)
        if chance.random() < 0.6:
            commit(root, iso_text(now + chance.choice((-500, -10, 200))))
        built_at(root, iso_text(now))
        other = tmp_path / "cold"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(root, other, ignore=shutil.ignore_patterns("cache.sqlite*", "spare", "site"))
        built_at(other, iso_text(now))
        assert differing(root / "site", other / "site") == []


def test_the_tree_of_staff_is_made_again_where_it_was_touched(small: Path) -> None:
    build(small)
    (small / "site/internal/index.html").unlink()
    build(small)
    assert differing(small / "site", cold(small)) == []


def test_who_asks_for_one_tree_gets_no_other(small: Path) -> None:
    build(small, "--audience", "internal")
    build(small, "--audience", "internal")
    assert [tree.name for tree in (small / "site").iterdir()] == ["internal"]


def test_a_build_of_the_public_tree_alone_leaves_that_of_staff(small: Path) -> None:
    build(small)
    (small / "site/internal/index.html").unlink()
    build(small, "--audience", "public")
    assert build(small, "--audience", "public") == 0
    assert not (small / "site/internal/index.html").exists()


def test_nothing_is_imported_for_a_build_without_a_change(small: Path) -> None:
    """Not even what knows a record: half of such a build was that."""
    for path in small.rglob("*.*"):
        os.utime(path, (1, 1))  # what was written just now is read again, since its time may not tell
    build(small)
    code = "import sys; from aboveboard.cli import main\ntry: main(['build', '--as-of', sys.argv[1]])\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, AS_OF], cwd=small, capture_output=True, text=True, check=True)
    dear = ("records.incident", "records.register", "availability", "views.edition", "render.html", "site.long_way")
    loaded = done.stdout.split()
    assert "aboveboard.site.short_way" in loaded
    assert [name for name in loaded if name.removeprefix("aboveboard.") in (*dear, "jinja2", "mkdocs")] == []


@pytest.mark.parametrize("feed", ["feeds/all.rss", "feeds/all.json"])
def test_a_feed_that_somebody_wrote_into_is_made_anew(small: Path, feed: str) -> None:
    build(small)
    path = small / "site/public" / feed
    path.write_bytes(b"-" * path.stat().st_size)
    edge = small / "incidents/2026/2026-10-03-edge.md"
    edge.write_text(f"{edge.read_text()}\nOne more sentence.\n")
    build(small)
    assert differing(small / "site", cold(small)) == []
    (small / "site/public" / feed).unlink()
    edge.write_text(f"{edge.read_text()}\nAnother sentence.\n")
    build(small)
    assert differing(small / "site", cold(small)) == []


def test_what_a_broken_file_says_is_not_told(small: Path) -> None:
    build(small)
    edge = small / "incidents/2026/2026-10-03-edge.md"
    edge.write_text(f"---\nbroken: [\n{edge.read_text()}")
    build(small)
    incident(small, "2026-10-03-db-a", "impacts: [{on: db-a, level: outage}]\n", title="Another title")
    build(small)
    assert differing(small / "site", cold(small)) == []
