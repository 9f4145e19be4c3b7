"""The records as one commit has them, read from git's objects: nothing is checked out, nothing is written."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aboveboard.errors import MachineError, Problem, UsageError
from aboveboard.frozen import frozen
from aboveboard.records.layout import File, is_in_a_tree, kind_of, why_not_read
from aboveboard.records.reading import FileReading, read_file
from aboveboard.records.repository import BytesOf, Repository, assembled, read_repository
from aboveboard.records.wrong import printable

_LINK, _FILE_MODES = "120000", ("100644", "100755", "100664")
# What a commit's tree is listed by; everything that records are kept in.
_FOLDERS = ("content", "incidents")
_DEEPER = "run `git fetch --unshallow` (in a workflow: `fetch-depth: 0` for actions/checkout)"


@frozen
class Recorded:
    """`blobs` are the ids of the files' contents, by path; `bytes_of` answers for the places of problems."""

    repository: Repository
    blobs: Mapping[str, str]
    bytes_of: BytesOf


@frozen
class _Entry:
    path: str
    blob: str
    is_link: bool


def commit_of(root: Path, name: str) -> str:
    """The full id of the commit that a name stands for; raises `UsageError` for a name that stands for none."""
    if _git(root, "rev-parse", "--git-dir").returncode:
        raise _no_repository(root)
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if done.returncode == 0 and "\0" not in name:
        return done.stdout.decode("ascii", "replace").strip()
    shown = printable(name[:100])
    if is_shallow(root):
        raise UsageError(f'no commit "{shown}" here, but this clone is shallow; {_DEEPER}')
    hint = "name a branch, a tag or an id; `git fetch` brings those that others pushed"
    raise UsageError(f'no commit "{shown}" in this repository; {hint}')


def merge_base_of(root: Path, one: str, other: str) -> str:
    """The newest commit that two have in common; raises `UsageError` when there is none."""
    done = _git(root, "merge-base", one, other)
    if done.returncode == 0:
        return done.stdout.decode("ascii", "replace").strip()
    if is_shallow(root):
        raise UsageError(f"the two have no commit in common as far as this shallow clone knows; {_DEEPER}")
    raise UsageError("the two have no commit in common; compare without --merge-base")


def is_ancestor(root: Path, one: str, other: str) -> bool:
    """Whether everything in `one` is in `other` too."""
    return _git(root, "merge-base", "--is-ancestor", one, other).returncode == 0


def is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def is_dirty(root: Path) -> bool:
    """Whether records on disk differ from the last commit; new files count."""
    done = _git(root, "--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all", "--", *_FOLDERS)
    return bool(done.stdout)


def recorded_on_disk(root: Path, digest: str = "sha1") -> Recorded:
    """The records of the folder, each with the id that git would give its content."""
    blobs: dict[str, str] = {}

    def read(root: Path, file: File) -> FileReading:
        try:
            data = (root / file.path).read_bytes()
        except OSError as error:
            problem = Problem(file.path, 1, 1, "", f"cannot be read: {error.strerror}", "mend its permissions")
            return FileReading(file, problems=[problem], is_broken=True)
        blobs[file.path] = hashlib.new(digest, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        return read_file(file, data)

    repository = read_repository(root, read)
    return Recorded(repository, blobs, lambda path: (root / path).read_bytes())


def recorded_at(root: Path, commit: str, other: Recorded | None = None) -> Recorded:
    """The records of a commit; what `other` has read of the same content is not read again."""
    entries = _entries(root, commit)
    problems = [found for one in entries if (found := why_not_read(one.path, is_link=one.is_link)) is not None]
    files = [(File(one.path, kind), one.blob) for one in entries if not one.is_link and (kind := kind_of(one.path))]
    known = _same_readings(other, files) if other else {}
    contents = _contents(root, {blob for file, blob in files if file.path not in known})
    blobs = {file.path: blob for file, blob in files}
    readings = [known.get(file.path) or read_file(file, contents[blob]) for file, blob in files]

    def bytes_of(path: str) -> bytes:
        if path in known and other is not None:
            return other.bytes_of(path)
        return contents[blobs[path]]

    return Recorded(assembled(root, readings, sorted(problems), bytes_of), blobs, bytes_of)


def _same_readings(other: Recorded, files: Iterable[tuple[File, str]]) -> dict[str, FileReading]:
    readings = {reading.file.path: reading for reading in other.repository.readings}
    return {file.path: readings[file.path] for file, blob in files if other.blobs.get(file.path) == blob}


def digest_of(commit: str) -> str:
    """The name of the hash that a repository's ids are made with."""
    return "sha256" if len(commit) == 64 else "sha1"


def _entries(root: Path, commit: str) -> list[_Entry]:
    """Files and links in the folders of records, by path relative to `root`, which may lie below the top of git's tree."""
    done = _git(root, "ls-tree", "-r", "-z", commit, "--", *_FOLDERS)
    if done.returncode:
        raise MachineError(f"git cannot list {commit}: {_said(done)}")
    entries = []
    for line in done.stdout.split(b"\0"):
        lead, _, name = line.partition(b"\t")
        if not name:
            continue
        mode, _, blob = lead.decode("ascii", "replace").split(" ")
        path = os.fsdecode(name)
        if is_in_a_tree(path) and (mode == _LINK or mode in _FILE_MODES):
            entries.append(_Entry(path, blob, mode == _LINK))
    return sorted(entries, key=lambda one: one.path)


def _contents(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The contents of blobs by id, from one process."""
    wanted = sorted(blobs)
    if not wanted:
        return {}
    done = _git(root, "cat-file", "--batch", sent="".join(f"{blob}\n" for blob in wanted).encode())
    contents: dict[str, bytes] = {}
    at = 0
    for blob in wanted:
        end = done.stdout.find(b"\n", at)
        lead = done.stdout[at:end].split(b" ")
        if end < 0 or len(lead) != 3:
            raise MachineError(f"git lacks the object {blob}; {_DEEPER}")
        size = int(lead[2])
        contents[blob] = done.stdout[end + 1 : end + 1 + size]
        at = end + 2 + size
    return contents


def _git(root: Path, *arguments: str, sent: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-c", "core.quotePath=false", "--literal-pathspecs", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, input=sent, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise MachineError("there is no git on this machine; install it to compare with a commit") from error
    except ValueError:
        return subprocess.CompletedProcess(command, 128, b"", b"")


def _no_repository(root: Path) -> UsageError | MachineError:
    said = _said(_git(root, "rev-parse", "--git-dir"))
    if "not a git repository" in said.lower():
        return UsageError(f"{root}: this folder is in no git repository, so there is nothing to compare with")
    return MachineError(f"git cannot work in {root}: {said}")


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines: Sequence[str] = done.stderr.decode("utf-8", "replace").strip().splitlines() or ("it does not say why",)
    return printable(lines[0])
