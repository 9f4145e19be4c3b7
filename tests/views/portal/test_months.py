from __future__ import annotations

from aboveboard.availability.months import Month, month_of
from aboveboard.views.edition import Edition
from aboveboard.views.portal.months import MonthsView, portal_months_page
from aboveboard.views.portal.months_shown import is_unmeasured, month_path, months_shown, older_months
from month_scenes import ERP, MAIL, PROVIDER_BERLIN, acme, hit, months_scene, work


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def view(edition: Edition, most: int = 24, restated: tuple[Month, ...] = ()) -> MonthsView:
    found = portal_months_page(edition, months_shown(edition, most), restated).view
    assert isinstance(found, MonthsView)
    return found


OUTAGE = hit("2026-10-06-edge", "2026-10-06 08:12 to 2026-10-06 08:55")
THEIRS = hit("2026-09-30-line", "2026-09-30 20:00 to 2026-09-30 23:00", "line", "customer")


def test_months_go_back_to_the_first_subscription_and_at_most_two_years() -> None:
    shown = months_shown(months_scene())
    assert (len(shown), str(shown[0]), str(shown[-1])) == (24, "2026-11", "2024-12")
    assert [str(month) for month in (*older_months(months_scene())[:1], *older_months(months_scene())[-1:])] == [
        "2024-11",
        "2024-01",
    ]
    assert list(map(str, months_shown(months_scene(acme("{service: erp, since: 2026-10-31}"))))) == [
        "2026-11",
        "2026-10",
    ]
    assert len(months_shown(months_scene(), 3)) == 3


def test_a_month_is_shown_from_its_first_second_on() -> None:
    newest = [str(months_shown(months_scene(as_of=f"2026-10-31 23:00:0{second} UTC"))[0]) for second in (0, 1)]
    assert newest == ["2026-10", "2026-11"]


def test_nobody_has_months_before_the_first_day() -> None:
    ahead = months_scene(acme("{service: erp, since: 2026-12-01}"))
    assert (months_shown(ahead), older_months(ahead)) == ((), ())
    assert months_shown(months_scene(acme())) == ()
    assert months_shown(months_scene(reader="")) == ()
    found = view(ahead)
    assert (found.lines, found.sum, found.older) == ((), None, "")
    assert plain(found.begins) == "Your first subscription begins on 1 December 2026."
    assert (view(months_scene(acme())).begins, view(months_scene()).begins) == ("", "")
    assert portal_months_page(ahead, ()).as_of is None


def test_who_ended_keeps_the_months_up_to_now() -> None:
    ended = acme(ERP, more="ended: {on: 2026-10-06, reason: price}\n")
    early = hit("2026-10-02-edge", "2026-10-02 08:00 to 2026-10-02 09:00")
    found = view(months_scene(ended, OUTAGE, early), 3)
    assert [(line.name, plain(line.real), line.downtime) for line in found.lines] == [
        ("November 2026", "–", "–"),
        ("October 2026", "99.166 %", "1:00"),
        ("September 2026", "100 %", "0:00"),
    ]
    assert [cell.text for cell in found.lines[0].faults] == ["–"]
    assert found.lines[0].slas is not None
    assert found.lines[0].slas.word == "–"


def test_rows_add_up_to_the_last_one() -> None:
    early = work("2026-10-10-fw", "2026-10-10 08:00 to 2026-10-10 09:00", "2026-10-01 07:00")
    found = view(months_scene(OUTAGE, THEIRS, early), 3)
    assert [column.word for column in found.columns] == ["Our infrastructure", "Your side"]
    assert [
        (line.name, [cell.text for cell in line.faults], line.downtime, line.disrupted, line.records)
        for line in (*found.lines, *([found.sum] if found.sum else []))
    ] == [
        ("November 2026", ["0:00", "0:00"], "0:00", "0:00", "0"),
        ("October 2026", ["3:26", "1:00"], "4:26", "2:43", "3"),
        ("September 2026", ["0:00", "2:00"], "2:00", "2:00", "1"),
        ("September 2026 to November 2026", ["3:26", "3:00"], "6:26", "4:43", "3"),
    ]
    assert found.unit == "h:mm"
    assert found.note == "What crosses the end of a month counts in both, and once in the sum."
    assert [cell.is_nil for cell in found.lines[2].faults] == [True, False]


def test_a_row_leads_to_its_month_and_its_files_and_says_its_slas() -> None:
    found = view(months_scene(OUTAGE), 2, (month_of("2026-10"),))
    running, closed = found.lines
    assert (closed.path, closed.csv, closed.json) == (
        "months/2026-10.html", "months/2026-10.csv", "months/2026-10.json",
    )  # fmt: skip
    assert ([line.note for line in found.lines], found.older) == (["so far", "restated"], "months/older.csv")
    assert running.slas is not None
    assert closed.slas is not None
    assert (running.slas.word, running.slas.amount) == ("On course", "2 of 2 on course")
    assert (closed.slas.word, closed.slas.amount, plain(closed.slas.credits)) == (
        "Missed", "1 of 2 missed", "credit 5 % on ERP Suite",
    )  # fmt: skip


def test_one_month_alone_is_its_own_sum() -> None:
    found = view(months_scene(acme("{service: erp, since: 2026-11-01}")))
    assert found.sum is not None
    assert (found.sum.name, found.note, found.older) == ("November 2026", "", "")


def test_seconds_are_shown_where_there_are_some() -> None:
    found = view(months_scene(hit("2026-10-06-edge", "2026-10-06 08:00 to 2026-10-06 08:00:09"), acme(MAIL)), 2)
    assert (found.unit, found.lines[1].downtime) == ("h:mm:ss", "0:00:09")
    weighs = {"content/catalog/provider.yml": PROVIDER_BERLIN + "weights: {partial: 0.5}\n"}
    half = hit("2026-10-06-edge", "2026-10-06 08:00 to 2026-10-06 08:00:09", level="partial")
    assert view(months_scene(weighs, half, acme(MAIL)), 2).lines[1].downtime == "0:00:04.5"


def test_months_before_the_first_record_are_marked() -> None:
    edition = months_scene(OUTAGE, first=False)
    assert [is_unmeasured(edition, month_of(month)) for month in ("2026-09", "2026-10")] == [True, False]
    found = view(edition, 3)
    assert [line.note for line in found.lines] == ["so far", "", "not measured"]
    assert found.note == "Before the first record nothing was measured, so it is in no sum."


def test_what_was_not_measured_claims_nothing_and_is_in_no_sum() -> None:
    found = view(months_scene(OUTAGE, first=False), 3)
    assert found.sum is not None
    before = found.lines[-1]
    assert (before.real, before.provider, before.downtime, before.disrupted, before.records) == ("–",) * 5
    assert ({cell.text for cell in before.faults}, before.slas) == ({"–"}, None)
    assert (found.sum.name, found.sum.real) == ("October 2026 to November 2026", view(months_scene(OUTAGE), 2).sum.real)  # type: ignore[union-attr]
    never = view(months_scene(first=False), 3)
    assert [line.real for line in never.lines[1:]] == ["–", "–"]


def test_a_month_has_a_page_and_two_files() -> None:
    assert [month_path(Month(2026, 1), kind) for kind in ("html", "csv", "json")] == [
        "months/2026-01.html", "months/2026-01.csv", "months/2026-01.json",
    ]  # fmt: skip
