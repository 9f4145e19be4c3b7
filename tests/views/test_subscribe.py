from __future__ import annotations

from aboveboard.views.feeds import FEED_FORMATS, feeds_of
from aboveboard.views.subscribe import SubscribeView, subscribe_page
from builders import catalog, edition_of
from status_scenes import NOW, scene

SITE = "https://status.northwind.example/"


def addresses(view: SubscribeView) -> list[str]:
    rows = [*view.general, *(row for group in view.services for row in group.rows)]
    return [address.address for row in rows for address in row.addresses]


def test_every_feed_is_there_to_copy_and_no_other() -> None:
    edition = scene()
    view = subscribe_page(edition).view
    assert isinstance(view, SubscribeView)
    published = [f"{SITE}{feed.channel.path}.{ending}" for feed in feeds_of(edition).feeds for ending in FEED_FORMATS]
    assert sorted(addresses(view)) == sorted(published)


def test_services_stand_in_their_groups() -> None:
    view = subscribe_page(scene()).view
    assert isinstance(view, SubscribeView)
    assert [(group.name, [row.title for row in group.rows]) for group in view.services] == [
        ("Business applications", ["Document Archive", "ERP Suite"]),
        ("Hosting", ["DNS"]),
        ("Platform", ["Single sign-on"]),
        ("", ["Virtual machines"]),
    ]


def test_what_is_typed_into_slack_names_a_feed() -> None:
    view = subscribe_page(scene()).view
    assert isinstance(view, SubscribeView)
    assert view.slack == f"/feed {SITE}feeds/all.rss"
    assert view.slack_service == f"/feed {SITE}feeds/services/archive.rss"


def test_a_catalog_without_services_has_the_general_feeds_alone() -> None:
    view = subscribe_page(edition_of(catalog(), NOW)).view
    assert isinstance(view, SubscribeView)
    assert (view.services, view.slack_service, len(addresses(view))) == ((), "", 9)
