"""The versions of records out of real git repositories: of whole and cut ones, with merges, and continued."""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from aboveboard.history.blobs import Blobs
from aboveboard.history.commits import (
    CommitLog,
    commits_since,
    is_ahead,
    mark_of,
    packed_commits,
    read_commits,
    unpacked_commits,
)
from aboveboard.history.git import Git
from aboveboard.history.versions import History, past_by_id, past_key, past_of
from aboveboard.publish.workers import in_parallel
from aboveboard.records.incident import Incident
from aboveboard.records.layout import Kind
from aboveboard.records.past import Past
from aboveboard.records.values import instant_of
from aboveboard.views.audience import PUBLIC, STAFF, Reader
from aboveboard.views.revisions import incident_revisions
from builders import catalog, change, customer, edition_of, incident, rfo
from history.repository import begin, clone, commit, git, write

ID = "2026-10-03-loss"
NOW = "2026-11-15 13:37 UTC"
CATALOG = {
    **catalog(services="erp: {name: ERP, requires: [edge]}", components="edge: {name: Edge, owner: infrastructure}"),
    **customer("acme", "name: Acme\nsubscriptions: [{service: erp, since: 2026-01-01}]"),
    **customer("beta", "name: Beta\nsubscriptions: [{service: erp, since: 2026-01-01}]"),
}


def loss(end: str = "09:02", title: str = "Loss", impacts: str = "{on: edge, level: outage}") -> dict[str, str]:
    matter = f"title: {title}\nstarted: 2026-10-03 08:12 UTC\nresolved: 2026-10-03 {end} UTC\nimpacts: [{impacts}]\n"
    return incident(ID, matter)


PATH = next(iter(loss()))


@contextmanager
def history(root: Path, now: str = NOW, parsed: MutableMapping[str, bytes] | None = None) -> Iterator[History]:
    with Blobs(Git(root)) as blobs:
        yield History(read_commits(Git(root)), blobs, instant_of(now), {} if parsed is None else parsed)


def past(root: Path, now: str = NOW) -> Past:
    with history(root, now) as known:
        return past_of(known, Kind.INCIDENT, ID)


def told(found: Past) -> list[tuple[int, str | None]]:
    return [(one.at, one.record.title if isinstance(one.record, Incident) else None) for one in found.record]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The catalog in one commit, an incident in another."""
    root = begin(tmp_path / "records")
    commit(root, "2026-09-01 10:00 UTC", CATALOG)
    commit(root, "2026-10-03 09:10 UTC", loss())
    return root


def test_each_commit_that_changed_a_record_is_a_version(root: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", loss(title="Loss again"))
    commit(root, "2026-10-04 11:00 UTC", {"README.md": "words"})
    write(root, loss(title="Not committed"))
    found = past(root)
    assert told(found) == [
        (instant_of("2026-10-03 09:10 UTC"), "Loss"),
        (instant_of("2026-10-04 10:00 UTC"), "Loss again"),
    ]
    assert (found.is_there, found.cut_at, found.rfo) == (True, None, ())


def test_nothing_is_read_of_a_record_with_one_version(root: Path) -> None:
    parsed: dict[str, bytes] = {}
    with history(root, parsed=parsed) as known:
        assert past_of(known, Kind.INCIDENT, ID) == Past()
        assert past_key(known, Kind.INCIDENT, ID, known.as_of) == ""
        assert past_of(known, Kind.INCIDENT, "2026-01-01-nobody") == Past()
    assert parsed == {}


def test_the_versions_of_a_report_stand_beside_those_of_its_incident(root: Path) -> None:
    report = "final_on: 2026-10-07\nactions: []\n"
    commit(root, "2026-10-07 10:00 UTC", rfo(ID, report))
    with history(root) as known:
        one = past_key(known, Kind.INCIDENT, ID, known.as_of)
    commit(root, "2026-10-08 10:00 UTC", rfo(ID, report + "summary: A cut.\n"))
    found = past(root)
    assert [len(found.record), len(found.rfo)] == [1, 2]
    with history(root) as known:
        assert past_key(known, Kind.INCIDENT, ID, known.as_of) != one


def test_a_version_after_the_as_of_of_an_edition_is_none_of_its_past(root: Path) -> None:
    commit(root, "2026-10-07 10:00 UTC", loss(title="Second"))
    with history(root) as known:
        alone, both = (past_key(known, Kind.INCIDENT, ID, known.instants[place]) for place in (1, 2))
        assert alone != both == past_key(known, Kind.INCIDENT, ID, known.as_of)


def test_a_record_is_found_by_its_id_alone(root: Path) -> None:
    window = "window: {{from: 2026-10-20 01:00 UTC, to: 2026-10-20 0{}:00 UTC}}\n"
    for end in (2, 3):
        commit(root, f"2026-10-04 1{end}:00 UTC", {**loss(f"09:1{end}"), **change("2026-10-20-fw", window.format(end))})
    with history(root) as known:
        assert past_by_id(known, ID) == past_of(known, Kind.INCIDENT, ID)
        assert len(past_by_id(known, "2026-10-20-fw").record) == 2


def test_what_was_read_of_a_content_is_not_read_again(root: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", loss(title="Loss again"))
    parsed: dict[str, bytes] = {}
    with history(root, parsed=parsed) as known:
        first = past_of(known, Kind.INCIDENT, ID)
        assert past_of(known, Kind.INCIDENT, ID) == first
    assert len(parsed) == 2
    closed = Blobs(Git(root / "nowhere"))
    assert past_of(History(known.log, closed, known.as_of, parsed), Kind.INCIDENT, ID) == first


def test_a_file_that_was_gone_or_could_not_be_read_is_a_version_without_a_record(root: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", {PATH: "---\ntitle: [\n---\n"})
    (root / PATH).unlink()
    commit(root, "2026-10-05 10:00 UTC")
    commit(root, "2026-10-06 10:00 UTC", loss())
    assert [title for _, title in told(past(root))] == ["Loss", None, None, "Loss"]


def test_a_link_is_no_record(root: Path) -> None:
    (root / PATH).unlink()
    (root / PATH).symlink_to("elsewhere.md")
    commit(root, "2026-10-04 10:00 UTC")
    assert [title for _, title in told(past(root))] == ["Loss", None]


def test_a_record_that_moves_to_another_folder_stays_what_it_was(root: Path) -> None:
    text = (root / PATH).read_text(encoding="utf-8")
    (root / PATH).unlink()
    commit(root, "2026-10-04 10:00 UTC", {f"incidents/archive/{ID}.md": text})
    assert [title for _, title in told(past(root))] == ["Loss", "Loss"]
    (root / f"incidents/archive/{ID}.md").unlink()
    commit(root, "2026-10-05 10:00 UTC", {f"incidents/0/{ID}.md": text.replace("Loss", "Moved")})
    assert [title for _, title in told(past(root))] == ["Loss", "Loss", "Moved"]


def test_what_a_branch_changed_is_known_since_the_merge(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "proposal")
    commit(root, "2026-10-04 10:00 UTC", loss(title="Proposed"))
    commit(root, "2026-10-05 10:00 UTC", loss(title="Better"))
    git(root, "switch", "--quiet", "main")
    commit(root, "2026-10-05 12:00 UTC", {"incidents/2026/2026-10-05-x.md": "x"})
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "proposal", at="2026-10-06 10:00 UTC")
    assert told(past(root))[1:] == [(instant_of("2026-10-06 10:00 UTC"), "Better")]


def test_what_was_committed_after_as_of_is_no_history_yet(root: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", loss(title="Second"))
    commit(root, "2026-10-05 10:00 UTC", loss(title="Third"))
    assert [title for _, title in told(past(root, "2026-10-05 09:59 UTC"))] == ["Loss", "Second"]
    assert past(root, "2026-10-03 12:00 UTC") == Past()
    assert past(root, "2026-01-01 12:00 UTC") == Past()


def test_a_clock_that_was_wrong_moves_its_own_commit_alone(root: Path) -> None:
    commit(root, "2030-01-01 00:00 UTC", loss(title="Ahead"))
    commit(root, "2001-01-01 00:00 UTC", loss(title="Behind"))
    commit(root, "2026-10-04 10:00 UTC", loss(title="Right"))
    first, last = instant_of("2026-10-03 09:10 UTC"), instant_of("2026-10-04 10:00 UTC")
    assert told(past(root)) == [(first, "Loss"), (first, "Ahead"), (first, "Behind"), (last, "Right")]


def test_a_commit_of_another_record_with_a_clock_ahead_moves_no_date_of_this_one(root: Path) -> None:
    """Its readers may know nothing of the other."""
    other = incident("2026-10-04-other", "started: 2026-10-04 09:00 UTC\naudience: internal\n")
    commit(root, "2026-10-09 10:00 UTC", other)
    commit(root, "2026-10-05 10:00 UTC", loss(title="Second"))
    assert told(past(root))[-1] == (instant_of("2026-10-05 10:00 UTC"), "Second")


def test_a_clock_ahead_takes_no_date_of_another_record_s_commit(root: Path) -> None:
    """Nor does a file that one commit brings together with an older one take the older one's date."""
    other = incident("2026-10-04-other", "started: 2026-10-04 09:00 UTC\naudience: internal\n")
    commit(root, "2026-10-09 10:00 UTC", other)
    new = incident("2026-10-05-new", "started: 2026-10-05 09:00 UTC\n")
    commit(root, "2030-01-01 00:00 UTC", loss(title="Ahead"))
    commit(root, "2026-10-05 10:00 UTC", {**other, **loss(title="Right"), **new})
    commit(root, "2026-10-06 10:00 UTC", incident("2026-10-05-new", "started: 2026-10-05 09:05 UTC\n"))
    first, right = instant_of("2026-10-03 09:10 UTC"), instant_of("2026-10-05 10:00 UTC")
    assert told(past(root)) == [(first, "Loss"), (first, "Ahead"), (right, "Right")]
    with history(root) as known:
        assert past_of(known, Kind.INCIDENT, "2026-10-05-new").record[0].at == right


