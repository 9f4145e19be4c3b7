"""How to follow: every feed with its address to copy, and what to do with it in the programs that people have."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Service
from aboveboard.views.edition import Edition
from aboveboard.views.feeds import FEED_FORMATS, alternates_for
from aboveboard.views.page import Page


@frozen
class FeedAddress:
    """`address` is absolute: a reader that it is pasted into knows nothing of this site."""

    format: str
    address: str


@frozen
class FeedRow:
    """One feed in all formats. `path` leads to the page that shows the same to people, from the top of the tree."""

    title: str
    what: str
    path: str
    addresses: tuple[FeedAddress, ...]


@frozen
class FeedGroup:
    """`name` is empty for services without a group."""

    name: str
    rows: tuple[FeedRow, ...]


@frozen
class SubscribeView:
    """`slack` is what is typed in a channel; `teams` and `reader` the addresses that are pasted."""

    general: tuple[FeedRow, ...]
    services: tuple[FeedGroup, ...]
    slack: str
    slack_service: str
    teams: str
    reader: str
    example: str


def subscribe_page(edition: Edition) -> Page:
    return Page(
        path="subscribe.html",
        title="Subscribe",
        description="Feeds of every update, of one service, of maintenance and of RFOs, and how to use them in Slack, "
        "Teams and mail programs.",
        section="subscribe",
        template="subscribe.html",
        view=_view(edition),
        alternates=alternates_for(edition, "subscribe.html"),
    )


def _view(edition: Edition) -> SubscribeView:
    site = edition.register.provider.url.rstrip("/")
    groups = _groups(edition, site)
    first = groups[0].rows[0] if groups else None
    everything = _row(
        site, "feeds/all", "Everything", "Every update of every incident and change, and every RFO", "index.html"
    )
    return SubscribeView(
        general=(
            everything,
            _row(
                site, "feeds/maintenance", "Maintenance", "Planned work, from its announcement to its end",
                "maintenance/index.html",
            ),
            _row(site, "feeds/rfo", "RFOs", "Every report on a cause, and every revision of one", "rfo/index.html"),
        ),
        services=groups,
        slack=f"/feed {everything.addresses[0].address}",
        slack_service=f"/feed {first.addresses[0].address}" if first else "",
        teams=everything.addresses[0].address,
        reader=everything.addresses[1].address,
        example=first.title if first else "",
    )  # fmt: skip


def _groups(edition: Edition, site: str) -> tuple[FeedGroup, ...]:
    """In the order of the groups' names, those without one last; within a group by name."""
    groups: dict[str, list[Service]] = {}
    for service in sorted(edition.register.services.values(), key=lambda one: (one.name.casefold(), one.id)):
        groups.setdefault(service.group or "", []).append(service)
    return tuple(
        FeedGroup(name, tuple(_service_row(site, service) for service in services))
        for name, services in sorted(groups.items(), key=lambda item: (not item[0], item[0].casefold()))
    )


def _service_row(site: str, service: Service) -> FeedRow:
    return _row(site, f"feeds/services/{service.id}", service.name, "", f"services/{service.id}.html")


def _row(site: str, stem: str, title: str, what: str, path: str) -> FeedRow:
    addresses = (FeedAddress(name, f"{site}/{stem}.{ending}") for ending, (_, name) in FEED_FORMATS.items())
    return FeedRow(title, what, path, tuple(addresses))
