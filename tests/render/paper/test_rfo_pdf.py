"""The RFO on paper, read back: every fact, every row, tags, and nothing that a record could smuggle in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from aboveboard.records.repository import read_repository
from aboveboard.render.paper.imprint import Imprint
from aboveboard.render.paper.press import Paper, Press
from aboveboard.render.paper.rfo import rfo_pdf, rfo_sheet
from aboveboard.render.theme import theme_folders
from aboveboard.views.audience import PUBLIC, STAFF, Reader
from aboveboard.views.edition import Edition, edition_for
from aboveboard.views.revisions import RevisionRow, Revisions
from aboveboard.views.rfo_page import RfoView, rfo_page
from aboveboard.views.words.instants import full_moment
from builders import at, customer, incident, register_of, rfo
from paper_reading import Read, read_pdf, shade
from record_scenes import LOCKED, LOCKED_RFO, MOVE, TIMEOUTS, TIMEOUTS_RFO
from status_scenes import CATALOG, NOW

PUBLIC_COPY = Imprint("Northwind Cloud", "https://status.northwind.example/")
PRESS = Press(theme_folders("paper"))
ID = "2026-10-18-timeouts"
_GREY_OF_WATERMARK = 238
ACME = customer(
    "acme", "name: Acme Works\nsubscriptions: [{service: erp, since: 2024-01-01}, {service: sso, since: 2024-01-01}]"
)


def edition(*files: Mapping[str, str], reader: Reader = PUBLIC) -> Edition:
    merged = {**CATALOG, **ACME}
    for one in (TIMEOUTS, TIMEOUTS_RFO, MOVE, LOCKED, LOCKED_RFO, *files):
        merged.update(one)
    return edition_for(reader, register_of(merged), at(NOW))


def printed(edition: Edition, id: str = ID, imprint: Imprint = PUBLIC_COPY) -> Paper:
    return rfo_pdf(PRESS, rfo_page(edition, id), imprint)


def read(edition: Edition, id: str = ID, imprint: Imprint = PUBLIC_COPY) -> Read:
    return read_pdf(printed(edition, id, imprint).data)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_it_is_tagged_titled_and_in_a_language() -> None:
    made = read(edition())
    assert made.is_tagged
    assert (made.title, made.author, made.language) == ("Time-outs in ERP Suite", "Northwind Cloud", "en-GB")
    assert made.tags["H1"] == 1
    assert min(made.tags[kind] for kind in ("H2", "Table", "TH", "TD", "TR")) > 0
    assert made.fonts
    assert all(made.fonts.values())


def test_the_first_page_stands_alone() -> None:
    first = read(edition()).pages[0]
    for said in (
        "Final · Revision 2 · Preliminary 20 October 2026, final 27 October 2026, revised 3 November 2026",
        "A full disk made ERP Suite wait for 18 minutes.",
        "18 October 2026, 09:20 UTC",
        "disk full",
        "The disk was full.",
        "A1 A volume of its own",
        "A3 Give up after 5 s",
        "1 more in the table on page 2",
        f"{ID} · revision 2 · final page 1 of",
        "3 November 2026 · fingerprint ",
    ):
        assert said in first, said
    assert "A4" not in first


def test_every_row_of_every_table_is_on_it() -> None:
    shown = edition()
    view = rfo_page(shown, ID).view
    assert isinstance(view, RfoView)
    text = read(shown).text
    for row in view.timeline:
        assert plain(f"{row.at.text} {row.what} {row.source}") in text
    for action in view.actions or ():
        assert plain(f"{action.id} {action.what}") in text
        assert action.href in text
        assert plain(f"{action.owner} {action.due} {action.state.word}") in text
    for measured in view.measured.rows:
        assert plain(measured.service) in text
    for revision in view.revisions:
        assert plain(f"{revision.status} {revision.on} {revision.what or '–'}") in text
    for heading in ("What happened", "Why it happened", "How we responded", "What we are changing", "What you can do"):
        assert heading in text


def test_its_last_page_says_where_it_is_found_and_what_proves_it() -> None:
    made = read(edition())
    last = made.pages[-1]
    assert f"https://status.northwind.example/rfo/{ID}.html" in last
    assert "https://status.northwind.example/feeds/rfo.rss" in last
    fingerprint = rfo_sheet(rfo_page(edition(), ID), PUBLIC_COPY)["fingerprint"]
    assert fingerprint in last
    assert all(f"fingerprint {fingerprint[:17]}" in page for page in made.pages)


def test_the_same_data_gives_the_same_bytes_and_other_data_another_fingerprint() -> None:
    def fingerprint(summary: str) -> str:
        text = next(iter(TIMEOUTS_RFO.values())).replace("A full disk", summary)
        changed = edition(dict.fromkeys(TIMEOUTS_RFO, text))
        return str(rfo_sheet(rfo_page(changed, ID), PUBLIC_COPY)["fingerprint"])

    assert printed(edition()) == printed(edition())
    assert fingerprint("A full disk") == fingerprint("A full disk")
    assert fingerprint("A full disk") != fingerprint("A nearly full disk")
    assert Imprint("Northwind Cloud", "") != PUBLIC_COPY


def test_a_customers_copy_names_the_customer_and_begins_with_their_impact() -> None:
    made = read(edition(reader=Reader(customer="acme")), imprint=Imprint("Northwind Cloud", "", "Acme Works"))
    first = made.pages[0]
    assert all("for Acme Works ·" in page for page in made.pages)
    assert "Your impact It cost you 18 min of ERP Suite." in first
    assert first.index("Your impact") < first.index("The cause")
    assert "Every stretch that is charged to it" in made.text
    assert "Your downtime 18 min" in made.text
    assert f"In your portal rfo/{ID}.html" in made.pages[-1]


MANY = {f"s{n}": f"s{n}: {{name: Service {n}, requires: [hv]}}\n" for n in range(6)}


def test_a_customers_many_services_leave_room_on_the_first_page() -> None:
    services = "".join(MANY.values())
    catalog = {"content/catalog/services.yml": services}
    subscribed = ", ".join(f"{{service: {id}, since: 2024-01-01}}" for id in MANY)
    files: dict[str, str] = {**CATALOG, **catalog, **customer("acme", f"name: Acme\nsubscriptions: [{subscribed}]")}
    for one in HOSTS_DOWN:
        files.update(one)
    whole = edition_for(Reader(customer="acme"), register_of(files), at(NOW))
    made = read(whole, "2026-11-01-hosts", Imprint("Northwind Cloud", "", "Acme Works"))
    assert "Every service stands in the table on page 2" in made.pages[0]
    assert "Your services Service Disrupted" in made.pages[1]


HOSTS_DOWN = (
    incident(
        "2026-11-01-hosts",
        "title: Hosts down\nstarted: 2026-11-01 10:00 UTC\nresolved: 2026-11-01 11:00 UTC\nimpacts: [{on: hv, level: outage}]",
    ),
    rfo("2026-11-01-hosts", "final_on: 2026-11-05\nroot_cause: bug\nactions: []"),
)


def test_a_draft_has_a_watermark_and_says_that_it_is_one() -> None:
    draft = next(iter(TIMEOUTS_RFO.values())).replace("status: final", "status: draft\naudience: internal")
    shown = edition(dict.fromkeys(TIMEOUTS_RFO, draft), reader=STAFF)
    made = read(shown)
    assert "Draft: not published, for staff alone." in made.pages[0]
    assert all("· draft page" in page for page in made.pages)
    assert all(page.endswith("Draft") or page.startswith("Draft") or " Draft " in page for page in made.pages)
    assert shade(printed(shown).data, _GREY_OF_WATERMARK, 1) > 0.015
    assert shade(printed(edition()).data, _GREY_OF_WATERMARK, 1) < 0.003


def test_a_preliminary_report_has_its_band_and_its_preface() -> None:
    made = read(edition(), "2026-10-29-locked")
    assert "Preliminary: the cause is not confirmed yet. The final report is late since Fri 6 Nov." in made.pages[0]
    assert "No corrective actions are needed; the report says why." in made.pages[0]
    assert "About this report What is known so far." in made.text
    assert "This follows with the final report." in made.text


def test_no_decision_about_actions_is_said() -> None:
    undecided = rfo("2026-10-29-locked", "status: preliminary\npreliminary_on: 2026-11-02")
    assert "No corrective actions have been decided yet." in read(edition(undecided), "2026-10-29-locked").pages[0]


def test_reports_on_the_same_cause_are_named_with_their_addresses() -> None:
    made = read(edition(), "2026-10-29-locked")
    assert "Second incident with root cause disk full in twelve months." in made.text
    assert f"https://status.northwind.example/rfo/{ID}.html" in made.text


HOSTILE = r'#read("/etc/passwd") #panic("x") @ref $math$ \ \# = heading // /* [x] {y}'


def test_hostile_texts_stay_texts() -> None:
    quoted = HOSTILE.replace("'", "''")
    hostile = {
        **incident(
            "2026-11-02-hostile",
            f"title: '{quoted}'\nfault: software\nstarted: 2026-11-02 10:00 UTC\nresolved: 2026-11-02 11:00 UTC\n"
            "impacts: [{on: erp, level: outage}]",
        ),
        **rfo(
            "2026-11-02-hostile",
            f"status: preliminary\npreliminary_on: 2026-11-05\nsummary: '{quoted}'\n"
            f"timeline: [{{at: 2026-11-02 10:05 UTC, what: '{quoted}'}}]\n"
            f"actions: [{{id: A1, what: '{quoted}', kind: prevent, owner: '{quoted}', due: 2026-11-20}}]",
            f"## What happened\n\n<p>{''.join(f'&#{ord(one)};' for one in HOSTILE)}</p>\n\n"
            '```\n#read("/etc/passwd")\n```\n\n| a |\n|---|\n| `#panic()` |',
        ),
    }
    made = read(edition(hostile), "2026-11-02-hostile")
    assert made.title == HOSTILE
    # The title, the summary, the timeline, the text, and twice in each of the two tables of actions.
    assert made.text.count(HOSTILE) >= 4
    assert made.text.replace(" ", "").count(HOSTILE.replace(" ", "")) >= 8
    assert '#read("/etc/passwd")' in made.text
    assert "#panic()" in made.text
    assert "root:" not in made.text


@pytest.mark.parametrize("name", ["שלום בע״מ", "مؤسسة الشحن", "Ελληνικά & Söhne", "N" * 120, "Long name " * 20])
def test_names_of_any_script_and_length_are_printed(name: str) -> None:
    paper = printed(edition(reader=Reader(customer="acme")), imprint=Imprint("Northwind Cloud", "", name))
    assert paper.missing == ()
    assert read_pdf(paper.data).is_tagged


def test_an_emoji_is_named_and_fails_nothing() -> None:
    paper = printed(edition(), imprint=Imprint("Northwind 🎉", "https://status.northwind.example/"))
    assert paper.missing == ("🎉",)
    assert "Northwind [U+1F389]" in read_pdf(paper.data).text


def test_what_changed_after_publication_is_told_with_what_it_moved() -> None:
    page = rfo_page(edition(), ID)
    assert isinstance(page.view, RfoView)
    row = RevisionRow(full_moment(at("2026-11-05 08:00 UTC"), "UTC"), ("Ended at 10:05 instead of 09:45",), ())
    changed = Revisions((row,), (), "", "History before 1 November 2026 is not known here.")
    paper = rfo_pdf(PRESS, replace(page, view=replace(page.view, changed=changed)), PUBLIC_COPY)
    text = read_pdf(paper.data).text
    assert "What changed after publication When What 5 November 2026, 08:00 UTC Ended at 10:05 instead of 09:45" in text
    assert "History before 1 November 2026 is not known here." in text
    assert "What changed after publication" not in read(edition()).text


def test_a_cause_that_only_leads_over_to_a_list_ends_before_it() -> None:
    text = next(iter(TIMEOUTS_RFO.values())).replace(
        "The disk was *full*.", "The disk was *full*. Measured afterwards:\n\n- 100 %"
    )
    first = read(edition(dict.fromkeys(TIMEOUTS_RFO, text))).pages[0]
    assert "The cause The disk was full. What we are doing about it" in first


def test_every_rfo_of_the_example_can_be_printed() -> None:
    register = read_repository(Path(__file__).parents[3]).register
    shown = edition_for(PUBLIC, register, at(NOW))
    for id in shown.register.rfos:
        paper = printed(shown, id)
        made = read_pdf(paper.data)
        assert paper.missing == ()
        assert made.is_tagged
        assert 2 <= len(made.pages) <= 5, id


def test_cells_and_paragraphs_of_any_length_lose_nothing() -> None:
    table = f"| Step | Minutes |\n|---|---|\n| {'cell ' * 2000}| 10 |"
    text = next(iter(TIMEOUTS_RFO.values())).replace("| Step | Minutes |\n|---|---|\n| Found | 10 |", table)
    made = read(edition(dict.fromkeys(TIMEOUTS_RFO, text.replace("It waited.", "abide " * 3000))))
    assert (made.text.count("cell"), made.text.count("abide")) == (2000, 3000)


@pytest.mark.parametrize("paragraphs", range(1, 24, 2))
def test_the_last_page_says_more_than_where_the_same_is_found(paragraphs: int) -> None:
    page = rfo_page(edition(), ID)
    view = page.view
    assert isinstance(view, RfoView)
    first, *others = view.sections
    longer = replace(
        view, sections=(replace(first, text="Some words. " * 40 + "\n\n" + "More.\n\n" * paragraphs), *others)
    )
    made = read_pdf(rfo_pdf(PRESS, replace(page, view=longer), PUBLIC_COPY).data)
    titles = (*(one.heading for one in view.sections), "Timeline", "Corrective actions", "Revisions", "This document")
    for body in (one.rpartition(f" {ID} · revision ")[0] for one in made.pages):
        assert not body.endswith(titles), body
    assert made.pages[-1].partition("This document")[0]
