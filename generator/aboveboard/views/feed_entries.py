"""An entry of the feeds: one for each update of an incident or a change, and for each time an RFO was published."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.stories import Post, anchors_of, posts_of
from aboveboard.views.words.prose import plain_text, shortened

# The characters of a summary, at most; and those of the text that are read for it, to the end of their paragraph.
_SUMMARY = 400
_SUMMARY_OF = 500


@frozen
class FeedEntry:
    """`path` with its anchor counts from the top of the tree; it is unique, and stays once it was published.

    `instant` is when it was said. `date` is that too, but strictly later than that of every entry before it and never
    after as-of (outputs.md, "Feeds"). `lead` is plain text that goes before `text`, which is Markdown; either may be
    empty. `services` are the ids of those that the record is about, `categories` what readers filter by. Without a page on the
    public site the path is a name alone.
    """

    path: str
    instant: int
    date: int
    status: str
    headline: str
    lead: str
    text: str
    categories: tuple[str, ...]
    services: tuple[str, ...]
    record: str
    is_open: bool
    is_on_public_site: bool = True

    @property
    def title(self) -> str:
        return f"[{self.status}] {self.headline}"

    @property
    def summary(self) -> str:
        """The beginning as plain text; never empty."""
        end = self.text.find("\n\n", _SUMMARY_OF)
        said = plain_text(self.text if end < 0 else self.text[:end])
        words = " ".join(part for part in (self.lead, said) if part) or self.headline
        return f"{words} …" if end >= 0 and len(words) < _SUMMARY else shortened(words, _SUMMARY)


def feed_entries(edition: Edition) -> tuple[FeedEntry, ...]:
    """Every entry of the edition, newest first."""
    return tuple(entry_of(post) for post in posts_of(edition))


def entry_of(post: Post) -> FeedEntry:
    date, position, story = post
    update = story.said[position]
    anchor = anchors_of(story)[position]
    return FeedEntry(
        path=f"{story.page}#{anchor}" if anchor else story.page,
        instant=update.at,
        date=date,
        status=update.status,
        headline=story.headline,
        lead=story.leads[position] if story.leads else "",
        text=update.text,
        categories=story.categories,
        services=story.services,
        record=story.record,
        is_open=story.is_open,
        is_on_public_site=story.is_on_public_site,
    )
