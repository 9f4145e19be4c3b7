"""What a page lists as changed after it was published, for each of its readers: versions in, sentences out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aboveboard.records.layout import File, kind_of
from aboveboard.records.past import Past, Version
from aboveboard.records.reading import read_file
from aboveboard.records.rfo import SECTIONS
from aboveboard.views.audience import PUBLIC, STAFF, Reader
from aboveboard.views.edition import Edition
from aboveboard.views.revisions import Revisions, change_revisions, incident_revisions, rfo_revisions
from builders import at, catalog, change, customer, edition_of, incident, rfo

NOW = "2026-11-15 13:37 UTC"
ID = "2026-10-03-loss"
CATALOG = {
    **catalog(
        services="erp: {name: ERP Suite, requires: [edge, hidden]}\nmail: {name: Mail, requires: [{any: [edge, spare]}]}",
        components="edge: {name: Edge, owner: infrastructure}\n"
        "spare: {name: Spare, owner: third-party, supplier: Norvia}\n"
        "hidden: {name: Black box, owner: software, public: false}\n"
        "line: {name: Line of ACME, owner: third-party}\n",
    ),
    **customer("acme", "name: Acme\nsubscriptions: [{service: erp, since: 2026-01-01, via: [line]}]"),
    **customer("beta", "name: Beta\nsubscriptions: [{service: mail, since: 2026-01-01}]"),
}
START = "started: 2026-10-03 08:12 UTC\n"
END = "resolved: 2026-10-03 09:02 UTC\n"
OUTAGE = "impacts: [{on: edge, level: outage}]\n"
SAID = "## Investigating · 2026-10-03 08:20 UTC\n\nWe look.\n\n## Resolved · 2026-10-03 09:02 UTC\n\nIt works.\n"

Told = Mapping[str, str] | None


def versions(*told: tuple[str, Told]) -> tuple[Version, ...]:
    """Each is a file as one commit left it; None is a file that is gone."""
    found = []
    for when, files in told:
        record = None
        if files is not None:
            ((path, text),) = files.items()
            kind = kind_of(path)
            assert kind is not None
            reading = read_file(File(path, kind), text.encode())
            record = None if reading.is_broken else reading.records[0]
        found.append(Version(at(when), record))  # type: ignore[arg-type]
    return tuple(found)


def edition(*files: Told, reader: Reader = PUBLIC, now: str = NOW) -> Edition:
    made = dict(CATALOG)
    for one in files:
        made |= one or {}
    return edition_of(made, now, reader)


def of_incident(*told: tuple[str, Told], reader: Reader = PUBLIC, others: tuple[Told, ...] = ()) -> Revisions:
    return incident_revisions(edition(told[-1][1], *others, reader=reader), Past(versions(*told)))


def of_change(*told: tuple[str, Told], reader: Reader = PUBLIC) -> Revisions:
    return change_revisions(edition(told[-1][1], reader=reader), Past(versions(*told)))


def lines(revisions: Revisions) -> list[str]:
    """Every sentence, newest first, with plain blanks."""
    rows = (*revisions.newest, *revisions.older)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for row in rows for line in row.lines]


def moved(revisions: Revisions) -> list[str]:
    rows = (*revisions.newest, *revisions.older)
    found = [f"{one.service}: {one.what} {one.old} → {one.new}" for row in rows for one in row.moved]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in found]


def loss(matter: str = START + END + OUTAGE, body: str = SAID) -> dict[str, str]:
    return incident(ID, matter, body)


def between(old: str, new: str, reader: Reader = PUBLIC) -> list[str]:
    """What is said of two versions of the incident's front matter, the second a week later."""
    return lines(of_incident(("2026-10-03 09:10 UTC", loss(old)), ("2026-10-10 09:00 UTC", loss(new)), reader=reader))


def test_a_corrected_end_says_from_when_to_when_and_what_it_did() -> None:
    later = END.replace("09:02", "09:10")
    found = of_incident(("2026-10-03 09:10 UTC", loss()), ("2026-10-09 10:00 UTC", loss(START + later + OUTAGE)))
    assert lines(found) == ["End corrected from 09:02 to 09:10 UTC"]
    assert moved(found) == ["ERP Suite: downtime 50 min → 58 min"]
    assert [row.at.text.replace("\N{NO-BREAK SPACE}", " ") for row in found.newest] == ["9 October 2026, 10:00 UTC"]
    assert (found.older, found.older_text, found.note) == ((), "", "")


