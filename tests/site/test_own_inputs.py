"""What a provider lays into its own theme shows in what is made with it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aboveboard.site.own_inputs import paper_inputs_digest
from aboveboard.site.papers import papers_at
from private_scene import private_repository
from random_history import random_repository
from small_site import aboveboard, files_of, write


@pytest.mark.parametrize(
    "path",
    ["theme/paper/rfo.typ", "theme/paper/parts/letterhead.typ", "theme/paper/logo.svg", "theme/paper/fonts/Own.ttf"],
)
def test_whatever_papers_are_made_of_has_a_part_in_their_name(tmp_path: Path, path: str) -> None:
    names = {paper_inputs_digest(tmp_path)}
    for text in ("one", "another"):
        write(tmp_path, path, text)
        names.add(paper_inputs_digest(tmp_path))
    assert len(names) == 3
    papers = papers_at(tmp_path, has_papers=True)
    assert papers is not None
    assert papers.matter in names


def test_an_own_look_of_papers_reaches_every_tree_and_leaves_pages_alone(tmp_path: Path) -> None:
    scene = private_repository(tmp_path / "scene")
    aboveboard("build", cwd=scene)
    for word in ("First", "Second"):
        before = files_of(scene / "site")
        for template in ("rfo.typ", "review.typ"):
            write(scene, f"theme/paper/{template}", f"#set document(title: d.title)\n{word} look of #d.title")
        aboveboard("build", cwd=scene)
        after = files_of(scene / "site")
        papers = {path for path in after if path.endswith(".pdf")}
        assert {path.partition("/")[0] for path in papers} == {"public", "customers"}
        assert {path for path in after if after[path] != before.get(path)} == papers
        assert "0 touched" in aboveboard("build", cwd=scene).stderr


def test_it_does_so_where_a_build_has_nothing_else_to_do(tmp_path: Path) -> None:
    root = random_repository(tmp_path / "random", 20, random.Random(4))
    for _ in range(2):
        aboveboard("build", cwd=root)
    before = files_of(root / "site/public")
    write(root, "theme/paper/rfo.typ", "#set document(title: d.title)\nAnother look of #d.title")
    aboveboard("build", cwd=root)
    after = files_of(root / "site/public")
    papers = {path for path in after if path.endswith(".pdf")}
    assert papers
    assert {path for path in after if after[path] != before[path]} == papers
