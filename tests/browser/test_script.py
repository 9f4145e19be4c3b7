"""What the script adds to a page, and what works without it: in a toy site under the site's own policy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page

from aboveboard.render.charts.bar import Day, draw_bar
from aboveboard.render.shell import ShellPage
from aboveboard.views.page import Alternate
from browser.served import served
from browser.visit import visited
from render.charts.drawn import drawn
from toy_site import CONFIG, SITE_URL, ToySite, build_with_mkdocs, write_repository

_AS_OF = 1794749820  # 2026-11-15 13:37 UTC
_INCIDENT = "incidents/2026-10-03-fra1.html"
_FIXED = {"as-of": str(_AS_OF), "fixed": "", "open": ""}
_DAYS = [Day(None)] * 2 + [Day("operational")] * 44 + [Day("outage", "3 Oct: outage, 43 min", _INCIDENT)]
_DAYS += [Day("operational")] * 43
_BARS = Markup("").join(
    Markup(drawn("bar.svg.html", "bar", draw_bar(f"{name}, 18 August to today", date(2026, 8, 18), _DAYS, "nothing")))
    for name in ("ERP Suite", "Mail")
)
_DAY_LINE = Markup('<p class="day" data-fine="{}: operational" data-none="{}: not yet in service"></p>')
_WINDOW = Markup(
    '<span id="{0}" data-from="{1}" data-until="{2}" data-before="Planned" data-during="Running"'
    ' data-after="Over">Planned</span>'
)
_BODY = (
    Markup('<div class="wrap"><h1>Status</h1><section><h2>Services</h2>')
    + _BARS
    + _DAY_LINE
    + Markup("</section><p>")
    + _WINDOW.format("ahead", _AS_OF + 600, _AS_OF + 1200)
    + _WINDOW.format("now", _AS_OF - 600, _AS_OF + 600)
    + _WINDOW.format("past", _AS_OF - 1200, _AS_OF - 600)
    + Markup(
        '</p><p id="promised" data-due="{}" data-late="The update promised for 14:01 is late.">by 14:01</p>'
    ).format(_AS_OF + 600)
    + Markup('<p id="late" data-due="{}" data-late="The update promised for 13:01 is late.">by 13:01</p>').format(
        _AS_OF - 600
    )
    + Markup('<time id="time" datetime="2026-11-15T20:01:00Z" data-local="2026-11-15">20:01 UTC</time>')
    + Markup('<i id="ago" data-since="{}" data-text="({{}} ago)">(6 min ago)</i>').format(_AS_OF - 360)
    + Markup("<script>document.title = 'taken over'</script></div>")
)
_FEEDS = [Alternate("feeds/all.atom", "application/atom+xml", "All")]
_PAGES = {
    "index.html": ShellPage("index.html", "Status", _BODY, active="status", data=_FIXED, alternates=_FEEDS),
    "earlier.html": ShellPage("earlier.html", "Status", _BODY, data={**_FIXED, "as-of": str(_AS_OF - 7200)}),
    "old.html": ShellPage("old.html", "Status", _BODY, data={"as-of": str(_AS_OF)}),
    _INCIDENT: ShellPage(_INCIDENT, "Packet loss", Markup("<h1>Loss</h1>"), active="incidents"),
}
_PATHS = [*_PAGES, "incidents/index.html", "api/aboveboard/v1/build.json"]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with fixed as-of; and one that navigates instantly below `instant/`, for which it must know its origin."""
    folder = tmp_path_factory.mktemp("script")
    (folder / "site").mkdir()
    with served(folder / "site") as origin:
        build_with_mkdocs(write_repository(folder / "plain"), folder / "site", ToySite(_PATHS, _PAGES))
        config = CONFIG.replace("  palette:", "  features: [navigation.instant]\n  palette:")
        config = config.replace(SITE_URL, f"{origin}/instant/")
        config_file = write_repository(folder / "instant", config=config)
        build_with_mkdocs(config_file, folder / "site/instant", ToySite(_PATHS, _PAGES))
        yield origin


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    with visited(browser, f"{origin}/index.html", wait_until="networkidle", timezone_id="UTC") as visit:
        yield visit.page
        assert visit.foreign == []


def _line(page: Page) -> str:
    return page.locator(".day").inner_text()


def test_a_bar_is_one_stop_and_its_days_are_read_out(page: Page) -> None:
    bar = page.locator(".bar").first
    bar.focus()
    assert _line(page) == "ERP Suite, 15 Nov: operational"
    for key, day in (
        ("ArrowLeft", "14 Nov: operational"),
        ("PageUp", "7 Nov: operational"),
        ("PageDown", "14 Nov: operational"),
        ("Home", "18 Aug: not yet in service"),
        ("ArrowLeft", "18 Aug: not yet in service"),
        ("End", "15 Nov: operational"),
        ("ArrowRight", "15 Nov: operational"),
    ):
        page.keyboard.press(key)
        assert _line(page) == f"ERP Suite, {day}"
        assert bar.get_attribute("aria-valuetext") == day


def test_a_marked_day_leads_to_its_incident(page: Page) -> None:
    page.locator(".bar").first.focus()
    for key in ["Home", *["PageDown"] * 6, *["ArrowRight"] * 4]:
        page.keyboard.press(key)
    assert _line(page) == "ERP Suite, 3 Oct: outage, 43 min"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(_INCIDENT)


