"""The command against real git: where the base comes from, what is refused, and what hostile records cannot do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aboveboard.render.comparison_markdown import MARKER, escaped
from diff_scene import AS_OF, FILES, OPENED, commit, diff, git, replaced, repository, write

OCTOBER = "incidents/2026/2026-10-03-edge.md"


def document(root: Path, base: str = "main", *options: str) -> Any:
    return json.loads(diff(root, base, "--format", "json", *options))


def test_a_repository_compared_with_itself_says_nothing_changed(tmp_path: Path) -> None:
    found = document(repository(tmp_path))
    assert found["headline"] == ["Changes no figure.", "No record differs."]
    assert not any((found["months"], found["services"], found["records"], *found["problems"].values()))
    assert found["head"]["uncommitted_changes"] is False


def test_an_incident_added_and_removed_again_are_mirror_images(tmp_path: Path) -> None:
    root = repository(tmp_path)
    write(root, "incidents/2026/2026-11-15-mail.md", OPENED)
    commit(root)
    there, back = document(root, "HEAD~1", "--head", "HEAD"), document(root, "HEAD", "--head", "HEAD~1")
    assert [(m["customer"], m["month"], m["before"], m["after"]) for m in there["months"]] == [
        (m["customer"], m["month"], m["after"], m["before"]) for m in back["months"]
    ]
    assert [one["turn"] for one in there["records"]] == ["added"]
    assert [one["turn"] for one in back["records"]] == ["removed"]
    assert [(one["before"], one["after"]) for one in there["services"]] == [
        (one["after"], one["before"]) for one in back["services"]
    ]
    assert {one["turn"] for month in there["months"] for one in month["sla"]} == {"missed"}
    assert {one["turn"] for month in back["months"] for one in month["sla"]} == {"met-again"}


def test_the_figures_are_those_of_availability_on_both_sides(tmp_path: Path) -> None:
    root = repository(tmp_path / "records")
    before = availability(root)
    replaced(root, OCTOBER, "08:42 UTC", "10:42 UTC")
    after = availability(root)
    months = document(root)["months"]
    assert [(month["customer"], month["restated"]) for month in months] == [("acme", True), ("bolt", True)]
    for month in months:
        assert month["before"] == before["customers"][month["customer"]]["months"][month["month"]]
        assert month["after"] == after["customers"][month["customer"]]["months"][month["month"]]


def availability(root: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "aboveboard", "availability", "--root", str(root), "--as-of", AS_OF, "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_records_below_the_top_of_the_working_tree_are_found(tmp_path: Path) -> None:
    root = repository(tmp_path / "all", "status/records")
    write(tmp_path / "all", "incidents/2026/2026-11-15-mail.md", OPENED)
    assert document(root)["records"] == []
    replaced(root, OCTOBER, "08:42 UTC", "10:42 UTC")
    assert [one["id"] for one in document(root)["records"]] == ["2026-10-03-edge"]


def test_nothing_is_written_and_nothing_is_checked_out(tmp_path: Path) -> None:
    root = repository(tmp_path)
    replaced(root, OCTOBER, "08:42 UTC", "10:42 UTC")
    write(root, "incidents/2026/2026-11-15-mail.md", OPENED)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()}
    assert "with uncommitted changes" in diff(root)
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("base", ["mian", "no such", "$(touch pwned)", "main:incidents", "é\u202e", "x" * 5000])
def test_a_base_that_is_no_commit_is_refused_in_clear_words(base: str, tmp_path: Path) -> None:
    said = diff(repository(tmp_path), base, code=2)
    assert said.startswith('aboveboard: no commit "')
    assert said.count("\n") == 1
    assert "\u202e" not in said
    assert len(said) < 400
    assert not (tmp_path / "pwned").exists()


def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path) -> None:
    root = repository(tmp_path / "whole")
    first = git(root, "rev-parse", "HEAD")
    commit(root)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    said = diff(tmp_path / "shallow", first, code=2)
    assert "shallow" in said
    assert "git fetch --unshallow" in said
    assert "fetch-depth" in said


def test_a_folder_without_git_is_refused_in_clear_words(tmp_path: Path) -> None:
    for path, text in FILES.items():
        write(tmp_path, path, text)
    assert "in no git repository" in diff(tmp_path, "main", code=2)


def test_an_unknown_customer_gets_the_nearest_one(tmp_path: Path) -> None:
    assert 'did you mean "acme"?' in diff(repository(tmp_path), "main", "--customer", "acmee", code=2)


def test_one_customers_figures_can_be_asked_for(tmp_path: Path) -> None:
    root = repository(tmp_path)
    replaced(root, OCTOBER, "08:42 UTC", "10:42 UTC")
    assert {month["customer"] for month in document(root, "main", "--customer", "bolt")["months"]} == {"bolt"}
    assert "Figures of bolt only." in diff(root, "main", "--customer", "bolt")


def test_a_base_that_went_on_is_named_and_left_out_on_request(tmp_path: Path) -> None:
    root = repository(tmp_path)
    git(root, "checkout", "-q", "-b", "branch")
    replaced(root, OCTOBER, "08:42 UTC", "09:42 UTC")
    commit(root)
    git(root, "checkout", "-q", "main")
    write(root, "incidents/2026/2026-11-15-mail.md", OPENED)
    commit(root)
    git(root, "checkout", "-q", "branch")
    assert {one["turn"] for one in document(root)["records"]} == {"removed", "changed"}
    assert "looks undone here" in diff(root)
    assert [one["turn"] for one in document(root, "main", "--merge-base")["records"]] == ["changed"]
    assert "looks undone here" not in diff(root, "main", "--merge-base")


def test_a_record_that_moves_to_another_folder_is_the_same_record(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "incidents/2025").mkdir()
    (root / OCTOBER).rename(root / "incidents/2025/2026-10-03-edge.md")
    found = document(root)
    assert found["months"] == []
    assert [one["turn"] for one in found["records"]] == ["changed"]
    assert [detail["field"] for detail in found["records"][0]["details"]] == ["path"]
    assert len(found["problems"]["new"]) == 1


def test_other_line_ends_and_moved_lines_are_no_difference(tmp_path: Path) -> None:
    root = repository(tmp_path)
    path = root / OCTOBER
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"---\r\n\r\n## ", b"---\r\n\r\n\r\n\r\n## "))
    assert document(root)["records"] == []


def test_a_link_is_not_read_on_either_side(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "incidents/2026/2026-10-04-link.md").symlink_to("2026-10-03-edge.md")
    commit(root)
    assert document(root)["problems"]["new"] == []
    assert [one["message"] for one in document(root, "HEAD~1")["problems"]["new"]] == ["this link is not read"]


def test_a_mended_record_is_told(tmp_path: Path) -> None:
    root = repository(tmp_path)
    replaced(root, OCTOBER, "urgency: P1", "urgency: high")
    commit(root)
    replaced(root, OCTOBER, "urgency: high", "urgency: P1")
    found = document(root, "HEAD")
    assert [one["turn"] for one in found["records"]] == ["readable"]
    assert [one["line"] for one in found["problems"]["mended"]] == [3]
    assert found["problems"]["new"] == []


HOSTILE = (
    "@channel fixes #1, GH-2 | `a` <!-- aboveboard:diff --> <img src=x onerror=y> [x](https://evil.example) "
    "::set-output name=x::y ##[error]z \u202etxt.exe </details> $x$ **b** www.evil.example"
)


def test_hostile_texts_stay_data_in_every_format(tmp_path: Path) -> None:
    root = repository(tmp_path)
    title = json.dumps(HOSTILE)
    write(root, "incidents/2026/2026-11-15-mail.md", OPENED.replace("Mail waits in queues", title))
    replaced(root, "content/catalog/customers/bolt.yml", "Bolt & Sons", json.dumps(HOSTILE))
    markdown, text, data = diff(root), diff(root, "main", "--format", "text"), diff(root, "main", "--format", "json")
    assert markdown.count(MARKER) == 1
    for hostile in (
        "@channel",
        "#1",
        "GH-2",
        "<img",
        "::set",
        "##[",
        "\u202e",
        "[x]",
        "https://",
        "www.",
        "$x",
        "**b**",
    ):
        assert hostile not in markdown, hostile
    assert markdown.count("<") == markdown.count("</") * 2 + 1
    for row in re.findall(r"^\|.*\|$", markdown, re.MULTILINE):
        assert len(re.findall(r"(?<!\\)\|", row)) in (4, 7)
    for lines in (text, data):
        assert not any(line.lstrip().startswith("::") for line in lines.splitlines())
        assert "##[" not in lines
    assert "\u202e" not in text
    assert any(one["title"] == HOSTILE for one in json.loads(data)["records"])


def test_a_megabyte_and_thousands_of_rows_fit_into_a_comment(tmp_path: Path) -> None:
    root = repository(tmp_path)
    for number in range(700):
        name = "@|`<" * 60 + str(number)
        write(
            root,
            f"content/catalog/customers/c-{number}.yml",
            f"name: {json.dumps(name)}\nsubscriptions: [{{service: mail, since: 2026-09-01, sla: gold}}]\n",
        )
    write(root, "incidents/2026/2026-11-01-long.md", "x" * 1_000_000)
    commit(root)
    replaced(root, OCTOBER, "08:42 UTC", "10:42 UTC")
    markdown = diff(root, "HEAD")
    assert len(markdown) <= 60_000
    assert "are not listed here" in markdown
    assert "aboveboard diff --format json" in markdown
    assert markdown.count("<details>") == markdown.count("</details>") > 0
    assert "Restates October 2026 for 702 customers" in markdown
    assert len(document(root, "HEAD")["months"]) == 702
    # A base far away: every one of them is new, and the records still have their place.
    assert "### Records" in diff(root, "HEAD~1")


def test_escaped_text_is_shown_as_it_was_written() -> None:
    markdown = pytest.importorskip("markdown")
    shown = re.sub(r"<[^>]+>", "", markdown.markdown(escaped("a_b_c *d* `e` <f> & [g](h) 13:50 x|y")))
    assert shown == "a_b_c *d* `e` &lt;f&gt; &amp; [g](h) 13:50 x\\|y"
