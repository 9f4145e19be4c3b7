"""Three kinds of tree that never share a private byte."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aboveboard.views.flags import WITHHELD
from private_scene import RFO, SECRETS, private_repository
from small_site import aboveboard, differing, files_of, incident, write


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = private_repository(tmp_path_factory.mktemp("private") / "scene")
    aboveboard("build", cwd=root)
    return root


@pytest.fixture
def scene(built: Path, tmp_path: Path) -> Path:
    """A copy that was built already."""
    return shutil.copytree(built, tmp_path / "scene", copy_function=shutil.copy2)


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@small.example")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_plans_in_a_pack_are_told_anew_when_the_quarter_after_it_is_over(scene: Path) -> None:
    pack = scene / "site/customers/acme/reviews/2026-Q4.html"
    for path in ("incidents/2026/2026-11-15-open.md", "content/changes/2026/2026-11-20-firmware.md"):
        (scene / path).unlink()
    said = []
    for day in ("2027-03-31", "2027-04-01"):
        aboveboard("build", "--audience", "customers/acme", "--as-of", f"{day} 12:00 UTC", cwd=scene)
        said.append("What lay ahead then stands in the pack of" in pack.read_text("utf-8"))
    assert said == [False, True]


def test_every_audience_has_a_tree(built: Path) -> None:
    for tree in ("public", "customers/acme", "customers/bolt", "internal"):
        assert (built / "site" / tree / "index.html").is_file()
        assert (built / "site" / tree / "api/aboveboard/v1/build.json").is_file()
    assert (built / "site/customers/acme/incidents/2026-10-03-gateway.html").is_file()
    assert not (built / "site/customers/bolt/incidents/2026-10-03-gateway.html").exists()
    assert not (built / "site/public/incidents/2026-10-03-gateway.html").exists()
    assert (built / "site/internal/incidents/2026-10-03-draft.html").is_file()


@pytest.mark.parametrize(
    ("owner", "other"), [("acme", "customers/bolt"), ("bolt", "customers/acme"), ("acme", "public")]
)
def test_nothing_of_a_customer_is_in_a_tree_of_others(built: Path, owner: str, other: str) -> None:
    for path, data in files_of(built / "site" / other).items():
        for secret in (*SECRETS[owner], "Zanzibar", "vermilion"):
            assert secret.lower().encode() not in data.lower(), path


def test_a_customer_reads_what_is_its_own(built: Path) -> None:
    home = (built / "site/customers/acme/index.html").read_text("utf-8")
    assert "Acme Instruments" in home
    assert "Ottoline Prake" in home
    assert "vermilion" in (built / "site/internal/customers/acme.html").read_text("utf-8")


def test_other_private_data_change_no_byte_of_other_trees(scene: Path) -> None:
    """Value, contact and note of one customer."""
    before = files_of(scene / "site")
    acme = scene / "content/catalog/customers/acme.yml"
    replaced(acme, "918273", "777111")
    replaced(acme, "Ignatius Vole", "Peregrine Ashdown")
    acme.write_text(acme.read_text() + "ended: {on: 2027-01-31, reason: price, note: They found a cheaper one.}\n")
    aboveboard("build", cwd=scene)
    after = files_of(scene / "site")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert {path.partition("/")[0] for path in changed} <= {"customers", "internal"}
    assert not [path for path in changed if path.startswith("customers/bolt")]
    assert not [
        path
        for path in changed
        if "777111" in after.get(path, b"").decode("utf-8", "replace") and "internal" not in path
    ]


def test_an_incremental_build_of_all_trees_equals_a_cold_one(scene: Path, tmp_path: Path) -> None:
    incident(
        scene,
        "2026-10-03-gateway",
        "impacts: [{on: acme-vpn, level: partial, customers: [acme]}]\n",
        title="Other words",
    )
    replaced(scene / "content/catalog/customers/bolt.yml", "name: Zebulon Marsh", "name: Zebulon Mersh")
    done = aboveboard("build", cwd=scene)
    assert "customers: 2 portals, 2 touched" in done.stderr
    cold = shutil.copytree(scene, tmp_path / "cold", ignore=shutil.ignore_patterns(".cache", "site"))
    aboveboard("build", "--jobs", "1", cwd=cold)
    assert differing(scene / "site", cold / "site") == []


def test_what_reached_one_customer_touches_no_other_portal(scene: Path) -> None:
    incident(
        scene,
        "2026-10-03-gateway",
        "impacts: [{on: acme-vpn, level: partial, customers: [acme]}]\n",
        title="Other words",
    )
    before = {path: path.stat().st_mtime_ns for path in (scene / "site/customers/bolt").rglob("*")}
    assert "customers: 2 portals, 1 touched" in aboveboard("build", cwd=scene).stderr
    assert {path: path.stat().st_mtime_ns for path in (scene / "site/customers/bolt").rglob("*")} == before


def test_nothing_changed_touches_nothing(scene: Path) -> None:
    aboveboard("build", cwd=scene)
    done = aboveboard("build", cwd=scene)
    assert "customers: 2 portals, 0 touched" in done.stderr
    assert done.stderr.count("0 made, 0 written, 0 removed") == 2


def test_one_tree_alone_can_be_asked_for(scene: Path, tmp_path: Path) -> None:
    aboveboard("build", "--audience", "customers/acme", "--into", tmp_path / "own", cwd=scene)
    assert sorted(path.name for path in (tmp_path / "own").iterdir()) == ["customers"]
    assert differing(tmp_path / "own/customers/acme", scene / "site/customers/acme") == []
    assert 'did you mean "acme"' in aboveboard("build", "--audience", "customers/acne", cwd=scene, code=2).stderr
    assert "no audience" in aboveboard("build", "--audience", "everybody", cwd=scene, code=2).stderr


def test_the_portal_of_who_left_the_catalog_is_removed(scene: Path) -> None:
    (scene / "content/catalog/customers/bolt.yml").unlink()
    assert "removed, no such customer" in aboveboard("build", cwd=scene).stderr
    assert not (scene / "site/customers/bolt").exists()
    assert (scene / "site/customers/acme/index.html").is_file()


def test_what_a_commit_is_called_stands_in_no_tree(scene: Path) -> None:
    git(scene, "init", "-q")
    git(scene, "add", "content", "incidents", "mkdocs.yml")
    git(scene, "commit", "-qm", "all of it", "--date", "2026-10-04T00:00:00Z")
    replaced(scene / "incidents/2026/2026-10-03-edge.md", "2026-10-03 09:02 UTC", "2026-10-03 09:05 UTC")
    git(scene, "commit", "-qam", "fix for ACME: Gargamel said so")
    aboveboard("build", cwd=scene)
    for path, data in files_of(scene / "site").items():
        assert b"Gargamel" not in data, path
        assert b"fix for" not in data.lower(), path


def test_a_record_that_names_a_customer_is_withheld_and_the_rest_is_published(scene: Path) -> None:
    incident(
        scene, "2026-10-03-db-a", "impacts: [{on: db-a, level: outage}]\n", title="Database A restarts for Quibbletech"
    )
    incident(scene, "2026-10-03-third", "impacts: [{on: edge, level: partial}]\n", title="The third one")
    done = aboveboard("build", cwd=scene)
    assert "2026-10-03-db-a.md: withheld" in done.stderr
    public = scene / "site/public/incidents"
    assert not (public / "2026-10-03-db-a.html").exists()
    assert (public / "2026-10-03-third.html").is_file()
    aboveboard("build", "--strict", cwd=scene, code=1)


def test_what_is_withheld_staff_read_in_their_own_tree(scene: Path) -> None:
    incident(
        scene, "2026-10-03-db-a", "impacts: [{on: db-a, level: outage}]\n", title="Database A restarts for Quibbletech"
    )
    write(scene, "incidents/2026/2026-10-03-db-a.rfo.md", RFO)
    aboveboard("build", cwd=scene)
    staff = scene / "site/internal"
    desk = (staff / "index.html").read_text("utf-8")
    assert '<a href="incidents/2026-10-03-db-a.html">incidents/2026/2026-10-03-db-a.md: withheld from everybody' in desk
    page = (staff / "incidents/2026-10-03-db-a.html").read_text("utf-8")
    assert WITHHELD in page
    assert 'href="../rfo/2026-10-03-db-a.html"' in page
    assert WITHHELD in (staff / "rfo/2026-10-03-db-a.html").read_text("utf-8")
    write(scene, "content/catalog/allowed-words.yml", "- {word: Quibbletech, reason: a machine is called so}\n")
    aboveboard("build", cwd=scene)
    assert (scene / "site/public/incidents/2026-10-03-db-a.html").is_file()
    assert not (staff / "incidents/2026-10-03-db-a.html").exists()
    assert not (staff / "rfo/2026-10-03-db-a.html").exists()


def test_a_term_that_nobody_can_trace_fails_the_build_and_leaves_the_trees(scene: Path) -> None:
    before = files_of(scene / "site")
    for name in ("partners", "people", "places", "prices"):
        write(scene, f"content/pages/{name}.md", "# About us\n\nWe work for Boltwright.\n")
    done = aboveboard("build", cwd=scene, code=1)
    (line,) = (line for line in done.stderr.splitlines() if "Boltwright" in line)
    assert "public/partners.html, public/people.html, public/places.html and 2 more: " in line
    assert files_of(scene / "site") == before


def test_a_killed_build_leaves_every_tree_whole(scene: Path) -> None:
    old = files_of(scene / "site")
    incident(scene, "2026-10-03-edge", "impacts: [{on: edge, level: degraded}]\n", title="A third title")
    reference = shutil.copytree(scene, scene.parent / "reference")
    aboveboard("build", cwd=reference)
    new = files_of(reference / "site")
    chance = random.Random(3)
    for _ in range(20):
        build = subprocess.Popen(
            [sys.executable, "-m", "aboveboard", "build"], cwd=scene, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0.05, 1.6))
        _kill(build)
        standing = files_of(scene / "site")
        for tree in ("public/", "customers/acme/", "customers/bolt/", "internal/"):
            whole = {path: data for path, data in standing.items() if path.startswith(tree)}
            assert whole in [{path: data for path, data in one.items() if path.startswith(tree)} for one in (old, new)]
    aboveboard("build", cwd=scene)
    assert files_of(scene / "site") == new


def _kill(build: subprocess.Popen[bytes]) -> None:
    import os

    os.killpg(build.pid, signal.SIGKILL)
    build.wait()


def test_the_rows_of_a_month_add_up_to_what_the_command_line_says(built: Path) -> None:
    figures = aboveboard(
        "availability", "--customer", "acme", "--from", "2026-10", "--to", "2026-10", "--format", "json", cwd=built
    ).stdout
    rows = (built / "site/customers/acme/months/2026-10.csv").read_text("utf-8").splitlines()
    head = rows[0].split(",")
    found = [dict(zip(head, row.split(","), strict=False)) for row in rows[1:]]
    real = sum(float(row["downtime_seconds"]) for row in found if row["lens"] == "real" and row["row"] == "interval")
    said = re.search(r'"real":\s*{\s*"agreed_seconds": \d+,\s*"downtime_seconds": (\d+)', figures)
    assert said is not None
    assert real == int(said[1]) > 0
