"""The feeds as files: `FORMATS` names the formats, each with the same functions.

`fragment(item)` makes an item's text; `join(envelope, parts)` puts a feed around the texts of its items. An entry stands
in several feeds (that of everything, and each service's that it is about), so its texts are made once, and kept in the
cache under a key that names all that they are made of.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Provider
from aboveboard.render.feeds import json_feed
from aboveboard.render.feeds.atom import ATOM
from aboveboard.render.feeds.categories import with_categories
from aboveboard.render.feeds.history import history_id, history_item, portal_id
from aboveboard.render.feeds.item import Envelope, Item, item_of, sendable, utc
from aboveboard.render.feeds.press import Format, Fragments, Piece, Press, Shelf
from aboveboard.render.feeds.rss import RSS
from aboveboard.render.listings import page_url
from aboveboard.render.markdown import markdown_html
from aboveboard.views.edition import Edition
from aboveboard.views.feed_entries import entry_of
from aboveboard.views.feeds import EMPTY_SINCE, Feed, Feeds, History, channels_of, feeds_of
from aboveboard.views.portal.feeds import portal_feed
from aboveboard.views.stories import Post, Story

FORMATS: Mapping[str, Format] = {
    "rss": RSS,
    "atom": ATOM,
    "json": json_feed,
}
_HISTORY = "history"
_HISTORY_FORMATS: Mapping[str, Format] = {"atom": ATOM, "rss": RSS}

# The last version that writes equal values as equal bytes, whichever objects they are.
_MARSHAL_VERSION = 2


@frozen
class FeedFile:
    """A feed in one format. `key` names everything that the bytes are made of: an equal key means equal bytes. `shown` has
    the posts of each entry."""

    feed: str
    ending: str
    key: str
    make: Callable[[], bytes]
    shown: Sequence[tuple[Post, ...]] = ()

    @property
    def path(self) -> str:
        return f"{self.feed}.{self.ending}"


def render_feeds(edition: Edition, site_url: str, cache: Shelf | None = None) -> Iterator[tuple[str, bytes]]:
    """Every feed of the edition, with its path. `site_url` is that of the tree's root."""
    for file in feed_files(edition, site_url, cache):
        yield file.path, file.make()


def feed_files(
    edition: Edition,
    site_url: str,
    cache: Shelf | None = None,
    markdown: Callable[[str], str] = markdown_html,
    disrupted: Mapping[str, Collection[str]] | None = None,
) -> Iterator[FeedFile]:
    """The same, for whoever wants to make only those that changed, or knows a part of it already: the HTML of an
    update's Markdown, and the services that each incident disrupted. Nothing is made before `make` is called."""
    site = _site(edition, site_url, markdown)
    feeds = feeds_of(edition, disrupted)
    press = Press(cache)
    pieces = _pieces(feeds.feeds, site)
    for feed in feeds.feeds:
        press.expect((pieces[post] for post in feed.posts), len(FORMATS))
    for feed in feeds.feeds:
        shown = [pieces[post] for post in feed.posts]
        posts = [(post,) for post in feed.posts]
        yield from _files(feed.channel.path, _feed_envelope(feed, site), shown, FORMATS, press, posts)
    histories = [_history_piece(history, site) for history in feeds.histories]
    press.expect(histories, len(_HISTORY_FORMATS))
    told = [history.posts for history in feeds.histories]
    yield from _files(_HISTORY, _history_envelope(feeds, site), histories, _HISTORY_FORMATS, press, told)


def feed_paths(edition: Edition) -> Iterator[str]:
    """Where the files of `feed_files` lie."""
    for channel in channels_of(edition):
        yield from (f"{channel.path}.{ending}" for ending in FORMATS)
    yield from (f"{_HISTORY}.{ending}" for ending in _HISTORY_FORMATS)


def entry_texts(edition: Edition, site_url: str, feed: str, posts: Sequence[Post]) -> Fragments:
    """What stands in a feed, by its path, for the entry that these posts of one story make."""
    site = _site(edition, site_url, markdown_html)
    if feed == _HISTORY:
        piece = _history_piece(History(posts[0].story, tuple(posts)), site)
        return Press(None).fragments([piece], _HISTORY_FORMATS)[0]
    (post,) = posts
    return Press(None).fragments([_piece(post, _story_key(post.story, site, post.story.categories), site)], FORMATS)[0]


def with_texts(path: str, feed: bytes, texts: Mapping[int, str]) -> bytes:
    """The file of a feed, with these entries in the places of others."""
    return FORMATS[path.rpartition(".")[2]].replaced(feed, texts)


def portal_feeds(
    edition: Edition, cache: Shelf | None = None, markdown: Callable[[str], str] = markdown_html
) -> Iterator[FeedFile]:
    """The feeds of one customer's portal. Nobody knows where a portal lies, so what has no page on the public site has
    no link, and a name for an id; any other entry has the id that it has in the public feeds.

    With one cache for all portals and the public tree, an entry that says the same is made once.
    """
    feed = portal_feed(edition)
    site = _Site(page_url(edition.register.provider.url, ""), edition.register.provider, edition.zone, markdown)
    envelope = _portal_envelope(edition, feed, site)
    press = Press(cache)
    pieces = [_bare_piece(post, site) for post in feed.posts]
    press.expect(pieces, len(FORMATS))
    keys = [piece.key for piece in pieces]
    categories = [tuple(map(sendable, post.story.categories)) for post in feed.posts]
    shown = [(post,) for post in feed.posts]
    for ending in FORMATS:
        key = _digest("portal", ending, repr(envelope), keys, *categories)
        make = partial(_tagged, ending, envelope, pieces, categories, press)
        yield FeedFile(feed.channel.path, ending, key, make, shown)


