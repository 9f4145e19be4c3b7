"""Closed months that a later commit changed, out of real git repositories."""

from __future__ import annotations

from collections.abc import MutableMapping
from fractions import Fraction
from pathlib import Path

import pytest

from aboveboard.availability.ledger import Ledger
from aboveboard.availability.months import month_of
from aboveboard.history.blobs import Blobs
from aboveboard.history.commits import read_commits
from aboveboard.history.git import Git
from aboveboard.history.restatements import Restated, restatements
from aboveboard.history.versions import History
from aboveboard.records.repository import read_repository
from aboveboard.records.values import instant_of
from aboveboard.views.restatements import Judged, Restatement
from builders import catalog, change, customer, incident
from history.repository import begin, clone, commit, git, write

NOW = "2026-11-15 13:37 UTC"
ID = "2026-10-03-loss"
OCTOBER = month_of("2026-10")
SERVICES = "erp: {name: ERP, requires: [{any: [edge, spare]}]}\nmail: {name: Mail, requires: [edge]}"
COMPONENTS = "edge: {name: Edge, owner: infrastructure}\nspare: {name: Spare, owner: software}\nline: {name: Line, owner: customer}"
SLAS = "gold: {name: Gold, target: 99.9, counts: [infrastructure, software, unknown]}"
ACME = "name: Acme\nsubscriptions: [{service: mail, since: 2026-01-01, sla: gold}]\n"
BETA = "name: Beta\nsubscriptions: [{service: erp, since: 2026-01-01}]\n"
CATALOG = {
    **catalog(services=SERVICES, components=COMPONENTS, slas=SLAS),
    **customer("acme", ACME),
    **customer("beta", BETA),
}
Facts = tuple[str, str, int, int, str, tuple[str, ...]]


def loss(end: str = "09:02", more: str = "", id: str = ID) -> dict[str, str]:
    times = "started: 2026-10-03 08:12 UTC\n" + (f"resolved: 2026-10-03 {end} UTC\n" if end else "")
    return incident(id, f"{more}{times}impacts: [{{on: edge, level: outage}}]\n")


PATH = next(iter(loss()))


def found_in(root: Path, now: str = NOW, known: MutableMapping[str, bytes] | None = None) -> Restated:
    with Blobs(Git(root)) as blobs:
        history = History(read_commits(Git(root)), blobs, instant_of(now))
        return restatements(history, read_repository(root).register, known)


def facts(found: Restated, customer: str, month: str = "2026-10") -> list[Facts]:
    """Lens, service, seconds down before and after, since, records."""
    return [_facts(one) for one in found.get(customer, {}).get(month_of(month), ())]


def _facts(one: Restatement) -> Facts:
    since = next(text for text in DAYS if instant_of(text) == one.since)
    old, new = (int(figure.downtime) for figure in (one.old, one.new))
    return f"{one.lens} {one.policy}".strip(), one.service, old, new, since, one.records


