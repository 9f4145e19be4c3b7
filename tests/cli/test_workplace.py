"""What a command takes from where it runs: mkdocs.yml without MkDocs, and the streams that it is given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.cli.workplace import workplace_at
from aboveboard.records.values import instant_of

AS_OF = instant_of("2026-11-15 13:37 UTC")


@pytest.mark.parametrize(
    ("written", "now", "has_papers"),
    [
        ("plugins:\n  - search\n  - aboveboard:\n      as_of: 2026-11-15 13:37 UTC  # fixed\n", AS_OF, True),
        ("plugins:\n  - aboveboard: {pdf: false, as_of: 2026-11-15T13:37:00Z}\n", AS_OF, False),
        ("plugins:\n  - aboveboard: {as_of: '2026-11-15 13:37 UTC', pdf: no}\n", AS_OF, False),
        ("plugins:\n  aboveboard:\n    pdf: Off\n    as_of: 2026-11-15 13:37 UTC\n", AS_OF, False),
        ("hooks: !!python/name:os.path\nplugins: [{aboveboard: {pdf: true}}]\n", None, True),
        ("plugins: [aboveboard]\n", None, True),
        ("plugins: nothing\n", None, True),
        ("- no mapping\n", None, True),
        ("plugins: [{aboveboard: {pdf: false}\n", None, True),
        (None, None, True),
    ],
)
def test_the_plugins_options_are_read_as_mkdocs_reads_them(
    tmp_path: Path, written: str | None, now: int | None, has_papers: bool
) -> None:
    (tmp_path / "content").mkdir()
    if written is not None:
        (tmp_path / "mkdocs.yml").write_text(written)
    place = workplace_at(tmp_path)
    assert (place.now if place.fixed else None, place.has_papers) == (now, has_papers)


def test_an_as_of_from_the_command_line_wins(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("plugins: [{aboveboard: {as_of: 2020-01-01 00:00 UTC}}]\n")
    assert workplace_at(tmp_path, "2026-11-15 13:37 UTC").now == AS_OF


def test_a_command_whose_input_is_closed_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for arguments, said in (("new incident", "cannot be guessed"), ("ingest alertmanager", "no JSON")):
        line = f'exec "$0" -m aboveboard {arguments} <&-'
        done = subprocess.run(["/bin/sh", "-c", line, sys.executable], cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
