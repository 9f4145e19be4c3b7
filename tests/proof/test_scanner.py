"""What is a hit and what is none."""

from __future__ import annotations

import gzip

import pytest

from aboveboard.proof.scanner import Hit, Scanner, said
from aboveboard.views.terms.term import Term, TermKind
from proof.hiding import jpeg, pdf, png, webp

ACME = frozenset(("acme",))


def term(text: str, kind: TermKind = TermKind.NAME, known_to: frozenset[str] = frozenset()) -> Term:
    return Term(text, kind, "acme", known_to)


def found(
    text: str | bytes, *terms: Term, reader: str | None = None, path: str = "a.html", parted: bool = False
) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [hit.term.text for hit in Scanner(terms).hits(reader, path, data, parted=parted)]


@pytest.mark.parametrize(
    ("name", "text", "is_hit"),
    [
        ("Orange", "an orange.", True),
        ("Orange", "of ORANGE's", True),
        ("Orange", "oranges", False),
        ("Orange", "an-orange-line", True),
        ("Orange", "oräNge", True),
        ("Orange", "o\u200br\u3164a\u00adnge", True),
        ("acme", "acme2", False),
        ("Harbor Line Logistics", "harbor-line-logistics", True),
        ("Harbor Line Logistics", "HarborLineLogistics", True),
        ("Harbor Line Logistics", "Harbor\n\n  Line, Logistics", True),
        ("Harbor Line Logistics", "Harbor</b> <i class='x'>Line</i> Logistics", True),
        ("Harbor Line Logistics", "Harbor Logistics, Line", False),
        ("Harbor Line Logistics", "the harbor", False),
        ("harborline", "harborliners", True),
        ("harborline", "harbor line", False),
        ("Bo AG", "Bo AG", True),
        ("Bo AG", "boag", True),
        ("Bo AG", "Bo Agency", False),
        ("Bo AG", "the boa gave", False),
        ("Ελλάς Ναυτιλία", "ΕΛΛΆΣ ΝΑΥΤΙΛΊΑ", True),
        ("שלום", "כתב שלום לנו", True),
        ("Straße 1", "STRASSE 1", True),
        ("x", "x", False),
    ],
)
def test_a_name_is_found_as_its_words(name: str, text: str, is_hit: bool) -> None:
    assert bool(found(text, term(name))) == is_hit


@pytest.mark.parametrize(
    "text",
    [
        "**O**range",
        "O*ran*ge",
        "Or<b class='x'>an</b>ge",
        "Or<wbr>ange",
        "Or<!-- -->ange",
        "`Or`ange",
        "[Or](x.html)ange",
    ],
)
def test_a_word_that_is_marked_within_is_found_in_what_people_wrote(text: str) -> None:
    assert found(f"We met {text} today", term("Orange"), parted=True) == ["Orange"]


@pytest.mark.parametrize(
    "text",
    ["We left for [a lower](https://x.example/y?z=1) price", 'We left for [a](/x "because") ![lower](/x.png) price'],
)
def test_a_sentence_with_links_is_found_in_what_people_wrote(text: str) -> None:
    sentence = term("We left for a lower price", TermKind.SENTENCE)
    assert found(f"Nothing.\n\n{text}.\n\nNothing.", sentence, parted=True) == [sentence.text]


@pytest.mark.parametrize("text", ["or*an ge", "or - ange", "so**O**range", "or_ange", "or [ange](x)"])
def test_marks_that_part_words_make_none(text: str) -> None:
    assert found(f"We met {text} today", term("Orange"), parted=True) == []


def test_a_long_word_that_is_parted_is_found_in_what_people_wrote() -> None:
    assert found("Amber **Gate** asked", term("Ambergate"), parted=True) == ["Ambergate"]
    assert found("chAmber Gates asked", term("Ambergate"), parted=True) == []
    assert found("Call 03-05-55-01-34 now", term("+49 30 555 0134", TermKind.PHONE), parted=True) != []