OCT, NOV, LATER, LAST = "2026-10-03 09:10 UTC", "2026-11-09 10:00 UTC", "2026-11-10 10:00 UTC", "2026-11-11 10:00 UTC"
DAYS = (OCT, NOV, LATER, LAST)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The catalog in one commit, an incident in another, as it happened."""
    root = begin(tmp_path / "records")
    commit(root, "2026-09-01 10:00 UTC", CATALOG)
    commit(root, OCT, loss())
    return root


def test_a_corrected_end_says_what_the_month_was_and_is_since_when_and_which_record_it_was(root: Path) -> None:
    commit(root, NOV, loss("09:10"), message="fix for ACME")
    found = found_in(root)
    assert facts(found, "acme") == [
        ("real", "", 3000, 3480, NOV, (ID,)),
        ("provider", "", 3000, 3480, NOV, (ID,)),
        ("sla gold", "mail", 3000, 3480, NOV, (ID,)),
    ]
    assert list(found) == ["acme"]
    assert list(found["acme"]) == [OCTOBER]


def test_the_new_figure_is_the_ledgers_own(root: Path) -> None:
    commit(root, NOV, loss("09:10"))
    commit(root, LATER, loss("09:20"))
    register = read_repository(root).register
    newest, *_ = found_in(root)["acme"][OCTOBER]
    month = Ledger(register, instant_of(NOW)).customer_month(register.customers["acme"], OCTOBER)
    assert newest.new == month.real
    assert [one[2:4] for one in facts(found_in(root), "acme") if one[:2] == ("real", "")] == [
        (3480, 4080),
        (3000, 3480),
    ]


def test_a_late_report_that_moves_the_fault_restates_our_part_and_the_sla(root: Path) -> None:
    commit(root, NOV, loss(more="fault: third-party\n"))
    assert facts(found_in(root), "acme") == [
        ("real", "", 3000, 3000, NOV, (ID,)),
        ("provider", "", 3000, 0, NOV, (ID,)),
        ("sla gold", "mail", 3000, 0, NOV, (ID,)),
    ]


def test_what_is_recorded_as_it_happens_restates_nothing(root: Path) -> None:
    commit(root, "2026-10-03 09:30 UTC", loss("09:10"))
    commit(root, "2026-10-31 22:00 UTC", loss("09:20"))
    commit(root, NOV, loss("09:20", "title: Other words\n"))
    commit(root, LATER, incident("2026-11-10-x", "started: 2026-11-10 08:00 UTC\nresolved: 2026-11-10 09:00 UTC\n"))
    assert found_in(root) == {}


def test_what_runs_over_the_end_of_a_month_restates_nothing(root: Path) -> None:
    def night(matter: str) -> dict[str, str]:
        return incident(
            "2026-10-31-night", f"started: 2026-10-31 23:40 UTC\n{matter}impacts: [{{on: edge, level: outage}}]\n"
        )

    commit(root, "2026-11-01 00:10 UTC", night(""))
    commit(root, "2026-11-01 00:40 UTC", night("resolved: 2026-11-01 00:35 UTC\n"))
    assert found_in(root) == {}


def test_a_month_ends_in_the_customers_zone(tmp_path: Path) -> None:
    root = begin(tmp_path / "records")
    commit(root, OCT, {**CATALOG, **customer("acme", f"timezone: Pacific/Auckland\n{ACME}")})
    late = "started: 2026-10-30 08:00 UTC\nresolved: 2026-10-30 09:00 UTC\nimpacts: [{on: edge, level: outage}]"
    commit(root, "2026-10-31 14:00 UTC", incident("2026-10-30-x", late))
    found = found_in(root)
    assert (list(found), list(found["acme"])) == (["acme"], [OCTOBER])


def test_a_zone_that_is_given_up_later_takes_nothing_back(tmp_path: Path) -> None:
    root = begin(tmp_path / "records")
    commit(root, OCT, {**CATALOG, **customer("acme", f"timezone: Pacific/Auckland\n{ACME}")})
    late = "started: 2026-10-30 08:00 UTC\nresolved: 2026-10-30 09:00 UTC\nimpacts: [{on: edge, level: outage}]"
    commit(root, "2026-10-31 14:00 UTC", incident("2026-10-30-x", late))
    (*found,) = found_in(root)["acme"][OCTOBER]
    commit(root, NOV, customer("acme", f"timezone: America/Los_Angeles\n{ACME}"))
    assert list(found_in(root)["acme"][OCTOBER][-len(found) :]) == found


def test_within_the_hour_of_its_own_end_a_month_is_still_being_written(tmp_path: Path) -> None:
    root = begin(tmp_path / "records")
    commit(root, OCT, {**CATALOG, **customer("beta", f"timezone: Atlantic/Azores\n{BETA.replace('erp', 'mail')}")})
    late = "started: 2026-10-31 20:00 UTC\nresolved: 2026-10-31 21:00 UTC\nimpacts: [{on: edge, level: outage}]"
    commit(root, "2026-11-01 01:30 UTC", incident("2026-10-31-x", late))
    assert list(found_in(root)) == ["acme"]


def test_a_record_of_one_customer_is_behind_nobody_elses_figure(root: Path) -> None:
    scoped = "started: 2026-10-03 10:00 UTC\nresolved: 2026-10-03 11:00 UTC\nimpacts: [{on: edge, level: outage, customers: [beta]}]"
    commit(
        root,
        NOV,
        {**loss("09:10"), **incident("2026-10-03-own", scoped), **customer("beta", BETA.replace("erp", "mail"))},
    )
    assert facts(found_in(root), "acme")[0][-1] == (ID,)
    assert facts(found_in(root), "beta")[0][-1] == ("2026-10-03-loss", "2026-10-03-own", "catalog")


def test_a_record_that_comes_late_or_goes_is_a_restatement(root: Path) -> None:
    commit(root, NOV, loss(id="2026-10-03-other", end="09:12"))
    (root / PATH).unlink()
    commit(root, LATER)
    reals = [one for one in facts(found_in(root), "acme") if one[:2] == ("real", "")]
    assert reals == [("real", "", 3000, 3600, NOV, ("2026-10-03-other",))]
    (root / PATH.replace("loss", "other")).unlink()
    commit(root, LAST)
    reals = [one for one in facts(found_in(root), "acme") if one[:2] == ("real", "")]
    assert reals[0] == ("real", "", 3600, 0, LAST, ("2026-10-03-other",))


def test_a_draft_counts_from_the_commit_that_publishes_it(root: Path) -> None:
    commit(root, OCT, loss(more="audience: internal\n"))
    commit(root, NOV, loss())
    assert facts(found_in(root), "acme")[0] == ("real", "", 0, 3000, NOV, (ID,))


def test_a_scoped_record_restates_the_month_of_its_customer_alone(root: Path) -> None:
    scoped = "started: 2026-10-03 08:12 UTC\nresolved: 2026-10-03 09:02 UTC\nimpacts: [{on: erp, level: outage, customers: [beta]}]"
    commit(root, NOV, incident("2026-10-03-own", scoped))
    found = found_in(root)
    assert list(found) == ["beta"]
    assert facts(found, "beta")[0] == ("real", "", 0, 3000, NOV, ("2026-10-03-own",))


def test_two_records_that_broke_a_pair_together_are_weighed_together(root: Path) -> None:
    """The first alone did nothing to the service; the second restates it because of the first."""
    spare = "started: 2026-10-03 08:20 UTC\nresolved: 2026-10-03 08:30 UTC\nimpacts: [{on: spare, level: outage}]"
    commit(root, NOV, incident("2026-10-03-spare", spare))
    assert facts(found_in(root), "beta")[0] == ("real", "", 0, 600, NOV, ("2026-10-03-spare",))
    assert "acme" not in found_in(root)


def test_a_change_whose_outcome_comes_late_restates_its_month(root: Path) -> None:
    window = "window: {from: 2026-10-20 01:00 UTC, to: 2026-10-20 02:00 UTC}\ncomponents: [edge]\n"
    over = "outcome: in-progress\nimpacts: [{on: edge, level: outage}]\n"
    done = "outcome: succeeded\nimpacts: [{on: edge, level: outage, to: 2026-10-20 01:30 UTC}]\n"
    commit(root, "2026-10-19 10:00 UTC", change("2026-10-20-fw", window))
    commit(root, "2026-10-20 01:00 UTC", change("2026-10-20-fw", window + over))
    commit(root, NOV, change("2026-10-20-fw", window + done))
    reals = [one for one in facts(found_in(root), "acme") if one[:2] == ("real", "")]
    whole_month = (31 - 19) * 86400 - 3600
    assert reals == [("real", "", 3000 + whole_month, 3000 + 1800, NOV, ("2026-10-20-fw",))]


def test_another_shape_of_the_catalog_restates_what_was_measured_by_the_old_one(root: Path) -> None:
    commit(
        root,
        NOV,
        catalog(services=SERVICES.replace("[{any: [edge, spare]}]", "[edge]"), components=COMPONENTS, slas=SLAS),
    )
    found = found_in(root)
    assert facts(found, "beta")[0] == ("real", "", 0, 3000, NOV, ("catalog",))
    assert "acme" not in found


def test_a_shape_that_was_ends_with_its_date_and_restates_nothing(root: Path) -> None:
    was = "erp: {name: ERP, requires: [edge], was: [{until: 2026-11-09, requires: [{any: [edge, spare]}]}]}\n"
    commit(root, NOV, catalog(services=was + SERVICES.split("\n")[1], components=COMPONENTS, slas=SLAS))
    assert found_in(root) == {}


def test_what_nothing_was_ever_wrong_with_may_take_any_shape(root: Path) -> None:
    more = f"{COMPONENTS}\nbox: {{name: Box, owner: software, requires: [line]}}"
    commit(root, NOV, catalog(services=f"{SERVICES}\nnew: {{name: New, requires: [box]}}", components=more, slas=SLAS))
    commit(root, LATER, catalog(services=SERVICES, components=more.replace("Line", "Cable"), slas=SLAS))
    assert found_in(root) == {}


def test_weights_move_the_figures_of_everybody(root: Path) -> None:
    partial = incident(
        "2026-10-04-slow",
        "started: 2026-10-04 08:00 UTC\nresolved: 2026-10-04 09:00 UTC\nimpacts: [{on: edge, level: degraded}]",
    )
    commit(root, "2026-10-04 09:10 UTC", partial)
    provider = (root / "content/catalog/provider.yml").read_text(encoding="utf-8")
    commit(root, NOV, {"content/catalog/provider.yml": provider + "weights: {degraded: 0.5}\n"})
    newest = found_in(root)["acme"][OCTOBER][0]
    assert (newest.old.downtime, newest.new.downtime, newest.records) == (Fraction(3000), Fraction(4800), ("catalog",))


def test_another_sla_restates_its_own_figure_alone(root: Path) -> None:
    commit(root, NOV, catalog(services=SERVICES, components=COMPONENTS, slas=SLAS.replace("infrastructure, ", "")))
    assert facts(found_in(root), "acme") == [("sla gold", "mail", 3000, 0, NOV, ("catalog",))]


def verdicts(found: Restated, customer: str) -> list[tuple[str, int, int, object]]:
    """Of SLAs in October: policy, agreed seconds before and after, and the verdicts where they turned."""
    rows = found[customer][OCTOBER]
    return [(one.policy, one.old.agreed, one.new.agreed, one.judged) for one in rows if one.lens == "sla"]


def test_a_target_that_turns_a_verdict_restates_the_month_though_no_figure_moved(root: Path) -> None:
    commit(root, NOV, catalog(services=SERVICES, components=COMPONENTS, slas=SLAS.replace("99.9,", "99.8,")))
    found = found_in(root)
    assert facts(found, "acme") == [("sla gold", "mail", 3000, 3000, NOV, ("catalog",))]
    turned = (Judged(False, Fraction(0)), Judged(True, Fraction(0)))
    assert verdicts(found, "acme") == [("gold", 31 * 86400, 31 * 86400, turned)]
    commit(root, LATER, catalog(services=SERVICES, components=COMPONENTS, slas=SLAS.replace("99.9,", "99.7,")))
    assert found_in(root) == found


def test_another_credit_restates_the_month(root: Path) -> None:
    credit = SLAS.replace("unknown]", "unknown], credits: [{below: 99.9, percent: 5}]")
    commit(root, NOV, catalog(services=SERVICES, components=COMPONENTS, slas=credit))
    turned = (Judged(False, Fraction(0)), Judged(False, Fraction(5)))
    known: dict[str, bytes] = {}
    found = found_in(root, known=known)
    assert verdicts(found, "acme") == [("gold", 31 * 86400, 31 * 86400, turned)]
    assert found_in(root, known=known) == found


def test_another_sla_in_the_place_of_one_restates_what_it_judged(root: Path) -> None:
    work = f"{SLAS}\nwork: {{target: 99.9, counts: [infrastructure], hours: {{weekly: {{mon-fri: '08:00-18:00'}}}}}}"
    commit(root, OCT, catalog(services=SERVICES, components=COMPONENTS, slas=work))
    commit(root, NOV, customer("acme", ACME.replace("gold", "work")))
    # 3 October is a Saturday.
    turned = (Judged(False, Fraction(0)), Judged(True, Fraction(0)))
    assert verdicts(found_in(root), "acme") == [("", 31 * 86400, 22 * 36000, turned)]


def test_an_sla_with_another_id_and_the_same_terms_restates_nothing(root: Path) -> None:
    commit(
        root,
        NOV,
        {
            **catalog(services=SERVICES, components=COMPONENTS, slas=SLAS.replace("gold:", "golden:")),
            **customer("acme", ACME.replace("sla: gold", "sla: golden")),
        },
    )
    assert found_in(root) == {}


def test_of_a_subscription_that_was_divided_late_the_first_part_is_compared(root: Path) -> None:
    divided = "[{service: mail, since: 2026-01-01, until: 2026-10-16, sla: gold}, {service: mail, since: 2026-10-16, sla: gold}]"
    commit(root, NOV, customer("acme", f"name: Acme\nsubscriptions: {divided}\n"))
    assert verdicts(found_in(root), "acme") == [("gold", 31 * 86400, 15 * 86400, None)]


def test_a_service_with_another_id_is_no_restatement(root: Path) -> None:
    renamed = {
        **catalog(services=SERVICES.replace("mail:", "post:"), components=COMPONENTS, slas=SLAS),
        **customer("acme", ACME.replace("service: mail", "service: post")),
    }
    commit(root, NOV, renamed)
    assert found_in(root) == {}


def test_subscriptions_that_were_corrected_restate_the_months_that_they_lived_in(root: Path) -> None:
    commit(root, NOV, customer("acme", ACME.replace("2026-01-01", "2026-10-03")))
    (real, *_) = found_in(root)["acme"][OCTOBER]
    assert (real.old.agreed, real.new.agreed, real.records) == (31 * 86400, 29 * 86400, ("catalog",))


def test_a_customers_zone_moves_the_borders_of_months(root: Path) -> None:
    commit(root, NOV, customer("acme", f"timezone: Asia/Tokyo\n{ACME}"))
    assert found_in(root) == {}
    night = "started: 2026-09-30 14:00 UTC\nresolved: 2026-09-30 16:00 UTC\nimpacts: [{on: edge, level: outage}]"
    commit(root, LATER, incident("2026-09-30-night", night))
    commit(root, LAST, customer("acme", ACME))
    newest = found_in(root)["acme"][OCTOBER][0]
    assert (newest.old.downtime, newest.new.downtime, newest.records) == (6600, 3000, ("catalog",))


def test_renewals_names_and_what_is_new_restate_nothing(root: Path) -> None:
    renewed = (
        "name: Acme Ltd\nsubscriptions:\n  - {service: mail, since: 2026-01-01, until: 2026-12-01, sla: gold}\n"
        "  - {service: mail, since: 2026-12-01}\n"
    )
    commit(root, NOV, {**customer("acme", renewed), **customer("new", BETA)})
    commit(root, LATER, customer("new", BETA.replace("Beta", "Newer")))
    (root / "content/catalog/customers/beta.yml").unlink()
    commit(root, LAST)
    assert found_in(root) == {}


def test_a_customer_that_is_gone_has_no_month_to_restate(root: Path) -> None:
    commit(root, OCT, customer("zeta", ACME))
    (root / "content/catalog/customers/zeta.yml").unlink()
    commit(root, NOV, loss("09:10"))
    assert list(found_in(root)) == ["acme"]


def test_what_lies_elsewhere_and_catalogs_in_between_change_nothing(root: Path) -> None:
    """Records that were corrected far from the month, or that disrupted nothing."""
    spring = "started: 2026-04-03 08:12 UTC\nresolved: 2026-04-03 09:{} UTC\n{}"
    hit = "impacts: [{on: spare, level: outage}]"
    commit(
        root,
        OCT,
        {**incident("2026-04-03-x", spring.format("00", hit)), **incident("2026-04-03-y", spring.format("00", ""))},
    )
    for at in range(10):
        commit(root, OCT, customer("beta", f"{BETA}tier: {at + 1}\n"))
    commit(root, NOV, loss("09:10"))
    for at in range(10):
        commit(root, LATER, customer("beta", f"{BETA}tier: {at + 20}\n"))
    commit(
        root,
        LAST,
        {**incident("2026-04-03-x", spring.format("10", hit)), **incident("2026-04-03-y", spring.format("10", ""))},
    )
    assert facts(found_in(root), "acme")[0] == ("real", "", 3000, 3480, NOV, (ID,))
    assert list(found_in(root)) == ["acme"]


def test_an_end_that_was_forgotten_restates_what_came_after_it(root: Path) -> None:
    commit(root, NOV, customer("acme", ACME.replace("2026-01-01", "2026-01-01, until: 2026-10-16")))
    (real, *_) = found_in(root)["acme"][OCTOBER]
    assert (real.old.agreed, real.new.agreed) == (31 * 86400, 15 * 86400)


def test_a_history_that_is_brought_at_once_is_no_restatement(tmp_path: Path) -> None:
    root = begin(tmp_path / "records")
    commit(root, NOV, {**CATALOG, **loss()})
    assert found_in(root) == {}
    many = {}
    for at in range(10):
        many |= loss(id=f"2026-10-03-old-{at}", end="09:05")
    commit(root, LATER, many)
    assert found_in(root) == {}
    commit(root, LAST, loss("09:10"))
    assert facts(found_in(root), "acme")[0] == ("real", "", 3180, 3480, LAST, (ID,))


def test_what_could_not_be_read_stood_as_it_was_before(root: Path) -> None:
    commit(root, NOV, {PATH: "---\ntitle: [\n---\n"})
    commit(root, LATER, loss("09:10"))
    reals = [one for one in facts(found_in(root), "acme") if one[:2] == ("real", "")]
    assert reals == [("real", "", 3000, 3480, LATER, (ID,))]


def test_what_a_record_became_later_does_not_change_what_was_restated_before(root: Path) -> None:
    """Two records: one corrected in November, the other after that."""
    spare = "started: 2026-10-03 08:20 UTC\nresolved: 2026-10-03 {} UTC\nimpacts: [{{on: spare, level: outage}}]"
    commit(root, OCT, incident("2026-10-03-spare", spare.format("08:30")))
    commit(root, NOV, loss("08:25"))
    commit(root, LATER, incident("2026-10-03-spare", spare.format("08:22")))
    reals = [one for one in facts(found_in(root), "beta") if one[:2] == ("real", "")]
    assert reals == [
        ("real", "", 300, 120, LATER, ("2026-10-03-spare",)),
        ("real", "", 600, 300, NOV, (ID,)),
    ]


def test_edits_that_are_not_committed_are_no_part_of_history(root: Path) -> None:
    commit(root, NOV, loss("09:10"))
    known: dict[str, bytes] = {}
    clean = found_in(root, known=known)
    write(
        root,
        {**loss("09:40"), **loss(id="2026-10-03-more", end="11:00"), **customer("acme", ACME.replace("mail", "erp"))},
    )
    write(root, {"incidents/README.md": "words", "incidents/.x.md": "y"})
    assert found_in(root) == clean
    assert found_in(root, known=known) == clean


def test_what_was_committed_after_as_of_is_not_known_yet(root: Path) -> None:
    commit(root, NOV, loss("09:10"))
    clean = found_in(root)
    commit(root, LATER, {**loss("09:20"), **loss(id="2026-10-03-more")})
    assert found_in(root, now="2026-11-09 10:00 UTC") == clean
    assert found_in(root, now="2026-11-09 09:59 UTC") == {}


def test_what_a_branch_corrected_counts_since_the_merge(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "proposal")
    commit(root, "2026-10-20 10:00 UTC", loss("09:10"))
    git(root, "switch", "--quiet", "main")
    commit(root, "2026-10-21 10:00 UTC", {"README.md": "x"})
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "proposal", at=NOV)
    assert facts(found_in(root), "acme")[0] == ("real", "", 3000, 3480, NOV, (ID,))


def test_what_a_commit_restated_is_computed_once(root: Path) -> None:
    commit(root, NOV, loss("09:10"))
    known: dict[str, bytes] = {}
    first = found_in(root, known=known)
    assert len(known) == 2
    git(root, "gc", "--quiet")
    blob = git(root, "rev-parse", f"HEAD:{PATH}").strip()
    assert blob
    with Blobs(Git(root / "nowhere")) as blobs:
        history = History(read_commits(Git(root)), blobs, instant_of(NOW))
        assert restatements(history, read_repository(root).register, known) == first


def test_a_cut_history_knows_what_came_after_the_cut_and_none_knows_nothing(root: Path, tmp_path: Path) -> None:
    commit(root, NOV, loss("09:10"))
    commit(root, LATER, loss("09:20"))
    two = found_in(clone(root, tmp_path / "two", 2))
    assert [one[2:5] for one in facts(two, "acme") if one[:2] == ("real", "")] == [(3480, 4080, LATER)]
    assert found_in(clone(root, tmp_path / "one", 1)) == {}
    bare = tmp_path / "none"
    write(bare, {**CATALOG, **loss()})
    assert found_in(bare) == {}
