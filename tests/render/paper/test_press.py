"""The press itself: what it refuses, what it never refuses, and where it works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aboveboard.errors import MachineError, UsageError
from aboveboard.render.paper.apart import PrinterApart
from aboveboard.render.paper.press import Press
from aboveboard.render.theme import theme_folders
from paper_reading import read_pdf

OURS = theme_folders("paper")
SHEET = {"title": "A title", "provider": "Northwind Cloud", "customer": "", "date": "", "fingerprint": "0" * 71}
LETTER = "#show: body => frame(d, [A letter], body)\n#heading(level: 1, d.title)\n#d.text\n"


def press_with(tmp_path: Path, template: str) -> Press:
    (tmp_path / "letter.typ").write_text(template)
    return Press((tmp_path, *OURS))


def test_a_repositorys_own_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "theme/paper").mkdir(parents=True)
    (tmp_path / "theme/paper/rfo.typ").write_text("#set document(title: d.title)\nOurs alone: #d.title")
    paper = Press(theme_folders("paper", tmp_path)).printed("rfo.typ", SHEET)
    assert read_pdf(paper.data).text == "Ours alone: A title"


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '#panic("x") #let #import "a.typ": *',
        "@ref <label> $math$ = heading",
        r"\ \# \u{41} ~ -- --- ... 'q' \"q\"".replace(r"\"", '"'),
        "[x] {y} *bold* _soft_ `code` // no /* no */",
        "</text> &amp; %PDF (a) <<b>> endobj",
    ],
)
def test_text_is_never_markup(tmp_path: Path, hostile: str) -> None:
    paper = press_with(tmp_path, LETTER).printed("letter.typ", {**SHEET, "title": hostile, "text": hostile})
    read = read_pdf(paper.data)
    assert read.text.count(hostile) == 2
    assert read.title == hostile


def test_a_template_reads_nothing_outside_of_its_theme(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "theme").mkdir()
    press = press_with(tmp_path / "theme", '#read("../secret.txt")')
    with pytest.raises(UsageError, match=r"letter\.typ:1:"):
        press.printed("letter.typ", SHEET)


def test_a_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=rf"^{tmp_path}/letter\.typ:3:2: unknown variable: nothing$"):
        press_with(tmp_path, "\n\n#nothing").printed("letter.typ", SHEET)
    (tmp_path / "marks.typ").write_text("#let mark = (")
    with pytest.raises(UsageError, match=rf"^{tmp_path}/marks\.typ:1:"):
        press_with(tmp_path, "").printed("letter.typ", SHEET)
    (tmp_path / "marks.typ").unlink()
    (tmp_path / "own.typ").write_text("\n#nothing")
    with pytest.raises(UsageError, match=rf"^{tmp_path}/own\.typ:2:2: unknown variable: nothing$"):
        press_with(tmp_path, '#import "own.typ"').printed("letter.typ", SHEET)
    (tmp_path / "below").mkdir()
    (tmp_path / "below/deep.typ").write_text("#nothing")
    with pytest.raises(UsageError, match=r"^deep\.typ:1:2: unknown variable: nothing$"):
        press_with(tmp_path, '#import "below/deep.typ"').printed("letter.typ", SHEET)
    with pytest.raises(UsageError, match=r"^no template nothing\.typ in "):
        Press(OURS).printed("nothing.typ", SHEET)


def test_what_typst_says_without_a_place_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^letter\.typ: PDF/UA-1 error: missing document title$"):
        press_with(tmp_path, "#set document(title: none)\nx").printed("letter.typ", SHEET)


def test_a_missing_glyph_fails_nothing_and_is_named(tmp_path: Path) -> None:
    paper = press_with(tmp_path, LETTER).printed("letter.typ", {**SHEET, "text": "Done 🎉"})
    read = read_pdf(paper.data)
    assert paper.missing == ("🎉",)
    assert "Done [U+1F389]" in read.text
    assert read.is_tagged


def test_a_glyph_that_only_typst_misses_is_made_visible_as_well(tmp_path: Path) -> None:
    """The arrow stands in a font of the theme, but this template does without that font."""
    template = '#set document(title: d.title)\n#set text(font: "Noto Sans Hebrew", fallback: false)\n#d.text'
    paper = press_with(tmp_path, template).printed("letter.typ", {"title": "x", "text": "שלום ✓"})
    assert paper.missing == ("✓",)
    assert "U+2713" in read_pdf(paper.data).text


def test_a_template_that_writes_such_a_glyph_itself_is_printed_all_the_same(tmp_path: Path) -> None:
    paper = press_with(tmp_path, "#set document(title: d.title)\n日 #d.text").printed(
        "letter.typ", {"title": "x", "text": "y"}
    )
    assert "y" in read_pdf(paper.data).text


def test_equal_data_gives_equal_bytes_in_another_process(tmp_path: Path) -> None:
    sheet = {**SHEET, "text": "Zażółć שלום 🎉"}
    here = press_with(tmp_path, LETTER).printed("letter.typ", sheet)
    script = (
        "import sys; from pathlib import Path; from aboveboard.render.paper.press import Press;"
        f"press = Press([Path(one) for one in {[str(one) for one in (tmp_path, *OURS)]!r}]);"
        f"sys.stdout.buffer.write(press.printed('letter.typ', {sheet!r}).data)"
    )
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LANG": "C", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "7"}
    there = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, env=environment)
    assert there.stdout == here.data
    assert press_with(tmp_path, LETTER).printed("letter.typ", sheet) == here


def test_one_that_was_forked_after_printing_prints_too(tmp_path: Path) -> None:
    """Without its own process it would wait for ever."""
    press = press_with(tmp_path, LETTER)
    sheet = {**SHEET, "text": "told"}
    before = press.printed("letter.typ", sheet).data
    child = os.fork()
    if not child:
        code = 1
        try:
            same = [press.printed("letter.typ", sheet).data for _ in range(2)] == [before, before]
            try:
                press.printed("nothing.typ", sheet)
            except UsageError:
                code = 0 if same else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_printer_apart_refuses_and_ends(tmp_path: Path) -> None:
    (tmp_path / "letter.typ").write_text("#nothing")
    printer = PrinterApart((tmp_path, *OURS))
    printed, said = printer.printed("letter.typ", "{}", "")
    assert (printed, b"unknown variable: nothing" in said) == (False, True)
    printer.end()


def test_a_printer_apart_that_cannot_begin_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    printer = PrinterApart(OURS)
    with pytest.raises(MachineError, match="ended too soon"):
        printer.printed("letter.typ", "{}", "")
    printer.end()


def test_a_folder_of_fonts_alone_hides_none_of_our_templates(tmp_path: Path) -> None:
    """Ours lie at typst's root then, and are read once for all papers."""
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "letter.typ").write_text(LETTER)
    (ours / "own.typ").write_text('#let greeting = "Greetings"')
    for folder in OURS:
        for path in folder.glob("*.typ"):
            (ours / path.name).write_bytes(path.read_bytes())
    (tmp_path / "own/fonts").mkdir(parents=True)
    press = Press((tmp_path / "own", ours, *OURS))
    assert "told" in read_pdf(press.printed("letter.typ", {**SHEET, "text": "told"}).data).text
    (ours / "logo.typ").write_text('#set document(title: d.title)\n#read("own.typ")')
    assert "Greetings" in read_pdf(press.printed("logo.typ", SHEET).data).text


def test_a_press_keeps_its_printer_apart_for_the_next_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that was forked from one that had printed."""
    monkeypatch.setattr("aboveboard.render.paper.press._first_to_print", lambda: 0)
    press = press_with(tmp_path, LETTER)
    first = press.printed("letter.typ", {**SHEET, "text": "one"})
    printer = press._apart
    assert printer is not None
    assert "two" in read_pdf(press.printed("letter.typ", {**SHEET, "text": "two"}).data).text
    assert press._apart is printer
    (tmp_path / "broken.typ").write_text("#nothing")
    with pytest.raises(UsageError, match=r"broken\.typ:1:2: unknown variable: nothing$"):
        press.printed("broken.typ", SHEET)
    printer.end()
    monkeypatch.undo()
    assert press_with(tmp_path, LETTER).printed("letter.typ", {**SHEET, "text": "one"}) == first
