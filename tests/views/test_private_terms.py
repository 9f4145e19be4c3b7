"""Which words are private, and who may read them."""

from __future__ import annotations

import pytest

from aboveboard.records.register import Register
from aboveboard.views.audience import PUBLIC, Reader, register_for
from aboveboard.views.private_terms import openly_named, private_terms, publicly_known_terms, unfindable_terms
from aboveboard.views.terms.domains import domains_of, host_domains
from aboveboard.views.terms.folding import folded, words_of
from aboveboard.views.terms.readers import STAFF_READERS, Reach
from aboveboard.views.terms.sentences import sentences_of, telling_parts_of
from aboveboard.views.terms.term import Term, TermKind
from builders import PROVIDER, catalog, change, customer, incident, register_of, rfo

CATALOG = catalog(
    "erp: {name: ERP Suite, group: Business, requires: [edge]}\nmail: {name: Mail}",
    """\
edge: {name: Edge, owner: infrastructure, supplier: Norvia}
acme-vpn: {name: VPN, owner: customer, requires: [acme-line]}
acme-line: {name: Line, owner: third-party, supplier: Norvia}
acme-own: {name: Own, owner: customer, public: false}
hidden: {name: Hidden, owner: software, public: false}
shown: {name: Bolt box, owner: software, public: true}
spare: {name: Spare, owner: software}
""",
    provider=PROVIDER.replace("contacts:", "contacts:\n  - {name: Robin Hale, email: robin@northwind.example}"),
)
PEOPLE = (
    customer(
        "acme",
        """\
name: Acme Corporation
aliases: [ACME]
value: 480000.50
account_manager: {name: Robin Hale, email: robin@northwind.example}
contacts: [{name: Kim Lund, email: kim@it.acme.example}, {email: no-address}]
subscriptions: [{service: erp, since: 2025-01-01, via: [acme-vpn, acme-own]}]
""",
    )
    | customer(
        "bolt",
        """\
name: Bolt Bakeries
account_manager: {name: Jo Marsh, phone: "+49 30 555 0177"}
contacts: [{name: Kim Lund, email: kim@gmail.com}, {name: Ann Other}]
subscriptions: [{service: erp, since: 2025-01-01}]
""",
    )
    | customer("coda", "name: CD\naccount_manager: {name: Jo Marsh}\nsubscriptions: []")
    | customer(
        "dune",
        "name: Norvia\nended: {on: 2026-01-01, reason: price}\nsubscriptions: [{service: mail, since: 2025-01-01}]",
    )
)
CATALOG_PATHS = {name: f"content/catalog/{name}.yml" for name in ("components", "services")}
SPAN = "started: 2026-10-01 00:00 UTC\nresolved: 2026-10-01 01:00 UTC\n"
WINDOW = "window: {from: 2026-12-01 00:00 UTC, to: 2026-12-01 01:00 UTC}\n"


def read(*records: dict[str, str]) -> Register:
    files = CATALOG | PEOPLE
    for record in records:
        files |= record
    return register_of(files)


def known(text: str, register: Register) -> frozenset[str] | None:
    """Who may read the term; None when it is none."""
    return next((term.known_to for term in private_terms(register) if term.text == text), None)


@pytest.mark.parametrize(
    ("text", "known_to"),
    [
        ("acme", {"acme"}),
        ("Bolt Bakeries", {"bolt"}),
        ("480000", set()),
        ("Kim Lund", {"acme", "bolt"}),
        ("Jo Marsh", {"bolt", "coda"}),
        ("+49 30 555 0177", {"bolt"}),
        ("it.acme.example", {"acme"}),
        ("acme.example", {"acme"}),
        ("kim@gmail.com", {"bolt"}),
        ("gmail.com", None),
        ("Robin Hale", None),
        ("robin@northwind.example", None),
        ("northwind.example", None),
        ("Norvia", None),
    ],
)
def test_who_may_read_what_is_known_of_a_customer(text: str, known_to: set[str] | None) -> None:
    assert known(text, read()) == (None if known_to is None else frozenset(known_to))


def test_names_that_read_alike_are_one_term() -> None:
    terms = [term for term in private_terms(read()) if term.key == "acme"]
    assert [(term.text, term.kind) for term in terms] == [("acme", TermKind.ID)]


def test_terms_are_sorted_and_always_the_same() -> None:
    register = read()
    assert list(private_terms(register)) == sorted(private_terms(register))


def test_what_is_public_too_is_told() -> None:
    assert [(term.text, sorted(term.known_to)) for term in publicly_known_terms(read())] == [("Norvia", ["dune"])]
    assert openly_named(read()) == ("Bolt box", "shown")