@pytest.mark.parametrize(
    ("text", "path", "is_hit"),
    [
        ("worth 481000 a year", "a.html", True),
        ("worth 481,000 a year", "a.html", True),
        ("worth 481.000 a year", "a.html", True),
        ("worth 481&nbsp;000 a year", "a.html", True),
        ("worth 4,81,000 a year", "a.html", True),
        ("worth 44,81,000 a year", "a.html", False),
        ("worth 4,81,0000 a year", "a.html", False),
        ("worth EUR481000.", "a.html", True),
        ("worth 481000.50", "a.html", True),
        ("worth 1,481,000", "a.html", False),
        ("worth 481,000,000", "a.html", False),
        ("worth 2481000", "a.html", False),
        ("worth 4810001", "a.html", False),
        ("<td>481000</td>", "a.html", False),
        ("<td>481,000 s</td>", "a.html", False),
        ("<td>about 481,000</td>", "a.html", True),
        ("agreed 481,000 s less 3,000 s", "a.html", False),
        ("agreed 481,000 services", "a.html", True),
        ("<td>481000:00</td>", "a.html", False),
        ("481000: what they pay", "a.html", True),
        ("<p>Real: (2,682,000 − 481,000) ÷ 2,682,000 = 0.8206…, cut: 82.065 %</p>", "a.html", False),
        ("<p>Real: (481,000 − 9,360.5) ÷ 481,000 = 0.9805…</p>", "a.html", False),
        ("<p>(481,000 − 9,360)</p>", "a.html", True),
        ("<p>(481,000 − 9,360) ÷ 481,000 = 12</p>", "a.html", True),
        ("<p>(9 − 3) ÷ 9 = 0.66…, worth 481,000</p>", "a.html", True),
        ('{"seconds": 481000}', "a.json", False),
        ('{"seconds": "481000"}', "a.json", True),
        ("month,seconds\r\n2026-10,481000\r\n", "a.csv", False),
        ('2026-10,"worth 481000"\r\n', "a.csv", True),
        ("x(481000)", "a.js", False),
        ('<path d="M481000 3"/>', "a.svg", False),
        ("<title>worth 481000 now</title>", "a.svg", True),
        ("SUMMARY:worth 481000", "a.ics", True),
    ],
)
def test_a_value_is_a_number_that_somebody_wrote(text: str, path: str, is_hit: bool) -> None:
    assert bool(found(text, term("481000", TermKind.VALUE), path=path)) == is_hit


@pytest.mark.parametrize(
    ("value", "text", "is_hit"),
    [
        ("38000", "of 38,000 calls", False),
        ("38000", "for 38,000 EUR", True),
        ("38000", "for €38,000", True),
        ("38000", "value 38000", True),
        ("38100", "of 38,100 calls", True),
        ("4800", "of 4800 calls", False),
        ("4800", "pays 4800 EUR", True),
        ("4800", "pays $ 4,800", True),
    ],
)
def test_round_and_small_numbers_are_values_beside_a_currency(value: str, text: str, is_hit: bool) -> None:
    assert bool(found(text, term(value, TermKind.VALUE))) == is_hit


@pytest.mark.parametrize(
    ("text", "is_hit"),
    [
        ("+49 30 555 0134", True),
        ("+49 (0)30 555-0134", True),
        ("030 5550134", True),
        ("tel:+49305550134", True),
        ("+49 30 555 01345", False),
        ("+49 30 555 0135", False),
        ("+49 40 555 0134", False),
    ],
)
def test_a_phone_is_told_by_its_last_digits(text: str, is_hit: bool) -> None:
    assert bool(found(text, term("+49 30 555 0134", TermKind.PHONE))) == is_hit