def test_times_are_those_of_the_readers_zone() -> None:
    there = {**CATALOG, **customer("acme", "name: Acme\ntimezone: America/Sao_Paulo\nsubscriptions: []")}
    told = ("2026-10-03 09:10 UTC", loss()), ("2026-10-04 02:00 UTC", loss(START + END.replace(":02", ":10") + OUTAGE))
    own = edition_of({**there, **loss()}, NOW, Reader(customer="acme"))
    found = incident_revisions(own, Past(versions(*told)))
    assert lines(found) == ["End corrected from 06:02 to 06:10 UTC−03:00"]
    assert found.newest[0].at.text.replace("\N{NO-BREAK SPACE}", " ") == "3 October 2026, 23:00 UTC−03:00"


def test_a_fault_that_moves_elsewhere_moves_our_part_alone() -> None:
    third = "fault: third-party\nsupplier: Norvia\n" + START + END + OUTAGE
    found = of_incident(
        ("2026-10-03 09:10 UTC", loss("fault: unknown\n" + START + END + OUTAGE)), ("2026-10-12 10:00 UTC", loss(third))
    )
    assert lines(found) == ["Fault changed from not yet known to third party (Norvia)"]
    assert moved(found) == ["ERP Suite: our part 50 min → 0 min"]


def test_what_was_the_customers_own_side_is_theirs_in_their_portal() -> None:
    told = "fault: customer\n" + START + END + OUTAGE, START + END + OUTAGE
    assert between(*told) == ["Fault changed from customer to our infrastructure"]
    assert between(*told, reader=Reader(customer="acme")) == ["Fault changed from your side to our infrastructure"]


def test_a_supplier_that_nobody_names_today_is_not_named() -> None:
    third = "fault: third-party\nsupplier: {}\n" + START + END
    assert between(third.format("Secret Ltd"), third.format("Baltwave")) == [
        "Fault changed from third party to third party (Baltwave)"
    ]
    assert between(third.format("One"), third.replace("supplier: {}\n", "")) == ["Supplier changed"]


def test_words_that_were_changed_are_not_repeated() -> None:
    old = "title: Fix for ACME\nurgency: P1\n" + START + END
    found = of_incident(
        ("2026-10-03 09:10 UTC", loss(old, "Secret.\n\n" + SAID.replace("We look", "ACME called"))),
        ("2026-10-03 10:10 UTC", loss("title: Loss\nurgency: P2\n" + START + END, "Public.\n\n" + SAID)),
        ("2026-10-03 11:10 UTC", loss("title: Loss\nurgency: P2\n" + START + END, SAID)),
        ("2026-10-03 12:10 UTC", loss("title: Loss\nurgency: P2\n" + START + END, "Public.\n\n" + SAID)),
    )
    assert lines(found) == [
        "Description added",
        "Description removed",
        "Title changed",
        "Description reworded",
        "Urgency changed from P1 to P2",
        "Update Investigating of 08:20 UTC reworded",
    ]


def test_what_happens_while_it_runs_is_its_course_and_no_revision() -> None:
    first = incident(ID, START, "")
    second = incident(ID, START + OUTAGE, "A link is down.\n\n## Investigating · 2026-10-03 08:20 UTC\n\nWe look.")
    third = (
        START
        + "detected: 2026-10-03 08:15 UTC\ndetected_by: monitoring\n"
        + OUTAGE.replace(
            "outage}", "outage, to: 2026-10-03 08:50 UTC}, {on: erp, level: partial, from: 2026-10-03 08:50 UTC}"
        )
    )
    found = of_incident(
        ("2026-10-03 08:16 UTC", first),
        ("2026-10-03 08:22 UTC", second),
        ("2026-10-03 08:52 UTC", loss(third, "A link is down.\n\n## Investigating · 2026-10-03 08:20 UTC\n\nWe look.")),
        ("2026-10-03 09:03 UTC", loss(third + END, "A link is down.\n\n" + SAID)),
    )
    assert lines(found) == []
    assert found == Revisions()