def test_a_shallow_clone_says_where_it_is_cut_for_what_may_be_older(root: Path, tmp_path: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", loss(title="Second"))
    commit(root, "2026-10-05 10:00 UTC", loss(title="Third"))
    cut_at = instant_of("2026-10-04 10:00 UTC")
    two = past(clone(root, tmp_path / "two", 2))
    assert (told(two)[0], two.cut_at, len(two.record)) == ((cut_at, "Second"), cut_at, 2)
    one = past(clone(root, tmp_path / "one", 1))
    assert (one.record, one.cut_at) == ((), instant_of("2026-10-05 10:00 UTC"))
    young = clone(root, tmp_path / "three", 3)
    commit(young, "2026-10-06 10:00 UTC", incident("2026-10-06-new", "started: 2026-10-06 09:00 UTC"))
    with history(young) as known:
        assert past_of(known, Kind.INCIDENT, "2026-10-06-new") == Past()
        assert past_key(known, Kind.INCIDENT, "2026-10-06-new", known.as_of) == ""
        assert past_key(known, Kind.INCIDENT, ID, known.as_of).startswith(str(known.cut_at))


def test_a_folder_without_git_or_without_a_commit_has_no_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, loss())
    assert past(tmp_path) == Past(is_there=False)
    with history(tmp_path) as known:
        assert past_key(known, Kind.INCIDENT, ID, known.as_of) == "none"
    begin(tmp_path)
    assert past(tmp_path) == Past(is_there=False)
    commit(tmp_path, "2026-10-03 09:10 UTC")
    monkeypatch.setenv("PATH", "/nonexistent")
    assert past(tmp_path) == Past(is_there=False)


def test_an_object_that_git_lacks_is_a_version_that_cannot_be_read(root: Path) -> None:
    blob = git(root, "rev-parse", f"HEAD:{PATH}").strip()
    commit(root, "2026-10-04 10:00 UTC", loss(title="Second"))
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert [title for _, title in told(past(root))] == [None, "Second"]


def test_records_may_lie_below_the_top_and_names_may_be_odd(tmp_path: Path) -> None:
    top = begin(tmp_path / "top")
    below = top / "status pages" / "Zürich"
    odd = os.fsdecode(b"incidents/2026/\xff\n\x01x.md")
    commit(top, "2026-10-01 10:00 UTC", {PATH: "elsewhere"})
    commit(below, "2026-10-03 10:00 UTC", {**loss(), odd: "x", "incidents/.hidden/2026-10-03-x.md": "y"})
    git(top, "config", "log.showSignature", "true")
    git(top, "config", "color.ui", "always")
    git(top, "config", "log.showRoot", "false")
    git(top, "config", "diff.renames", "copies")
    commit(below, "2026-10-04 10:00 UTC", loss(title="Second"))
    with history(below) as known:
        assert [title for _, title in told(past_of(known, Kind.INCIDENT, ID))] == ["Loss", "Second"]
        assert {id for _, id in known.files} == {ID, os.fsdecode(b"\xff\n\x01x")}


def test_nothing_new_costs_one_question_and_what_is_new_alone_is_read(root: Path) -> None:
    first = read_commits(Git(root))
    assert read_commits(Git(root), first) is first
    commit(root, "2026-10-04 10:00 UTC", {"README.md": "words"})
    commit(root, "2026-10-05 10:00 UTC", loss(title="Second"))
    second = read_commits(Git(root), first)
    assert second == read_commits(Git(root))
    assert second.commits[:-1] == first.commits
    assert unpacked_commits(packed_commits(second)) == second