@pytest.mark.parametrize(
    ("kind", "written", "text", "is_hit"),
    [
        (TermKind.DOMAIN, "acme.example", "mail.ACME.example.", True),
        (TermKind.DOMAIN, "acme.example", "acme, example", False),
        (TermKind.DOMAIN, "acme.example", "notacme.example", False),
        (TermKind.RECORD, "2026-10-03-x", "/incidents/2026-10-03-x.html", True),
        (TermKind.RECORD, "2026-10-03-x", "/incidents/2026-10-03-x-again.html and 2026-10-03-xy", False),
        (TermKind.RECORD, "2026-10-03-x", "2026-10-03-x-again or 2026-10-03-x", True),
        (TermKind.EMAIL, "kim@acme.example", "mailto:Kim@acme.example?x", True),
        (TermKind.SENTENCE, "We left, they said, for the price.", "<p>we left they said for the price</p>", True),
        (TermKind.SENTENCE, "We left for a lower price", "We left for <em>a lower</em> price", True),
        (TermKind.SENTENCE, "We left for a lower price", "We left for a higher price", False),
        (TermKind.SENTENCE, "One, two, three, four, five.", "one, two, three, four, five", True),
    ],
)
def test_other_terms_are_found_as_they_are_written(kind: TermKind, written: str, text: str, is_hit: bool) -> None:
    assert bool(found(text, term(written, kind))) == is_hit


def test_a_term_is_no_hit_for_whom_it_is_known_to() -> None:
    own = term("Kestrel Freight", known_to=frozenset(("kestrel", "bolt")))
    assert [found("Kestrel Freight", own, reader=reader) for reader in ("kestrel", "bolt", "acme", None)] == [
        [],
        [],
        ["Kestrel Freight"],
        ["Kestrel Freight"],
    ]


def test_what_stands_within_a_name_of_ones_own_is_no_hit() -> None:
    own, other = term("Kestrel Freight", known_to=frozenset(("kestrel",))), term("Kestrel", known_to=ACME)
    assert found("Kestrel Freight", own, other, reader="kestrel") == []
    assert found("Kestrel Freight and Kestrel", own, other, reader="kestrel") == ["Kestrel"]
    assert found("Kestrel Freight", own, other) == ["Kestrel", "Kestrel Freight"]
    assert found('<a href="mailto:noc@small.example?subject=Kestrel%20Freight">', own, other, reader="kestrel") == []
    assert found('<a href="mailto:noc@small.example?subject=Re:%20Kestrel">', own, other, reader="kestrel") == [
        "Kestrel"
    ]
    phone = term("+49 30 481000", TermKind.PHONE, frozenset(("kestrel",)))
    assert found("Call +49 30 481000", phone, term("481000", TermKind.VALUE), reader="kestrel") == []


def test_a_sentence_of_ones_own_does_not_excuse_a_name_in_it() -> None:
    own = term("We moved the line of Orange today", TermKind.SENTENCE, frozenset(("kestrel",)))
    assert found("We moved the line of Orange today", own, term("Orange"), reader="kestrel") == ["Orange"]


def test_open_names_are_no_hits_for_anybody() -> None:
    scanner = Scanner([term("Acme")], open=["Acme VPN", "acme-vpn"])
    assert scanner.hits(None, "a.html", b"Acme VPN, acme-vpn") == ()
    assert scanner.hits(None, "a.html", b"Acme VPN of Acme") != ()


def test_allowed_words_are_not_looked_for() -> None:
    scanner = Scanner([term("Orange"), term("Orange Telecom")], allowed=["ORANGE"])
    assert [hit.term.text for hit in scanner.hits(None, "a", b"orange, Orange Telecom")] == ["Orange Telecom"]