def test_what_comes_late_is_a_revision() -> None:
    first = incident(ID, START, "")
    late = START + END + OUTAGE.replace("}", ", to: 2026-10-03 08:50 UTC}")
    found = of_incident(
        ("2026-10-03 08:16 UTC", first),
        ("2026-10-03 12:00 UTC", incident(ID, START + OUTAGE, "")),
        ("2026-10-03 20:00 UTC", loss(late)),
        ("2026-10-04 08:00 UTC", loss("mitigated: 2026-10-03 08:50 UTC\n" + late)),
    )
    assert lines(found) == [
        "Mitigation added: 08:50 UTC",
        "End added: 09:02 UTC",
        "Impact on Edge: end added: 08:50 UTC",
        "Update Investigating of 08:20 UTC added",
        "Update Resolved of 09:02 UTC added",
        "Impact on Edge added: outage, since 08:12 UTC",
    ]
    assert moved(found) == ["ERP Suite: downtime 11 h 48 min → 38 min", "ERP Suite: downtime 0 min → 3 h 48 min"]


def test_an_end_within_the_hour_ends_an_impact_without_a_word() -> None:
    open_impact = incident(ID, START + OUTAGE, "")
    ended = incident(ID, START + OUTAGE.replace("}", ", to: 2026-10-03 08:50 UTC}"), "")
    assert lines(of_incident(("2026-10-03 08:20 UTC", open_impact), ("2026-10-03 09:00 UTC", ended))) == []
    assert lines(of_incident(("2026-10-03 09:00 UTC", ended), ("2026-10-03 09:10 UTC", open_impact))) == [
        "Impact on Edge: end removed"
    ]


def test_milestones_are_corrected_and_removed() -> None:
    told = START + "detected: 2026-10-03 08:15 UTC\ndetected_by: monitoring\ndiagnosed: 2026-10-03 08:30 UTC\n" + END
    other = (
        told.replace("08:15", "08:16")
        .replace("monitoring", "customer")
        .replace("diagnosed: 2026-10-03 08:30 UTC\n", "")
    )
    assert between(told, other) == [
        "Detection corrected from 08:15 to 08:16 UTC",
        "Diagnosis removed",
        "Who detected it corrected from our monitoring to a customer",
    ]
    assert between(told, told.replace("detected_by: monitoring\n", "")) == [
        "Who detected it corrected from our monitoring to nobody"
    ]
    body = "## Investigating · 2026-10-03 08:20 UTC\n\nWe look.\n"
    again = of_incident(("2026-10-03 09:10 UTC", loss()), ("2026-10-03 09:20 UTC", incident(ID, START + OUTAGE, body)))
    assert lines(again) == ["Reopened: it has no end any more", "Update Resolved of 09:02 UTC removed"]


def test_a_start_on_another_day_names_its_day() -> None:
    assert between(START.replace("10-03 08", "10-02 23") + END, START + END) == [
        "Start corrected from Fri 2 Oct, 23:12 to 08:12 UTC"
    ]


def test_zones_that_differ_are_both_named() -> None:
    there = catalog(services="erp: {name: ERP}", provider="name: N\nurl: https://n.example/\ntimezone: Europe/Berlin\n")
    told = [
        incident("2026-10-25-x", f"started: {start}\nresolved: 2026-10-25 05:00 UTC")
        for start in ("2026-10-25 00:30 UTC", "2026-10-25 01:30 UTC")
    ]
    past = Past(versions(("2026-10-25 05:00 UTC", told[0]), ("2026-10-26 05:00 UTC", told[1])))
    found = incident_revisions(edition_of({**there, **told[1]}, NOW), past)
    assert lines(found) == ["Start corrected from 02:30 CEST to 02:30 CET"]


def test_impacts_are_told_one_by_one() -> None:
    one = "impacts: [{on: edge, level: outage, from: 2026-10-03 08:15 UTC}, {on: mail, level: degraded}]\n"
    other = (
        "impacts: [{on: edge, level: partial, from: 2026-10-03 08:20 UTC, to: 2026-10-03 08:40 UTC, fault: third-party}, "
        "{on: erp, level: outage, to: 2026-10-03 08:55 UTC}]\n"
    )
    assert between(START + END + one, START + END + other) == [
        "Impact on Edge: level changed from outage to partial outage, start corrected from 08:15 to 08:20 UTC, "
        "end corrected from 09:02 to 08:40 UTC, fault changed from that of the record to third party",
        "Impact on ERP Suite added: outage, 08:12 to 08:55 UTC",
        "Impact on Mail removed: degraded, 08:12 to 09:02 UTC",
    ]