@frozen
class _Site:
    url: str
    provider: Provider
    zone: str
    markdown: Callable[[str], str]


def _site(edition: Edition, site_url: str, markdown: Callable[[str], str]) -> _Site:
    return _Site(site_url.rstrip("/") + "/", edition.register.provider, edition.zone, markdown)


def _pieces(feeds: Iterable[Feed], site: _Site) -> dict[Post, Piece]:
    """A piece for each post that some feed shows."""
    keys: dict[Story, str] = {}
    pieces: dict[Post, Piece] = {}
    for feed in feeds:
        for post in feed.posts:
            if post in pieces:
                continue
            story = post.story
            key = keys.get(story) or keys.setdefault(story, _story_key(story, site, story.categories))
            pieces[post] = _piece(post, key, site)
    return pieces


def _piece(post: Post, story_key: str, site: _Site) -> Piece:
    return Piece(f"{story_key}-{post.position}-{post.date}", partial(_item, post, site))


def _bare_piece(post: Post, site: _Site) -> Piece:
    """Without categories, so that it is everybody's who reads of it."""
    key = _story_key(post.story, site, ())
    return Piece(f"{key}-{post.position}-{post.date}", partial(_bare_item, post, site))


def _bare_item(post: Post, site: _Site) -> Item:
    return replace(_item(post, site), categories=())


def _item(post: Post, site: _Site) -> Item:
    return item_of(entry_of(post), site.url, site.markdown)


def _story_key(story: Story, site: _Site, categories: Sequence[str]) -> str:
    said = (part for update in story.said for part in (str(update.at), update.status, update.text))
    page = story.page if story.is_on_public_site else f"no {story.page}"
    return _digest(site.url, page, story.headline, categories, story.anchors or (), story.leads, *said)


def _history_piece(history: History, site: _Site) -> Piece:
    dates = [f"{post.position}-{post.date}" for post in history.posts]
    key = _digest("history", site.zone, _story_key(history.story, site, history.story.categories), dates)
    return Piece(key, partial(history_item, history, site.zone, site.url, site.markdown))


def _feed_envelope(feed: Feed, site: _Site) -> Envelope:
    channel = feed.channel
    return Envelope(
        id="",
        address=site.url + channel.path,
        title=sendable(channel.title),
        description=sendable(channel.description),
        home=page_url(site.url, channel.page),
        updated=utc(feed.updated),
        author=sendable(site.provider.name),
        author_url=site.provider.url,
    )


def _portal_envelope(edition: Edition, feed: Feed, site: _Site) -> Envelope:
    """People are sent to the public site's home."""
    customer = edition.reader.customer or ""
    return replace(
        _feed_envelope(feed, site), id=portal_id(site.url, customer, feed.channel.path), address="", home=site.url
    )


def _history_envelope(feeds: Feeds, site: _Site) -> Envelope:
    name = sendable(site.provider.name)
    return Envelope(
        id=history_id(site.url),
        address=f"{site.url}history",
        title=f"{name} Status - Incident History",
        description="Every incident and change with all of its updates.",
        home=site.url,
        updated=utc(max((history.updated for history in feeds.histories), default=EMPTY_SINCE)),
        author=name,
        author_url=site.provider.url,
    )


def _files(
    path: str,
    envelope: Envelope,
    pieces: Sequence[Piece],
    formats: Mapping[str, Format],
    press: Press,
    shown: Sequence[tuple[Post, ...]],
) -> Iterator[FeedFile]:
    keys = [piece.key for piece in pieces]
    for ending in formats:
        key = _digest(ending, repr(envelope), keys)
        yield FeedFile(path, ending, key, partial(_joined, ending, envelope, pieces, formats, press), shown)


def _joined(
    ending: str, envelope: Envelope, pieces: Sequence[Piece], formats: Mapping[str, Format], press: Press
) -> bytes:
    fragments = press.fragments(pieces, formats)
    return formats[ending].join(envelope, [one[ending] for one in fragments])


def _tagged(
    ending: str, envelope: Envelope, pieces: Sequence[Piece], categories: Sequence[tuple[str, ...]], press: Press
) -> bytes:
    parts = [one[ending] for one in press.fragments(pieces, FORMATS)]
    return FORMATS[ending].join(envelope, with_categories(FORMATS[ending], parts, categories))


def _digest(*parts: str | Sequence[str]) -> str:
    """Parts are kept apart, and so are those of a part that is a sequence."""
    plain = [part if isinstance(part, str) else list(part) for part in parts]
    return blake2b(marshal.dumps(plain, _MARSHAL_VERSION), digest_size=16).hexdigest()