def test_what_is_too_short_is_told() -> None:
    assert [(id, term.text) for id, term in unfindable_terms(read())] == [("coda", "CD")]
    short = Term("555", TermKind.PHONE, ""), Term("12", TermKind.VALUE, ""), Term("Bo", TermKind.NAME, "")
    assert not any(term.can_be_found for term in short)


LONG = "Their own line was cut by a digger."


@pytest.mark.parametrize(
    ("record", "known_to"),
    [
        (incident("2026-10-01-x", SPAN + "impacts: [{on: edge, level: outage}]", LONG), None),
        (incident("2026-10-01-x", SPAN + "audience: internal", LONG), set()),
        (incident("2026-10-01-x", SPAN + "impacts: [{on: edge, level: outage, customers: [acme]}]", LONG), {"acme"}),
        (incident("2026-10-01-x", SPAN + "audience: affected\nimpacts: [{on: edge, level: outage}]", LONG), {"acme", "bolt"}),
        (change("2026-12-01-x", WINDOW + "audience: affected\ncomponents: [acme-line]", LONG), {"acme"}),
        (change("2026-12-01-x", WINDOW + f"audience: internal\nversion: {LONG}"), set()),
        (
            {"content/communications/2026/2026-10-01-x.md": f"---\nfunction: Sales\nat: 2026-10-01 00:00 UTC\nchannel: chat\nby: Desk\n---\n{LONG}\n"},
            set(),
        ),
    ],
)  # fmt: skip
def test_sentences_of_a_record_are_known_to_its_readers(record: dict[str, str], known_to: set[str] | None) -> None:
    expected = None if known_to is None else frozenset(known_to)
    register = read(record)
    assert known(LONG, register) == expected
    assert [known(id, register) for id in ("2026-10-01-x", "2026-12-01-x") if known(id, register) is not None] == (
        [] if expected is None else [expected]
    )


def test_the_sentences_of_a_draft_are_private_and_of_a_report_are_not() -> None:
    for status, known_to in (("draft", frozenset()), ("preliminary", None)):
        register = read(
            incident("2026-10-01-x", SPAN + "impacts: [{on: edge, level: outage}]"),
            rfo(
                "2026-10-01-x",
                f"status: {status}\nsummary: {LONG}\ntimeline: [{{at: 2026-10-01 00:10 UTC, what: x}}]\n"
                "actions: [{id: A1, what: y, kind: prevent, owner: z}]\nchanges: [{revision: 1, on: 2026-10-02, what: w}]",
            ),
        )
        assert known(LONG, register) == known_to


def test_what_a_public_record_says_too_is_no_secret() -> None:
    public = incident("2026-10-01-x", SPAN + "impacts: [{on: edge, level: outage}]", f"**We** know: {LONG}")
    draft = incident("2026-10-02-x", SPAN + "audience: internal\ncontact: {name: Jo}\ntags: [a]", LONG)
    report = rfo("2026-10-03-x", f"status: preliminary\nsummary: {LONG}")
    assert known(LONG, read(public, draft)) is None
    assert known(LONG, read(incident("2026-10-03-x", SPAN), report, draft)) is None
    assert known(LONG, read(draft)) == frozenset()


@pytest.mark.parametrize("text", ["We know that {} is here", "We <b title='x'>know that</b> {} is here"])
def test_a_sentence_that_is_public_with_a_link_in_it_is_no_secret(text: str) -> None:
    """A mail that was written down as it was read on the site; else every page would have words of staff."""
    call = {
        "content/communications/2026/2026-10-05-mail.md": "---\nfunction: Sales\nat: 2026-10-05 08:00 UTC\n"
        "channel: email\nby: Support\n---\nWe know that the plan B is here.\n"
    }
    sentence = "We know that the plan B is here."
    public = incident("2026-10-01-x", SPAN, text.format("[the plan B](https://b.example/)"))
    assert known(sentence, read(public, call)) is None
    assert known(sentence, read(call)) == frozenset()


def test_nor_is_what_the_public_catalog_says() -> None:
    for id, word in (("erp", "plan"), ("mail", "description"), ("edge", "description"), ("hidden", "description")):
        one = CATALOG_PATHS["components" if id in ("edge", "hidden") else "services"]
        text = (CATALOG | PEOPLE)[one].replace(f"{id}: {{", f'{id}: {{{word}: "{LONG}", ')
        draft = incident("2026-10-02-x", SPAN + "audience: internal", LONG)
        assert known(LONG, read(draft, {one: text})) == (frozenset() if id == "hidden" else None), id


