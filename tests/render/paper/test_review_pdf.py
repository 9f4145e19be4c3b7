"""The review pack on paper, read back: figures, rows, charts with their finding, and lines to write on."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from aboveboard.availability.quarters import Quarter
from aboveboard.records.values import instant_of
from aboveboard.render.paper.charts import PAPER, fault_segments, trend_lines
from aboveboard.render.paper.imprint import Imprint
from aboveboard.render.paper.press import Press
from aboveboard.render.paper.review import review_pdf, review_sheet
from aboveboard.render.theme import theme_folders
from aboveboard.views.portal.pack import ReviewPack
from aboveboard.views.portal.review import review_page
from aboveboard.views.service_months import FaultCell, FaultColumn, Trend, TrendPoint
from paper_reading import Read, read_pdf
from review_scenes import EVERYTHING, Q3, edition_with

PRESS = Press(theme_folders("paper"))
COPY = Imprint("Northwind Cloud", "https://portal.northwind.example/acme/", "Acme Works")


def read(*files: dict[str, str], quarter: Quarter = Q3) -> tuple[ReviewPack, Read]:
    page = review_page(edition_with(*files), quarter, restated=("August was 99.9 %, is 99.8 % since 9 November.",))
    assert isinstance(page.view, ReviewPack)
    paper = review_pdf(PRESS, page, COPY)
    assert paper.missing == ()
    return page.view, read_pdf(paper.data)


def plain(text: str) -> str:
    return " ".join(text.split())


def titles_of(pack: ReviewPack) -> list[str]:
    """In their order."""
    ideas = (
        pack.by_month.title,
        pack.disruptions.title,
        pack.actions.title,
        pack.words.title,
        pack.work.title,
        "Questions for the meeting",
        pack.people.title,
    )
    return [plain(title) for title in ideas]


def test_it_is_tagged_titled_and_its_charts_say_what_they_find() -> None:
    pack, made = read(*EVERYTHING)
    assert made.is_tagged
    assert made.title == plain(f"Review Q3 2026, Acme Works: {pack.heading}")
    assert (made.author, made.language) == ("Northwind Cloud", "en-GB")
    assert pack.by_month.trend is not None
    assert made.alternatives == (pack.by_month.trend.label,)
    assert made.tags["H1"] == 1
    assert all(made.fonts.values())


def test_ideas_follow_one_another_each_with_its_finding_for_a_title() -> None:
    pack, made = read(*EVERYTHING)
    assert len(made.pages) <= 5
    after_overview = made.text.partition(plain(pack.overview.sla_title))[2]
    places = [after_overview.index(title) for title in titles_of(pack)]
    assert places == sorted(places)
    first = made.pages[0]
    assert plain(pack.heading) in first
    for sentence in (*pack.sentences, *pack.restated, pack.overview.title, pack.overview.sla_title):
        assert plain(sentence) in first


def test_a_short_pack_leaves_no_page_half_empty() -> None:
    _, made = read()
    assert len(made.pages) <= 3


@pytest.mark.parametrize("times", range(1, 12))
def test_no_page_ends_with_a_title_however_long_what_comes_before_is(times: int) -> None:
    page = review_page(edition_with(*EVERYTHING), Q3)
    pack = page.view
    assert isinstance(pack, ReviewPack)
    longer = replace(
        pack,
        disruptions=replace(pack.disruptions, rows=pack.disruptions.rows[:1] * times),
        actions=replace(pack.actions, rows=pack.actions.rows[:1] * (times * 2 % 11)),
        people=replace(pack.people, questions=pack.people.questions[:1] * (times * 3 % 13)),
    )
    made = read_pdf(review_pdf(PRESS, replace(page, view=longer), COPY).data)
    for body in (one.rpartition(" Review Q3 2026 page ")[0] for one in made.pages):
        assert not body.endswith((*titles_of(longer), "Ahead", "This document")), body
    assert plain(pack.people.title) in made.pages[-1].partition("This document")[0]


def test_every_row_of_every_table_is_on_it() -> None:
    pack, made = read(*EVERYTHING)
    for card in pack.overview.cards:
        assert plain(f"{card.term} {card.number} {card.amount} {card.line}") in made.text
    for quarter in pack.overview.comparisons:
        assert plain(f"{quarter.real} {quarter.provider} {quarter.downtime} {quarter.our_downtime}") in made.text
    for sla in pack.overview.sla:
        for verdict in (verdict for month in sla.months for verdict in month):
            assert plain(f"{verdict.state.word} {verdict.availability}") in made.text
    for month in (*pack.by_month.rows, pack.by_month.total):
        faults = " ".join(cell.text for cell in month.faults)
        row = f"{month.name} {month.agreed} {month.real} {month.provider} {faults} {month.downtime} {month.disruptions}"
        assert plain(row) in made.text, made.pages[1]
    for fault in pack.disruptions.faults:
        assert plain(f"{fault.word} {fault.downtime} {fault.share}") in made.text
    for disruption in pack.disruptions.rows:
        assert plain(f"{disruption.day.text} {disruption.title.text}") in made.text
        assert plain(f"{disruption.fault} {disruption.lasted} {disruption.downtime}") in made.text
    for action in (*pack.actions.rows, *pack.actions.older):
        assert plain(f"{action.id} {action.what}") in made.text
    for kept in pack.words.kept:
        assert plain(f"{kept.what} {kept.kept} {kept.detail}") in made.text
    for work in (*pack.work.past, *pack.work.ahead):
        assert plain(work.title.text) in made.text
    for question in pack.people.questions:
        assert plain(question) in made.text
    assert "Ottilie Brandauer" in made.text
    assert "Mara Lindqvist" in made.text


def test_months_with_every_fault_stand_side_by_side() -> None:
    page = review_page(edition_with(*EVERYTHING), Q3)
    pack = page.view
    assert isinstance(pack, ReviewPack)
    words = ("Our infrastructure", "Our software", "Not yet known", "Third party", "Your side")
    by_month = replace(
        pack.by_month,
        columns=tuple(FaultColumn(f"f{at}", word) for at, word in enumerate(words)),
        rows=tuple(
            replace(row, faults=tuple(FaultCell(f"{at}11:11:11", False) for at in range(1, 6)))
            for row in pack.by_month.rows
        ),
        total=replace(pack.by_month.total, faults=tuple(FaultCell(f"{at}22:22:22", False) for at in range(1, 6))),
    )
    made = read_pdf(review_pdf(PRESS, replace(page, view=replace(pack, by_month=by_month)), COPY).data)
    assert "111:11:11 211:11:11 311:11:11 411:11:11 511:11:11" in made.pages[1]
    assert "99.954 % 122:22:22 222:22:22 322:22:22 422:22:22 522:22:22 5:00 4" in made.pages[1]


def test_many_slas_begin_on_the_first_page_and_lose_none() -> None:
    page = review_page(edition_with(*EVERYTHING), Q3)
    pack = page.view
    assert isinstance(pack, ReviewPack)
    (sla, *_) = pack.overview.sla
    many = tuple(replace(sla, service=f"Service number {number}") for number in range(14))
    crowded = replace(pack, overview=replace(pack.overview, sla=many))
    made = read_pdf(review_pdf(PRESS, replace(page, view=crowded), COPY).data)
    assert plain(pack.overview.sla_title) in made.pages[0]
    assert "Service number 0" in made.pages[0]
    assert "Service number 13" in made.pages[1]
    assert plain(pack.by_month.title) in made.pages[1]
    assert all(one.service in made.text for one in many)


def test_the_foot_says_whose_which_quarter_and_what_proves_it() -> None:
    _, made = read(*EVERYTHING)
    last = len(made.pages)
    for at, page in enumerate(made.pages, 1):
        assert f"Review Q3 2026 page {at} of {last} for Acme Works · July to September 2026 · fingerprint" in page
    assert "https://portal.northwind.example/acme/reviews/2026-Q3.html" in made.pages[-1]


def test_a_quarter_without_anything_is_printed_too() -> None:
    pack, made = read()
    assert plain(pack.work.past_line) in made.text
    assert plain(pack.disruptions.note) in made.text
    _, early = read(quarter=Quarter(2023, 1))
    assert "No service was agreed" in early.text


def test_where_the_paper_lies_changes_nothing_that_is_on_it() -> None:
    """A link to the PDF stands on the page alone."""
    edition = edition_with(*EVERYTHING)
    assert review_sheet(review_page(edition, Q3, has_pdf=True), COPY) == review_sheet(review_page(edition, Q3), COPY)
    other = review_sheet(review_page(edition, Quarter(2026, 2)), COPY)
    assert other["fingerprint"] != review_sheet(review_page(edition, Q3), COPY)["fingerprint"]


def test_lines_of_the_trend_stay_in_their_frame_and_stop_at_gaps() -> None:
    values = [Fraction(100), Fraction("99.9"), None, Fraction("99.95"), Fraction(100)]
    trend = Trend("One miss", tuple(TrendPoint(f"M{at}", value, value, "") for at, value in enumerate(values)))
    drawn = trend_lines(trend)
    assert [len(line) for line in drawn["real"]] == [2, 2]
    points = [point for line in (*drawn["real"], *drawn["provider"]) for point in line]
    assert all(PAPER.left <= x <= PAPER.right and 0 <= y <= PAPER.height for x, y in points)
    assert all(0 < y < PAPER.height for y in drawn["rules"])
    assert len(drawn["dots"]) == 4


def test_segments_of_faults_fill_the_bar() -> None:
    segments = fault_segments({"infrastructure": Fraction(3600), "customer": Fraction(1)})
    assert [one["fault"] for one in segments] == ["infrastructure", "customer"]
    assert segments[-1]["x"] + segments[-1]["width"] == pytest.approx(799)


def test_the_examples_packs_can_be_printed() -> None:
    from aboveboard.records.repository import read_repository
    from aboveboard.views.audience import Reader
    from aboveboard.views.edition import edition_for

    register = read_repository(Path(__file__).parents[3]).register
    for id in ("kestrel-freight", "zauberberg-clinics", "mangrovia-exports"):
        edition = edition_for(Reader(customer=id), register, instant_of("2026-11-15 13:37 UTC"))
        paper = review_pdf(PRESS, review_page(edition, Q3), Imprint("Northwind Cloud", "", register.customers[id].name))
        assert paper.missing == ()
        assert read_pdf(paper.data).is_tagged
