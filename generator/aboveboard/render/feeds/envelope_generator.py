"""feedgen with everything set that it would take from the clock or from the order of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.render.feeds.item import Envelope

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator


def generator_of(envelope: Envelope, ending: str, media_type: str) -> FeedGenerator:
    """A feed without entries. The link of an RSS channel is the last one that was set, so `alternate` comes last."""
    from feedgen.feed import FeedGenerator  # with lxml behind it; a build that only joins needs neither

    address = f"{envelope.address}.{ending}"
    generator = FeedGenerator()
    generator.id(envelope.id or address)
    generator.title(envelope.title)
    generator.description(envelope.description)
    generator.author({"name": envelope.author, "uri": envelope.author_url})
    generator.generator("Aboveboard")
    if envelope.address:
        generator.link(href=address, rel="self", type=media_type)
    generator.link(href=envelope.home, rel="alternate", type="text/html")
    generator.updated(envelope.updated)
    generator.pubDate(envelope.updated)
    return generator
