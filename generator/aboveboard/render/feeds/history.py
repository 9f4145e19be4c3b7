"""The feeds in Statuspage's shape, for tools that expect it: one entry for each incident or change, with all that was
said about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from aboveboard.availability.clock import local_date
from aboveboard.records.vocabulary import ChangeStatus
from aboveboard.render.feeds.item import Item, entry_html, sendable, tag_id, utc
from aboveboard.views.feed_entries import FeedEntry
from aboveboard.views.feeds import History
from aboveboard.views.words.instants import bare_clock_text, short_month_text, zone_text

# Tools look for the word in <strong>, and Statuspage has none for this: what was cancelled is over.
_CANCELLED = f"<strong>{ChangeStatus.COMPLETED.value}</strong> - Cancelled."


def history_id(site_url: str) -> str:
    return tag_id(site_url, "/history")


def portal_id(site_url: str, customer: str, path: str) -> str:
    """What a portal's feed is known by, wherever the portal lies."""
    return tag_id(site_url, f"/customers/{customer}/{path}")


def history_item(history: History, zone: str, site_url: str, markdown: Callable[[str], str]) -> Item:
    """Its updates newest first; without a summary, so that RSS has them in the description."""
    told = (_told(entry, zone, site_url, markdown) for entry in history.entries)
    return Item(
        id=tag_id(site_url, f"Incident/{history.story.record}"),
        url=site_url + history.story.page,
        title=sendable(history.story.headline),
        summary="",
        html="".join(told),
        published=utc(history.published),
        updated=utc(history.updated),
    )


def _told(entry: FeedEntry, zone: str, site_url: str, markdown: Callable[[str], str]) -> str:
    """`<p><small>Jun 5, 17:25 UTC</small><br><strong>Update</strong> - text</p>`, and the further blocks of the text."""
    day = local_date(entry.instant, zone)
    when = f"{short_month_text(day)} {day.day}, {bare_clock_text(entry.instant, zone)} {zone_text(entry.instant, zone)}"
    html = entry_html(entry, site_url, markdown)
    inline, rest = html.removeprefix("<p>").split("</p>", 1) if html.startswith("<p>") else ("", "\n" + html)
    is_cancelled = entry.status == ChangeStatus.CANCELLED
    said = _CANCELLED if is_cancelled else f"<strong>{escape(entry.status)}</strong> -"
    return f"<p><small>{when}</small><br>{said} {inline}</p>{rest}"