def test_an_impact_that_says_the_same_in_other_words_is_no_revision() -> None:
    written = "impacts: [{on: edge, level: outage, from: 2026-10-03 08:12 UTC, to: 2026-10-03 09:02 UTC}]\n"
    assert between(START + END + OUTAGE, START + END + written) == []


def test_updates_are_reworded_moved_added_and_removed() -> None:
    body = SAID.replace("08:20", "08:25").replace("It works.", "All is well.")
    after = "\n## Postmortem · 2026-10-07 08:00 UTC\n\nWe found it.\n"
    body += after
    found = of_incident(("2026-10-03 09:10 UTC", loss()), ("2026-10-10 09:00 UTC", loss(body=body)))
    assert lines(found) == [
        "Update Resolved of 09:02 UTC reworded",
        "Update Investigating moved from 08:20 to 08:25 UTC",
        "Update Postmortem of Wed 7 Oct, 08:00 UTC added",
    ]
    in_time = of_incident(("2026-10-03 09:10 UTC", loss()), ("2026-10-07 08:10 UTC", loss(body=SAID + after)))
    assert lines(in_time) == []


def test_a_change_that_is_named_as_the_cause_is_told_to_those_who_know_it() -> None:
    window = "window: {from: 2026-10-03 08:00 UTC, to: 2026-10-03 09:00 UTC}\ncomponents: [edge]\n"
    cause, private = (
        change("2026-10-03-fw", "title: Firmware\n" + window),
        change("2026-10-03-x", window + "audience: internal\n"),
    )
    plain, named = loss(), loss("change: 2026-10-03-fw\n" + START + END + OUTAGE)
    secret = loss("change: 2026-10-03-x\n" + START + END + OUTAGE)
    told = [("2026-10-03 09:10 UTC", plain), ("2026-10-04 09:10 UTC", named), ("2026-10-05 09:10 UTC", plain)]
    found = of_incident(*told, ("2026-10-06 09:10 UTC", secret), others=(cause, private))
    assert lines(found) == ["Cause removed: a change", "Cause named: the change “Firmware”"]
    assert moved(found) == []


def test_internal_fields_leave_nothing() -> None:
    told = "contact: {name: Sam}\nnext_update: 2026-10-03 09:00 UTC\ntags: [a]\nlong: true\n" + START + END + OUTAGE
    assert between(START + END + OUTAGE, told) == []
    assert between(START + END + OUTAGE, told, reader=STAFF) == []


def test_a_scoped_impact_is_a_revision_for_its_customer_alone() -> None:
    scoped = START + END + "impacts: [{on: edge, level: outage}, {on: line, level: outage, customers: [acme]}]\n"
    told = START + END + OUTAGE, scoped
    assert between(*told, reader=Reader(customer="acme")) == [
        "Impact on Line of ACME added: outage, 08:12 to 09:02 UTC"
    ]
    assert between(*told, reader=Reader(customer="beta")) == []
    assert between(*told) == []
    assert between(*told, reader=STAFF) == ["Impact on Line of ACME added: outage, 08:12 to 09:02 UTC"]


def test_whom_else_it_reached_is_nothing_that_changed_for_a_customer() -> None:
    scoped = START + END + "audience: affected\nimpacts: [{{on: erp, level: outage, customers: [{}]}}]\n"
    told = scoped.format("acme"), scoped.format("acme, beta")
    assert between(*told, reader=Reader(customer="acme")) == []