def test_in_what_is_no_text_only_long_words_are_found() -> None:
    opaque = b"\0\1\2\3 acme harborline \0"
    assert found(opaque, term("acme"), term("Harborline"), term("481000", TermKind.VALUE), path="a.woff2") == [
        "Harborline"
    ]
    assert found(opaque, term("Harborline", known_to=ACME), reader="acme") == []
    pixels = png((b"tRNS", b" acme harborline "))
    assert found(pixels, term("acme"), term("Harborline"), path="a.png") == ["Harborline"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.gz", b"\x1f\x8b\x08harborline"),
        ("a.zip", b"PK\x03\x04 harborline"),
        ("a.pdf", b"%PDF-1.7 harborline stream\nharborline\nendstream"),
        ("a.png", png((b"zTXt", b"harborline\0\0x"))),
        ("a.png", png()[:-12] + b"\0\0\0\12tEXtharborline"),
        ("a.jpg", jpeg((0xFE, b"harborline"))[:-2]),
        ("a.webp", webp((b"EXIF", b"harborline again"))[:-3]),
        ("a.txt", b"RIFFRAFF and harborline"),
        ("a.html", b'<img src="data:x;base64,aGFyYm9ybGluZSBpcyB0aGVyZQ==">'),
        ("a.jpg", b"\xff\xd8\xff\xff\xe1\x00\x0eharborline  \xff\x01"),
        ("a.gz", gzip.compress(b"x", mtime=0)[:-8] + b"harborline"),
        ("a.txt", "M\xfcller harborline".encode("latin-1")),
    ],
)
def test_a_file_that_is_damaged_is_read_as_far_as_it_goes(path: str, data: bytes) -> None:
    assert "Harborline" in found(data, term("Harborline"), path=path)


def test_latin_1_is_read_where_utf_8_is_none() -> None:
    assert found("Grüße von Müller".encode("latin-1"), term("Müller")) == ["Müller"]


def test_many_different_letters_are_folded_as_few_are() -> None:
    many = "".join(map(chr, range(0x100, 0x180)))
    assert found(f"{many} Zürich {many}", term("Zürich")) == ["Zürich"]
    entities = "".join(f"&#{code};" for code in range(0x3B1, 0x3D0))
    assert found(f"{entities} Z&uuml;rich", term("Zürich")) == ["Zürich"]


def test_a_hit_says_what_stands_where() -> None:
    (hit,) = Scanner([term("Ambergate")]).hits(None, "rfo/x.pdf", pdf("Ambergate"))
    assert hit == Hit("rfo/x.pdf", "page 1 of the PDF", term("Ambergate"))
    assert str(hit) == 'rfo/x.pdf (page 1 of the PDF): "Ambergate" (name, acme)'
    assert str(Hit("a", "", term("x", TermKind.ALIAS))) == 'a: "x" (alias, acme)'
    assert said(term("x")) == '"x" (name, acme)'


def test_known_pieces_are_passed_over_and_their_seams_are_not() -> None:
    scanner = Scanner([term("Orange"), term("Harbor Line")])
    head, foot = b"<head>orange" + b"-" * 200, b"-" * 200 + b"orange</foot>" + b"-" * 200
    page = head + b"<p>nothing</p>" + foot
    assert scanner.hits(None, "a.html", page) != ()
    assert scanner.hits(None, "a.html", page, known=[head, foot]) == ()
    assert scanner.hits(None, "a.html", head + b" orange " + foot, known=[head, foot]) != ()
    assert scanner.hits(None, "a.html", head + foot + b" orange", known=[head, foot]) != ()
    assert scanner.hits(None, "a.html", head + b"Harbor" + b" Line" + foot, known=[head + b"Harbor", foot]) != ()
    assert scanner.hits(None, "a.html", page, known=[foot, head]) != ()


def test_the_key_is_that_of_terms_and_words() -> None:
    terms = [term("Orange", known_to=ACME), term("Bolt")]
    key = Scanner(terms).key
    assert Scanner(reversed(terms)).key == key
    others = (
        Scanner(terms, allowed=["Orange"]),
        Scanner(terms, open=["Orange Cloud"]),
        Scanner([term("Orange"), term("Bolt")]),
        Scanner(terms[:1]),
    )
    assert len({key, *(other.key for other in others)}) == 5


def test_without_terms_nothing_is_found() -> None:
    assert Scanner([]).hits(None, "a.jpg", jpeg((0xE1, b"x"))) == ()