def test_arrows_go_from_bar_to_bar_and_escape_leaves(page: Page) -> None:
    page.locator(".bar").first.focus()
    page.keyboard.press("ArrowDown")
    assert _line(page).startswith("Mail, ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert _line(page).startswith("ERP Suite, ")
    page.keyboard.press("Escape")
    assert _line(page) == ""
    assert page.locator(".cursor").count() == 0


def test_a_day_under_the_pointer_is_read_out(page: Page) -> None:
    box = page.locator(".bar svg").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 46.4 / 90, box["y"] + 10)
    assert _line(page) == "ERP Suite, 3 Oct: outage, 43 min"


def test_words_follow_the_clock_of_a_fixed_as_of(page: Page) -> None:
    assert page.locator("#ahead").inner_text() == "Planned"
    assert page.locator("#now").inner_text() == "Running"
    assert page.locator("#past").inner_text() == "Over"
    assert page.locator("#promised").inner_text() == "by 14:01"
    assert page.locator("#late").inner_text() == "The update promised for 13:01 is late."
    assert page.locator("#ago").inner_text() == "(6 min ago)"


def test_a_page_with_an_earlier_as_of_lives_in_the_time_of_its_site(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/earlier.html", wait_until="networkidle") as visit:
        assert visit.page.locator("#past").inner_text() == "Over"
        assert visit.page.locator("#ahead").inner_text() == "Planned"
        assert visit.page.locator("#ago").inner_text().replace("\u00a0", " ") in ("(6 min ago)", "(7 min ago)")


def test_what_is_late_is_said_in_the_one_status_line(page: Page) -> None:
    status = page.get_by_role("status")
    assert status.count() == 1
    assert status.inner_text() == "The update promised for 13:01 is late."


def test_an_old_page_says_so_by_the_readers_clock(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/old.html") as visit:
        visit.page.clock.install(time="2026-11-18T13:00:00Z")
        visit.page.reload(wait_until="networkidle")
        status = visit.page.get_by_role("status").inner_text()
        assert status.startswith("This page was built 3\u00a0d ago and may no longer be true.")
        assert visit.page.locator("#promised").inner_text() == "The update promised for 14:01 is late."
        assert visit.page.locator("#ago").inner_text() == "(3\u00a0d ago)"


def test_an_open_page_is_old_after_a_quarter_of_an_hour(browser: Browser, origin: str) -> None:
    for minute, is_old in ((51, False), (53, True)):
        with visited(browser, f"{origin}/old.html") as visit:
            visit.page.clock.install(time=f"2026-11-15T13:{minute}:00Z")
            visit.page.add_init_script(
                "addEventListener('DOMContentLoaded', () => document.querySelector('.ab').dataset.open = 1, true)"
            )
            visit.page.reload(wait_until="networkidle")
            assert ("may no longer be true" in visit.page.get_by_role("status").inner_text()) == is_old


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("UTC", "20:01 UTC"),
        ("Europe/Berlin", "20:01 UTC (21:01 your time)"),
        ("Asia/Tokyo", "20:01 UTC (Mon 05:01 your time)"),
    ],
)
def test_the_readers_own_time_stands_in_brackets(browser: Browser, origin: str, zone: str, text: str) -> None:
    with visited(browser, f"{origin}/index.html", timezone_id=zone) as visit:
        assert visit.page.locator("#time").inner_text() == text


def test_a_script_in_a_page_does_not_run(page: Page) -> None:
    assert page.title() == "Status | Northwind Cloud status"


def test_feeds_are_not_taken_for_translations(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/index.html") as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        visit.page.reload(wait_until="networkidle")
        assert [url for url in asked if "sitemap" in url] == []


def test_search_finds_a_record(page: Page) -> None:
    page.locator(".md-search__input").click()
    page.keyboard.type("Loss")
    result = page.locator(".md-search-result__link").first
    result.wait_for()
    assert _INCIDENT in (result.get_attribute("href") or "")


def test_the_page_is_dark_before_any_script_runs(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/index.html", color_scheme="dark", java_script_enabled=False) as visit:
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(30, 33, 41)"


def test_the_readers_choice_wins_over_the_system(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/index.html", color_scheme="dark", wait_until="networkidle") as visit:
        visit.page.locator("label[for=__palette_1]").click()
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        visit.page.reload(wait_until="networkidle")
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_paper_is_white(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/index.html", color_scheme="dark", wait_until="networkidle") as visit:
        visit.page.emulate_media(media="print", color_scheme="dark")
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not visit.page.locator(".menu").is_visible()


def test_the_phones_menu_needs_no_script(browser: Browser, origin: str) -> None:
    with visited(
        browser, f"{origin}/index.html", viewport={"width": 360, "height": 740}, java_script_enabled=False
    ) as visit:
        menu = visit.page.get_by_role("navigation", name="Main")
        assert not menu.is_visible()
        visit.page.get_by_role("button", name="Menu").click()
        assert menu.get_by_role("link", name="Incidents").is_visible()


def test_instant_navigation_takes_everything_along(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/instant/{_INCIDENT}", wait_until="networkidle", timezone_id="UTC") as visit:
        visit.page.evaluate("window.isSamePage = true")
        visit.page.locator(".menu a").first.click()
        visit.page.get_by_role("heading", name="Status").wait_for()
        assert visit.page.evaluate("window.isSamePage") is None, "index.html is known by its folder: loaded as usual"
        visit.page.evaluate("window.isSamePage = true")
        visit.page.locator(".foot a").first.click()
        visit.page.get_by_role("heading", name="How we measure").wait_for()
        assert visit.page.evaluate("window.isSamePage") is True
        assert visit.page.locator(".foot a[aria-current]").count() == 1
        visit.page.go_back()
        visit.page.get_by_role("heading", name="Status").wait_for()
        visit.page.locator(".bar").first.focus()
        assert _line(visit.page) == "ERP Suite, 15 Nov: operational"
        assert visit.page.locator(".menu a[aria-current]").inner_text() == "Status"