def test_an_incident_of_some_customers_was_never_anybody_elses() -> None:
    scoped = loss(START + END + "impacts: [{on: erp, level: outage, customers: [acme]}]\n")
    later = loss(START + END.replace(":02", ":10") + "impacts: [{on: erp, level: outage, customers: [acme]}]\n")
    public = loss(START + END.replace(":02", ":20") + OUTAGE)
    told = ("2026-10-03 09:10 UTC", scoped), ("2026-10-04 09:10 UTC", later), ("2026-10-05 09:10 UTC", public)
    assert lines(of_incident(*told)) == []
    own = of_incident(*told, reader=Reader(customer="acme"))
    assert lines(own) == [
        "End corrected from 09:10 to 09:20 UTC",
        "Impact on Edge added: outage, 08:12 to 09:20 UTC",
        "Impact on ERP Suite removed: outage, 08:12 to 09:10 UTC",
        "End corrected from 09:02 to 09:10 UTC",
    ]


def test_what_was_private_in_between_is_compared_across() -> None:
    private = loss("audience: internal\ntitle: For ACME\n" + START + END + OUTAGE)
    told = ("2026-10-03 09:10 UTC", loss()), ("2026-10-04 09:10 UTC", private), ("2026-10-05 09:10 UTC", loss())
    assert lines(of_incident(*told)) == []
    assert lines(of_incident(*told, reader=STAFF)) == ["Title changed", "Title changed"]


def test_what_was_added_while_it_was_private_is_new_when_it_is_published() -> None:
    body = "## Investigating · 2026-10-03 08:20 UTC\n\nWe look."
    told = (
        ("2026-10-03 08:16 UTC", incident(ID, START, "")),
        ("2026-10-03 08:22 UTC", incident(ID, START + "audience: internal\n", body)),
        ("2026-10-03 12:00 UTC", incident(ID, START, body)),
    )
    assert lines(of_incident(*told)) == ["Update Investigating of 08:20 UTC added"]
    assert lines(of_incident(*told, reader=STAFF)) == []


def test_what_lies_on_a_path_without_a_name_has_none() -> None:
    told = START + END, START + END + "impacts: [{on: hidden, level: outage}]\n"
    assert between(*told) == ["Impact on a part of our platform added: outage, 08:12 to 09:02 UTC"]
    assert between(*told, reader=Reader(customer="acme")) == [
        "Impact on a part of our platform added: outage, 08:12 to 09:02 UTC"
    ]
    assert between(*told, reader=Reader(customer="beta")) == []


def test_a_file_that_was_gone_or_could_not_be_read_stands_as_it_was() -> None:
    broken = {f"incidents/2026/{ID}.md": "---\ntitle: [\n---\n"}
    found = of_incident(
        ("2026-10-03 09:00 UTC", broken),
        ("2026-10-03 09:10 UTC", loss()),
        ("2026-10-04 09:10 UTC", broken),
        ("2026-10-05 09:10 UTC", None),
        ("2026-10-06 09:10 UTC", loss()),
        ("2026-10-07 09:10 UTC", loss(START + END.replace(":02", ":03") + OUTAGE)),
    )
    assert lines(found) == ["End corrected from 09:02 to 09:03 UTC"]


def test_what_was_committed_after_as_of_is_not_known_yet() -> None:
    told = ("2026-10-03 09:10 UTC", loss()), ("2026-10-09 10:00 UTC", loss(START + END.replace(":02", ":10") + OUTAGE))
    past = Past(versions(*told))
    assert lines(incident_revisions(edition(told[1][1], now="2026-10-09 09:59 UTC"), past)) == []
    assert lines(incident_revisions(edition(told[1][1], now="2026-10-09 10:00 UTC"), past))


def test_beyond_five_they_are_folded_newest_first() -> None:
    told = [(f"2026-10-{4 + day:02d} 09:10 UTC", loss(START + END.replace(":02", f":{day:02d}"))) for day in range(8)]
    found = of_incident(*told)
    assert lines(found)[0] == "End corrected from 09:06 to 09:07 UTC"
    assert (len(found.newest), len(found.older), found.older_text) == (5, 2, "Show 2 earlier revisions")
    assert of_incident(*told[:7]).older_text == "Show 1 earlier revision"


@pytest.mark.parametrize(
    ("past", "note"),
    [
        (Past(is_there=False), "There is no history here."),
        (Past(cut_at=at("2026-11-03 10:00 UTC")), "History before 3 November 2026 is not known here."),
        (Past(), ""),
    ],
)
def test_what_is_not_known_is_said(past: Past, note: str) -> None:
    found = incident_revisions(edition(loss()), past)
    assert (found.note.replace("\N{NO-BREAK SPACE}", " "), found.newest) == (note, ())


