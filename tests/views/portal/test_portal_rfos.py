"""The RFOs of a customer's portal: the list, and each report with the customer's own impact on top."""

from __future__ import annotations

from aboveboard.views.portal.rfos import PortalRfosView, portal_rfo_ids, portal_rfos_page
from aboveboard.views.rfo_page import RfoView, rfo_page
from builders import rfo
from portal_scene import SITE, plain, portal_of


def listed(id: str) -> PortalRfosView:
    made = portal_rfos_page(portal_of(id)).view
    assert isinstance(made, PortalRfosView)
    return made


def report(customer: str, id: str, **more: object) -> RfoView:
    made = rfo_page(portal_of(customer, **more), id).view  # type: ignore[arg-type]
    assert isinstance(made, RfoView)
    return made


def test_a_tree_has_the_reports_about_what_reached_its_customer() -> None:
    assert portal_rfo_ids(portal_of("acme")) == ("2026-09-01-fan", "2026-10-03-pod-down", "2026-10-06-mailboxes")
    assert portal_rfo_ids(portal_of("beta")) == ("2026-10-06-mailboxes",)
    assert portal_rfo_ids(portal_of("gone")) == ("2026-09-01-fan",)
    assert portal_rfo_ids(portal_of("quiet")) == ()


def test_the_list_says_what_each_cost_and_what_is_owed() -> None:
    made = listed("acme")
    assert made.sentence == "3 reports about what reached you, 6 owed, 4 of them late."
    assert made.second == "0 of 1 corrective action is done, 1 is overdue."
    assert [(one.row.title, one.row.path, one.row.status, plain(one.amount)) for one in made.rows] == [
        ("Mailboxes locked", "rfo/2026-10-06-mailboxes.html", "Preliminary", "20 min"),
        ("Pod down", "rfo/2026-10-03-pod-down.html", "Final, revision 2", "49 min 1 s"),
        ("A fan failed", "rfo/2026-09-01-fan.html", "Final", "10 min"),
    ]
    assert [(row.title, row.path) for row in made.owed if not row.is_late] == [
        ("Mail is slow", f"{SITE}incidents/2026-10-20-mail-slow.html"),
        ("Just begun", f"{SITE}incidents/2026-10-20-now.html"),
    ]


def test_without_reports_the_list_says_why() -> None:
    assert listed("quiet").sentence == "No report is about what reached you."
    assert listed("quiet").empty == "No incident that reached you is on record, so there is nothing to report on."
    assert listed("renewed").empty == "No report has been published about the incidents that reached you."


def test_the_customer_s_own_impact_stands_on_top_and_adds_up() -> None:
    own = report("acme", "2026-10-03-pod-down").own
    assert own is not None
    assert plain(own.sentence) == "It cost you 49 min 1 s of ERP Suite."
    assert [
        (
            row.service,
            plain(row.start.text),
            row.end and plain(row.end.text),
            row.node,
            row.state.word,
            row.fault,
            plain(row.downtime),
        )
        for row in own.rows
    ] == [("ERP Suite", "10:12 CEST", "11:01:01 CEST", "Pod", "Outage", "Our infrastructure", "49 min 1 s")]
    assert [(one.text, plain(one.downtime)) for one in (*own.sums, own.total)] == [
        ("Our infrastructure", "49 min 1 s"),
        ("Your downtime", "49 min 1 s"),
    ]
    facts = {fact.term: plain(fact.text) for fact in report("acme", "2026-10-03-pod-down").key_facts}
    assert facts["Your downtime"] == "49 min 1 s"
    assert facts["Your services"] == "ERP Suite"
    assert "Detected by" not in facts


def test_several_services_are_added_up_in_a_form_that_is_exact() -> None:
    files = {
        "content/catalog/services.yml": "erp: {name: ERP Suite, requires: [pod, mail-store]}\nmail: {name: Mail, requires: [mail-store]}\n",
        "content/catalog/components.yml": "pod: {name: Pod, owner: infrastructure}\nmail-store: {name: Store, owner: software}\n"
        "acme-line: {name: Line, owner: customer}\nnorvia-ip: {name: N, owner: third-party}\nns: {name: Ns, owner: software}\n"
        "baltwave-ip: {name: B, owner: third-party}\nsecret-box: {name: S, owner: software, public: false}\n",
        "content/catalog/customers/quiet.yml": "name: Quiet\n",
        "incidents/2026/2026-10-03-pod-down.md": "---\ntitle: Store down\nurgency: P1\nfault: software\n"
        "started: 2026-10-03 08:00 UTC\nresolved: 2026-10-03 10:00 UTC\nimpacts:\n"
        "  - {on: mail-store, level: outage, to: 2026-10-03 09:00:30 UTC}\n"
        "  - {on: pod, level: outage, from: 2026-10-03 09:00:30 UTC, fault: infrastructure}\n---\n"
        "## Resolved · 2026-10-03 10:00 UTC\n\nOver.\n",
    }
    made = report("acme", "2026-10-03-pod-down", more=files)
    assert made.own is not None
    assert made.own.unit == "h:mm:ss"
    assert plain(made.own.sentence) == "It cost you 2 h (3:00:30 counted over 2 services)."
    assert {fact.term: fact.text for fact in made.key_facts}["Your downtime"] == made.own.amount
    assert [row.downtime for row in made.own.rows] == ["1:00:30", "1:00:30", "0:59:30"]
    assert (made.own.total.text, made.own.total.downtime) == ("Counted over 2 services", "3:00:30")
    assert [(one.text, one.downtime) for one in made.own.sums] == [
        ("Our infrastructure", "0:59:30"),
        ("Our software", "2:01:00"),
    ]
    assert made.measured.total is not None
    assert (made.measured.unit, made.measured.total.downtime) == ("h:mm:ss", "3:00:30")
    assert [row.downtime for row in made.measured.rows] == ["2:00:00", "1:00:30"]


