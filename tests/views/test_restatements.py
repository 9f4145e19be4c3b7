"""A month that was restated, in the words of a customer's page."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from aboveboard.availability.figures import Figure
from aboveboard.availability.months import Month
from aboveboard.records.past import Past
from aboveboard.records.vocabulary import Fault
from aboveboard.views.audience import Reader
from aboveboard.views.edition import Edition
from aboveboard.views.restatements import Judged, Restatement, restated_months
from builders import CATALOG as FOLDER
from builders import at, change, customer, edition_of
from views.test_revisions import CATALOG, END, ID, OUTAGE, START, loss, versions

SINCE = at("2026-11-09 10:00 UTC")
LATER_LOSS = loss(START + END.replace(":02", ":10") + OUTAGE)
PAST = Past(versions(("2026-10-03 09:10 UTC", loss()), ("2026-11-09 10:00 UTC", LATER_LOSS)))
SOLD = {
    **customer("acme", "name: Acme\nsubscriptions: [{service: erp, since: 2026-01-01, sla: gold}]"),
    f"{FOLDER}/slas.yml": "gold: {name: Gold, target: 99.9, counts: [infrastructure]}",
}
FIRMWARE = change(
    "2026-10-20-fw",
    "title: Firmware\ncomponents: [edge]\nwindow: {from: 2026-10-20 01:00 UTC, to: 2026-10-20 02:00 UTC}\naudience: affected",
)


def edition() -> Edition:
    return edition_of({**CATALOG, **SOLD, **LATER_LOSS, **FIRMWARE}, "2026-11-15 13:37 UTC", Reader(customer="acme"))


def figure(down: int) -> Figure:
    return Figure(2682000, Fraction(0), {Fault.INFRASTRUCTURE: Fraction(down)})


def restated(
    lens: str = "real",
    service: str = "",
    old: int = 3000,
    new: int = 3480,
    since: int = SINCE,
    records: tuple[str, ...] = (ID,),
) -> Restatement:
    return Restatement(
        Month(2026, 10), lens, service, "gold" if lens == "sla" else "", figure(old), figure(new), since, records
    )


def told(*found: Restatement, past: Past = PAST) -> list[tuple[int, int, str]]:
    """Downtime before and after, and why."""
    months = restated_months(edition(), {Month(2026, 10): found}, lambda id: past)
    (rows,) = months.values()
    return [(int(row.old.downtime), int(row.new.downtime), row.what.replace("\N{NO-BREAK SPACE}", " ")) for row in rows]


def test_a_row_says_what_in_which_record_was_changed() -> None:
    assert told(restated()) == [(3000, 3480, f"Incident {ID}: end corrected from 09:02 to 09:10 UTC")]


def test_months_are_in_order_and_say_since_when() -> None:
    months = {Month(2026, number): [replace(restated(), month=Month(2026, number))] for number in (10, 9)}
    found = restated_months(edition(), months, lambda id: PAST)
    assert list(found) == [Month(2026, 9), Month(2026, 10)]
    assert found[Month(2026, 9)][0].since == SINCE


def test_a_month_that_was_not_measured_is_not_restated_unless_something_was_told_of_it() -> None:
    month = Month(2026, 9)
    nothing, something = (replace(restated("sla", "erp", old=old, new=0), month=month) for old in (0, 3000))
    assert restated_months(edition(), {month: [nothing]}, lambda id: PAST) == {}
    assert len(restated_months(edition(), {month: [nothing, something]}, lambda id: PAST)[month]) == 1


def test_what_git_cannot_tell_was_corrected() -> None:
    assert told(restated(), past=Past()) == [(3000, 3480, f"Incident {ID}: corrected")]
    assert told(restated(since=SINCE + 1)) == [(3000, 3480, f"Incident {ID}: corrected")]


def test_the_real_figure_of_the_whole_stands_for_all_that_a_commit_moved() -> None:
    rows = [
        restated("sla", "erp"),
        restated("provider"),
        restated(),
        restated(since=SINCE + 9, new=1),
    ]
    assert [row[:2] for row in told(*rows)] == [(3000, 1), (3000, 3480)]


def test_where_the_real_figure_stays_our_part_is_told_and_else_the_sla() -> None:
    ours = told(restated("provider", new=0), restated("sla", "erp", new=0))
    assert ours == [
        (
            3000,
            0,
            f"Incident {ID}: end corrected from 09:02 to 09:10 UTC (this is our part of it; real availability is what it was)",
        )
    ]
    (sla,) = told(restated("sla", "erp", new=0, records=("catalog",)))
    assert sla[2] == (
        "what services depend on, or what was agreed, was corrected "
        "(this is Gold of ERP Suite; real availability is what it was)"
    )
    (gone,) = told(replace(restated("sla", "gone", records=("catalog",)), policy="gone"))
    assert gone[2].endswith("(this is the SLA; real availability is what it was)")


def test_where_only_a_fault_was_moved_our_part_is_told_and_else_what_is_left() -> None:
    same = restated(new=3000)
    assert told(same, restated("provider", new=0))[0][:2] == (3000, 0)
    assert told(same, restated("provider", new=3000), restated("sla", "erp", new=0))[0][:2] == (3000, 0)
    assert told(same, restated("provider", new=3000))[0][:2] == (3000, 3000)


def test_a_verdict_that_turned_is_told_with_its_credit() -> None:
    sides = Judged(False, Fraction(5)), Judged(True, Fraction(0))
    (row,) = told(replace(restated("sla", "erp", new=3000, records=("catalog",)), judged=sides))
    assert row == (
        3000,
        3000,
        "what services depend on, or what was agreed, was corrected "
        "(this is Gold of ERP Suite, missed with a credit of 5 % before, met with no credit now; "
        "real availability is what it was)",
    )


def test_a_record_that_the_reader_does_not_know_has_no_name() -> None:
    assert told(restated(records=("2026-10-03-secret",))) == [
        (3000, 3480, "a record without a page here was corrected")
    ]


def test_several_records_are_told_together() -> None:
    (row,) = told(restated(records=("2026-10-20-fw", "catalog")), past=Past())
    assert row[2] == "Firmware: corrected and what services depend on, or what was agreed, was corrected"