WINDOW = "window: {from: 2026-11-20 01:00 UTC, to: 2026-11-20 03:00 UTC}\n"
PLAN = "announced: 2026-11-10 09:00 UTC\ncomponents: [edge]\n" + WINDOW


def firmware(matter: str = PLAN, body: str = "") -> dict[str, str]:
    return change("2026-11-20-firmware", matter, body)


def test_a_window_that_moves_is_what_a_customer_wants_to_know() -> None:
    found = of_change(
        ("2026-11-10 09:00 UTC", firmware()),
        ("2026-11-11 09:00 UTC", firmware(PLAN.replace("01:00", "02:00").replace("20 03", "21 03"))),
    )
    assert lines(found) == [
        "Start of the window moved from 01:00 to 02:00 UTC",
        "End of the window moved from 03:00 to Sat 21 Nov, 03:00 UTC",
    ]


def test_a_change_is_told_field_by_field() -> None:
    old = "title: A\nkind: release\nversion: 1.0\nexpected: none\n" + PLAN
    new = "title: B\nkind: preventive\nversion: 1.1\nexpected: outage\n" + PLAN.replace("[edge]", "[spare, mail]")
    new = new.replace("announced: 2026-11-10 09:00", "announced: 2026-11-10 10:00")
    found = of_change(("2026-11-10 09:00 UTC", firmware(old)), ("2026-11-11 09:00 UTC", firmware(new, "Words.")))
    assert lines(found) == [
        "Title changed",
        "Kind changed from planned release to planned preventive work",
        "Version changed",
        "What is worked on: Spare and Mail added",
        "What is worked on: Edge removed",
        "Time of the announcement corrected from 10 Nov, 09:00 to 10:00 UTC",
        "Expected effect changed from none to outage",
    ]
    gone = of_change(
        ("2026-11-10 09:00 UTC", firmware()), ("2026-11-11 09:00 UTC", firmware("components: [edge]\n" + WINDOW))
    )
    assert lines(gone) == ["Time of the announcement removed"]


def test_an_outcome_is_the_course_of_a_change_until_it_is_changed() -> None:
    past = PLAN.replace("2026-11", "2026-10")
    told = [
        ("2026-10-10 09:00 UTC", change("2026-10-20-fw", past)),
        ("2026-10-20 01:00 UTC", change("2026-10-20-fw", past + "outcome: in-progress\n")),
        (
            "2026-10-20 03:30 UTC",
            change(
                "2026-10-20-fw",
                past + "outcome: succeeded\nimpacts: [{on: edge, level: outage, from: 2026-10-20 02:45 UTC}]\n",
            ),
        ),
        (
            "2026-10-21 03:30 UTC",
            change(
                "2026-10-20-fw",
                past + "outcome: failed\nimpacts: [{on: edge, level: outage, from: 2026-10-20 02:40 UTC}]\n",
            ),
        ),
    ]
    found = of_change(*told)
    assert lines(found) == [
        "Outcome changed from succeeded to failed",
        "Impact on Edge: start corrected from 02:45 to 02:40 UTC",
    ]
    assert moved(found) == ["ERP Suite: downtime 15 min → 20 min"]


def test_a_customer_sees_what_their_own_subscription_lost_while_it_lived() -> None:
    files = {**CATALOG, **customer("acme", "name: Acme\nsubscriptions: [{service: erp, since: 2026-10-03}]")}
    start = "started: 2026-10-02 23:00 UTC\n"
    told = loss(start + END + OUTAGE), loss(start + END.replace(":02", ":10") + OUTAGE)
    past = Past(versions(("2026-10-03 09:10 UTC", told[0]), ("2026-10-09 10:00 UTC", told[1])))
    found = incident_revisions(edition_of({**files, **told[1]}, NOW, Reader(customer="acme")), past)
    assert moved(found) == ["ERP Suite: downtime 9 h 2 min → 9 h 10 min"]


REPORT = "preliminary_on: 2026-10-05\nfinal_on: 2026-10-07\nroot_cause: fibre-cut\nsummary: A fibre was cut.\n"
ACTIONS = "actions: [{id: A1, what: Dig deeper, kind: prevent, owner: Network, due: 2026-11-01}]\n"


