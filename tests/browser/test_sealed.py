"""Sealed portals in a real browser: the right key opens one, nothing else opens anything."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from aboveboard.publish.capabilities import Epochs
from aboveboard.publish.sealing import Seal, seal_of
from aboveboard.site.sealed import sealed_portals
from browser.served import served
from browser.visit import visited
from private_scene import SECRETS
from sealed_scene import SECRET, SealedScene, sealed_scene
from small_site import write

ACME, BOLT = (seal_of(SECRET.encode(), id, *Epochs().portal(id)) for id in ("acme", "bolt"))
HELLO = "Acme Instruments"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SealedScene:
    return sealed_scene(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def origin(scene: SealedScene) -> Iterator[str]:
    with served(scene.sealed) as origin:
        yield origin


def address(origin: str, seal: Seal, key: str | None = None, path: str = "") -> str:
    return f"{origin}/{seal.name}/#k={seal.key_text if key is None else key}{f'&p={path}' if path else ''}"


def said(page: Page) -> str:
    """What the page says instead of showing a portal; waits until it does, and insists that it shows nothing else."""
    expect(page.locator("main.seal [role=status]")).not_to_contain_text("is opened in your browser")
    assert not any(secret in page.content() for secret in (*SECRETS["acme"], *SECRETS["bolt"], "ERP Suite"))
    assert page.title() == "Sealed page"
    return page.locator("main.seal [role=status]").inner_text()


def test_the_right_key_shows_the_portal_in_its_own_look(browser: Browser, origin: str, scene: SealedScene) -> None:
    look = """() => ["h1", ".md-header", ".figure, .figures, main section", "footer", "body"].map(name => {
      const { font, color, backgroundColor } = getComputedStyle(document.querySelector(name))
      return [name, font, color, backgroundColor]
    })"""
    with served(scene.portals / "acme") as plain, visited(browser, plain, java_script_enabled=False) as visit:
        text, expected = visit.page.inner_text("main"), visit.page.evaluate(look)
    with visited(browser, address(origin, ACME)) as visit:
        visit.page.locator("h1", has_text="Everything you use works").wait_for()
        assert HELLO in visit.page.inner_text("header")
        assert visit.page.title().startswith("Everything you use works")
        assert visit.page.inner_text("main") == text
        assert visit.page.evaluate(look) == expected
        assert visit.page.evaluate("document.scripts.length") == 1  # the opener's
        assert visit.complaints == []
        assert visit.foreign == []


def test_a_month_opens_by_clicking_and_again_after_a_reload(browser: Browser, origin: str) -> None:
    with visited(browser, address(origin, ACME)) as visit:
        page = visit.page
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Months").click()
        page.locator("h1", has_text="Your months").wait_for()
        page.locator("a[href*='2026-10.html']").first.click()
        heading = page.locator("h1", has_text="October 2026")
        heading.wait_for()
        page.reload()
        heading.wait_for()
        assert HELLO in page.inner_text("header")
        page.go_back()
        page.locator("h1", has_text="Your months").wait_for()
        assert visit.complaints == []


def test_a_link_within_a_page_leads_to_its_place(browser: Browser, origin: str) -> None:
    with visited(browser, address(origin, ACME, path="months/2026-10.html")) as visit:
        link = visit.page.locator("main a[href*='a=service-mail']").first
        for _ in range(2):
            visit.page.evaluate("scrollTo(0, 0)")
            link.click()
            expect(visit.page.locator("#service-mail")).to_be_in_viewport()
        assert visit.page.locator("h1", has_text="October 2026").count() == 1


def test_a_file_is_saved_as_it_was_built(browser: Browser, origin: str, scene: SealedScene) -> None:
    with visited(browser, address(origin, ACME, path="months/2026-10.html")) as visit:
        for kind in ("csv", "json"):
            with visit.page.expect_download() as download:
                visit.page.locator(f"a[href*='2026-10.{kind}']").first.click()
            assert download.value.suggested_filename == f"2026-10.{kind}"
            assert download.value.path().read_bytes() == (scene.portals / f"acme/months/2026-10.{kind}").read_bytes()
        assert visit.page.locator("h1", has_text="October 2026").count() == 1


def test_feeds_are_not_linked_because_they_are_not_there(browser: Browser, origin: str) -> None:
    with visited(browser, address(origin, ACME)) as visit:
        visit.page.locator("s[title='Not part of a sealed portal']").first.wait_for()
        assert visit.page.locator("a[href*='feeds'], a[href*='calendar.ics']").count() == 0


@pytest.mark.parametrize(
    "key", [BOLT.key_text, "A" * 43, ACME.key_text[:-1], ACME.key_text + "A", "%20", "=", ACME.key_text.swapcase()]
)
@pytest.mark.parametrize("path", ["", "months/2026-10.html"])
def test_a_wrong_key_shows_nothing(browser: Browser, origin: str, key: str, path: str) -> None:
    with visited(browser, address(origin, ACME, key, path)) as visit:
        assert said(visit.page).startswith("This key opens nothing here.")


@pytest.mark.parametrize("fragment", ["", "#", "#k=", "#p=months/2026-10.html"])
def test_without_a_key_the_page_says_how_to_get_one(browser: Browser, origin: str, fragment: str) -> None:
    with visited(browser, f"{origin}/{ACME.name}/{fragment}") as visit:
        assert "ask your contact for the whole address" in said(visit.page).lower()


def test_a_key_that_is_mended_in_the_address_opens_the_portal_and_the_other_way_round(
    browser: Browser, origin: str
) -> None:
    with visited(browser, address(origin, ACME, "A" * 43)) as visit:
        said(visit.page)
        visit.page.goto(address(origin, ACME))
        visit.page.locator("h1", has_text="Everything you use works").wait_for()
        visit.page.goto(address(origin, ACME, BOLT.key_text))
        visit.page.locator("main.seal").wait_for()
        assert said(visit.page).startswith("This key opens nothing here.")


def test_without_https_there_is_no_decryption_and_the_page_says_so(browser: Browser, scene: SealedScene) -> None:
    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.lstrip("/")
        route.fulfill(path=scene.sealed / (f"{path}index.html" if path.endswith("/") else path))

    with contextlib.closing(browser.new_context()) as context:
        page = context.new_page()
        page.route("http://portals.example/**", answer)
        page.goto(address("http://portals.example", ACME))
        assert said(page) == "This page can only be opened at an https:// address."


def test_a_page_with_odd_links_is_shown_all_the_same(browser: Browser, scene: SealedScene, tmp_path: Path) -> None:
    odd = '<h1>Odd</h1><a href="http://[">1</a><a href="%zz.html">2</a><a href="mailto:a@b.example">3</a><img src="%">'
    write(tmp_path / "portals", "acme/index.html", f"<script>document.title = 'ran'</script>{odd}")
    sealed_portals(scene.root, tmp_path / "portals", ["acme"], tmp_path / "sealed", SECRET.encode(), Epochs())
    with served(tmp_path / "sealed") as origin, visited(browser, address(origin, ACME)) as visit:
        visit.page.get_by_role("heading", name="Odd").wait_for()
        assert visit.page.locator("a[href='mailto:a@b.example'][rel=noreferrer]").count() == 1
        assert visit.page.title() == ""


@pytest.mark.parametrize("path", ["months/1999-01.html", "../index.html", "feeds/all.atom", "nonsense"])
def test_what_is_not_in_the_portal_is_said_to_be_missing(browser: Browser, origin: str, path: str) -> None:
    with visited(browser, address(origin, ACME, path=path)) as visit:
        assert said(visit.page) == "There is no such page in this portal."
        visit.page.get_by_role("link", name="To the first page").click()
        visit.page.locator("h1", has_text="Everything you use works").wait_for()


def test_an_old_tree_says_how_old_it_is(browser: Browser, scene: SealedScene, tmp_path: Path) -> None:
    """Its own time, or that of whoever reads it: a site with a fixed as-of does not age."""
    shutil.copytree(scene.portals / "acme", tmp_path / "portals/acme")
    home = tmp_path / "portals/acme/index.html"
    home.write_text(home.read_text().replace(' data-fixed=""', ""))
    sealed_portals(scene.root, tmp_path / "portals", ["acme"], tmp_path / "sealed", SECRET.encode(), Epochs())
    for at, words in (("2026-11-16T13:00:00Z", ""), ("2026-11-19T13:00:00Z", "built 4\u00a0d ago")):
        with served(tmp_path / "sealed") as origin, contextlib.closing(browser.new_context()) as context:
            context.clock.set_fixed_time(at)
            page = context.new_page()
            page.goto(address(origin, ACME))
            page.locator("h1", has_text="Everything you use works").wait_for()
            expect(page.locator(".live")).to_contain_text(words)
            assert bool(page.inner_text(".live")) == bool(words)


def test_pages_that_change_places_are_not_shown(browser: Browser, scene: SealedScene, tmp_path: Path) -> None:
    tree = tmp_path / "swapped"
    shutil.copytree(scene.sealed, tree)
    one, other = (tree / ACME.name / f"{ACME.name_of(f'months/2026-{month}.html')}.bin" for month in ("09", "10"))
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)
    with served(tree) as origin:
        for month in ("09", "10"):
            with visited(browser, address(origin, ACME, path=f"months/2026-{month}.html")) as visit:
                assert said(visit.page).startswith("This page is not what was published")


@pytest.mark.parametrize("at", [0, 12, 40, -1])
def test_a_page_with_one_other_byte_is_not_shown(browser: Browser, scene: SealedScene, tmp_path: Path, at: int) -> None:
    tree = tmp_path / "changed"
    shutil.copytree(scene.sealed, tree)
    page = tree / ACME.name / f"{ACME.name_of('index.html')}.bin"
    data = bytearray(page.read_bytes())
    data[at] ^= 1
    page.write_bytes(data)
    with served(tree) as origin, visited(browser, address(origin, ACME)) as visit:
        assert said(visit.page).startswith("This page is not what was published")


def test_the_server_never_hears_of_the_key_or_of_a_page(browser: Browser, scene: SealedScene) -> None:
    heard: list[str] = []

    class Listening(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(f"{self.requestline}\n{self.headers}")
            super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Listening, directory=str(scene.sealed))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        with contextlib.ExitStack() as stack:
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            visit = stack.enter_context(visited(browser, address(f"http://127.0.0.1:{server.server_port}", ACME)))
            visit.page.locator("h1", has_text="Everything you use works").wait_for()
            visit.page.get_by_role("navigation", name="Main").get_by_role("link", name="Months").click()
            visit.page.locator("h1", has_text="Your months").wait_for()
    told = "".join(heard)
    assert f"GET /{ACME.name}/{ACME.name_of('months/index.html')}.bin" in told
    assert ACME.key_text not in told
    assert "months" not in told
    assert "Referer" not in told


def test_the_sealed_page_itself_is_for_everybody(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/{ACME.name}/", bypass_csp=True) as visit:
        said(visit.page)
        assert visit.violations() == []


def test_the_top_names_no_portal(browser: Browser, origin: str) -> None:
    with visited(browser, f"{origin}/") as visit:
        assert visit.page.inner_text("body") == "Nothing here."