def test_what_goes_on_has_no_end_and_a_hidden_node_no_name() -> None:
    box = rfo("2026-10-09-box", "final_on: 2026-10-12\nroot_cause: fan\nsummary: S.\nactions: []")
    own = report("acme", "2026-10-09-box", more=box).own
    assert own is not None
    assert [row.node for row in own.rows] == ["a part of our platform"]
    slow = rfo("2026-10-20-mail-slow", "status: preliminary\npreliminary_on: 2026-10-20", "What we know.")
    running = report("beta", "2026-10-20-mail-slow", more=slow)
    assert running.own is not None
    assert [(row.end, plain(row.downtime)) for row in running.own.rows] == [(None, "50 min")]
    assert running.band == "Preliminary: the cause is not confirmed yet. Final within 5 business days of the end."


def test_an_incident_that_is_charged_to_others_says_that_it_cost_nothing() -> None:
    under = rfo("2026-10-12-under", "final_on: 2026-10-15\nroot_cause: fibre-cut\nsummary: S.\nactions: []")
    own = report("acme", "2026-10-12-under", more=under).own
    assert own is not None
    assert (own.sentence, own.rows) == ("No second of downtime of yours is charged to it.", ())


def test_recurrence_counts_what_reached_the_customer() -> None:
    acme = report("acme", "2026-10-03-pod-down").recurrence
    assert acme.sentence == "Second incident with root cause fan that reached you in twelve months."
    assert [(link.path, plain(link.text)) for link in acme.earlier] == [
        ("rfo/2026-09-01-fan.html", "A fan failed, 1 September 2026")
    ]
    again = rfo("2026-10-12-over", "final_on: 2026-10-15\nroot_cause: fan\nsummary: S.\nactions: []")
    assert report("acme", "2026-10-12-over", more=again).recurrence.sentence.startswith("Third incident")
    fresh = "name: Fresh\nsubscriptions: [{service: erp, since: 2026-10-01}]\n"
    files = {"content/catalog/customers/fresh.yml": fresh}
    assert report("fresh", "2026-10-03-pod-down", more=files).recurrence == report("gone", "2026-09-01-fan").recurrence


def test_the_page_leads_to_pages_that_are_there() -> None:
    made = report("acme", "2026-10-03-pod-down")
    assert made.facts.path == f"{SITE}incidents/2026-10-03-pod-down.html"
    assert made.ways.rules == f"{SITE}how-we-measure.html"
    assert made.ways.follow_rfos.path == "feeds/all.rss"
    updates = [row.path for row in made.timeline if row.path]
    assert updates[0] == f"{SITE}incidents/2026-10-03-pod-down.html#2026-10-03T0820Z"
    own = report("acme", "2026-10-06-mailboxes")
    assert own.facts.path == "incidents/2026-10-06-mailboxes.html"


def test_until_the_report_is_final_its_missing_sections_say_so() -> None:
    assert [section.text for section in report("acme", "2026-10-06-mailboxes").sections] == [
        "*This follows with the final report.*"
    ] * 5
    assert all(section.text == "A sentence." for section in report("acme", "2026-10-03-pod-down").sections)


def test_a_final_report_may_need_no_actions() -> None:
    assert report("acme", "2026-10-03-pod-down").actions == ()


def test_the_pdf_stands_on_the_page_when_the_tree_has_it() -> None:
    page = rfo_page(portal_of("acme"), "2026-10-03-pod-down", has_pdf=True).view
    assert isinstance(page, RfoView)
    assert page.pdf == "rfo/2026-10-03-pod-down.pdf"
    assert report("acme", "2026-10-03-pod-down").pdf == ""