def report(matter: str = REPORT + ACTIONS, body: str = "") -> dict[str, str]:
    return rfo(ID, matter, body)


def of_report(*told: tuple[str, Told], reader: Reader = PUBLIC, today: Told = None) -> tuple[Revisions, Revisions]:
    """On the report's page, and on the incident's."""
    made = edition(loss(), report() if today is None else today, reader=reader)
    past = Past(versions(("2026-10-03 09:10 UTC", loss())), versions(*told))
    return rfo_revisions(made, past), incident_revisions(made, past)


def test_a_section_that_changed_is_named_on_the_reports_page_and_on_the_incidents() -> None:
    sections = "## What happened\n\nA cut.\n\n## Why it happened\n\n{}\n\n## Notes for {}\n\nX"
    last = sections.format("Two diggers.", "all") + "\n\n## What you can do\n\nWait."
    own, incidents = of_report(
        ("2026-10-07 09:00 UTC", report(body="Above.\n\n" + sections.format("A digger.", "Acme"))),
        ("2026-10-08 09:00 UTC", report(body=last)),
        today=report("status: preliminary\n", last),
    )
    assert lines(own) == [
        "Section Why it happened changed",
        "Section What you can do added",
        "Section Notes for all added",
        "2 passages removed",
    ]
    assert lines(incidents) == [f"RFO: {line[0].lower()}{line[1:]}" for line in lines(own)]


def test_texts_before_the_sections_and_sections_that_go_are_told() -> None:
    short = "## What happened\n\nA cut."
    own, _ = of_report(
        ("2026-10-07 09:00 UTC", report(body=short + "\n\n## What you can do\n\nWait.")),
        ("2026-10-08 09:00 UTC", report(body=short)),
        ("2026-10-09 09:00 UTC", report(body="Above.\n\n" + short)),
        ("2026-10-10 09:00 UTC", report(body="Over.\n\n" + short)),
    )
    assert lines(own) == [
        "Text before the sections changed",
        "Text before the sections added",
        "Section What you can do removed",
    ]


def test_a_report_is_told_field_by_field() -> None:
    first = "status: preliminary\npreliminary_on: 2026-10-05\n"
    second = (
        REPORT.replace("10-05", "10-06")
        + "actions: []\ntimeline: [{at: 2026-10-03 08:00 UTC, what: A digger starts}]\n"
    )
    third = REPORT.replace("10-05", "10-06").replace("final_on: 2026-10-07", "final_on: 2026-10-08")
    third = third.replace("fibre-cut", "digger").replace("A fibre", "One fibre") + ACTIONS
    fourth = "status: preliminary\n" + ACTIONS.replace("A1", "A2")
    own, _ = of_report(
        ("2026-10-05 09:00 UTC", report(first)),
        ("2026-10-07 09:00 UTC", report(second)),
        ("2026-10-08 09:00 UTC", report(third)),
        ("2026-10-09 09:00 UTC", report(fourth)),
        today=report(third),
    )
    newest, middle, oldest = (list(row.lines) for row in own.newest)
    assert oldest == [
        "Became final",
        "Date of the preliminary report corrected from 5\N{NO-BREAK SPACE}October 2026 to 6\N{NO-BREAK SPACE}October 2026",
        "Summary added",
        "Root cause named",
        "Timeline added",
        "Says that no corrective action is needed",
    ]
    assert middle == [
        "Date of the final report corrected from 7\N{NO-BREAK SPACE}October 2026 to 8\N{NO-BREAK SPACE}October 2026",
        "Summary reworded",
        "Root cause changed to digger",
        "Timeline removed",
        "Action A1 added",
    ]
    assert newest == [
        "Became preliminary",
        "Date of the preliminary report removed",
        "Date of the final report removed",
        "Summary removed",
        "Root cause removed",
        "1 action added",
        "1 action removed",
    ]


def test_what_only_stood_in_between_is_named_no_more() -> None:
    """It may have been changed because it should not have been said; nobody could take it out of the list again."""
    named = REPORT.replace("fibre-cut", "acme") + ACTIONS.replace("A1", "ACME")
    worse = named.replace("deeper", "here")
    between = report(named, "## As Acme saw it\n\nX"), report(worse, "## As Acme saw it\n\nY")
    gone = [f"Section {section} removed" for section in SECTIONS]
    told = (report(REPORT.replace("fibre-cut", "digger") + ACTIONS), *between, report())
    for today in (None, report("status: draft\n")):
        own, _ = of_report(*((f"2026-10-{day:02} 09:00 UTC", one) for day, one in enumerate(told, 7)), today=today)
        newest, middle, oldest = (list(row.lines) for row in own.newest)
        assert newest == [
            "Root cause changed to fibre cut" if today is None else "Root cause changed",
            *(f"Section {section} added" for section in SECTIONS),
            "1 passage removed",
            "Action A1 added" if today is None else "1 action added",
            "1 action removed",
        ]
        assert middle == ["1 passage changed", "1 action changed"]
        assert oldest == ["Root cause changed", *gone, "1 passage added", "1 action added", "1 action removed"]


def test_a_cause_that_is_found_is_named() -> None:
    without = "status: preliminary\npreliminary_on: 2026-10-05\n" + ACTIONS
    own, _ = of_report(
        ("2026-10-07 09:00 UTC", report(without)),
        ("2026-10-08 09:00 UTC", report("status: preliminary\n" + REPORT + ACTIONS)),
    )
    assert "Root cause named: fibre cut" in lines(own)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("what: Dig deeper", "what: Dig", ["Action A1: reworded"]),
        ("due: 2026-11-01", "due: 2026-11-08", ["Action A1: due date moved from 1 November 2026 to 8 November 2026"]),
        (", due: 2026-11-01", "", ["Action A1: due date removed"]),
        ("owner: Network", "owner: Software", ["Action A1: owner or kind changed"]),
        ("due: 2026-11-01", "due: 2026-11-01, done: 2026-10-07", []),
        ("", "", []),
    ],
)
def test_an_action_is_told_by_its_id(old: str, new: str, said: list[str]) -> None:
    own, _ = of_report(
        ("2026-10-07 09:00 UTC", report()), ("2026-10-08 09:00 UTC", report(REPORT + ACTIONS.replace(old, new)))
    )
    assert lines(own) == said


def test_an_action_that_was_said_to_be_done_is_told_when_it_is_not() -> None:
    done = [ACTIONS.replace("due", f"done: {day}, due") for day in ("2026-10-06", "2026-10-07")]
    own, _ = of_report(
        ("2026-10-07 09:00 UTC", report(REPORT + done[0])),
        ("2026-10-08 09:00 UTC", report(REPORT + done[1])),
        ("2026-10-09 09:00 UTC", report(REPORT + ACTIONS)),
    )
    assert lines(own) == ["Action A1: no longer done", "Action A1: date on which it was done corrected"]


def test_a_report_begins_when_its_reader_could_first_read_it() -> None:
    draft = "status: draft\nsummary: It was ACME.\n"
    affected = REPORT + "audience: affected\n"
    told = ("2026-10-04 09:00 UTC", report(draft)), ("2026-10-05 09:00 UTC", report(affected))
    published = report(REPORT.replace("A fibre", "One"))
    own, incidents = of_report(*told, ("2026-10-08 09:00 UTC", published))
    assert (lines(own), lines(incidents)) == ([], [])
    own, _ = of_report(*told, ("2026-10-08 09:00 UTC", published), reader=Reader(customer="acme"))
    assert lines(own) == ["Summary reworded"]


def test_a_reports_page_tells_what_changed_in_the_incident_since_it_was_published() -> None:
    ends = [loss(START + END.replace(":02", f":{minute}") + OUTAGE) for minute in ("02", "03", "04")]
    days = ("2026-10-03 09:10 UTC", "2026-10-04 09:00 UTC", "2026-10-09 09:00 UTC")
    past = Past(versions(*zip(days, ends, strict=True)), versions(("2026-10-07 09:00 UTC", report())))
    found = rfo_revisions(edition(ends[-1], report()), past)
    assert lines(found) == ["Incident: end corrected from 09:03 to 09:04 UTC"]
    assert moved(found) == ["ERP Suite: downtime 51 min → 52 min"]
