"""The press: a template of the theme and data become the bytes of a PDF, the same on every machine (typst, PDF/UA-1)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import typst

from aboveboard.errors import UsageError
from aboveboard.frozen import frozen
from aboveboard.render.paper.apart import PrinterApart
from aboveboard.render.paper.coverage import characters_of, font_files
from aboveboard.render.paper.legible import legible

# Modules, which typst reads once for all papers; the paper's own template has all that they define.
_PARTS = ("frame.typ", "marks.typ", "blocks.typ", "charts.typ")
_IMPORTS = "".join(f'#import "{name}": *;' for name in _PARTS)
_MAIN = "main.typ"
_STANDARD: Final = "ua-1"

# No package is found, here or on any network: a template has its data, and the files of the first folder of templates.
_NOWHERE = str(Path(os.devnull, "nowhere"))

_NO_GLYPH = re.compile(r'the text (?:`"(.+?)"` could not be displayed|contains the disallowed codepoint `"(.+?)"`)')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PLACE = re.compile(r"([^\s/\\]+\.typ):([0-9]+):([0-9]+)")
_LINES_BEFORE = 1


@frozen
class Paper:
    """A PDF. `missing` are the characters that no font has, sorted; each is shown as `[U+1F642]` where it stood."""

    data: bytes
    missing: tuple[str, ...] = ()


class Refused(Exception):
    """What typst says about a document that it does not print."""


class Press:
    """Prints with the templates and fonts of `theme_dirs`: the repository's own, then ours, the first hit wins.

    One press serves a whole build and its forked workers. Fonts and templates are read when they are first needed.
    """

    def __init__(self, theme_dirs: Sequence[Path]) -> None:
        self.theme_dirs = tuple(theme_dirs)
        self._templates: dict[str, tuple[Path, bytes]] = {}
        self._apart: PrinterApart | None = None

    def printed(self, template: str, sheet: Mapping[str, Any]) -> Paper:
        """`template` is a file of the theme (`rfo.typ`), `sheet` its data, as JSON has it.

        A character without a glyph never fails a document. Raises UsageError for a template that typst refuses.
        """
        data, missing = legible(sheet, self._characters)
        try:
            return Paper(self._pdf(template, data, _STANDARD), missing)
        except Refused as refused:
            unshown = _without_glyph(str(refused))
            if not unshown:
                raise UsageError(self._explained(template, str(refused))) from refused
        data, missing = legible(sheet, self._characters - unshown)
        try:
            return Paper(self._pdf(template, data, _STANDARD), missing)
        except Refused:
            return Paper(self._pdf(template, data, ""), missing)

    def compiled(self, template: str, text: str, standard: str) -> bytes:
        """The PDF of this JSON, made by this process. Raises Refused."""
        try:
            made = self._compiler.compile(  # type: ignore[type-var]  # its stubs know of one file only
                input={_MAIN: _first_line(text) + self._part(template)[1], **self._elsewhere},
                format="pdf",
                pdf_standards=[_STANDARD] if standard else [],
                timestamp=0,
            )
        except typst.TypstError as error:
            raise Refused(error.diagnostic or error.message) from error
        assert isinstance(made, bytes)
        return made

    def _pdf(self, template: str, data: Mapping[str, Any], standard: str) -> bytes:
        self._part(template)
        text = json.dumps(data, sort_keys=True, separators=(",", ":"))
        if os.getpid() == _first_to_print():
            return self.compiled(template, text, standard)
        if self._apart is None or self._apart.owner != os.getpid():
            self._apart = PrinterApart(self.theme_dirs)
        is_printed, made = self._apart.printed(template, text, standard)
        if not is_printed:
            raise Refused(made.decode())
        return made

    def _part(self, name: str) -> tuple[Path, bytes]:
        known = self._templates.get(name)
        if known is None:
            known = self._templates[name] = self._found(name)
        return known

    def _found(self, name: str) -> tuple[Path, bytes]:
        for folder in self.theme_dirs:
            try:
                return folder / name, (folder / name).read_bytes()
            except FileNotFoundError:
                continue
        raise UsageError(f"no template {name} in {', '.join(map(str, self.theme_dirs))}")

    def _explained(self, template: str, diagnostic: str) -> str:
        """The first place that typst names, as one of the theme's files and a line of it."""
        message = " ".join(diagnostic.split("\n", 1)[0].removeprefix("error: ").split())
        place = _PLACE.search(diagnostic)
        if place is None:
            return f"{template}: {message}"
        name, line = (template, int(place[2]) - _LINES_BEFORE) if place[1] == _MAIN else (place[1], int(place[2]))
        file = self._part(name)[0] if name in (template, *self._names) else name
        return f"{file}:{line}:{int(place[3]) + 1}: {message}"

    @cached_property
    def _compiler(self) -> typst.Compiler:
        # Papers are printed side by side by several processes: threads of typst's own would cost each a fifth more.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        folders = list(dict.fromkeys(str(path.parent) for path in self._fonts))
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        return typst.Compiler(
            input=b"",
            root=str(self._root),
            font_paths=fonts,
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
        )

    @cached_property
    def _elsewhere(self) -> Mapping[str, bytes]:
        """The templates that do not lie at typst's root, where it finds the others, and reads them once."""
        found = map(self._part, self._names)
        return {path.name: text for path, text in found if path.parent != self._root}

    @cached_property
    def _root(self) -> Path:
        """The first folder, unless it holds nothing but fonts."""
        return next((folder for folder in self.theme_dirs if any(folder.glob("*.typ"))), self.theme_dirs[0])

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted({path.name for folder in self.theme_dirs for path in folder.glob("*.typ")}))

    @cached_property
    def _characters(self) -> frozenset[str]:
        return characters_of(self._fonts)

    @cached_property
    def _fonts(self) -> tuple[Path, ...]:
        return font_files(folder / "fonts" for folder in self.theme_dirs)


def _first_line(text: str) -> bytes:
    """JSON in ASCII as `d` of the template, and the parts. Not as an input of typst, which would then remember nothing of the
    paper before; a text with the escapes of JSON means the same in a template."""
    return f"{_IMPORTS}#let d = json(bytes({json.dumps(text)}))\n".encode("ascii")


@cache
def _first_to_print() -> int:
    """The process that printed first, as it and all that were forked from it since remember (see `apart`)."""
    return os.getpid()


def _without_glyph(diagnostic: str) -> frozenset[str]:
    """The characters that typst names as those which it cannot show."""
    named = ("".join(found) for found in _NO_GLYPH.findall(diagnostic))
    return frozenset("".join(_ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text) for text in named))
