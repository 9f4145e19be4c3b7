"""`new`, `update`, `resolve` and `rfo`, as processes, on real repositories."""

from __future__ import annotations

import io
import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from aboveboard.cli import main
from aboveboard.records.repository import read_repository
from aboveboard.writing.merging import GITATTRIBUTES

ROOT = Path(__file__).parents[2]
AT = "2026-11-15 13:37 UTC"
OPEN = "incidents/2026/2026-11-15-norvia-packet-loss.md"
NORVIA = "2026-11-15-norvia-packet-loss"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example provider's records, in a git repository of their own."""
    root = tmp_path / "example"
    for name in ("content", "incidents"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / ".gitattributes").write_text(GITATTRIBUTES)
    (root / ".gitignore").write_text(".cache/\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.email", "engineer@northwind.example")
    git(root, "config", "user.name", "Engineer")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "History")
    return root


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout


def run(root: Path, *arguments: str, code: int = 0, said: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aboveboard", *arguments]
    done = subprocess.run(command, capture_output=True, input=said, cwd=root)
    result = subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    return result


def here(root: Path, *arguments: str) -> tuple[int, str, str]:
    """The same within this process, which is quicker: exit code, stdout, stderr."""
    out, errors = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as exit, redirect_stdout(out), redirect_stderr(errors), chdir(root):
        main(list(arguments))
    assert "a fault of its own" not in errors.getvalue()
    return int(exit.value.code or 0), out.getvalue(), errors.getvalue()


def changed(root: Path) -> list[str]:
    """The lines that git calls new or gone, without the blanks at their ends."""
    lines = git(root, "diff", "-U0").splitlines()
    return [line.rstrip() for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def updates_of(root: Path, id: str) -> list[tuple[str, str]]:
    return [(update.status, update.text) for update in read_repository(root).register.incidents[id].updates]


def test_an_update_changes_the_lines_it_must(example: Path) -> None:
    done = run(example, "update", "norvia", "monitoring", "Traffic is back.")
    assert done.stdout == f"{OPEN}\n"
    assert changed(example) == [
        f"+mitigated: {AT}",
        "-next_update: 2026-11-15 14:01 UTC",
        "+next_update: 2026-11-15 14:07 UTC",
        "+",
        f"+## Monitoring · {AT}",
        "+",
        "+Traffic is back.",
    ]
    run(example, "check")


def test_a_milestone_can_be_left_alone_and_the_next_word_promised(example: Path) -> None:
    run(example, "update", NORVIA, "Monitoring", "-", "--no-milestone", "--next", "2h", said="Grüße.\n".encode())
    assert changed(example)[:2] == ["-next_update: 2026-11-15 14:01 UTC", "+next_update: 2026-11-15 15:37 UTC"]
    assert updates_of(example, NORVIA)[-1] == ("Monitoring", "Grüße.")


def test_resolving_sets_the_end_and_says_so(example: Path) -> None:
    run(example, "resolve", "packet-loss norvia", "Over.", "--at", "2026-11-15 13:35 UTC")
    assert changed(example) == [
        "+resolved: 2026-11-15 13:35 UTC", "+", "+## Resolved · 2026-11-15 13:35 UTC", "+", "+Over.",
    ]  # fmt: skip
    run(example, "check")
    assert "resolved already" in run(example, "resolve", NORVIA, "Again.", code=2).stderr
    assert "no open incident" in run(example, "resolve", "norvia", "Again.", code=2).stderr
    assert (
        run(example, "resolve", "xyz", "Again.", code=2).stderr == 'aboveboard: no open incident "xyz"; none is open\n'
    )


WRONG = [
    (("update", NORVIA, "Fixed", "x"), 2, "no status"),
    (("update", NORVIA, "Identifed", "x"), 2, 'did you mean "Identified"?'),
    (("update", "norvia-pocket", "Update", "x"), 2, NORVIA),
    (("update", "xyz", "Update", "x"), 2, "open: 2026-12-"),
    (("resolve", "", "x"), 2, f'no open incident ""; open: {NORVIA}'),
    (("rfo", "", "final"), 2, "; open: "),
    (("update", NORVIA, "Update", "  "), 2, "empty"),
    (("update", NORVIA, "Update"), 2, "TEXT is missing"),
    (("update", NORVIA, "Update", "x", "--at", "2026-11-15 13:00"), 2, "no zone"),
    (("update", NORVIA, "Update", "x", "--at", "2026-11-15 14:00 UTC"), 1, "lies in the future"),
    (("update", NORVIA, "Update", "\x1b[31mred"), 1, "control character"),
    (("update", "2025-11-06-customer-api-certificate", "Investigating", "x"), 2, "2025-11-06"),
    (("resolve", NORVIA, "x", "--at", "2026-11-15 13:00 UTC"), 1, "is before"),
    (("new", "incident", "--title", "x", "--urgency", "P9"), 2, "P1, P2"),
    (("new", "incident", "--on", "erp"), 2, "--title and --urgency"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--on", "edge", "--level", "outage"), 2, "could be"),
    (("new", "incident", "--title", "x" * 301, "--urgency", "P1"), 1, "longer than 300"),
    (("new", "incident", "--title", "x\x1b", "--urgency", "P1"), 1, "control character"),
    (("new", "change", "--like", "pg-17-minor"), 2, "--at"),
    (("new", "customer", "Kestrel Freight", "--id", "kestrel-freight"), 2, "exists already"),
    (("new", "rfo", "2025-11-06-apigw"), 2, "no incident"),
    (("update", NORVIA, "Update", "x", "--next", "2026-11-15 13:37 UTC"), 2, "is not after"),
    (("update", NORVIA, "Update", "x", "--next", "0m"), 2, "is not after"),
    (("update", NORVIA, "Update", "x", "--next", ""), 2, "not an instant"),
    (("resolve", NORVIA, "x", "--at", ""), 2, "not an instant"),
    (("resolve", NORVIA, ""), 2, "TEXT is empty"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--text", " "), 2, "--text is empty"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--text", "x", "--next", "-1m"), 2, "not an instant"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--text", "x", "--next", "0m"), 2, "is not after"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--detected", ""), 2, "not an instant"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--fault", ""), 2, "not one of"),
    (("new", "change", "--like", "pg-minor", "--at", "2026-12-01 02:00 UTC", "--announced", ""), 2, "not an instant"),
    (("new", "customer", "Lumen", "--service", "erp", "--since", ""), 2, "not a date"),
    (("new", "customer", "Lumen", "--service", "erp", "--sla", ""), 2, "no SLA"),
    (("new", "customer", "Lumen", "--id", ""), 2, "not an id"),
    (("new", "customer", "Lumen", "--timezone", "Mars"), 2, '"Mars" is not a time zone; use a name like'),
    (("new", "customer", "Lumen", "--timezone", ""), 2, "not a time zone"),
    (("check", "--as-of", ""), 2, "not an instant"),
    (("availability", "--from", ""), 2, "--from is empty"),
    (("availability", "--to", ""), 2, "not a month"),
    (("schema", "--into", ""), 2, "--into is empty"),
    (("build", "--into="), 2, "--into is empty"),
    (("update", "--root", "", NORVIA, "Update", "x"), 2, "--root is empty"),
    (("update", "--", NORVIA, "--root", ""), 2, 'no status "--root"'),
    (("availability", "--node", "erp"), 2, "--public"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--customer", "kestrel-freight"), 2, "--on"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--status", "monitoring"), 2, "--text"),
    (("new", "incident", "--title", "x", "--urgency", "P1", "--started", "2026-11-16 10:00 UTC"), 1, ":4:10: started: "),
]  # fmt: skip


def test_what_would_be_wrong_is_refused_and_nothing_changes(example: Path) -> None:
    for arguments, code, said in WRONG:
        ended, _, errors = here(example, *arguments)
        assert ended == code, (arguments, errors)
        assert said in errors, arguments
        assert git(example, "status", "--porcelain") == "", arguments


def test_a_catalog_that_cannot_be_read_is_told_before_its_names_are_missed(example: Path) -> None:
    with (example / "content" / "catalog" / "components.yml").open("a") as file:
        file.write("x: [\n")
    done = run(example, "new", "incident", "--title", "x", "--urgency", "P1", "--on", "edge-fra1:outage", code=2)
    assert done.stderr.startswith("content/catalog/components.yml:")
    assert 'no component or service "edge-fra1"' in done.stderr


def test_a_megabyte_of_text_is_refused(example: Path) -> None:
    assert "are too many" in run(example, "update", NORVIA, "Update", "-", code=1, said=b"y " * 500_000).stderr
    assert "not UTF-8" in run(example, "update", NORVIA, "Update", "-", code=2, said=b"\xff").stderr
    assert git(example, "status", "--porcelain") == ""


def test_a_code_fence_above_that_is_never_closed_is_told(example: Path) -> None:
    with (example / OPEN).open("a") as file:
        file.write("\n```\nlog\n")
    before = (example / OPEN).read_bytes()
    assert "never closed" in run(example, "update", NORVIA, "Update", "x", code=1).stderr
    assert (example / OPEN).read_bytes() == before


HOSTILE = [
    'Quotes " and \' and \\ and # and : and {x} [y] & *z !t | > % @ `',
    "$(touch /tmp/owned); `id` && ::set-output name=a::b",
    "<script>alert(1)</script> ![x](javascript:1)",
    "\u202egnp.exe \u2066x\u2069 \u200b",
    "line one\nresolved: 2026-01-01 00:00 UTC\n---\n## Resolved · 2026-01-01 00:00 UTC",
    "null", "~", "- x", "? y", "2026", "true",
]  # fmt: skip


def test_hostile_words_stay_words(example: Path) -> None:
    for text in HOSTILE:
        arguments = (f"--title={text}", "--urgency=P2", "--on=erp:partial", f"--text={text}", f"--tag={text}")
        ended, path, errors = here(example, "new", "incident", *arguments)
        assert ended == 0, errors
        incident = read_repository(example).register.incidents[Path(path.strip()).stem]
        assert incident.title == " ".join(text.split())
        assert incident.tags == (" ".join(text.split()),)
        assert [update.status for update in incident.updates] == ["Investigating"]
        # Not the same words: a customer who is named in what others read is an error of `check`.
        name = f"{text} Vexholm"
        code, path, errors = here(example, "new", "customer", "--id", f"hostile-{HOSTILE.index(text)}", "--", name)
        assert code == 0, errors
    run(example, "check")
    assert len(git(example, "status", "--porcelain").splitlines()) == 2 * len(HOSTILE)


def test_a_new_incident_knows_what_can_be_known(example: Path) -> None:
    done = run(
        example, "new", "incident", "--title", "Norvia drops packets", "--urgency", "p1", "--on", "norvia ip",
        "--level", "outage", "--fault", "third-party", "--text", "We look.", "--started", "2026-11-15 13:30 UTC",
    )  # fmt: skip
    path = "incidents/2026/2026-11-15-norvia-drops-packets.md"
    assert done.stdout == f"{path}\n"
    assert (example / path).read_text() == (
        "---\ntitle: Norvia drops packets\nurgency: P1\nstarted: 2026-11-15 13:30 UTC\n"
        f"acknowledged: {AT}\nclassified: {AT}\nnext_update: 2026-11-15 14:07 UTC\n"
        "fault: third-party\nsupplier: Norvia\nimpacts:\n  - on: norvia-ip\n    level: outage\n---\n\n"
        f"## Investigating · {AT}\n\nWe look.\n"
    )
    assert "nearest past incidents:" in done.stderr
    assert "root cause: fibre-cut" in done.stderr
    assert "mitigated after" in done.stderr
    run(example, "check")


def test_the_next_of_a_recurring_window(example: Path) -> None:
    done = run(example, "new", "change", "--like", "pg-17-minor", "--at", "2026-12-01 02:00 UTC")
    assert done.stdout == "content/changes/2026/2026-12-01-pg-17-minor.md\n"
    assert (example / done.stdout.strip()).read_text().strip() == (
        "---\ntitle: PostgreSQL minor versions\nkind: maintenance\ncomponents: [pg-fleet-fra1]\n"
        f"announced: {AT}\nwindow: {{from: 2026-12-01 02:00 UTC, to: 2026-12-01 04:00 UTC}}\n"
        "expected: outage\noutcome: planned\n---"
    )
    again = run(example, "new", "change", "--like", "pg-17-minor", "--at", "2026-12-01 02:00 UTC")
    assert again.stdout == "content/changes/2026/2026-12-01-pg-17-minor-2.md\n"
    run(example, "update", "2026-12-01-pg-17-minor", "Cancelled", "Not this month.")
    assert "outcome: cancelled" in (example / done.stdout.strip()).read_text()
    run(example, "check")


def test_work_that_goes_on_sets_the_outcome_and_work_that_is_over_asks_for_it(example: Path) -> None:
    path = run(
        example, "new", "change", "--title", "New fan", "--at", "2026-11-15 13:00 UTC", "--to", "2h"
    ).stdout.strip()
    assert "  outcome: in-progress\n" in run(example, "update", "new-fan", "verifying", "It spins.").stderr
    done = run(example, "update", "new-fan", "completed", "It is in.")
    assert (
        "warning: outcome: a Completed update, but the outcome is in-progress; write `outcome: succeeded`"
        in done.stderr
    )
    assert "`impacts: none` or a list" in done.stderr
    record = example / path
    record.write_text(record.read_text().replace("outcome: in-progress", "impacts: none\noutcome: succeeded"))
    assert run(example, "update", record.stem, "completed", "Once more.").stderr == ""


def test_an_outcome_that_an_update_contradicts_stays_and_is_told(example: Path) -> None:
    path = run(
        example, "new", "change", "--title", "New fan", "--at", "2026-11-15 13:00 UTC", "--to", "2h"
    ).stdout.strip()
    run(example, "update", "new-fan", "cancelled", "Not today.")
    id = Path(path).stem
    said = run(example, "update", id, "scheduled", "After all.").stderr
    assert said == "  outcome: cancelled stays; correct it by hand if it is planned\n"
    said = run(example, "update", id, "completed", "Done.").stderr
    assert said == "  outcome: cancelled stays; correct it by hand if it is succeeded or failed or rolled-back\n"
    assert run(example, "update", id, "update", "A word.").stderr == ""
    assert "outcome: cancelled" in (example / path).read_text()


def test_an_rfo_from_its_draft_to_a_revision(example: Path) -> None:
    run(example, "resolve", "norvia", "Over.")
    path = example / run(example, "new", "rfo", NORVIA).stdout.strip()
    assert "2026-11-15 13:20 UTC  Investigating: Pages of ERP Suite" in path.read_text()
    assert "needs a root cause" in run(example, "rfo", "norvia-packet", "final", code=1).stderr
    run(example, "rfo", "norvia-packet", "preliminary")
    assert "status: preliminary\npreliminary_on: 2026-11-15\n" in path.read_text()
    text = path.read_text().replace("timeline: []\n", "timeline: []\nroot_cause: fibre-cut\nactions: []\n")
    path.write_text(text)
    said = run(example, "rfo", NORVIA, "final", "--on", "2026-11-15").stderr
    assert said.count("of a final RFO is empty") == 5
    run(example, "rfo", NORVIA, "revise", "--what", 'The time: "13:12", # not 13:14')
    run(example, "rfo", NORVIA, "revise", "--what", "A second thing")
    rfo = read_repository(example).register.rfos[NORVIA]
    assert (rfo.status, rfo.revision) == ("final", 3)
    assert [change.what for change in rfo.changes] == ['The time: "13:12", # not 13:14', "A second thing"]
    assert "final already" in run(example, "rfo", NORVIA, "final", code=2).stderr
    run(example, "check")


def test_a_new_customer(example: Path) -> None:
    done = run(
        example, "new", "customer", "Ölmühle & Söhne", "--service", "erp", "--sla", "gold", "--manager", "Mara Lindqvist",
        "--manager-email", "mara@northwind.example", "--tier", "2", "--via", "pod eu 2",
    )  # fmt: skip
    assert done.stdout == "content/catalog/customers/olmuhle-sohne.yml\n"
    customer = read_repository(example).register.customers["olmuhle-sohne"]
    assert customer.name == "Ölmühle & Söhne"
    assert [(one.service, one.sla, one.via) for one in customer.subscriptions] == [("erp", "gold", ("pod-eu-2",))]


ADDED = [
    (("Update", "First."), ("Update", "Second.")),
    (("Monitoring", "One.\n\nNext word at 14:30."), ("Identified", "Other.\n\nNext word at 14:30.")),
    (("Update", "Same beginning\nand so on."), ("Update", "Same beginning\nbut not so on.")),
    (("Update", "Just the same."), ("Update", "Just the same.")),
]


@pytest.mark.parametrize(("one", "other"), ADDED)
def test_two_branches_that_add_updates_merge_to_both(
    example: Path, one: tuple[str, str], other: tuple[str, str]
) -> None:
    before = updates_of(example, NORVIA)
    _merge_of_two(example, ("update", NORVIA, *one, "--next", "45m"), ("update", NORVIA, *other, "--next", "45m"))
    added = [update for update in updates_of(example, NORVIA) if update not in before]
    assert sorted(added) == sorted({one, other})
    run(example, "check")


def test_a_new_incident_without_a_word_merges_whole(example: Path) -> None:
    id = Path(run(example, "new", "incident", "--title", "Silent", "--urgency", "P4").stdout.strip()).stem
    git(example, "add", "-A")
    git(example, "commit", "-qm", "Silent")
    _merge_of_two(example, ("update", id, "Identified", "First."), ("update", id, "Monitoring", "Second."))
    assert sorted(updates_of(example, id)) == [("Identified", "First."), ("Monitoring", "Second.")]
    incident = read_repository(example).register.incidents[id]
    assert incident.diagnosed is not None
    assert incident.mitigated is not None


def test_a_key_that_both_branches_set_is_told_with_both_lines(example: Path) -> None:
    _merge_of_two(
        example,
        ("update", NORVIA, "Monitoring", "First.", "--at", "2026-11-15 13:35 UTC"),
        ("update", NORVIA, "Monitoring", "Second.", "--at", "2026-11-15 13:36 UTC"),
    )
    done = run(example, "check", code=1)
    lines = (example / OPEN).read_text().splitlines()
    first, second = (at for at, line in enumerate(lines, 1) if line.startswith("mitigated:"))
    later = next(at for at, line in enumerate(lines, 1) if line == "mitigated: 2026-11-15 13:36 UTC")
    assert (
        f'{OPEN}:{second}:1: mitigated: the key "mitigated" stands twice; it stands on line {first} too' in done.stdout
    )
    assert f"line {later} has the later instant, 2026-11-15 13:36 UTC" in done.stdout


def _merge_of_two(root: Path, one: tuple[str, ...], other: tuple[str, ...]) -> None:
    for branch, command in (("one", one), ("other", other)):
        git(root, "checkout", "-q", "-b", branch, "main")
        run(root, *command)
        git(root, "commit", "-qam", branch)
    git(root, "merge", "-q", "-m", "Both", "one")


def test_ten_engineers_at_once_lose_nothing(example: Path) -> None:
    command = [sys.executable, "-m", "aboveboard"]
    texts = [f"Word of engineer {number}.\n\n" + f"{number} " * 2000 for number in range(10)]
    before = updates_of(example, NORVIA)
    running = [
        subprocess.Popen([*command, "update", NORVIA, "Update", text], stdout=subprocess.DEVNULL, cwd=example)
        for text in texts
    ]
    begun = [
        subprocess.Popen(
            [*command, "new", "incident", "--title", "All at once", "--urgency", "P3"], cwd=example,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for _ in range(3)
    ]  # fmt: skip
    assert [process.wait() for process in (*running, *begun)] == [0] * 13
    added = [text for _, text in updates_of(example, NORVIA) if text not in dict(map(reversed, before))]
    assert sorted(added) == sorted(text.strip() for text in texts)
    assert sorted(path.name for path in (example / "incidents/2026").glob("*all-at-once*")) == [
        "2026-11-15-all-at-once-2.md", "2026-11-15-all-at-once-3.md", "2026-11-15-all-at-once.md",
    ]  # fmt: skip
    assert not list(example.rglob("*.new"))
    run(example, "check")


def test_the_handbooks_own_example_can_be_typed(example: Path) -> None:
    page = (ROOT / "generator" / "docs" / "writing.md").read_text()
    asked, *lines = page.split("```console\n")[1].split("```")[0].splitlines()
    assert shlex.split(asked, comments=True) == ["$", "aboveboard", "new", "incident"]
    for line in lines:
        run(example, *shlex.split(line, comments=True)[2:])
    run(example, "check")


def test_a_terminal_is_asked_what_the_flags_leave_out(example: Path) -> None:
    answers = [
        ("What do customers notice", ""),
        ("What do customers notice", "Carrier down"),
        ("Urgency", "high"),
        ("Urgency", "P2"),
        ("Components or services", "norvya"),
        ("Components or services", "norvia-ip, erp:degraded"),
        ("How bad", "outage"),
        ("Since when", "2026-11-15 13:20"),
        ("Since when", ""),
        ("What do we say first", "We look."),
    ]
    code, shown = _on_a_terminal(["new", "incident", "--root", str(example)], answers)
    assert code == 0, shown
    assert 'did you mean "norvia-' in shown
    assert "has no zone" in shown
    incident = read_repository(example).register.incidents["2026-11-15-carrier-down"]
    assert [(impact.on, impact.level.value) for impact in incident.impacts] == [
        ("norvia-ip", "outage"),
        ("erp", "degraded"),
    ]
    run(example, "check")


def test_an_editor_is_opened_for_the_text(example: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "From the editor." > "$1"\n')
    editor.chmod(0o755)
    code, shown = _on_a_terminal(["update", "norvia", "Update", "--root", str(example)], [], EDITOR=str(editor))
    assert code == 0, shown
    assert updates_of(example, NORVIA)[-1] == ("Update", "From the editor.")


def _on_a_terminal(arguments: list[str], answers: list[tuple[str, str]], **environment: str) -> tuple[int, str]:
    """Each answer is given once its question stands on the terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(environment)
        os.execv(sys.executable, [sys.executable, "-m", "aboveboard", *arguments])
    shown = ""
    seen = 0
    waiting = list(answers)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data.decode("utf-8", "replace")
        while waiting and (found := shown.find(waiting[0][0], seen)) >= 0 and ": " in shown[found:]:
            seen = len(shown)
            os.write(terminal, f"{waiting.pop(0)[1]}\n".encode())
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown
