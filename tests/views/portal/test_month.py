from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from aboveboard.availability.figures import Figure
from aboveboard.availability.months import month_of
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.page import Page
from aboveboard.views.portal.month import MonthView, portal_month_page
from aboveboard.views.portal.paper_sum import PaperSum
from aboveboard.views.portal.restated import Restated
from aboveboard.views.portal.service_working import ServiceWorking
from builders import at, incident
from month_scenes import CATALOG, ERP, MAIL, PROVIDER_BERLIN, SERVICES, acme, catalog, hit, months_scene, work


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def page(edition: Edition, month: str = "2026-10", **more: object) -> Page:
    return portal_month_page(edition, month_of(month), **more)  # type: ignore[arg-type]


def view(edition: Edition, month: str = "2026-10", **more: object) -> MonthView:
    found = page(edition, month, **more).view
    assert isinstance(found, MonthView)
    return found


def service(found: MonthView, anchor: str) -> ServiceWorking:
    return next(one for one in found.services if one.anchor == anchor)


def sum_of(found: MonthView, anchor: str) -> PaperSum:
    paper = service(found, anchor).sum
    assert paper is not None
    return paper


def rows(found: MonthView, anchor: str) -> list[tuple[str, ...]]:
    """When, node, and the cells; the text of each."""
    paper = sum_of(found, anchor)
    return [(plain(row.when.text), row.charged.node, *(cell.text for cell in row.cells)) for row in paper.rows]


def lines(found: MonthView, anchor: str) -> dict[str, tuple[str, ...]]:
    return {line.word: tuple(map(plain, line.cells)) for line in sum_of(found, anchor).results}


def left_out(found: MonthView, anchor: str) -> list[tuple[str, str, str]]:
    part = service(found, anchor).sla
    assert part is not None
    return [(row.clause, plain(row.why), row.seconds) for row in (part.left_out.rows if part.left_out else ())]


OUTAGE = hit("2026-10-06-edge", "2026-10-06 08:12 to 2026-10-06 08:55")


def test_a_sum_goes_from_the_agreed_time_to_the_cut_figure() -> None:
    found = view(months_scene(OUTAGE))
    assert sum_of(found, "service-erp").columns == ("Real", "Our part", "gold")
    assert sum_of(found, "service-erp").agreed.cells == ("2,682,000",) * 3
    assert rows(found, "service-erp") == [("6 Oct 10:12–10:55 CEST", "Frankfurt edge", "2,580", "2,580", "2,580")]
    assert lines(found, "service-erp") == {
        "Our infrastructure": ("2,580",) * 3,
        "Downtime": ("2,580",) * 3,
        "Available: agreed time less downtime": ("2,679,420",) * 3,
        "Divided by the agreed time": ("0.99903803…",) * 3,
        "Availability, cut": ("99.903 %",) * 3,
    }
    assert sum_of(found, "service-erp").our_part == "Our part leaves nothing out: all of it was ours."


def test_all_services_add_up_to_the_figures_in_the_head() -> None:
    found = view(months_scene(OUTAGE))
    assert [(line.path, line.name, line.agreed, line.real_downtime, line.verdict) for line in found.lines] == [
        ("#service-erp", "ERP Suite", "2,682,000", "2,580", "Missed"),
        ("#service-mail", "Mail", "2,682,000", "2,580", "Met"),
    ]
    assert (found.sum.agreed, found.sum.real_downtime, plain(found.real.percent)) == ("5,364,000", "5,160", "99.903 %")
    assert plain(found.divisions[0]) == "Real: (5,364,000 − 5,160) ÷ 5,364,000 = 0.99903803…, cut: 99.903 %"
    assert plain(found.sentence) == "1 h 26 min of downtime, whoever caused it, in 2 of 2 services."
    assert plain(found.disrupted) == "43 min"
    assert [(share.key, plain(share.lasted)) for share in found.fault_shares] == [("infrastructure", "1 h 26 min")]
    assert (found.slas.word, found.slas.amount, plain(found.slas.credits)) == (
        "Missed", "1 of 2 missed", "credit 5 % on ERP Suite",
    )  # fmt: skip


def test_a_quiet_service_says_so_in_a_sentence() -> None:
    found = view(months_scene(), "2026-09")
    assert [one.sum for one in found.services] == [None, None]
    assert plain(service(found, "service-erp").quiet) == "2,592,000 s agreed; nothing to take away: 100 %."
    assert (
        plain(service(found, "service-mail").quiet)
        == "2,592,000 s agreed, 792,000 s of them by Office hours; nothing to take away: 100 %."
    )
    assert (found.sentence, found.disrupted, found.fault_shares) == ("No downtime.", "", ())


def test_a_closed_month_is_met_or_missed_with_the_rule_of_its_credit() -> None:
    part = service(view(months_scene(OUTAGE)), "service-erp").sla
    assert part is not None
    assert (part.state.word, part.target) == ("Missed", "99.95\N{NO-BREAK SPACE}%")
    assert plain(part.sentence) == "1,341 s of the 2,682,000 s could be lost, and 2,580 s were: 193 % of the allowance."
    assert plain(part.credit) == "Credit 5 %: the availability is below 99.95 %."
    quiet = service(view(months_scene()), "service-erp").sla
    assert quiet is not None
    assert plain(quiet.credit) == "No credit: the availability is not below 99.95 %."
    office = service(view(months_scene()), "service-mail").sla
    assert office is not None
    assert (office.state.word, office.credit) == ("Met", "No credits are agreed.")


def test_a_running_month_says_how_much_of_its_allowance_is_used_and_never_met_or_missed() -> None:
    lost = hit("2026-11-03-edge", "2026-11-03 08:00 to 2026-11-03 08:16:12")
    found = page(months_scene(lost), "2026-11")
    assert (found.as_of, found.is_open) == (at("2026-11-15 13:37 UTC"), True)
    part = service(view(months_scene(lost), "2026-11"), "service-erp").sla
    assert part is not None
    # 75 % exactly: more than that is at risk.
    assert (part.state.word, part.credit) == ("On course", "")
    assert (
        plain(part.sentence)
        == "972 s are lost so far, of 1,296 s of the whole month’s 2,592,000 s that may be: 75 % of the allowance."
    )
    more = hit("2026-11-03-edge", "2026-11-03 08:00 to 2026-11-03 08:16:13")
    again = view(months_scene(more), "2026-11")
    assert [one.sla.state.word for one in again.services if one.sla] == ["At risk", "On course"]
    assert (again.slas.word, again.slas.amount, again.slas.credits) == ("At risk", "1 of 2 at risk", "")
    assert again.sentence.endswith("of downtime so far, whoever caused it, in 2 of 2 services.")
    assert [one.period for one in again.services] == ["so far", "so far"]


def test_a_closed_month_depends_on_nothing_after_its_end() -> None:
    found = page(months_scene(OUTAGE))
    assert (found.path, found.section, found.as_of, found.is_open) == (
        "months/2026-10.html", "months", at("2026-10-31 23:00 UTC"), False,
    )  # fmt: skip
    assert page(months_scene(OUTAGE, as_of="2026-11-10 10:00 UTC")) == found


def test_what_an_sla_does_not_count_has_the_clause_of_its_fault() -> None:
    found = view(months_scene(hit("2026-10-21-line", "2026-10-21 08:00 to 2026-10-21 09:00", "line", "customer")))
    assert rows(found, "service-erp") == [("21 Oct 10:00–11:00 CEST", "Line of Acme", "3,600", "–", "–")]
    assert left_out(found, "service-erp") == [
        ("Fault", "your side; what counts is our infrastructure, our software and what is not yet known", "3,600")
    ]
    part = service(found, "service-erp").sla
    assert part is not None
    assert part.left_out is not None
    assert (part.left_out.left_out, part.left_out.counted, part.left_out.charged) == ("3,600", "0", "3,600")
    assert plain(sum_of(found, "service-erp").our_part) == "Our part leaves out 3,600 s: 3,600 s your side."
    assert lines(found, "service-erp")["Your side"] == ("3,600", "0", "0")


