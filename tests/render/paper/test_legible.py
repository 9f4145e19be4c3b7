from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.render.paper.coverage import characters_of, font_files
from aboveboard.render.paper.legible import legible
from aboveboard.render.theme import theme_folders

FONTS = font_files(folder / "fonts" for folder in theme_folders("paper"))
KNOWN = characters_of(FONTS)


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń",
        "Ελληνικά",
        "Кириллица",
        "שלום",
        "مرحبا",
        "a → b ≥ c ✓ ─┼─",
        "5\N{NO-BREAK SPACE}%",
        "e\u0301",
    ],
)
def test_the_fonts_of_the_theme_show_europes_scripts_hebrew_and_arabic(text: str) -> None:
    assert set(text) - KNOWN == set()


def test_there_are_few_fonts_and_they_are_small() -> None:
    assert sum(path.stat().st_size for path in FONTS) < 1_500_000
    licences = {path.name.split("-")[0] for path in FONTS[0].parent.glob("*.txt")}
    assert {path.stem.split("-")[0] for path in FONTS} == licences


def test_a_character_without_a_glyph_is_said_by_its_number() -> None:
    data = {"title": "Fête 🎉", "rows": [["日本", 7, None], {"deep": "🎉"}]}
    assert legible(data, KNOWN) == (
        {"title": "Fête [U+1F389]", "rows": [["[U+65E5][U+672C]", 7, None], {"deep": "[U+1F389]"}]},
        ("日", "本", "🎉"),
    )


@pytest.mark.parametrize("turned", ["\u202e", "\u2066", "\x07", "\ud800", "\uffff"])
def test_controls_and_what_turns_the_direction_of_a_line_are_said_too(turned: str) -> None:
    assert legible({"a": f"x{turned}y"}, KNOWN) == ({"a": f"x[U+{ord(turned):04X}]y"}, (turned,))


def test_joiners_stay_and_a_byte_order_mark_goes() -> None:
    assert legible({"a": "\ufeffن\u200cم"}, KNOWN) == ({"a": "ن\u200cم"}, ())


def test_long_words_can_be_broken_and_addresses_stay_whole() -> None:
    def made(text: str) -> str:
        data, _ = legible({"a": text}, KNOWN)
        return str(data["a"])

    assert made("Donaudampfschifffahrtskapitän here") == "Donaudam\u00adpfschiff\u00adfahrtska\u00adpitän here"
    assert made("x" * 20 + "_" + "y" * 9) == "xxxxxxxx\u200bxxxxxxxx\u200bxxxx_yyy\u200byyyyyy"
    for whole in ("2026-03-31-quarter-close-pod-eu-1", f"https://a.example/{'x' * 40}", f"see (https://{'x' * 40})"):
        assert made(whole) == whole


def test_a_file_that_is_no_font_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"\0\1\0\0\0\0")
    with pytest.raises(ValueError, match="cmap"):
        characters_of(font_files([tmp_path]))
