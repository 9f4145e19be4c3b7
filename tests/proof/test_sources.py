"""Private words in what people write, and the way back from a written file to the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from aboveboard.proof import sources
from aboveboard.proof.check import pages_below, private_problems, scanner_of
from aboveboard.proof.leak_problems import leak_message
from aboveboard.proof.positions import index_of
from aboveboard.proof.sources import leaks_in_records, leaks_in_sources
from aboveboard.proof.traces import saying, traced
from aboveboard.views.audience import PUBLIC, Reader, register_for
from aboveboard.views.terms.term import Term, TermKind
from builders import catalog, change, customer, incident, register_of, rfo
from proof.hiding import jpeg

CATALOG = catalog(
    "erp: {name: ERP, requires: [edge]}",
    """\
edge: {name: Edge, owner: infrastructure}
line: {name: Line of Bolt Bakeries, owner: customer}
shown: {name: Acme box, owner: customer, public: true}
""",
    "gold: {name: As Bolt Bakeries has it, target: 99.9, counts: [software]}",
)
PEOPLE = customer(
    "acme", "name: Acme Corporation\nsubscriptions: [{service: erp, since: 2025-01-01, via: [line], sla: gold}]"
) | customer("bolt", "name: Bolt Bakeries\nsubscriptions: [{service: erp, since: 2025-01-01, via: [line], sla: gold}]")
SPAN = "started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC\n"
SCOPED = SPAN + "impacts: [{on: edge, level: outage, customers: [acme]}]"
BOTH = SPAN + "impacts: [{on: edge, level: outage, customers: [acme, bolt]}]"


def leaks(*records: dict[str, str]) -> list[tuple[str, str, list[str]]]:
    """Of records: where, the term, and who would find it; nobody named is everybody."""
    files = CATALOG | PEOPLE
    for record in records:
        files |= record
    register = register_of(files)
    return [
        (leak.spoken.part or str(leak.spoken.steps), leak.term.text, sorted(leak.readers.customers))
        for leak in leaks_in_records(register, scanner_of(register))
    ]


def test_a_public_record_tells_everybody() -> None:
    record = incident("2026-10-01-x", SPAN + "title: Bolt Bakeries is offline\ncontact: {name: ACME, channels: [bolt]}")
    assert leaks(record) == [
        ("('title',)", "Bolt Bakeries", []),
        ("('title',)", "bolt", []),
        ("('contact', 'name')", "acme", []),
        ("('contact', 'channels', 0)", "bolt", []),
    ]


def test_a_record_for_some_may_name_them_and_nobody_else() -> None:
    text = "Acme Corporation is back, and so is Bolt Bakeries."
    assert leaks(incident("2026-10-01-x", SCOPED, text)) == [
        ("introduction", "Bolt Bakeries", ["acme"]),
        ("introduction", "bolt", ["acme"]),
    ]
    assert [(term, readers) for _, term, readers in leaks(incident("2026-10-01-x", BOTH, text))] == [
        ("Acme Corporation", ["bolt"]),
        ("Bolt Bakeries", ["acme"]),
        ("acme", ["bolt"]),
        ("bolt", ["acme"]),
    ]


def test_in_many_records_the_one_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_BATCH", 10)
    records = [
        incident(f"2026-10-0{day}-x", SPAN, "Bolt Bakeries asked." if day == 5 else "No.") for day in range(1, 9)
    ]
    assert [term for _, term, _ in leaks(*records)] == ["Bolt Bakeries", "bolt"]


def test_a_record_that_only_staff_read_may_name_anybody() -> None:
    assert leaks(incident("2026-10-01-x", SPAN + "audience: internal", "Bolt Bakeries asked.")) == []


def test_the_id_of_a_record_that_not_everybody_may_read_is_not_told() -> None:
    link = "See [the other one](2026-10-02-own.html)."
    files = CATALOG | PEOPLE | incident("2026-10-01-x", SPAN, link) | incident("2026-10-02-own", SCOPED)
    register = register_of(files)
    found = leaks_in_records(register, scanner_of(register))
    assert [leak_message(leak) for leak in found] == ["names the incident 2026-10-02-own to everybody"]


def test_every_text_of_a_report_and_of_a_change_is_read() -> None:
    report = rfo(
        "2026-10-01-x",
        "status: preliminary\nsummary: of bolt\nroot_cause: bolt\n"
        "timeline: [{at: 2026-10-01 00:10 UTC, what: bolt}]\nchanges: [{revision: 1, on: 2026-10-02, what: bolt}]\n"
        "actions: [{id: bolt, what: bolt, kind: prevent, owner: bolt, link: bolt}]",
        "## What happened\n\nbolt",
    )
    window = "window: {from: 2026-12-01 00:00 UTC, to: 2026-12-01 01:00 UTC}\nversion: bolt\n"
    found = leaks(incident("2026-10-01-x", SPAN), report, change("2026-12-01-bolt", window))
    assert [where for where, _, _ in found] == [
        "name", "('title',)", "('version',)", "('summary',)", "('root_cause',)", "('timeline', 0, 'what')", "('actions', 0, 'id')",
        "('actions', 0, 'what')", "('actions', 0, 'owner')", "('actions', 0, 'link')", "('changes', 0, 'what')", "body",
    ]  # fmt: skip


def test_the_catalog_and_pages_are_read_as_their_readers_have_them() -> None:
    register = register_of(CATALOG | PEOPLE)
    found = leaks_in_sources(register, {"content/pages/about.md": "We serve bolt."}, scanner_of(register))
    assert sorted({(leak.path, leak.readers.is_public, *sorted(leak.readers.customers)) for leak in found}) == [
        ("content/catalog/components.yml", False, "acme"),
        ("content/catalog/slas.yml", False, "acme"),
        ("content/pages/about.md", True),
    ]


def test_hand_written_pages_are_those_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "content/pages/sub").mkdir(parents=True)
    (tmp_path / "content/pages/sub/a.md").write_text("of bolt")
    (tmp_path / "content/pages/b.png").write_bytes(b"of bolt")
    assert pages_below(tmp_path) == {"content/pages/sub/a.md": "of bolt"}
    assert pages_below(tmp_path / "nowhere") == {}


def test_a_page_is_told_on_its_line(tmp_path: Path) -> None:
    for path, text in (CATALOG | PEOPLE | {"content/pages/a.md": "# About\n\nWe serve BOLT."}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    register = register_of(CATALOG | PEOPLE)
    problems = [problem for problem in private_problems(register, tmp_path) if problem.path.endswith("a.md")]
    assert [str(problem) for problem in problems] == [
        'content/pages/a.md:3:10: names bolt (id "bolt") to everybody; leave it out, or allow it with a reason in '
        "content/catalog/allowed-words.yml"
    ]


def test_a_page_that_is_no_text_is_told_at_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/a.txt").write_bytes(b"\1\2" * 20 + b"\nof bolt")
    problems = private_problems(register_of(catalog() | customer("bolt", "name: Bolt")), tmp_path)
    assert [(problem.line, problem.column) for problem in problems] == [(1, 1)]


def test_a_picture_and_the_name_of_a_page_are_told_too(tmp_path: Path) -> None:
    for path, text in (CATALOG | PEOPLE).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    pages = tmp_path / "content/pages/help"
    pages.mkdir(parents=True)
    (pages / "of-bolt.md").write_text("# Help")
    (pages / "fine.md").write_text("# Help")
    (pages / "shot.jpg").write_bytes(jpeg((0xE0, bytes(range(32))), (0xFE, b"Acme Corporation asked")))
    problems = [one for one in private_problems(register_of(CATALOG | PEOPLE), tmp_path) if "pages" in one.path]
    assert [str(problem).split(", or")[0] for problem in problems] == [
        'content/pages/help/of-bolt.md:1:1: names bolt (id "bolt") to everybody; rename the file',
        'content/pages/help/shot.jpg:1:1: names acme (name "Acme Corporation") to everybody; leave it out',
    ]


def test_what_is_allowed_is_not_warned_of(tmp_path: Path) -> None:
    files = CATALOG | customer("cd", "name: Edge") | customer("bolt", "name: Bolt")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    words = "".join(f"- {{word: {word}, reason: It is no secret}}\n" for word in ("CD", "Edge", "bolt"))
    assert len(private_problems(register_of(files), tmp_path)) == 2
    allowed = register_of(files | {"content/catalog/allowed-words.yml": words})
    assert private_problems(allowed, tmp_path) == ()


def test_without_customers_only_the_allow_list_is_judged(tmp_path: Path) -> None:
    words = {"content/catalog/allowed-words.yml": "- {word: Orange, reason: A colour}\n"}
    (tmp_path / "content/catalog").mkdir(parents=True)
    (tmp_path / "content/catalog/allowed-words.yml").write_text(words["content/catalog/allowed-words.yml"])
    assert private_problems(register_of(catalog()), tmp_path) == ()
    assert [problem.line for problem in private_problems(register_of(catalog() | words), tmp_path)] == [1]


def test_hits_lead_to_every_record_that_says_so() -> None:
    files = CATALOG | PEOPLE
    files |= incident("2026-10-01-x", SCOPED, "Bolt Bakeries asked.") | incident("2026-10-02-y", SCOPED, "No.")
    files |= rfo("2026-10-01-x", "status: preliminary\nsummary: Bolt Bakeries asked.")
    register = register_of(files)
    hits = scanner_of(register).hits("acme", "index.html", b"Bolt Bakeries, 2026-10-09-z")
    other = Term("Nobody knows", TermKind.NAME, "nobody")
    stray = type(hits[0])("x.html", "", other, "acme")
    traces = traced([*hits, stray], register_for(Reader("acme"), register))
    assert {path: len(found) for path, found in traces.by_record.items()} == {
        "incidents/2026/2026-10-01-x.md": 2,
        "incidents/2026/2026-10-01-x.rfo.md": 2,
    }
    assert traces.untraced == (stray,)
    assert traced([], register_for(PUBLIC, register)).untraced == ()


def test_what_says_a_term_is_all_that_hits_can_be_traced_to() -> None:
    files = CATALOG | PEOPLE
    files |= incident("2026-10-01-x", SCOPED, "Nothing.") | incident("2026-10-02-y", SCOPED, "Bolt Bakeries asked.")
    files |= incident("2026-10-03-z", SCOPED, "Nothing.")
    files |= rfo("2026-10-01-x", "status: preliminary\nsummary: Bolt Bakeries asked.")
    register = register_of(files)
    hits = scanner_of(register).hits("acme", "index.html", b"Bolt Bakeries")
    part = saying({hit.term for hit in hits}, register)
    assert (list(part.incidents), list(part.rfos)) == (["2026-10-01-x", "2026-10-02-y"], ["2026-10-01-x"])
    readers = (Reader("acme"), PUBLIC)
    of_part, of_all = ([traced(hits, register_for(one, known)) for one in readers] for known in (part, register))
    assert of_part == of_all
    assert of_all[0].by_record.keys() >= {"incidents/2026/2026-10-02-y.md"}


@pytest.mark.parametrize(
    ("term", "text", "at"),
    [
        (Term("Orange", TermKind.NAME, ""), "oranges of ORANGE", 11),
        (Term("Orange", TermKind.NAME, ""), "oranges", 0),
        (Term("Harbor Line", TermKind.NAME, ""), "a harbor-line", 2),
        (Term("+49 30 555 0134", TermKind.PHONE, ""), "call 030 555 0134", 6),
        (Term("Zürich", TermKind.NAME, ""), "in ZU\u0308RICH", 3),
        (Term("Bolt", TermKind.NAME, ""), "nothing", None),
        (Term("~", TermKind.NAME, ""), "name: ~", None),
    ],
)
def test_where_a_term_stands(term: Term, text: str, at: int | None) -> None:
    assert index_of(term, text) == at
