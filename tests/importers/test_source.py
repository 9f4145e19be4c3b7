"""Bytes as they are found on disks, and folders that an import refuses."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aboveboard.errors import MachineError, UsageError
from aboveboard.importers import FORMATS
from aboveboard.importers.report import Effect, Report
from importers.written import read_back

CONFIGURATION = 'title: Status\nbaseURL: "https://status.driftwood.example/"\nparams: {systems: [{name: API}]}\n'
ISSUE = (
    "---\ntitle: Störung\ndate: 2025-01-01T10:00:00Z\nresolved: true\nresolvedWhen: 2025-01-01T11:00:00Z\n"
    "severity: down\naffected: [API]\nsection: issue\n---\nFrüher\n\n*Update* - später, behoben: resolved\n"
)


def import_bytes(issue: bytes, root: Path, configuration: bytes = CONFIGURATION.encode()) -> tuple[Report, Path]:
    source, into = root / "source", root / "into"
    (source / "content" / "issues").mkdir(parents=True)
    (source / "config.yml").write_bytes(configuration)
    (source / "content" / "issues" / "2025-01-01-one.md").write_bytes(issue)
    return FORMATS["cstate"](source, into, ZoneInfo("UTC"), 1_767_225_600), into


@pytest.mark.parametrize(
    ("data", "findings"),
    [
        (ISSUE.encode(), 0),
        (ISSUE.replace("\n", "\r\n").encode(), 0),
        (ISSUE.replace("\n", "\r").encode(), 0),
        (b"\xef\xbb\xbf" + ISSUE.encode(), 0),
        (ISSUE.encode("utf-16"), 0),
        (ISSUE.encode("cp1252"), 1),
        (ISSUE.replace("Früher", "Fr\x1bü\x00her").encode(), 1),
        (("\n\n" + ISSUE).encode(), 0),
    ],
    ids=["utf-8", "crlf", "cr", "bom", "utf-16", "windows-1252", "control characters", "blank lines before"],
)
def test_one_issue_in_many_bytes_is_one_incident(data: bytes, findings: int, tmp_path: Path) -> None:
    report, into = import_bytes(data, tmp_path)
    incidents, _, problems = read_back(into)
    assert problems == []
    (incident,) = incidents
    assert incident.title == "Störung"
    assert [(update.status, update.text) for update in incident.updates] == [
        ("Investigating", "Früher"),
        ("Resolved", "später, behoben: resolved"),
    ]
    assert len([finding for finding in report.findings if finding.path.endswith("one.md")]) == 1 + findings


def test_escapes_in_quotes_cannot_smuggle_control_characters(tmp_path: Path) -> None:
    matter = ISSUE.split("---")[1].replace("Störung", '"Be\\u0007ll"').replace("[API]", '["A\\0PI"]')
    _, into = import_bytes(f"---{matter}---\nx".encode(), tmp_path / "yaml")
    assert read_back(into)[0][0].title == "Bell"
    issue = (
        '{"title": "Be\\u0007ll \\ud83d", "affected": ["A\\u0000PI"], "date": "2025-01-01T10:00:00Z", "resolved": true,'
    )
    issue += ' "resolvedWhen": "2025-01-01T11:00:00Z", "severity": "down", "section": "issue"}\nx'
    _, into = import_bytes(issue.encode(), tmp_path / "json")
    (incident,), _, problems = read_back(into)
    assert problems == []
    assert incident.title.startswith("Bell")
    assert [impact.on for impact in incident.impacts] == ["api-system"]


def test_a_text_too_long_for_a_record_is_cut_and_reported(tmp_path: Path) -> None:
    report, into = import_bytes((ISSUE + "```\n" + "ü " * 150_000).encode(), tmp_path)
    (incident,), _, problems = read_back(into)
    assert problems == []
    assert incident.updates[-1].status == "Resolved"
    assert any("too long" in finding.reason for finding in report.findings)


def test_a_text_is_cut_between_lines_so_that_no_heading_becomes_an_update(tmp_path: Path) -> None:
    for length in range(3):
        body = "x" * length + "\n" + "# a\n" * 60_000
        _, into = import_bytes((ISSUE + body).encode(), tmp_path / str(length))
        (incident,), _, problems = read_back(into)
        assert problems == []
        assert incident.updates[-1].status == "Resolved"


def test_of_thousands_of_updates_the_first_and_the_end_are_carried(tmp_path: Path) -> None:
    body = "".join(f"*Update* - step {number}\n\n" for number in range(8000)) + "*Resolved* - done\n"
    report, into = import_bytes((ISSUE + body).encode(), tmp_path)
    (incident,), _, problems = read_back(into)
    assert problems == []
    assert (len(incident.updates), incident.updates[-1].text) == (1000, "done")
    assert any("too long" in finding.reason for finding in report.findings)


@pytest.mark.parametrize(
    "heading",
    ["## Background", "  ## Background", "##Background", "# Background", "   #\tBackground", "##   Background"],
)
def test_a_heading_of_a_text_never_begins_an_update(heading: str, tmp_path: Path) -> None:
    _, into = import_bytes(f"{ISSUE}\n{heading}\nA cable.\n".encode(), tmp_path)
    (incident,), _, problems = read_back(into)
    assert problems == []
    assert incident.updates[-1].text.endswith("### Background\nA cable.")


@pytest.mark.parametrize("opening", ["{{<", "{{< track", "{{< track 2025", '{{% note "'])
def test_a_shortcode_that_never_ends_is_text_and_costs_no_more_than_its_length(opening: str, tmp_path: Path) -> None:
    _, into = import_bytes((ISSUE + f"{opening}{' ' * 150_000}word {opening}").encode(), tmp_path)
    (incident,), _, problems = read_back(into)
    assert problems == []
    assert "word" in incident.updates[-1].text


def test_a_shortcode_without_an_end_leaves_the_text_up_to_the_next_one(tmp_path: Path) -> None:
    report, into = import_bytes((ISSUE + '{{< note and {{< figure src="a}}b" >}} words').encode(), tmp_path)
    (incident,), _, _ = read_back(into)
    assert incident.updates[-1].text.endswith("{{< note and  words")
    assert [finding.reason for finding in report.findings if "shortcode" in finding.reason] == [
        'shortcode "figure" in its text'
    ]


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        ("{" + ",".join(f'"key{number}": 1' for number in range(30_000)) + "}\nx", "too large"),
        (f'+++\ntitle = {"9" * 5000}\nsection = "issue"\n+++\nx', "is not TOML"),
    ],
    ids=["tens of thousands of keys", "a number of thousands of digits"],
)
def test_front_matter_beyond_measure_is_not_carried(issue: str, words: str, tmp_path: Path) -> None:
    report, _ = import_bytes(issue.encode(), tmp_path)
    assert report.incidents == 0
    assert any(words in finding.reason for finding in report.findings)


def test_a_file_too_large_to_be_a_page_is_not_carried(tmp_path: Path) -> None:
    report, into = import_bytes(ISSUE.encode() + b"x" * 2_000_000, tmp_path)
    assert report.incidents == 0
    assert any("too much" in finding.reason for finding in report.findings)
    assert (into / "mkdocs.yml").exists()


def test_a_link_out_of_the_source_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(ISSUE, encoding="utf-8")
    source = tmp_path / "linked"
    (source / "content" / "issues").mkdir(parents=True)
    (source / "config.yml").write_text(CONFIGURATION, encoding="utf-8")
    (source / "content" / "issues" / "2025-01-02-two.md").symlink_to(secret)
    (source / "content" / "more").symlink_to(tmp_path)
    report = FORMATS["cstate"](source, tmp_path / "out", None, None)
    assert report.incidents == 0
    assert [finding.path for finding in report.findings] == ["content/issues/2025-01-02-two.md", "content/more"]


@pytest.mark.parametrize("folder", ["../elsewhere", "x" * 300])
def test_content_is_read_within_the_source_alone(folder: str, tmp_path: Path) -> None:
    report, _ = import_bytes(ISSUE.encode(), tmp_path, f"{CONFIGURATION}contentDir: {folder}\n".encode())
    assert report.incidents == 1
    assert any(finding.field == "contentDir" and folder in finding.reason for finding in report.findings)


@pytest.mark.parametrize(
    "line",
    [
        "timeZone: localtime",
        "timeZone: posix/Europe/Berlin",
        'baseURL: "https://status.driftwood.example/?page=1"',
        'baseURL: "https://status.driftwood.example/our status"',
        'baseURL: "HTTPS://status.driftwood.example/"',
        'baseURL: "https://[status.driftwood.example/"',
    ],
)
def test_what_provider_yml_cannot_say_is_replaced_and_reported(line: str, tmp_path: Path) -> None:
    key = line.split(":")[0]
    configuration = "\n".join(one for one in CONFIGURATION.splitlines() if not one.startswith(key))
    report, into = import_bytes(ISSUE.encode(), tmp_path, f"{configuration}\n{line}\n".encode())
    assert [finding.field for finding in report.findings if finding.path == "config.yml"] == [key]
    assert read_back(into)[2] == []


def test_descriptions_that_have_no_place_are_reported(tmp_path: Path) -> None:
    configuration = (
        'title: Status\nbaseURL: "https://status.driftwood.example/"\nparams:\n  description: We watch.\n'
        "  categories: [{name: Core, description: What all need.}, {name: Rest}]\n"
        "  systems: [{name: API, category: Core}]\n"
    )
    report, _ = import_bytes(ISSUE.encode(), tmp_path, configuration.encode())
    assert [(finding.field, finding.effect) for finding in report.findings if finding.path == "config.yml"] == [
        ("categories[0].description", Effect.NOT_CARRIED),
        ("description", Effect.NOT_CARRIED),
    ]
    report, _ = import_bytes(
        ISSUE.encode(), tmp_path / "other", CONFIGURATION.replace("{", "{categories: Core, ", 1).encode()
    )
    assert [finding for finding in report.findings if finding.path == "config.yml"] == []


def test_a_system_may_be_called_index(tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace("API", "Index")
    _, into = import_bytes(ISSUE.replace("API", "Index").encode(), tmp_path, configuration.encode())
    (incident,), _, problems = read_back(into)
    assert problems == []
    assert [impact.on for impact in incident.impacts] == ["index-2-system"]


def test_the_account_stays_one_line_of_plain_text_whatever_a_file_is_called(tmp_path: Path) -> None:
    issues = tmp_path / "source" / "content" / "issues"
    issues.mkdir(parents=True)
    for name in (b"two\nlines\x1b[31m.txt", b"latin-\xe9.txt"):
        (issues / os.fsdecode(name)).write_bytes(b"x")
    report = FORMATS["cstate"](tmp_path / "source", tmp_path / "into", None, None)
    lines = [str(finding) for finding in report.findings if finding.path.endswith(".txt")]
    assert lines == [
        "content/issues/latin- .txt: is not a Markdown page",
        "content/issues/two lines [31m.txt: is not a Markdown page",
    ]


def test_a_folder_of_content_may_be_a_link_within_the_source_but_not_out_of_it(tmp_path: Path) -> None:
    for name, aim in (("inside", "pages"), ("outside", "../private"), ("circle", "content")):
        source = tmp_path / name
        for folder in (source / "pages", tmp_path / "private"):
            (folder / "issues").mkdir(parents=True, exist_ok=True)
            (folder / "issues" / "2025-01-02-two.md").write_text(ISSUE, encoding="utf-8")
        (source / "config.yml").write_text(
            f"{CONFIGURATION}languages: {{de: {{contentDir: pages}}}}\n" if name == "circle" else CONFIGURATION,
            encoding="utf-8",
        )
        (source / "content").symlink_to(aim)
    reports = {
        name: FORMATS["cstate"](tmp_path / name, tmp_path / f"{name}-out", None, None)
        for name in ("inside", "outside", "circle")
    }
    assert {name: report.incidents for name, report in reports.items()} == {"inside": 1, "outside": 0, "circle": 1}
    assert [str(finding) for finding in reports["outside"].findings] == ["content: leads out of the source"]


def test_a_configuration_that_cannot_be_read_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"config\.yml: it is not YAML: line 1"):
        import_bytes(ISSUE.encode(), tmp_path, b"title: a: b\n")
    assert not (tmp_path / "into").exists()


def test_a_folder_that_is_no_cstate_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    with pytest.raises(UsageError, match="is no cState repository"):
        FORMATS["cstate"](tmp_path / "source", tmp_path / "into", None, None)
    (tmp_path / "source" / "config.yml").write_text("title: Something else\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no folder content"):
        FORMATS["cstate"](tmp_path / "source", tmp_path / "into", None, None)
    assert not (tmp_path / "into").exists()


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "into").mkdir()
    (tmp_path / "into" / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"not empty \(it holds precious\.txt\)"):
        import_bytes(ISSUE.encode(), tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        FORMATS["cstate"](tmp_path / "source", tmp_path / "into" / "precious.txt", None, None)
    assert (tmp_path / "into" / "precious.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_and_a_repository_just_begun_are_taken(tmp_path: Path) -> None:
    (tmp_path / "into" / ".git").mkdir(parents=True)
    report, _ = import_bytes(ISSUE.encode(), tmp_path)
    assert report.incidents == 1


def test_a_disk_that_refuses_is_the_machines_fault(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        (tmp_path / "parent").write_text("a file where a folder is needed", encoding="utf-8")
        with pytest.raises((MachineError, UsageError)):
            FORMATS["cstate"](tmp_path, tmp_path / "parent" / "into", None, None)
        return
    (tmp_path / "locked").mkdir(mode=0o500)
    (tmp_path / "content").mkdir()
    with pytest.raises(MachineError, match="cannot be written"):
        FORMATS["cstate"](tmp_path, tmp_path / "locked" / "into", None, None)


def test_the_source_is_left_as_it_was(tmp_path: Path) -> None:
    import_bytes(ISSUE.encode(), tmp_path)
    files = sorted(path.relative_to(tmp_path / "source").as_posix() for path in (tmp_path / "source").rglob("*"))
    assert files == ["config.yml", "content", "content/issues", "content/issues/2025-01-01-one.md"]
    assert (tmp_path / "source" / "content" / "issues" / "2025-01-01-one.md").read_bytes() == ISSUE.encode()


def test_two_imports_of_one_source_are_byte_identical(tmp_path: Path) -> None:
    trees = []
    for name in ("first", "second"):
        _, into = import_bytes(ISSUE.encode(), tmp_path / name)
        trees.append({path.relative_to(into): path.read_bytes() for path in into.rglob("*") if path.is_file()})
    assert trees[0] == trees[1]