def test_a_mark_tells_what_was_committed_since(root: Path, tmp_path: Path) -> None:
    first = read_commits(Git(root))
    assert commits_since(first, mark_of(first)) == ()
    commit(root, "2026-10-04 10:00 UTC", {"README.md": "words"})
    assert commits_since(read_commits(Git(root)), mark_of(first)) == ()
    commit(root, "2026-10-05 10:00 UTC", loss(title="Second"))
    second = read_commits(Git(root))
    assert commits_since(second, mark_of(first)) == second.commits[-1:]
    assert commits_since(first, mark_of(second)) is None
    assert commits_since(first, mark_of(CommitLog())) is None
    assert commits_since(CommitLog(), mark_of(CommitLog())) == ()
    cut = read_commits(Git(clone(root, tmp_path / "cut", 1)))
    assert commits_since(cut, mark_of(second)) is None
    at = second.commits[-1].at
    assert is_ahead(second, at - 1)
    assert not is_ahead(second, at)


def test_a_history_that_was_rewritten_is_read_again(root: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", loss(title="Second"))
    known = read_commits(Git(root))
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    assert read_commits(Git(root), known) == read_commits(Git(root)) != known
    commit(root, "2026-10-05 10:00 UTC", loss(title="Other"))
    assert read_commits(Git(root), known) == read_commits(Git(root))
    git(root, "update-ref", "refs/heads/main", "HEAD~1")
    gone = CommitLog("0" * 40, "", known.commits)
    assert read_commits(Git(root), gone) == read_commits(Git(root))


def test_a_branch_that_was_merged_the_wrong_way_round_is_read_again(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "local")
    commit(root, "2026-10-04 10:00 UTC", {"incidents/2026/2026-10-04-x.md": "x"})
    git(root, "switch", "--quiet", "main")
    commit(root, "2026-10-05 10:00 UTC", loss(title="Second"))
    known = read_commits(Git(root))
    git(root, "switch", "--quiet", "local")
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "main", at="2026-10-06 10:00 UTC")
    assert read_commits(Git(root), known) == read_commits(Git(root))


def test_a_clone_that_is_deepened_is_read_again(root: Path, tmp_path: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", loss(title="Second"))
    copy = clone(root, tmp_path / "copy", 1)
    known = read_commits(Git(copy))
    git(copy, "fetch", "--quiet", "--deepen=1")
    deeper = read_commits(Git(copy), known)
    assert (known.head, len(known.commits), len(deeper.commits)) == (deeper.head, 1, 2)
    git(copy, "fetch", "--quiet", "--unshallow")
    assert read_commits(Git(copy), deeper) == read_commits(Git(root))


def test_forked_workers_ask_git_on_their_own(root: Path) -> None:
    commit(root, "2026-10-04 10:00 UTC", loss(title="Second"))
    blobs = [git(root, "rev-parse", f"{name}:{PATH}").strip() for name in ("HEAD", "HEAD~1")]
    with Blobs(Git(root)) as asked:
        first = asked.content(blobs[0])
        answers = list(in_parallel(asked.content, blobs * 50, 2))
        assert answers == [first, asked.content(blobs[1])] * 50
    asked.close()


def test_without_git_there_is_no_content(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = git(root, "rev-parse", f"HEAD:{PATH}").strip()
    with Blobs(Git(root / "nowhere")) as asked:
        assert asked.content(blob) is None
        assert asked.content(blob) is None
    monkeypatch.setenv("PATH", "/nonexistent")
    with Blobs(Git(root)) as asked:
        assert asked.content(blob) is None


def test_a_fix_for_one_customer_leaves_nothing_of_itself_to_the_others(root: Path) -> None:
    """A commit whose message, and whose record, name a customer."""
    both = "{on: edge, level: outage}, {on: erp, level: outage, customers: [acme], to: 2026-10-03 09:30 UTC}"
    commit(root, "2026-10-09 10:00 UTC", loss(impacts=both), message="fix for ACME")
    found = past(root)
    files = {**CATALOG, **loss(impacts=both)}
    for reader in (PUBLIC, Reader(customer="beta")):
        assert incident_revisions(edition_of(files, NOW, reader), found).newest == ()
    for reader in (Reader(customer="acme"), STAFF):
        (row,) = incident_revisions(edition_of(files, NOW, reader), found).newest
        assert "ACME" not in repr(row)
        assert row.lines == ("Impact on ERP added: outage, 08:12 to 09:30\N{NO-BREAK SPACE}UTC",)