def test_a_fault_that_does_not_count_comes_before_a_level_that_weighs_nothing() -> None:
    provider = PROVIDER_BERLIN + "weights: {degraded: 0.5}\n"
    weighs = {"content/catalog/provider.yml": provider}
    slow = hit("2026-10-06-slow", "2026-10-06 08:00 to 2026-10-06 09:00", "edge", "third-party", "degraded")
    ours = hit("2026-10-07-slow", "2026-10-07 08:00 to 2026-10-07 09:00", "edge", "software", "degraded")
    found = view(months_scene(weighs, slow, ours))
    assert [(clause, why.split(";")[0]) for clause, why, _ in left_out(found, "service-erp")] == [
        ("Fault", "third party"),
        ("Level", "degraded weighs nothing"),
    ]
    cells = [row.cells for row in sum_of(found, "service-erp").rows]
    assert [(cell.text, cell.product) for cell in cells[1]] == [
        ("1,800", "3,600 × 0.5"), ("1,800", "3,600 × 0.5"), ("–", ""),
    ]  # fmt: skip


def test_what_our_part_leaves_out_is_weighed_as_the_columns_beside_it_are() -> None:
    weighs = {"content/catalog/provider.yml": PROVIDER_BERLIN + "weights: {degraded: 0.5}\n"}
    slow = hit("2026-10-06-slow", "2026-10-06 08:00 to 2026-10-06 08:00:31", "edge", "third-party", "degraded")
    found = view(months_scene(weighs, slow))
    assert lines(found, "service-erp")["Downtime"][:2] == ("15.5", "0")
    assert plain(sum_of(found, "service-erp").our_part) == "Our part leaves out 15.5 s: 15.5 s third party."


def test_a_lighter_fault_of_ours_below_a_heavier_one_of_others_does_not_make_all_of_it_ours() -> None:
    weighs = {"content/catalog/provider.yml": PROVIDER_BERLIN + "weights: {degraded: 0.5}\n"}
    theirs = hit("2026-10-06-cut", "2026-10-06 08:00 to 2026-10-06 09:00", "edge", "third-party")
    ours = hit("2026-10-06-slow", "2026-10-06 08:00 to 2026-10-06 09:00", "edge", "software", "degraded")
    found = view(months_scene(weighs, theirs, ours))
    assert lines(found, "service-erp")["Downtime"][:2] == ("3,600", "1,800")
    assert plain(sum_of(found, "service-erp").our_part) == "Our part leaves out 1,800 s: 1,800 s third party."


def test_planned_work_announced_early_enough_says_when_and_what_git_knows() -> None:
    early = work("2026-10-10-fw", "2026-10-10 08:00 to 2026-10-10 09:00", "2026-10-01 07:00")
    known = {"2026-10-10-fw": at("2026-10-01 08:30 UTC")}
    found = view(months_scene(early), announced_in_git=known)
    assert left_out(found, "service-erp") == [
        (
            "Notice",
            "planned work, announced 1 October, 9 days before; asked for: 5 days; "
            "announced in git on 1 October, 10:30 CEST",
            "3,600",
        )
    ]
    assert sum_of(found, "service-erp").rows[0].charged.planned
    without = view(months_scene(early))
    assert left_out(without, "service-erp")[0][1].endswith("asked for: 5 days")


def test_planned_work_announced_too_late_is_counted() -> None:
    late = work("2026-10-10-fw", "2026-10-10 08:00 to 2026-10-10 09:00", "2026-10-09 20:00")
    found = view(months_scene(late))
    assert (left_out(found, "service-erp"), rows(found, "service-erp")[0][-1]) == ([], "3,600")


def test_a_short_notice_is_told_in_hours() -> None:
    hourly = {"content/catalog/slas.yml": "gold: {target: 99, counts: [infrastructure], notice: 4h}\n"}
    late = work("2026-10-10-fw", "2026-10-10 08:00 to 2026-10-10 09:00", "2026-10-10 02:10")
    found = view(months_scene(hourly, acme(ERP), late))
    assert plain(left_out(found, "service-erp")[0][1]) == (
        "planned work, announced 10 October, 5 h before; asked for: 4 h"
    )


def test_what_lies_outside_of_the_hours_is_left_out_to_the_second() -> None:
    evening = hit("2026-10-06-edge", "2026-10-06 15:59:30 to 2026-10-06 16:30")
    found = view(months_scene(evening))
    assert rows(found, "service-mail") == [("6 Oct 17:59:30–18:30 CEST", "Frankfurt edge", "1,830", "1,830", "30")]
    assert left_out(found, "service-mail") == [
        ("Hours", "outside of Mon to Fri 08:00–18:00 (Europe/Berlin), except on 5 October 2026", "1,800")
    ]


def test_what_begins_before_the_hours_counts_from_their_first_second() -> None:
    morning = hit("2026-10-06-edge", "2026-10-06 05:30 to 2026-10-06 07:00")
    found = view(months_scene(morning))
    part = service(found, "service-mail").sla
    assert part is not None
    assert part.left_out is not None
    assert [(plain(row.when.text), row.seconds) for row in part.left_out.rows] == [("6 Oct 07:30–08:00 CEST", "1,800")]
    assert rows(found, "service-mail")[0][-1] == "3,600"


def test_what_only_an_sla_weighs_and_not_in_its_hours_is_no_row() -> None:
    night = hit("2026-10-06-edge", "2026-10-06 20:00 to 2026-10-06 21:00", level="degraded")
    found = view(months_scene(night))
    assert [one.sum for one in found.services] == [None, None]
    assert found.sentence == "No downtime."


def test_a_spare_part_that_something_uncounted_took_away_is_named_as_such() -> None:
    theirs = hit("2026-10-06-db-b", "2026-10-06 08:00 to 2026-10-06 10:00", "db-b", "third-party")
    ours = hit("2026-10-06-db-a", "2026-10-06 09:00 to 2026-10-06 10:00", "db-a")
    found = view(months_scene(theirs, ours))
    assert rows(found, "service-erp") == [("6 Oct 11:00–12:00 CEST", "Database A", "3,600", "–", "–")]
    assert left_out(found, "service-erp") == [
        ("Spare part", "not down when only counted impacts happened: a spare part held", "3,600")
    ]
    assert plain(sum_of(found, "service-erp").our_part) == (
        "Our part leaves out 3,600 s: 3,600 s of ours in which it was not down from our faults alone."
    )


def test_an_impact_that_another_hides_in_one_lens_has_a_row_of_its_own_in_the_other() -> None:
    weighs = {"content/catalog/provider.yml": PROVIDER_BERLIN + "weights: {partial: 0.25}\n"}
    line = hit("2026-10-06-line", "2026-10-06 08:00 to 2026-10-06 09:00", "line", "customer")
    ours = hit("2026-10-06-edge", "2026-10-06 08:00 to 2026-10-06 09:00", "edge", "infrastructure", "partial")
    found = view(months_scene(weighs, line, ours))
    assert rows(found, "service-erp") == [
        ("6 Oct 10:00–11:00 CEST", "Frankfurt edge", "–", "900", "3,600"),
        ("6 Oct 10:00–11:00 CEST", "Line of Acme", "3,600", "–", "–"),
    ]
    assert left_out(found, "service-erp") == []


def test_a_row_is_not_cut_where_only_others_change() -> None:
    weighs = {"content/catalog/provider.yml": PROVIDER_BERLIN + "weights: {partial: 0.25}\n"}
    line = hit("2026-10-06-line", "2026-10-06 08:00 to 2026-10-06 10:00", "line", "customer")
    one = hit("2026-10-06-one", "2026-10-06 08:00 to 2026-10-06 09:00", "edge", "infrastructure", "partial")
    two = hit("2026-10-06-two", "2026-10-06 09:00 to 2026-10-06 10:00", "edge", "infrastructure", "partial")
    assert rows(view(months_scene(weighs, line, one, two)), "service-erp") == [
        ("6 Oct 10:00–11:00 CEST", "Frankfurt edge", "–", "900", "3,600"),
        ("6 Oct 10:00–12:00 CEST", "Line of Acme", "7,200", "–", "–"),
        ("6 Oct 11:00–12:00 CEST", "Frankfurt edge", "–", "900", "3,600"),
    ]


def test_fractions_have_as_many_decimals_as_their_column_needs() -> None:
    first = hit("2026-10-06-edge", "2026-10-06 08:00 to 2026-10-06 08:00:07", level="partial")
    second = hit("2026-10-07-edge", "2026-10-07 08:00 to 2026-10-07 08:01", level="degraded")
    found = view(months_scene(first, second))
    assert rows(found, "service-mail") == [
        ("6 Oct 10:00–10:00:07 CEST", "Frankfurt edge", "7", "7", "2.331"),
        ("7 Oct 10:00–10:01 CEST", "Frankfurt edge", "–", "–", "6.000"),
    ]
    assert lines(found, "service-mail")["Downtime"] == ("7", "7", "8.331")
    assert lines(found, "service-mail")["Available: agreed time less downtime"][2] == "755,991.669"
    part = service(found, "service-mail").sla
    assert part is not None
    assert plain(part.beyond) == "It counts 60 s that weigh nothing in the real figure."
    only = view(months_scene(acme(MAIL), second))
    assert only.sentence == "No downtime, but an SLA counts what weighs nothing in the real figure."


def test_overlapping_faults_are_charged_once() -> None:
    third = hit("2026-10-06-net", "2026-10-06 08:00 to 2026-10-06 09:00", "edge", "third-party")
    ours = hit("2026-10-06-edge", "2026-10-06 08:30 to 2026-10-06 09:30", "edge", "software")
    found = view(months_scene(third, ours))
    assert [row[2:] for row in rows(found, "service-erp")] == [("1,800", "–", "–"), ("3,600", "3,600", "3,600")]


def test_an_interval_that_goes_beyond_the_month_says_so() -> None:
    long = hit("2026-09-30-edge", "2026-09-30 20:00 to 2026-09-30 23:00")
    assert [row.note for row in sum_of(view(months_scene(long)), "service-erp").rows] == [
        "began 30\N{NO-BREAK SPACE}September"
    ]
    assert [row.note for row in sum_of(view(months_scene(long), "2026-09"), "service-erp").rows] == ["went on"]
    running = incident("2026-11-15-open", "started: 2026-11-15 13:00 UTC\nimpacts: [{on: edge, level: outage}]")
    found = view(months_scene(running), "2026-11")
    assert [row.note for row in sum_of(found, "service-erp").rows] == ["counted up to now"]
    assert rows(found, "service-erp")[0][0] == "15 Nov 14:00–14:37"
    over = view(months_scene(hit("2026-11-15-over", "2026-11-15 13:00 to 2026-11-15 13:37")), "2026-11")
    assert [row.note for row in sum_of(over, "service-erp").rows] == [""]


def test_a_night_names_both_days() -> None:
    night = hit("2026-09-10-edge", "2026-09-10 21:30 to 2026-09-10 22:30")
    assert rows(view(months_scene(night), "2026-09"), "service-erp")[0][0] == "10 Sep 23:30–11 Sep 00:30"


def test_an_hour_that_comes_twice_says_both_zones() -> None:
    twice = hit("2026-10-25-edge", "2026-10-25 00:30 to 2026-10-25 01:30")
    found = view(months_scene(twice))
    assert rows(found, "service-erp")[0][0] == "25 Oct 02:30 CEST–02:30 CET"
    assert rows(found, "service-erp")[0][2] == "3,600"
    assert found.zone == "Europe/Berlin (CEST, then CET)"
    assert view(months_scene(), "2026-09").zone == "Europe/Berlin (CEST)"


def test_a_month_in_which_nothing_was_agreed_has_dashes() -> None:
    found = view(months_scene(acme("{service: erp, since: 2026-12-01, sla: gold}")))
    assert (found.real.percent, found.provider.percent, found.slas.word) == ("–", "–", "–")
    assert (found.services, found.lines, found.divisions, found.real.downtime) == ((), (), (), "")
    assert found.sentence == "Nothing was agreed in this month."


def test_an_sla_with_no_hours_in_the_month_is_neither_met_nor_missed() -> None:
    never = {
        "content/catalog/slas.yml": 'gold: {target: 99.9, counts: [software], hours: {weekly: {sun: "00:00-01:00"}}}\n'
    }
    one_day = acme("{service: erp, since: 2026-10-05, until: 2026-10-07, sla: gold}")
    found = view(months_scene(never, one_day, OUTAGE))
    part = service(found, "service-erp").sla
    assert part is not None
    assert (part.state.word, part.credit) == ("Nothing agreed", "")
    assert part.sentence == "Nothing was agreed in this month, so there is nothing to meet or to miss."
    assert (found.slas.word, found.slas.amount) == ("Nothing agreed", "")
    assert lines(found, "service-erp")["Divided by the agreed time"][2] == "–"


def test_subscriptions_in_sequence_have_a_sum_each() -> None:
    old = "{service: erp, since: 2024-01-01, until: 2026-10-06, sla: gold}"
    new = "{service: erp, since: 2026-10-06, until: 2026-10-20, sla: office}"
    early = hit("2026-10-02-edge", "2026-10-02 08:00 to 2026-10-02 09:00")
    found = view(months_scene(acme(old, new), early, OUTAGE))
    assert [(one.anchor, plain(one.period)) for one in found.services] == [
        ("service-erp", "until the end of 5 October"),
        ("service-erp--2", "from 6 October until the end of 19 October"),
    ]
    assert [rows(found, one.anchor)[0][2] for one in found.services] == ["3,600", "2,580"]
    assert [policy.name for policy in found.policies] == ["gold", "Office hours"]
    later = view(months_scene(acme("{service: erp, since: 2026-10-10}")))
    assert plain(later.services[0].period) == "from 10 October"
    starts = view(months_scene(acme("{service: erp, since: 2026-11-10}")), "2026-11")
    assert plain(starts.services[0].period) == "from 10 November so far"
    assert (starts.services[0].sla, starts.slas.state, starts.lines[0].verdict) == (None, None, "–")


def test_one_service_alone_is_not_counted_out() -> None:
    found = view(months_scene(acme(ERP), OUTAGE))
    assert plain(found.sentence) == "43 min of downtime, whoever caused it."


def test_a_service_that_was_renewed_is_one_service() -> None:
    old = "{service: erp, since: 2024-01-01, until: 2026-10-06, sla: gold}"
    new = "{service: erp, since: 2026-10-06, sla: office}"
    assert plain(view(months_scene(acme(old, new), OUTAGE)).sentence) == "43 min of downtime, whoever caused it."
    beside = view(months_scene(acme(old, new, MAIL), OUTAGE))
    assert plain(beside.sentence) == "1 h 26 min of downtime, whoever caused it, in 2 of 2 services."


def test_terms_are_said_once_for_each_sla() -> None:
    found = view(months_scene())
    terms = {policy.name: {term: plain(text) for term, text in policy.terms} for policy in found.policies}
    assert terms == {
        "gold": {
            "Target": "99.95 %",
            "Counts": "our infrastructure, our software and what is not yet known",
            "Weights": "outage 1, partial outage 1, degraded 0",
            "Hours": "around the clock",
            "Notice": "planned work announced 5 days ahead is left out",
            "Credits": "5 % below 99.95 %; 12.5 % below 99.5 %",
        },
        "Office hours": {
            "Target": "99 %",
            "Counts": "our infrastructure, our software and what is not yet known",
            "Weights": "outage 1, partial outage 0.333, degraded 0.1",
            "Hours": "Mon to Fri 08:00–18:00 (Europe/Berlin), except on 5 October 2026",
            "Notice": "planned work announced 3 business days ahead is left out",
            "Credits": "none",
        },
    }
    bare = {"content/catalog/slas.yml": "gold: {target: 100, counts: [customer, third-party]}\n"}
    found = view(months_scene(bare, acme(ERP)))
    assert dict(found.policies[0].terms)["Notice"] == "planned work counts like any other"
    assert dict(found.policies[0].terms)["Counts"] == "third parties and your side"


def test_a_target_of_a_hundred_allows_nothing() -> None:
    whole = {"content/catalog/slas.yml": "gold: {target: 100, counts: [infrastructure]}\n"}
    part = service(view(months_scene(whole, acme(ERP), OUTAGE)), "service-erp").sla
    assert part is not None
    assert (part.state.word, part.share) == ("Missed", 2)
    assert plain(part.sentence) == "0 s of the 2,682,000 s could be lost, and 2,580 s were."
    lost = hit("2026-11-03-edge", "2026-11-03 08:00 to 2026-11-03 08:00:01")
    running = service(view(months_scene(whole, acme(ERP), lost), "2026-11"), "service-erp").sla
    assert running is not None
    assert running.state.word == "At risk"
    quiet = service(view(months_scene(whole, acme(ERP)), "2026-11"), "service-erp").sla
    assert quiet is not None
    assert (quiet.state.word, quiet.share) == ("On course", 0)


HIDDEN = catalog(
    SERVICES.replace("requires: [edge]", "requires: [edge, vault]"),
    CATALOG["content/catalog/components.yml"],
    "office: {target: 99, counts: [infrastructure], notice: 1d}\n",
    PROVIDER_BERLIN,
)


def untold(edition: Edition) -> Edition:
    """The same figures for somebody who must not know any record."""
    return replace(edition, register=replace(edition.register, incidents={}, changes={}))


def test_a_hidden_node_and_an_untold_record_have_no_name_and_no_link() -> None:
    vault = hit("2026-10-06-vault", "2026-10-06 08:00 to 2026-10-06 09:00", "vault")
    found = view(untold(months_scene(HIDDEN, acme(MAIL), vault)))
    (row,) = sum_of(found, "service-mail").rows
    assert (row.charged.node, row.charged.record) == ("a part of our platform", None)
    assert unquote(row.question).endswith("Question about 2026-10, Mail, 6 Oct 10:00–11:00 CEST")
    assert "vault" not in repr(found)


def test_untold_work_keeps_its_dates_for_itself() -> None:
    early = work("2026-10-10-fw", "2026-10-10 08:00 to 2026-10-10 09:00", "2026-10-01 07:00")
    found = view(untold(months_scene(HIDDEN, acme(MAIL), early)), announced_in_git={"2026-10-10-fw": 0})
    assert left_out(found, "service-mail") == [
        ("Notice", "planned work, announced early enough; asked for: 1 day", "3,600")
    ]


def test_records_lead_to_the_page_that_this_customer_has() -> None:
    own = incident(
        "2026-10-06-own",
        "title: Yours alone\nfault: third-party\nsupplier: Norvia\nstarted: 2026-10-06 08:00 UTC\nresolved: 2026-10-06 09:00 UTC\n"
        "impacts: [{on: edge, level: outage, customers: [acme]}]",
    )
    found = view(months_scene(own, hit("2026-10-07-edge", "2026-10-07 08:00 to 2026-10-07 09:00"),
                              work("2026-10-08-fw", "2026-10-08 08:00 to 2026-10-08 09:00", "2026-10-07 08:00")))  # fmt: skip
    links = [row.charged.record for row in sum_of(found, "service-erp").rows]
    assert [(link.path, link.text) for link in links if link] == [
        ("incidents/2026-10-06-own.html", "Yours alone"),
        ("https://status.northwind.example/incidents/2026-10-07-edge.html", "Title of 2026-10-07-edge"),
        ("https://status.northwind.example/maintenance/2026-10-08-fw.html", "Title of 2026-10-08-fw"),
    ]
    assert sum_of(found, "service-erp").rows[0].charged.fault == "Third party (Norvia)"


def test_the_owner_of_a_third_party_s_part_is_named_where_the_record_is_silent() -> None:
    both = hit("2026-10-06-db-a", "2026-10-06 08:00 to 2026-10-06 09:00", "db-a", "third-party")
    other = hit("2026-10-06-db-b", "2026-10-06 08:00 to 2026-10-06 09:00", "db-b", "third-party")
    found = view(months_scene(both, other))
    assert {row.charged.fault for row in sum_of(found, "service-erp").rows} <= {"Third party", "Third party (Norvia)"}


def test_a_question_goes_to_the_account_manager_with_everything_in_its_subject() -> None:
    (row,) = sum_of(view(months_scene(acme(ERP), OUTAGE)), "service-erp").rows
    assert unquote(row.question) == (
        "mailto:mara@northwind.example?subject=Question about 2026-10, ERP Suite, 6 Oct 10:12–10:55 CEST, 2026-10-06-edge"
    )


