"""Review packs: what a quarter was, whose fault, what was promised, what is done about it; to the second."""

from __future__ import annotations

import pytest

from aboveboard.availability.quarters import Quarter
from aboveboard.views.edition import public_edition
from aboveboard.views.own_registers import OwnRegisters
from aboveboard.views.portal.pack import ReviewPack, Target
from aboveboard.views.portal.pack_facts import quarter_facts, quarters_shown
from aboveboard.views.portal.review import review_page
from aboveboard.views.portal.reviews import portal_reviews_page
from builders import PROVIDER, at, change, customer, incident, register_of, rfo
from review_scenes import (
    ACME,
    AHEAD,
    CATALOG,
    CRASH,
    CRASH_RFO,
    CUT,
    EVERYTHING,
    LONG_AGO,
    NOW,
    Q3,
    SLOW,
    UPGRADE,
    edition_with,
    pack_of,
)

Q2 = Quarter(2026, 2)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def told(pack: ReviewPack) -> list[str]:
    return [plain(sentence) for sentence in pack.sentences]


def verdicts(pack: ReviewPack, service: str) -> list[str]:
    rows = [row for row in pack.overview.sla if row.service == service]
    return [" ".join(f"{one.state.word} {one.credit}".strip() for one in month) for row in rows for month in row.months]


def test_the_quarter_is_told_in_three_sentences() -> None:
    pack = pack_of(*EVERYTHING)
    assert plain(pack.heading) == "Your real availability was 99.886 %"
    assert told(pack) == [
        "Your services were down for 5 h in all, 2 h of it our part.",
        "Third parties caused 60 % of the minutes; 30 min of them were planned work.",
        "ERP Suite missed its SLA in August. A credit is due: 5 % for ERP Suite in August.",
    ]


def test_real_our_part_and_the_sla_stand_side_by_side() -> None:
    cards = pack_of(*EVERYTHING).overview.cards
    assert [(one.term, plain(one.number), plain(one.amount)) for one in cards] == [
        ("Real: what you experienced", "99.886 %", "5 h"),
        ("Our part of it", "99.954 %", "2 h"),
        ("SLA", "1 missed", "5 of 6"),
    ]
    assert plain(cards[2].line) == "verdicts are Met. A credit is due: 5 % for ERP Suite in August."


def test_each_month_of_each_service_has_its_verdict() -> None:
    pack = pack_of(*EVERYTHING)
    assert verdicts(pack, "ERP Suite") == ["Met", "Missed 5\N{NO-BREAK SPACE}%", "Met"]
    assert verdicts(pack, "Mail") == ["Met", "Met", "Met"]
    assert [(row.policy, plain(row.target)) for row in pack.overview.sla] == [("gold", "99.9 %"), ("Silver", "99.5 %")]
    assert pack.overview.sla_months == ("Jul", "Aug", "Sep")


def test_a_quarter_is_compared_with_the_one_before_and_with_last_years() -> None:
    last_year = incident(
        "2025-08-01-old",
        "started: 2025-08-01 10:00 UTC\nresolved: 2025-08-01 11:00 UTC\nimpacts: [{on: db, level: outage}]",
    )
    rows = pack_of(*EVERYTHING, last_year).overview.comparisons
    assert [(plain(row.quarter), plain(row.downtime), row.disruptions) for row in rows] == [
        ("Q3 2026", "5 h", "4"),
        ("Q2 2026", "0 min", "0"),
        ("Q3 2025", "1 h", "1"),
    ]


@pytest.mark.parametrize(
    ("files", "quarter", "title"),
    [
        ((CRASH,), Q3, "Worse than Q2 2026, which had 100 %"),
        ((CRASH,), Quarter(2026, 4), "Better than Q3 2026, which had 99.966 %"),
        ((), Q3, "As in Q2 2026: 100 %"),
        ((), Quarter(2025, 1), "100 % real availability"),
    ],
)
def test_the_figures_say_whether_it_was_better_or_worse(
    files: tuple[dict[str, str], ...], quarter: Quarter, title: str
) -> None:
    assert plain(pack_of(*files, quarter=quarter, as_of="2027-02-01 00:00 UTC").overview.title) == title


def test_nothing_is_compared_with_a_quarter_that_was_not_measured() -> None:
    pack = pack_of(quarter=Quarter(2024, 4), as_of="2025-02-01 00:00 UTC")
    assert [row.note for row in pack.overview.comparisons] == ["", "not measured", "not measured"]
    assert plain(pack.overview.title) == "100 % real availability"


def test_rows_add_up_to_the_totals() -> None:
    pack = pack_of(*EVERYTHING)
    assert [(row.name, row.agreed, row.downtime) for row in pack.by_month.rows] == [
        ("July 2026", "1488:00", "0:00"),
        ("August 2026", "1488:00", "1:30"),
        ("September 2026", "1440:00", "3:30"),
    ]
    assert (pack.by_month.total.agreed, pack.by_month.total.downtime, pack.disruptions.total) == (
        "4416:00",
        "5:00",
        "5:00",
    )
    assert [(row.key, row.downtime, plain(row.share)) for row in pack.disruptions.faults] == [
        ("infrastructure", "0:30", "10 %"),
        ("software", "1:30", "30 %"),
        ("third-party", "3:00", "60 %"),
    ]
    assert [(row.title.text, row.downtime, plain(row.lasted)) for row in pack.disruptions.rows] == [
        ("Mail is slow", "0:00", "2 h"),
        ("Database crashed", "1:30", "1 h 30 min"),
        ("Fibre cut at Norvia", "3:00", "3 h"),
        ("Mail store upgrade", "0:30", "30 min"),
    ]


def test_seconds_show_as_soon_as_one_duration_has_them() -> None:
    odd = incident(
        "2026-08-20-odd",
        "started: 2026-08-20 08:00:00 UTC\nresolved: 2026-08-20 08:00:07 UTC\nimpacts: [{on: db, level: outage}]",
    )
    pack = pack_of(odd)
    assert pack.by_month.unit == pack.disruptions.unit == "h:mm:ss"
    assert (pack.by_month.total.downtime, pack.disruptions.rows[0].downtime) == ("0:00:07", "0:00:07")


def test_the_month_that_cost_most_is_the_finding_of_the_months() -> None:
    assert plain(pack_of(*EVERYTHING).by_month.title) == "September cost you the most: 3 h 30 min"
    assert plain(pack_of(CRASH).by_month.title) == "Only August had downtime: 1 h 30 min"
    assert pack_of().by_month.title == "No month had downtime"


def test_the_trend_has_twelve_months_that_end_with_the_quarter() -> None:
    months = pack_of(*EVERYTHING).by_month
    assert months.trend is not None
    assert [point.label for point in months.trend.points][::11] == ["Oct", "Sep"]
    assert [point.year for point in months.trend.points if point.year] == ["2025", "2026"]
    assert plain(months.trend_title) == "September 2026 was the lowest of 12 months: 99.756 %"
    assert plain(months.trend.label).endswith("2025 to September 2026: lowest in September 2026 with 99.756 %")
    quiet = pack_of().by_month
    assert quiet.trend is not None
    assert plain(quiet.trend.label) == "Real availability, October 2025 to September 2026: 100 % in every month"
    assert plain(quiet.trend_title) == "100 % in each of 12 months"


def test_a_line_needs_two_months() -> None:
    young = ACME.replace("since: 2024-01-01", "since: 2026-09-10")
    assert pack_of(who=young).by_month.trend is None
    assert pack_of(who=young).by_month.trend_title == ""


def test_a_month_without_agreed_time_in_between_is_a_gap() -> None:
    twice = """\
name: Acme Works
timezone: UTC
subscriptions:
  - {service: erp, since: 2025-01-01, until: 2026-06-01}
  - {service: erp, since: 2026-07-01}
"""
    trend = pack_of(who=twice).by_month.trend
    assert trend is not None
    assert [point.label for point in trend.points if point.real is None] == ["Jun"]


def test_a_quarter_without_any_disruption_says_so() -> None:
    pack = pack_of()
    assert pack.heading == "Nothing disrupted you"
    assert [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in pack.sentences] == [
        "Your services were up for 100 % of the agreed time.",
        "No service of yours was disrupted, by whomever.",
        "Both services met their SLA.",
    ]
    assert pack.disruptions.title == "Nothing disrupted you in this quarter"
    assert pack.disruptions.note == "No second of any of your services was disrupted, by whomever."
    assert (pack.disruptions.rows, pack.disruptions.faults, pack.disruptions.worst) == ((), (), ())
    assert pack.actions.title == "No corrective action stems from this quarter"
    assert pack.words.title == "No incident reached you, so nothing had to be said"
    assert pack.words.kept == ()
    assert pack.work.title == "No planned work touched your services"


def test_slow_hours_alone_take_no_service_down() -> None:
    pack = pack_of(SLOW)
    assert pack.heading == "No service of yours was down"
    assert pack.disruptions.title == "One disruption, and none took a service down"
    assert plain(pack.disruptions.worst_title) == "The longest incident: Mail is slow, 2 h without downtime"
    assert pack.disruptions.note == "Degraded time is shown, and does not count as downtime."


def test_weights_of_the_site_count_slow_hours_in_part() -> None:
    pack = pack_of(SLOW, provider=f"{PROVIDER}weights: {{outage: 1, partial: 1, degraded: 0.25}}\n")
    assert pack.disruptions.total == "0:30"
    assert pack.disruptions.note == "Degraded time is shown, and counts in part as downtime."


@pytest.mark.parametrize(
    ("hours", "finding"),
    [
        ((1, 0, 0), "Our software caused all of the minutes"),
        ((97, 3, 0), "Our software caused almost all of the minutes"),
        ((3, 1, 0), "Our software caused three quarters of the minutes"),
        ((2, 1, 0), "Our software caused two thirds of the minutes"),
        ((1, 2, 0), "Third parties caused two thirds of the minutes"),
        # 65 %: nearly two thirds, which is said of what is ours alone.
        ((65, 35, 0), "Our software caused two thirds of the minutes"),
        ((35, 65, 0), "Third parties caused 65 % of the minutes"),
        ((68, 32, 0), "Our software caused 68 % of the minutes"),
        ((1, 1, 0), "Our software caused half of the minutes"),
        ((1, 0, 4), "Your own side caused 80 % of the minutes"),
        ((3, 3, 4), "Your own side caused 40 % of the minutes"),
        # 38.6, 46.5 and 14.9: the table beside it adds up to 100.
        ((150, 181, 58), "Third parties caused 46 % of the minutes"),
    ],
)
def test_the_fault_with_most_minutes_is_the_finding(hours: tuple[int, int, int], finding: str) -> None:
    files = []
    for place, (count, fault) in enumerate(zip(hours, ("software", "third-party", "customer"), strict=True)):
        if count:
            day = 3 + place * 8
            end = day + count // 24
            files.append(
                incident(
                    f"2026-08-{day:02d}-x",
                    f"fault: {fault}\nstarted: 2026-08-{day:02d} 00:00 UTC\n"
                    f"resolved: 2026-08-{end:02d} {count % 24:02d}:00 UTC\nimpacts: [{{on: db, level: outage}}]",
                )
            )
    assert plain(pack_of(*files).disruptions.title) == finding


def test_what_was_not_ours_is_said_to_be_none_of_ours() -> None:
    assert told(pack_of(CUT))[0] == "Your services were down for 3 h in all, none of it our part."
    assert told(pack_of(CRASH))[0] == "Your services were down for 1 h 30 min in all, all of it on our side."
    assert plain(pack_of(CUT).disruptions.rows[0].fault) == "Third party (Norvia)"


def test_the_worst_incidents_are_told_out_of_their_reports_else_by_their_last_words() -> None:
    worst = pack_of(*EVERYTHING).disruptions.worst
    assert [(one.title.text, one.what) for one in worst] == [
        ("Fibre cut at Norvia", "It is over."),
        ("Database crashed", "A full disk stopped the database for 90 minutes."),
        ("Mail is slow", "It is over."),
    ]
    assert plain(worst[0].when) == "10 September 2026, 10:00 to 13:00 UTC"
    assert worst[1].report == Target("Final RFO", "rfo/2026-08-20-crash.html")


def test_an_incident_without_a_word_is_told_by_its_introduction() -> None:
    silent = incident(
        "2026-09-30-silent",
        "urgency: P1\nstarted: 2026-09-30 22:00 UTC\nimpacts: [{on: db, level: outage, to: 2026-10-01 02:00 UTC}]",
        "Orders wait. We work on it.",
    )
    pack = pack_of(silent)
    assert pack.disruptions.worst[0].what == "Orders wait."
    assert plain(pack.disruptions.worst[0].lasted) == "2 h"
    assert "only the part within counts here" in pack.disruptions.note
    assert pack.words.kept[0].kept == "0 of 1"
    after = pack_of(silent, quarter=Quarter(2026, 4), as_of="2027-01-02 00:00 UTC")
    assert plain(after.disruptions.worst[0].when) == "1 October 2026, 00:00 to 02:00 UTC"
    assert "only the part within counts here" in after.disruptions.note


def test_a_disruption_over_midnight_names_both_days() -> None:
    night = incident(
        "2026-08-20-night",
        "started: 2026-08-20 23:00 UTC\nresolved: 2026-08-21 01:00 UTC\nimpacts: [{on: db, level: outage}]",
    )
    assert plain(pack_of(night).disruptions.worst[0].when) == "20 August 2026, 23:00 to 21 August 2026, 01:00 UTC"


def test_what_crosses_a_month_counts_in_both_and_once_in_the_quarter() -> None:
    night = incident(
        "2026-07-31-night",
        "started: 2026-07-31 23:00 UTC\nresolved: 2026-08-01 01:00 UTC\nimpacts: [{on: db, level: outage}]",
    )
    months = pack_of(night).by_month
    assert [row.disruptions for row in (*months.rows, months.total)] == ["1", "1", "0", "1"]
    assert "counts in both, and once in the total" in months.note


def test_a_root_cause_that_came_back_is_said_with_its_reports() -> None:
    before = incident(
        "2026-05-02-first",
        "title: Disk full\nstarted: 2026-05-02 10:00 UTC\nresolved: 2026-05-02 11:00 UTC\nimpacts: [{on: db, level: outage}]",
    )
    report = rfo("2026-05-02-first", "final_on: 2026-05-05\nroot_cause: disk-full\nactions: []")
    pack = pack_of(before, report, *EVERYTHING)
    (again,) = pack.disruptions.recurrences
    assert again.sentence == "Disk full was the root cause 2 times in twelve months:"
    assert [plain(one.text) for one in again.incidents] == ["Disk full, 2 May 2026", "Database crashed, 20 August 2026"]
    assert again.incidents[0].href == "rfo/2026-05-02-first.html"
    assert any(question.startswith("Disk full came back:") for question in pack.people.questions)
    assert pack_of(*EVERYTHING).disruptions.recurrences == ()


def test_a_root_cause_of_more_than_twelve_months_ago_has_not_come_back() -> None:
    before = incident(
        "2025-09-30-first",
        "started: 2025-09-30 10:00 UTC\nresolved: 2025-09-30 11:00 UTC\nimpacts: [{on: db, level: outage}]",
    )
    report = rfo("2025-09-30-first", "final_on: 2025-10-05\nroot_cause: disk-full\nactions: []")
    assert pack_of(before, report, *EVERYTHING).disruptions.recurrences == ()


def test_an_incident_behind_another_one_is_listed_without_minutes() -> None:
    behind = incident(
        "2026-08-20-second",
        "title: Database slow\nfault: third-party\nstarted: 2026-08-20 08:10 UTC\nresolved: 2026-08-20 09:00 UTC\n"
        "impacts: [{on: db, level: outage}]",
    )
    pack = pack_of(CRASH, behind)
    assert [(row.title.text, row.downtime) for row in pack.disruptions.rows] == [
        ("Database crashed", "1:30"),
        ("Database slow", "0:00"),
    ]
    assert "took none that another one had not taken already" in pack.disruptions.note
    assert pack_of(CRASH, behind, quarter=Q2).disruptions.rows == ()


def test_promises_about_reports_stand_beside_incidents() -> None:
    rows = pack_of(CRASH).disruptions.rows
    assert (plain(rows[0].report.text), rows[0].report.href) == ("RFO late since Tue 25 Aug", "")
    assert rows[0].is_report_late
    assert pack_of(CUT).disruptions.rows[0].report == Target("")
    late = [one for one in pack_of(CRASH).people.questions if "is late" in one]
    assert late == ["The RFO of “Database crashed” is late: when does it come?"]


def test_actions_are_done_due_or_overdue_and_the_overdue_come_first() -> None:
    actions = pack_of(*EVERYTHING).actions
    assert actions.title == "1 of 4 corrective actions is done; 1 is overdue"
    assert [(row.id, row.state.word, plain(row.due)) for row in actions.rows] == [
        ("A2", "Overdue", "31 October 2026"),
        ("A3", "Due", "31 December 2026"),
        ("A4", "No date", "no date"),
        ("A1", "Done", "15 September 2026"),
    ]
    assert actions.rows[0].report == Target("Database crashed", "rfo/2026-08-20-crash.html")


def test_older_actions_stay_until_they_are_done() -> None:
    actions = pack_of(*EVERYTHING, quarter=Quarter(2026, 4), as_of="2027-01-10 00:00 UTC").actions
    assert [row.id for row in actions.older] == ["A2", "A3", "A4"]
    assert actions.title == "No corrective action stems from this quarter; 3 older ones are open; 2 are overdue"
    assert pack_of(CRASH, CRASH_RFO, quarter=Q2).actions.older == ()


def test_a_pack_stays_as_it_was_when_the_next_quarter_is_over() -> None:
    early = pack_of(*EVERYTHING, as_of="2027-01-01 00:00 UTC")
    late = pack_of(*EVERYTHING, as_of="2028-05-05 05:05 UTC")
    assert early == late
    assert plain(early.stand) == "Actions and plans as of 31 December 2026."
    assert [row.state.word for row in early.actions.rows] == ["Overdue", "Due", "No date", "Done"]
    assert plain(early.work.ahead_line) == "What lay ahead then stands in the pack of Q4 2026."
    assert early.work.ahead == ()


def test_what_was_done_later_was_not_done_yet() -> None:
    done_late = {
        path: text.replace("due: 2026-10-31}", "due: 2026-10-31, done: 2027-02-02}") for path, text in CRASH_RFO.items()
    }
    states = {row.id: row.state.word for row in pack_of(CRASH, done_late, as_of="2027-06-01 00:00 UTC").actions.rows}
    assert states["A2"] == "Overdue"


@pytest.mark.parametrize(
    ("actions", "title", "note"),
    [
        ("", "No corrective action stems from this quarter", "None has been decided yet."),
        (
            "actions: []",
            "No corrective action stems from this quarter",
            "The reports of this quarter say that none is needed, and why.",
        ),
        ("actions: [{id: A1, what: It, kind: prevent, owner: Data}]", "The one corrective action is not done yet", ""),
        (
            "actions: [{id: A1, what: It, kind: prevent, owner: Data, done: 2026-09-01}]",
            "The one corrective action is done",
            "",
        ),
    ],
)
def test_a_report_may_name_no_action_yet_or_say_that_none_is_needed(actions: str, title: str, note: str) -> None:
    report = f"status: preliminary\npreliminary_on: 2026-08-24\n{actions}"
    section = pack_of(CRASH, rfo("2026-08-20-crash", report)).actions
    assert (section.title, section.note) == (title, note)


def test_kept_promises_are_counted_over_the_incidents() -> None:
    words = pack_of(*EVERYTHING).words
    assert words.title == "We spoke when we had promised to, every time"
    assert [(row.what, plain(row.kept), plain(row.detail)) for row in words.kept] == [
        ("First words in time", "2 of 2", "from the start of each incident"),
        ("Next updates in time", "3 of 3", "each update promises the next one"),
        ("Longest silence", "3 h", "Fibre cut at Norvia"),
        ("Updates", "6", "in 3 incidents"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "title", "firsts", "nexts"),
    [
        ("08:16", "08:40", "We spoke late once, and in time twice", "0 of 1", "2 of 2"),
        ("08:15", "08:46", "We spoke late once, and in time twice", "1 of 1", "1 of 2"),
        ("08:40", "09:11", "We spoke late twice, and in time once", "0 of 1", "1 of 2"),
        ("08:40", "09:20", "We spoke late 3 times, and never in time", "0 of 1", "0 of 2"),
    ],
)
def test_words_that_came_late_are_counted(first: str, second: str, title: str, firsts: str, nexts: str) -> None:
    end = "10:00" if second == "09:20" else f"{second[:3]}{int(second[3:]) + 10:02d}"
    late = incident(
        "2026-08-20-late",
        f"started: 2026-08-20 08:00 UTC\nresolved: 2026-08-20 {end} UTC\nimpacts: [{{on: db, level: outage}}]",
        f"## Investigating · 2026-08-20 {first} UTC\n\nWe look.\n\n## Identified · 2026-08-20 {second} UTC\n\nIt is the disk.",
    )
    words = pack_of(late).words
    assert words.title == title
    assert [row.kept for row in words.kept[:2]] == [firsts, nexts]


def test_a_silence_lasts_until_something_is_said_or_all_is_over() -> None:
    talkative = incident(
        "2026-08-20-talk",
        "started: 2026-08-20 08:00 UTC\nresolved: 2026-08-20 10:00 UTC\nimpacts: [{on: db, level: outage}]",
        "## Investigating · 2026-08-20 08:20 UTC\n\nWe look.\n\n## Resolved · 2026-08-20 10:00 UTC\n\nOver.\n\n"
        "## Postmortem · 2026-08-27 10:00 UTC\n\nThe report.",
    )
    (silence,) = [row for row in pack_of(talkative).words.kept if row.what == "Longest silence"]
    assert plain(silence.kept) == "1 h 40 min"


def test_an_open_incident_is_silent_until_the_day_of_the_pack() -> None:
    still = incident(
        "2026-09-01-still", "urgency: P4\nstarted: 2026-09-01 08:00 UTC\nimpacts: [{on: store, level: degraded}]"
    )
    (silence,) = [
        row for row in pack_of(still, as_of="2026-11-15 08:00 UTC").words.kept if row.what == "Longest silence"
    ]
    assert plain(silence.kept) == "74 d 16 h"


def test_where_nothing_was_promised_only_silences_are_told() -> None:
    words = pack_of(CUT).words
    assert words.title == "Nothing was promised about how soon we speak"
    assert [row.what for row in words.kept] == ["Longest silence", "Updates"]


def test_changes_of_the_quarter_stand_with_their_outcome_and_those_ahead_with_what_to_expect() -> None:
    work = pack_of(*EVERYTHING).work
    assert work.title == "1 change on your paths, and it succeeded"
    assert [(plain(row.when), row.state.word, row.what) for row in work.past] == [
        ("20 September 2026, 01:00 to 02:00 UTC", "Succeeded", "As expected: an outage.")
    ]
    assert [(plain(row.when), row.title.text, row.what) for row in work.ahead] == [
        (
            "22 November 2026, 23:00 to 23 November 2026, 03:00 UTC",
            "Database upgrade",
            "Expected: slow answers or passing errors.",
        )
    ]
    assert work.ahead_line == ""
    assert pack_of(UPGRADE).work.ahead_line == "Nothing is planned on your paths."


def test_changes_elsewhere_are_not_told() -> None:
    elsewhere = change(
        "2026-08-02-dark",
        "components: [dark]\noutcome: succeeded\nimpacts: none\nwindow: {from: 2026-08-02 01:00 UTC, to: 2026-08-02 02:00 UTC}",
    )
    assert pack_of(elsewhere).work.past == ()


def test_work_belongs_to_the_quarter_in_which_it_begins() -> None:
    night = change(
        "2026-06-30-night",
        "components: [db]\noutcome: succeeded\nimpacts: none\n"
        "window: {from: 2026-06-30 23:00 UTC, to: 2026-07-01 02:00 UTC}",
    )
    assert len(pack_of(night, quarter=Q2).work.past) == 1
    assert pack_of(night).work.past == ()


def test_outcomes_that_differ_are_counted() -> None:
    others = [
        change(
            f"2026-08-{day:02d}-x",
            f"components: [store]\noutcome: {outcome}\n{'' if outcome == 'cancelled' else 'impacts: none'}\nwindow: {{from: 2026-08-{day:02d} 01:00 UTC, to: 2026-08-{day:02d} 02:00 UTC}}",
        )
        for day, outcome in ((2, "failed"), (3, "cancelled"), (4, "succeeded"))
    ]
    assert pack_of(UPGRADE, *others).work.title == "4 changes on your paths: 1 failed, 1 cancelled and 2 succeeded"
    assert pack_of(UPGRADE, others[2]).work.title == "2 changes on your paths, both succeeded"


def test_people_and_meetings_of_both_sides_are_named() -> None:
    people = pack_of(*EVERYTHING).people
    assert people.title == "Mara Lindqvist is your account manager"
    assert people.manager is not None
    assert people.manager.others[0].href == "mailto:mara@northwind.example?subject=Review%20Q3%C2%A02026"
    assert [one.who for one in (*people.ours, *people.yours)] == ["Network operations", "CIO"]
    assert [(one.what, one.every, one.who) for one in people.meetings] == [
        ("Service review", "every quarter", "Sales"),
        ("Status call", "every month", ""),
    ]


def test_questions_come_out_of_the_findings() -> None:
    own = incident(
        "2026-08-21-own",
        "fault: customer\nstarted: 2026-08-21 08:00 UTC\nresolved: 2026-08-21 09:00 UTC\nimpacts: [{on: line, level: outage}]",
    )
    assert [plain(one) for one in pack_of(*EVERYTHING, own).people.questions] == [
        "“An alarm at 80 %” is overdue: by when will it be done?",
        "The RFO of “Incident 2026-08-21-own” is late: when does it come?",
        "ERP Suite missed the SLA: has the credit reached you, and is the target the right one?",
        "Third parties cost you 3 h: is a second supplier on your path worth it?",
        "1 h came from your own side: what has changed since, and can we help?",
        "What do you plan for the next quarter that we should know of?",
    ]


def test_several_overdue_actions_make_one_question() -> None:
    pack = pack_of(*EVERYTHING, quarter=Quarter(2026, 4), as_of="2027-03-10 00:00 UTC")
    assert plain(pack.people.questions[0]) == "“An alarm at 80 %” and “A drill” are overdue: by when will they be done?"


def test_without_an_account_manager_the_contacts_stay() -> None:
    people = pack_of(who=ACME).people
    assert people.manager is None
    assert people.title == "Whom you reach here, and whom we reach at yours"
    assert (len(people.ours), people.yours, people.meetings) == (1, (), ())


def test_a_missed_sla_without_credits_owes_none() -> None:
    week = incident(
        "2026-08-01-week",
        "started: 2026-08-01 00:00 UTC\nresolved: 2026-08-03 00:00 UTC\nimpacts: [{on: store, level: outage}]",
    )
    pack = pack_of(week)
    assert told(pack)[2] == "Mail missed its SLA in August."
    assert pack.overview.cards[2].line == "verdicts are Met."
    assert "Mail missed the SLA: is the target the right one?" in pack.people.questions


def test_two_services_that_missed_are_named_and_five_are_counted() -> None:
    names = ["alpha", "beta", "gamma", "delta", "omega"]
    services = "".join(f"{name}: {{name: {name.title()}, requires: [db]}}\n" for name in names)
    down = incident(
        "2026-08-01-week",
        "started: 2026-08-01 00:00 UTC\nresolved: 2026-08-03 00:00 UTC\nimpacts: [{on: db, level: outage}]",
    )

    def title(count: int) -> str:
        lines = "".join(f"  - {{service: {name}, since: 2024-01-01, sla: gold}}\n" for name in names[:count])
        files = {"content/catalog/services.yml": services}
        return pack_of(files, down, who=f"name: Acme\ntimezone: UTC\nsubscriptions:\n{lines}").overview.sla_title

    assert title(2) == "Alpha and Beta missed their SLA"
    assert title(5) == "Five services of five missed their SLA"


@pytest.mark.parametrize(
    ("slas", "title"),
    [
        (("gold", "gold"), "Both services met their SLA"),
        (("gold", None), "ERP Suite met its SLA"),
        ((None, None), "No SLA is agreed for your services"),
    ],
)
def test_services_that_met_are_counted(slas: tuple[str | None, str | None], title: str) -> None:
    lines = "".join(
        f"  - {{service: {service}, since: 2024-01-01{f', sla: {sla}' if sla else ''}}}\n"
        for service, sla in zip(("erp", "mail"), slas, strict=True)
    )
    overview = pack_of(who=f"name: Acme\ntimezone: UTC\nsubscriptions:\n{lines}").overview
    assert overview.sla_title == title
    if not any(slas):
        assert (overview.cards[2].number, overview.cards[2].line, overview.sla_note) == ("–", "no SLA was in force", "")
        assert [row.policy for row in overview.sla] == ["no SLA", "no SLA"]


def test_three_services_are_all_three() -> None:
    services = "alpha: {name: Alpha}\nbeta: {name: Beta}\ngamma: {name: Gamma}\n"
    lines = "".join(f"  - {{service: {one}, since: 2024-01-01, sla: gold}}\n" for one in ("alpha", "beta", "gamma"))
    pack = pack_of({"content/catalog/services.yml": services}, who=f"name: A\ntimezone: UTC\nsubscriptions:\n{lines}")
    assert pack.overview.sla_title == "All three services met their SLA"


def test_a_renewal_within_a_month_has_a_verdict_under_each_sla() -> None:
    renewed = """\
name: Acme Works
timezone: UTC
subscriptions:
  - {service: erp, since: 2024-01-01, until: 2026-08-10, sla: silver}
  - {service: erp, since: 2026-08-10, until: 2026-08-20, sla: gold}
  - {service: erp, since: 2026-08-20, sla: gold}
"""
    rows = pack_of(who=renewed).overview.sla
    assert [(row.policy, [len(month) for month in row.months]) for row in rows] == [
        ("Silver", [1, 1, 0]),
        ("gold", [0, 2, 1]),
    ]


def test_a_month_in_which_no_hour_of_the_sla_was_agreed_has_no_verdict() -> None:
    sla = "never: {target: 99.9, counts: [software], hours: {weekly: {mon: '08:00-09:00'}, holidays: [2026-07-06]}}\n"
    short = (
        "name: A\ntimezone: UTC\nsubscriptions: [{service: erp, since: 2026-07-06, until: 2026-07-13, sla: never}]\n"
    )
    pack = pack_of({"content/catalog/slas.yml": sla}, who=short)
    (row,) = pack.overview.sla
    assert [[one.state.word for one in month] for month in row.months] == [["Nothing agreed"], [], []]
    assert pack.overview.cards[2].number == "–"


def test_a_customer_without_subscriptions_has_no_pack_and_a_page_that_says_why() -> None:
    edition = edition_with(who="name: Acme\ntimezone: UTC\n")
    assert quarters_shown(edition) == ()
    view = portal_reviews_page(edition, ()).view
    assert view.sentence == "No review pack yet"  # type: ignore[attr-defined]
    assert view.empty.startswith("A pack is made of each quarter")  # type: ignore[attr-defined]
    pack = pack_of(*EVERYTHING, who="name: Acme\ntimezone: UTC\n")
    assert pack.heading == "No service was agreed"
    assert len(pack.sentences) == 1
    assert pack.overview.title == "Nothing was agreed in this quarter"
    assert pack.overview.sla_title == "No service was agreed"
    assert pack.by_month.title == "No month had agreed time"
    assert [row.note for row in pack.overview.comparisons] == ["nothing agreed"] * 3
    assert pack.disruptions.note == ""


def test_a_subscription_that_began_within_the_quarter_counts_from_then_on() -> None:
    young = "name: Acme\ntimezone: UTC\nsubscriptions: [{service: erp, since: 2026-08-20, sla: gold}]\n"
    pack = pack_of(CRASH, who=young)
    assert [row.agreed for row in pack.by_month.rows] == ["–", "288:00", "720:00"]
    assert pack.by_month.total.agreed == "1008:00"
    assert "A dash: nothing was agreed in that month." in pack.by_month.note
    assert quarters_shown(edition_with(who=young)) == (Q3,)


def test_a_disruption_counts_as_far_as_the_subscription_lived() -> None:
    until = (
        "name: Acme\ntimezone: Asia/Kolkata\nsubscriptions: [{service: erp, since: 2024-01-01, until: 2026-08-21}]\n"
    )
    late = incident(
        "2026-08-20-late",
        "started: 2026-08-20 18:00 UTC\nresolved: 2026-08-20 20:00 UTC\nimpacts: [{on: db, level: outage}]",
    )
    pack = pack_of(late, who=until)
    assert (pack.disruptions.total, plain(pack.disruptions.rows[0].lasted)) == ("0:30", "30 min")
    assert quarters_shown(edition_with(late, who=until))[:1] == (Q3,)
    assert Quarter(2026, 4) not in quarters_shown(edition_with(late, who=until, as_of="2027-02-01 00:00 UTC"))


def test_quarters_shown_are_closed_measured_and_at_most_so_many() -> None:
    edition = edition_with()
    assert [str(one) for one in quarters_shown(edition, most=3)] == ["2026-Q3", "2026-Q2", "2026-Q1"]
    assert [str(one) for one in quarters_shown(edition)][-1] == "2025-Q1"
    assert quarters_shown(edition_with(as_of="2026-09-30 23:59 UTC"))[0] == Q2
    assert quarters_shown(edition_with(as_of="2026-10-01 00:00 UTC"))[0] == Q3


def test_what_the_reader_may_not_name_counts_without_a_name() -> None:
    told = {**CATALOG, **customer("acme", ACME), **LONG_AGO}
    withheld = OwnRegisters(register_of({**told, **CRASH, **CRASH_RFO}), register_of(told))
    page = review_page(withheld.edition("acme", at(NOW), is_fixed=True), Q3)
    pack = page.view
    assert isinstance(pack, ReviewPack)
    assert pack.disruptions.total == "1:30"
    assert "crash" not in repr(page)
    assert pack.disruptions.rows[0].title == Target("Disruption of a part of our platform")
    assert pack.disruptions.worst[0].what == "It lay on your path; your account manager can tell you more."
    assert plain(pack.disruptions.worst[0].fault) == "Our software"


def test_a_node_that_must_not_be_named_counts_and_is_not_named() -> None:
    services = {"content/catalog/services.yml": "erp: {name: ERP Suite, requires: [dark]}\nmail: {name: Mail}\n"}
    down = incident(
        "2026-08-20-down",
        "started: 2026-08-20 08:00 UTC\nresolved: 2026-08-20 09:00 UTC\nimpacts: [{on: dark, level: outage}]",
    )
    page = review_page(edition_with(services, down), Q3)
    assert isinstance(page.view, ReviewPack)
    assert page.view.disruptions.total == "1:00"
    assert "Nightjar" not in repr(page)
    assert "dark" not in repr(page)


def test_public_records_lead_to_the_public_site_and_own_ones_into_the_portal() -> None:
    own = incident(
        "2026-08-21-own",
        "audience: affected\nstarted: 2026-08-21 08:00 UTC\nresolved: 2026-08-21 09:00 UTC\nimpacts: [{on: line, level: outage}]",
    )
    hrefs = {row.title.text: row.title.href for row in pack_of(CRASH, UPGRADE, own).disruptions.rows}
    assert hrefs == {
        "Database crashed": "https://status.northwind.example/incidents/2026-08-20-crash.html",
        "Mail store upgrade": "https://status.northwind.example/maintenance/2026-09-20-upgrade.html",
        "Incident 2026-08-21-own": "incidents/2026-08-21-own.html",
    }


def test_a_restated_quarter_says_so_first() -> None:
    sentence = "August was 99.912 %, is 99.903 % since 9 November."
    page = review_page(edition_with(), Q3, restated=[sentence], has_pdf=True)
    assert isinstance(page.view, ReviewPack)
    assert page.view.restated == (sentence,)
    assert (page.view.pdf, page.path) == ("reviews/2026-Q3.pdf", "reviews/2026-Q3.html")
    assert pack_of().pdf == ""


def test_figures_end_with_the_quarter_whenever_the_page_is_made() -> None:
    page = review_page(edition_with(), Q3)
    assert page.as_of == Q3.interval("UTC")[1]
    assert [plain(note) for note in page.notes] == [
        "Figures up to the end of September 2026.",
        "Actions and plans as of 15 November 2026.",
        "Times are UTC.",
    ]


def test_the_same_day_gives_the_same_pack_whatever_runs() -> None:
    running = change(
        "2026-11-16-run",
        "components: [db]\noutcome: planned\nwindow: {from: 2026-11-16 12:00 UTC, to: 2026-11-16 13:00 UTC}",
    )
    still = incident(
        "2026-09-01-still", "urgency: P1\nstarted: 2026-09-01 08:00 UTC\nimpacts: [{on: store, level: degraded}]"
    )
    files = (*EVERYTHING, running, still)
    morning = pack_of(*files, as_of="2026-11-16 01:00 UTC")
    assert morning == pack_of(*files, as_of="2026-11-16 22:00 UTC")
    assert morning != pack_of(*files, as_of="2026-11-17 22:00 UTC")
    early, late = (pack_of(*files, as_of=as_of) for as_of in ("2027-01-01 00:00 UTC", "2027-08-01 00:00 UTC"))
    assert early == late


def test_the_list_has_every_pack_with_its_finding() -> None:
    edition = edition_with(CRASH)
    quarters = quarters_shown(edition, most=2)
    page = portal_reviews_page(edition, quarters, with_pdf=quarters[:1])
    view = page.view
    rows = view.rows  # type: ignore[attr-defined]
    assert view.sentence == "2 review packs"  # type: ignore[attr-defined]
    assert view.second == "Agreed: Service review every quarter; Status call every month."  # type: ignore[attr-defined]
    assert [(plain(row.heading), plain(row.amount), row.pdf) for row in rows] == [
        ("Your real availability was 99.966 %", "1 h 30 min", "reviews/2026-Q3.pdf"),
        ("Nothing disrupted you", "0 min", ""),
    ]
    assert page.as_of == Q3.interval("UTC")[1]
    nothing = portal_reviews_page(edition_with(who="name: A\n"), (Q3,)).view
    assert [row.amount for row in nothing.rows] == [""]  # type: ignore[attr-defined]


def test_a_reader_who_is_no_customer_has_no_pack() -> None:
    edition = edition_with()
    with pytest.raises(KeyError):
        quarter_facts(public_edition(edition.register, edition.as_of), Q3)


def test_a_change_that_runs_stands_ahead() -> None:
    running = change(
        "2026-11-15-run",
        "components: [db]\noutcome: in-progress\nwindow: {from: 2026-11-15 12:00 UTC, to: 2026-11-15 13:00 UTC}",
    )
    assert [row.state.word for row in pack_of(running, AHEAD).work.ahead] == ["In progress", "Planned"]