@pytest.mark.parametrize("audience", ["", "audience: public", "audience: affected", "audience: internal"])
@pytest.mark.parametrize(
    "impacts",
    [
        "impacts: []",
        "impacts: [{on: edge, level: outage}]",
        "impacts: [{on: edge, level: outage, customers: [acme]}]",
        "impacts: [{on: edge, level: outage, customers: [acme, dune]}, {on: mail, level: partial, customers: [dune]}]",
        "impacts: [{on: acme-line, level: outage}]",
        "impacts: [{on: acme-own, level: outage}]",
        "impacts: [{on: hidden, level: outage}]",
        "impacts: [{on: spare, level: outage}, {on: mail, level: partial}]",
    ],
)
@pytest.mark.parametrize("report", ["status: draft", "status: preliminary", "status: preliminary\naudience: affected"])
def test_readers_are_those_whose_register_has_the_record(audience: str, impacts: str, report: str) -> None:
    id = "2026-10-01-x"
    register = read(incident(id, f"{SPAN}{audience}\n{impacts}"), rfo(id, report))
    reach = Reach(register)
    for readers, kind in (
        (reach.readers_of(register.incidents[id]), "incidents"),
        (reach.readers_of_rfo(register.rfos[id]), "rfos"),
    ):
        holders = {one for one in register.customers if id in getattr(register_for(Reader(one), register), kind)}
        is_public = id in getattr(register_for(PUBLIC, register), kind)
        assert (readers.is_public, set(readers.customers) if not is_public else holders) == (is_public, holders)


@pytest.mark.parametrize(
    "rest", ["components: [edge]", "components: [hidden]", "components: [acme-own, spare]", "impacts: none"]
)
def test_readers_of_a_change_likewise(rest: str) -> None:
    register = read(change("2026-12-01-x", f"{WINDOW}audience: affected\n{rest}"))
    readers = Reach(register).readers_of(register.changes["2026-12-01-x"])
    assert readers.customers == {one for one in register.customers if register_for(Reader(one), register).changes}


def test_a_component_is_known_to_whom_its_path_crosses() -> None:
    reach = Reach(read())
    assert [sorted(reach.readers_of_node(id)) for id in ("edge", "acme-line", "acme-own", "hidden")] == [
        ["acme", "bolt"],
        ["acme"],
        ["acme"],
        [],
    ]


def test_an_rfo_without_its_incident_is_staffs() -> None:
    register = register_of(CATALOG | rfo("2026-10-01-x", "status: preliminary"))
    assert Reach(register).readers_of_rfo(register.rfos["2026-10-01-x"]) == STAFF_READERS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zürich–Nord’s", "zurich nord s"),
        ("ＡＣＭＥ ﬁne", "acme fine"),
        ("a\u00adb\u200bc", "abc"),
        ("STRASSE Straße", "strasse strasse"),
        ("٣ €5 x²", "3 eur 5 x2"),
        ("e\u0301té", "ete"),
        ("日本 Ωμ", "日本 ωμ"),
    ],
)
def test_a_text_is_folded_to_letters_and_digits(text: str, words: str) -> None:
    assert " ".join(words_of(text)) == words
    assert "".join(map(folded, text)).split() == folded(text).split()


@pytest.mark.parametrize(
    ("address", "domains"),
    [
        ("kim@acme.example", ("acme.example",)),
        ("kim@mail.acme.co.uk", ("mail.acme.co.uk", "acme.co.uk")),
        ("kim@mail.acme.de", ("mail.acme.de", "acme.de")),
        ("kim@gmx.de", ()),
        ("kim@mail.gmail.com", ()),
        ("kim", ()),
        ("kim@localhost", ()),
    ],
)
def test_the_domains_of_an_address(address: str, domains: tuple[str, ...]) -> None:
    assert domains_of(address) == domains


def test_the_domains_of_a_site() -> None:
    assert host_domains("https://status.northwind.example/x") == ("status.northwind.example", "northwind.example")
    assert host_domains("https://localhost/") == ()


def test_sentences_are_those_of_five_words_or_more() -> None:
    text = "## A heading of five words\n\nIt works. We moved the *whole* line today! Too short.\n- and one in a list here\n- 2026-10-03-a-b-c"
    assert list(sentences_of(text)) == ["We moved the whole line today!", "and one in a list here"]
    assert list(telling_parts_of("Price too high for them.")) == ["Price too high for them."]
    assert list(telling_parts_of("Moved elsewhere.")) == ["Moved elsewhere."]
    assert list(telling_parts_of("No idea.")) == []
