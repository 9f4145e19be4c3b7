"""A case of `check`: one text file that lays some files over the valid repository in `base/`, and what `check` then prints.

The first line says why the case is here; `as-of: INSTANT` may follow. Each file follows its `=== PATH`, with flags behind it
in brackets: `[absent]` takes the file away; `[escaped]` reads `\\x1b` in it as that character, `[bytes]` as that byte;
`[latin-1]`, `[bom]`, `[crlf]` and `[cr]` do what they say; `[padded N]` fills it up with blanks to N bytes; `[link]` makes a
link to what the text says. What is printed follows `=== expected`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).parent / "base"
CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
AS_OF = "2026-11-15T13:37:00Z"

_PART = re.compile(r"^=== (.+?)(?: \[([^\]\n]*)\])?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    as_of: str
    files: tuple[tuple[str, str, str], ...]
    expected: tuple[str, ...]

    def write(self, root: Path) -> Path:
        """The base with this case's files laid over it."""
        for source in BASE.rglob("*"):
            if source.is_file():
                _write(root / source.relative_to(BASE), source.read_bytes())
        for path, flags, text in self.files:
            _lay(root, path, flags, text)
        return root


def read_case(path: Path) -> Case:
    head, *parts = _PART.split(path.read_text(encoding="utf-8"))
    as_of = re.search(r"^as-of: (.*)$", head, re.MULTILINE)
    found = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    files = tuple((name, flags or "", text) for name, flags, text in found if name != "expected")
    expected = next((text for name, _, text in found if name == "expected"), "")
    return Case(as_of.group(1) if as_of else AS_OF, files, tuple(expected.splitlines()))


def rewrite_expected(path: Path, lines: list[str]) -> None:
    text = path.read_text(encoding="utf-8").split("=== expected\n")[0]
    path.write_text(f"{text}=== expected\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def _lay(root: Path, path: str, flags: str, text: str) -> None:
    names = flags.split()
    target = root / path
    if "absent" in names:
        target.unlink()
    elif "link" in names:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(text.strip())
    else:
        _write(target, _encoded(text, names))


def _encoded(text: str, names: list[str]) -> bytes:
    if "escaped" in names or "bytes" in names:
        text = text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    data = text.encode("latin-1" if "latin-1" in names or "bytes" in names else "utf-8")
    for flag, end in (("crlf", b"\r\n"), ("cr", b"\r")):
        if flag in names:
            data = data.replace(b"\n", end)
    if "bom" in names:
        data = b"\xef\xbb\xbf" + data
    if "padded" in names:
        data = data.ljust(int(names[names.index("padded") + 1]))
    return data


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
