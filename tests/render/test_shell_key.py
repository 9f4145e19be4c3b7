from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.render import shell_key as module
from aboveboard.render.shell_key import shell_key
from toy_site import write_repository


def test_the_key_is_the_same_wherever_the_repository_lies(tmp_path: Path) -> None:
    one, other = write_repository(tmp_path / "one"), write_repository(tmp_path / "other")
    assert shell_key(one) == shell_key(other)


@pytest.mark.parametrize(
    "changed", ["mkdocs.yml", "content/pages/how-we-measure.md", "content/pages/new.md", "theme/material/404.html"]
)
def test_the_key_changes_with_what_the_shell_is_made_of(tmp_path: Path, changed: str) -> None:
    config_file = write_repository(tmp_path)
    before = shell_key(config_file)
    path = tmp_path / changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n# more\n", encoding="utf-8")
    assert shell_key(config_file) != before


@pytest.mark.parametrize(
    "line", ["hooks: [hooks.py]", "INHERIT: hooks.py", "theme: {name: material, custom_dir: hooks.py}"]
)
def test_files_that_the_configuration_takes_in_count(tmp_path: Path, line: str) -> None:
    config_file = write_repository(tmp_path, config=f"site_name: x\n{line}\nplugins: {{aboveboard: {{}}}}\n")
    before = shell_key(config_file)
    (tmp_path / "hooks.py").write_text("one", encoding="utf-8")
    assert shell_key(config_file) != before


def test_the_key_changes_with_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config_file = write_repository(tmp_path)
    before = shell_key(config_file)
    monkeypatch.setattr(module, "_PACKAGES", ("aboveboard", "no-such-package"))
    assert shell_key(config_file) != before


def test_a_tag_of_mkdocs_is_no_obstacle(tmp_path: Path) -> None:
    tagged = "markdown_extensions: [{toc: {slugify: !!python/name:x.y}}]\nsite_name: !ENV [X, y]\n"
    assert shell_key(write_repository(tmp_path, config=tagged))


def test_what_cannot_be_read_has_a_key_too(tmp_path: Path) -> None:
    assert shell_key(write_repository(tmp_path, config="a: [")) != shell_key(write_repository(tmp_path, config="a: {"))
