"""The handbook's nginx, in front of small trees: everybody gets their own, at the same address, and nobody another's."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving.install import NGINX
from serving.login import login_service
from serving.nginx import SHIPPED, Host, running

PORTALS = {"acme": b"Acme reads this", "acme-labs": b"Labs read this", "bolt": b"Bolt reads this"}
STAFF = b"Staff reads this"
LOGINS = {
    **{id: {"X-Tenant": id} for id in PORTALS},
    "new": {"X-Tenant": "nobody-yet"},
    "no-header": {},
    "empty": {"X-Tenant": ""},
    "upper": {"X-Tenant": "ACME"},
    "prefix": {"X-Tenant": "acm"},
    "dots": {"X-Tenant": ".."},
    "climbing": {"X-Tenant": "x/../t-bolt"},
    "slash": {"X-Tenant": "/"},
    "dash": {"X-Tenant": "acme-"},
    "long": {"X-Tenant": "a" * 65},
    "staff": {"X-Groups": "engineers,status-staff"},
    "almost-staff": {"X-Groups": "not-status-staff,status-staffing"},
}
# Whoever logs in as these has no portal.
NOBODIES = tuple(sorted(LOGINS.keys() - PORTALS.keys()))
# Addresses that try to leave the portal: of bolt, and of the folders above.
ATTEMPTS = (
    "/bolt/index.html",
    "/t-bolt/index.html",
    "/../t-bolt/index.html",
    "/%2e%2e/t-bolt/index.html",
    "/..%2ft-bolt/index.html",
    "/%2e%2e%2ft-bolt%2findex.html",
    "/..;/t-bolt/index.html",
    "/months/../../t-bolt/index.html",
    "/..%5ct-bolt/index.html",
    "/.%2e/t-bolt/index.html",
    "//t-bolt/index.html",
    "/..t-bolt/index.html",
    "/customers/bolt/index.html",
    "/BOLT/index.html",
)


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def trees(srv: Path, prefix: str = "t-") -> Path:
    """As `aboveboard build` writes them, under the names that nginx looks for."""
    for id, text in PORTALS.items():
        write(srv / f"portals/{prefix}{id}/index.html", text)
        write(srv / f"portals/{prefix}{id}/months/2026-10.html", b"October: " + text)
        write(srv / f"portals/{prefix}{id}/feeds/all.atom", b"<feed/>" + text)
    write(srv / "staff/internal/index.html", STAFF)
    write(srv / "public/index.html", b"Anybody reads this")
    write(srv / "public/404.html", b"There is no such page")
    for path in ("api/v2/status.json", "feeds/all.rss", "feeds/all.json", "feeds/all.atom", "calendar.ics"):
        write(srv / "public" / path, b"{}")
    return srv


@pytest.fixture(scope="module")
def nginx() -> None:
    if shutil.which(NGINX) is None:
        pytest.skip(f"no {NGINX}: tests/serving/install.py could not install it")


@pytest.fixture(scope="module")
def login_port() -> Iterator[int]:
    with login_service(LOGINS) as port:
        yield port


@pytest.fixture(scope="module")
def port(nginx: None, login_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("nginx")
    with running(SHIPPED.read_text(), login_port, trees(folder / "srv"), folder / "run") as port:
        yield port


@pytest.fixture(scope="module")
def portal(port: int) -> Host:
    return Host(port, "portal.example")


@pytest.mark.parametrize("id", sorted(PORTALS))
def test_everybody_gets_their_own_portal_at_the_same_address(portal: Host, id: str) -> None:
    assert portal.get("/", id).body == PORTALS[id]
    assert portal.get("/index.html", id).body == PORTALS[id]
    assert portal.get("/months/2026-10.html?x=1", id).body == b"October: " + PORTALS[id]


def test_without_a_login_there_is_nothing(portal: Host) -> None:
    for target in ("/", "/index.html", "/months/2026-10.html", "/t-acme/index.html", *ATTEMPTS):
        answer = portal.get(target)
        assert answer.status in (400, 401), target
        assert not any(text in answer.body for text in PORTALS.values())


def test_the_login_itself_cannot_be_asked_from_outside(portal: Host) -> None:
    assert portal.get("/_login", "acme").status == 404


@pytest.mark.parametrize("login", NOBODIES)
def test_who_is_no_customer_gets_404_whatever_they_ask_for(portal: Host, login: str) -> None:
    for target in ("/", "/index.html", "/t-acme/index.html", *ATTEMPTS):
        answer = portal.get(target, login)
        assert answer.status in (400, 404), target
        assert not any(text in answer.body for text in (*PORTALS.values(), STAFF)), target


@pytest.mark.parametrize("target", ATTEMPTS)
@pytest.mark.parametrize("id", ["acme", "acme-labs"])
def test_no_address_leads_into_another_portal(portal: Host, id: str, target: str) -> None:
    answer = portal.get(target, id)
    assert answer.status in (400, 404)
    assert PORTALS["bolt"] not in answer.body


def test_what_a_browser_says_of_itself_counts_for_nothing(portal: Host, port: int) -> None:
    assert portal.get("/", "acme", X_Tenant="bolt").body == PORTALS["acme"]
    assert portal.get("/", "echo", X_Tenant="bolt").status == 404
    assert Host(port, "internal.example").get("/", "acme", X_Groups="status-staff").status == 404


def test_a_login_service_that_fails_opens_nothing(portal: Host) -> None:
    answer = portal.get("/", "crash")
    assert answer.status == 500
    assert not any(text in answer.body for text in PORTALS.values())


@pytest.mark.parametrize(
    ("target", "login", "status"),
    [("/", "acme", 200), ("/none.html", "acme", 404), ("/", "", 401), ("/", "empty", 404)],
)
def test_nothing_of_a_portal_is_kept_or_told_on(portal: Host, target: str, login: str, status: int) -> None:
    answer = portal.get(target, login)
    assert answer.status == status
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert "etag" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_folders_are_not_listed(portal: Host) -> None:
    answer = portal.get("/months/", "acme")
    assert answer.status in (403, 404)
    assert b"2026-10" not in answer.body


def test_staff_reads_the_internal_tree_and_nobody_else_does(port: int) -> None:
    internal = Host(port, "internal.example")
    assert internal.get("/index.html", "staff").body == STAFF
    assert internal.get("/index.html").status == 401
    for login in sorted(LOGINS.keys() - {"staff"}):
        for target in ("/index.html", "/internal/index.html", "/../internal/index.html"):
            answer = internal.get(target, login)
            assert answer.status in (400, 404), (login, target)
            assert STAFF not in answer.body


def test_the_public_tree_needs_no_login_and_is_readable_by_programs(port: int) -> None:
    public = Host(port, "status.example")
    assert public.get("/").headers["content-type"] == "text/html; charset=utf-8"
    assert public.get("/").body == b"Anybody reads this"
    assert "access-control-allow-origin" not in public.get("/").headers
    assert public.get("/none.html").status == 404
    assert public.get("/none.html").body == b"There is no such page"
    types = {
        "/api/v2/status.json": "application/json",
        "/feeds/all.json": "application/feed+json",
        "/feeds/all.rss": "application/rss+xml; charset=utf-8",
        "/feeds/all.atom": "application/atom+xml; charset=utf-8",
        "/calendar.ics": "text/calendar; charset=utf-8",
    }
    for path, type in types.items():
        answer = public.get(path)
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] == "*", path
        assert answer.headers["content-type"] == type


def test_an_unknown_host_is_the_public_one(port: int) -> None:
    assert Host(port, "elsewhere.example").get("/", "acme").body == b"Anybody reads this"


def test_without_prefix_and_pattern_an_empty_tenant_reads_every_portal(
    nginx: None, login_port: int, tmp_path: Path
) -> None:
    """The hole that the configuration closes: so the tests above can fail."""
    naive = SHIPPED.read_text().replace("alias /srv/portals/$portal/;", "alias /srv/portals/$tenant/;")
    with running(naive, login_port, trees(tmp_path / "srv", prefix=""), tmp_path / "run") as port:
        portal = Host(port, "portal.example")
        assert portal.get("/index.html", "acme").body == PORTALS["acme"]
        assert portal.get("/bolt/index.html", "no-header").body == PORTALS["bolt"]
        assert portal.get("/bolt/index.html", "empty").body == PORTALS["bolt"]


def test_the_prefix_alone_closes_it(nginx: None, login_port: int, tmp_path: Path) -> None:
    alone = SHIPPED.read_text().replace("alias /srv/portals/$portal/;", "alias /srv/portals/t-$tenant/;")
    with running(alone, login_port, trees(tmp_path / "srv"), tmp_path / "run") as port:
        portal = Host(port, "portal.example")
        assert portal.get("/index.html", "acme").body == PORTALS["acme"]
        for login in ("no-header", "empty"):
            for target in ATTEMPTS:
                assert portal.get(target, login).status in (400, 404)


def test_portals_reach_their_names_as_the_handbook_says(nginx: None, login_port: int, tmp_path: Path) -> None:
    page = (SHIPPED.parent / "serving.md").read_text("utf-8")
    (script,) = [block for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "ln -s" in block]
    srv = trees(tmp_path / "srv")
    for id in PORTALS:
        (srv / f"portals/t-{id}").rename(tmp_path / id)
        write(tmp_path / f"site/customers/{id}/.keep", b"")
        shutil.rmtree(tmp_path / f"site/customers/{id}")
        (tmp_path / id).rename(tmp_path / f"site/customers/{id}")
    (srv / "portals/t-gone").symlink_to(tmp_path / "site/customers/gone")
    for _ in range(2):
        subprocess.run(["sh", "-eu", "-c", script.replace("/srv/", f"{srv}/")], cwd=tmp_path, check=True)
    assert sorted(path.name for path in (srv / "portals").iterdir()) == [f"t-{id}" for id in sorted(PORTALS)]
    with running(SHIPPED.read_text(), login_port, srv, tmp_path / "run") as port:
        portal = Host(port, "portal.example")
        assert all(portal.get("/", id).body == text for id, text in PORTALS.items())
        assert all(portal.get(target, "no-header").status in (400, 404) for target in ATTEMPTS)


def test_who_is_not_logged_in_can_be_sent_to_the_login(nginx: None, login_port: int, tmp_path: Path) -> None:
    directive = "error_page 401 =302 https://login.example/;"
    assert f"`{directive}`" in (SHIPPED.parent / "serving.md").read_text("utf-8")
    sites = SHIPPED.read_text().replace("if_modified_since off;", f"if_modified_since off;\n    {directive}")
    with running(sites, login_port, trees(tmp_path / "srv"), tmp_path / "run") as port:
        portal = Host(port, "portal.example")
        assert portal.get("/index.html").status == 302
        assert portal.get("/index.html").headers["location"] == "https://login.example/"
        assert portal.get("/index.html", "acme").body == PORTALS["acme"]
        assert portal.get("/index.html", "empty").status == 404


def test_the_handbook_quotes_the_configuration_that_is_tested() -> None:
    page = (SHIPPED.parent / "serving.md").read_text("utf-8")
    assert re.findall(r"```nginx\n(.*?)```", page, re.DOTALL) == [SHIPPED.read_text("utf-8")]
