"""Which feeds exist, what stands in each, and which of them a page names in its head (outputs.md, "Feeds")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Service
from aboveboard.views.edition import Edition
from aboveboard.views.feed_entries import FeedEntry, entry_of
from aboveboard.views.page import Alternate
from aboveboard.views.stories import About, Post, Story, posts_of
from aboveboard.views.tree_paths import is_portal

# The media type and the name of each format of a feed, by the end of its files' names.
FEED_FORMATS = {
    "rss": ("application/rss+xml", "RSS"),
    "atom": ("application/atom+xml", "Atom"),
    "json": ("application/feed+json", "JSON Feed"),
}

NEWEST = 50

# The date of a feed in which nothing stands yet, 2000-01-01T00:00:00Z: it must not come from the clock.
EMPTY_SINCE = 946_684_800


@frozen
class Channel:
    """`path` lacks the ending of a format; `page` is the page that shows the same to people."""

    path: str
    title: str
    description: str
    page: str


@frozen
class Feed:
    """What it shows, newest first."""

    channel: Channel
    posts: tuple[Post, ...]

    @property
    def entries(self) -> tuple[FeedEntry, ...]:
        return tuple(entry_of(post) for post in self.posts)

    @property
    def updated(self) -> int:
        """The date of its newest entry."""
        return self.posts[0].date if self.posts else EMPTY_SINCE


@frozen
class History:
    """One incident or change with everything that was said about it until as-of, newest first; never nothing."""

    story: Story
    posts: tuple[Post, ...]

    @property
    def entries(self) -> tuple[FeedEntry, ...]:
        return tuple(entry_of(post) for post in self.posts)

    @property
    def published(self) -> int:
        return self.posts[-1].date

    @property
    def updated(self) -> int:
        return self.posts[0].date


@frozen
class Feeds:
    """`feeds` are sorted by path. `histories`, newest first, are what the feeds in Statuspage's shape hold."""

    feeds: tuple[Feed, ...]
    histories: tuple[History, ...]


def feeds_of(edition: Edition, disrupted: Mapping[str, Collection[str]] | None = None) -> Feeds:
    """Every feed of the edition. Each shows its newest entries, and whatever was said about an open incident.

    `disrupted` names the services that each incident disrupted; without it, the ledger is asked.
    """
    posts = posts_of(edition, disrupted)
    shown = (
        _shown(posts),
        _shown(post for post in posts if post.story.about is About.CHANGE),
        _shown(post for post in posts if post.story.about is About.RFO),
        *_shown_by_service(posts, edition.register.services).values(),
    )
    feeds = (Feed(channel, tuple(chosen)) for channel, chosen in zip(channels_of(edition), shown, strict=True))
    return Feeds(tuple(feeds), tuple(_histories(posts)))


def channels_of(edition: Edition) -> Sequence[Channel]:
    """Those of the edition's feeds, in their order."""
    services = edition.register.services.values()
    whole = (_everything(edition), _maintenance(edition), _rfos(edition))
    return (*whole, *(_of_service(edition, service) for service in services))


def alternates_for(edition: Edition, path: str) -> tuple[Alternate, ...]:
    """The feeds that the page at `path` names in its head: the narrowest first, then that of everything. Staff have
    none of their own."""
    if edition.reader.is_staff:
        return ()
    channels = (portal_channel(edition),) if is_portal(edition) else (*_narrower(edition, path), _everything(edition))
    return tuple(chain.from_iterable([_alternates(channel.path, channel.title) for channel in channels]))


@lru_cache(maxsize=4096)
def _alternates(path: str, title: str) -> tuple[Alternate, ...]:
    """One for each format: most pages name the same."""
    return tuple(
        Alternate(f"{path}.{ending}", media_type, f"{title} ({format_name})")
        for ending, (media_type, format_name) in FEED_FORMATS.items()
    )


def _narrower(edition: Edition, path: str) -> Iterator[Channel]:
    folder, _, file = path.rpartition("/")
    if folder == "maintenance":
        yield _maintenance(edition)
    elif folder == "rfo":
        yield _rfos(edition)
    elif folder == "services" and (service := edition.register.services.get(file.removesuffix(".html"))):
        yield _of_service(edition, service)


def portal_channel(edition: Edition) -> Channel:
    """The one feed of a customer's portal."""
    description = (
        "Every update of incidents that reached you, of changes on your services' paths, and every RFO about them."
    )
    customer = edition.register.customers.get(edition.reader.customer or "")
    return Channel(
        "feeds/all", _title(edition, customer.name if customer is not None else ""), description, "index.html"
    )


def newest_posts(posts: Iterable[Post]) -> tuple[Post, ...]:
    """What a feed shows of its posts, newest first: so many, and every one about an open incident."""
    return tuple(_shown(posts))


def _everything(edition: Edition) -> Channel:
    description = "Every update of every incident and change, and every RFO."
    return Channel("feeds/all", _title(edition), description, "index.html")


def _maintenance(edition: Edition) -> Channel:
    description = "Every update of planned work, from its announcement on."
    return Channel("feeds/maintenance", _title(edition, "maintenance"), description, "maintenance/index.html")


def _rfos(edition: Edition) -> Channel:
    description = "Every RFO (Reason For Outage), when it is published and when it is revised."
    return Channel("feeds/rfo", _title(edition, "RFOs"), description, "rfo/index.html")


def _of_service(edition: Edition, service: Service) -> Channel:
    description = f"Every update of incidents that disrupt {service.name} and of changes on its path, and their RFOs."
    return Channel(
        f"feeds/services/{service.id}", _title(edition, service.name), description, f"services/{service.id}.html"
    )


def _title(edition: Edition, part: str = "") -> str:
    return f"{edition.register.provider.name} status" + (f": {part}" if part else "")


def _shown(posts: Iterable[Post]) -> list[Post]:
    """`posts` are newest first."""
    return [post for at, post in enumerate(posts) if at < NEWEST or post.story.is_open]


def _shown_by_service(posts: Sequence[Post], services: Iterable[str]) -> dict[str, list[Post]]:
    """The same for every service at once."""
    shown: dict[str, list[Post]] = {service: [] for service in services}
    for post in posts:
        for service in post.story.services:
            held = shown[service]
            if len(held) < NEWEST or post.story.is_open:
                held.append(post)
    return shown


def _histories(posts: Sequence[Post]) -> Iterator[History]:
    """The records of which something was said last, and every open incident."""
    by_story: dict[Story, list[Post]] = {}
    for post in posts:
        story = post.story
        if story in by_story:
            by_story[story].append(post)
        elif (len(by_story) < NEWEST or story.is_open) and story.about is not About.RFO:
            by_story[story] = [post]
    for story, told in by_story.items():
        yield History(story, tuple(told))
