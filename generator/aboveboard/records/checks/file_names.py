"""Names of files that a disk or a person would confuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aboveboard.errors import Problem, Severity
from aboveboard.records.layout import File, Kind

_YEAR = re.compile(r"/(\d{4})/[^/]+$")
_DATED = re.compile(r"(\d{4})-\d\d-\d\d(?:-|$)")


def check_file_names(files: Iterable[File]) -> Iterator[Problem]:
    seen: dict[tuple[bool, str, str], File] = {}
    for file in files:
        key = (
            file.kind is Kind.RFO,
            file.kind.value if file.kind in (Kind.CUSTOMER, Kind.COMMUNICATION) else "",
            file.id.casefold(),
        )
        other = seen.setdefault(key, file)
        if other.id != file.id:
            hint = "on many disks these are one file: rename one of them"
            yield Problem(file.path, 1, 1, "", f'"{file.id}" and "{other.id}" ({other.path}) differ in case only', hint)
        yield from _year_of(file)


def _year_of(file: File) -> Iterator[Problem]:
    folder, dated = _YEAR.search(file.path), _DATED.match(file.id)
    if folder and dated and folder.group(1) != dated.group(1):
        hint = f"move it to …/{dated.group(1)}/"
        yield Problem(
            file.path,
            1,
            1,
            "",
            f"{dated.group(1)} in the name, {folder.group(1)} in the folder",
            hint,
            Severity.WARNING,
        )