@pytest.mark.parametrize(
    ("more", "contacts", "to"),
    [
        ("", "", "mailto:noc@northwind.example?"),
        ("account_manager: {name: Mara Lindqvist}\n", "", "mailto:noc@northwind.example?"),
        ("account_manager: {name: Mara Lindqvist, email: nowhere}\n", "none", ""),
    ],
)
def test_without_an_account_manager_a_question_goes_to_the_provider(more: str, contacts: str, to: str) -> None:
    provider = re.sub(r"contacts:\n.*\n", "", PROVIDER_BERLIN) if contacts else PROVIDER_BERLIN
    files = {"content/catalog/provider.yml": provider}
    (row,) = sum_of(view(months_scene(files, acme(ERP, more=more), OUTAGE)), "service-erp").rows
    assert row.question.startswith(to)
    assert bool(row.question) == bool(to)


def test_a_restated_month_says_what_it_was_what_it_is_since_when_and_why() -> None:
    old, new = (Figure(2682000, by_fault={Fault.SOFTWARE: seconds}) for seconds in (2353, 2598))
    restated = Restated(old, new, at("2026-11-09 08:00 UTC"), "end of Packet loss corrected.")
    found = view(months_scene(OUTAGE), restatement=(restated,))
    assert list(map(plain, found.bands)) == [
        "Was 99.912 % (2,353 s of downtime), is 99.903 % (2,598 s) since 9 November 2026: end of Packet loss corrected."
    ]
    assert (found.is_restated, view(months_scene(OUTAGE)).is_restated) == (True, False)


def test_a_restatement_of_the_agreed_time_names_it() -> None:
    old, new = (Figure(agreed) for agreed in (720000, 1152000))
    found = view(months_scene(OUTAGE), restatement=(Restated(old, new, at("2026-11-09 08:00 UTC"), "corrected"),))
    (band,) = map(plain, found.bands)
    assert band.startswith("Was 100 % (0 s of downtime in 720,000 s), is 100 % (0 s in 1,152,000 s) since")


def test_a_month_before_the_first_record_was_not_measured() -> None:
    found = view(months_scene(OUTAGE, first=False), "2026-09")
    assert found.bands == ("Our records begin after this month: nothing was measured in it.",)
    assert (found.sentence, found.nothing, found.no_sla) == ("Not measured.", "not measured", "not measured")
    assert (found.real.percent, found.provider.percent, found.slas.word, found.services) == ("–", "–", "–", ())
    known = view(months_scene(OUTAGE, first=False))
    assert (known.bands, len(known.services)) == ((), 2)


def test_an_sla_without_its_terms_is_a_fault_of_the_records() -> None:
    lost = view(months_scene(acme("{service: erp, since: 2026-09-01, sla: platinum}"), OUTAGE))
    assert lost.no_sla == "its terms are missing here"
    assert {one.no_sla.split(":")[0] for one in lost.services} == {
        "An SLA is agreed for it, but its terms are missing from our records"
    }
    never = view(months_scene(acme("{service: erp, since: 2026-09-01}"), OUTAGE))
    assert (never.no_sla, [one.no_sla for one in never.services]) == ("no SLA is agreed", ["No SLA is agreed for it."])
    assert {one.no_sla for one in view(months_scene(OUTAGE)).services if one.sla} == {""}


def test_neighbours_are_linked_as_far_as_they_have_pages() -> None:
    found = view(months_scene(acme("{service: erp, since: 2026-10-01}")))
    assert (found.previous, found.following and found.following.path) == (None, "months/2026-11.html")
    found = view(months_scene(), "2026-11")
    assert (found.previous and found.previous.path, found.following) == ("months/2026-10.html", None)


def test_a_service_that_is_in_no_catalog_keeps_its_id() -> None:
    edition = months_scene()
    gone = replace(edition, register=replace(edition.register, services={}))
    assert [line.name for line in view(gone).lines] == ["erp", "mail"]


def test_who_is_no_customer_has_no_working() -> None:
    assert view(months_scene(reader="")).services == ()
