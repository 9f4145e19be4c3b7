"""The list of a customer's review packs, the newest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aboveboard.availability.quarters import Quarter
from aboveboard.frozen import frozen
from aboveboard.views.edition import Edition
from aboveboard.views.page import Page
from aboveboard.views.page_notes import zone_note
from aboveboard.views.portal.pack_facts import Sum, sum_of, tracks_of
from aboveboard.views.portal.pack_words import quarter_text, span_text
from aboveboard.views.portal.review import heading_of, review_path, review_pdf_path
from aboveboard.views.words.numbers import duration_text, percent_text
from aboveboard.views.words.prose import count_text


@frozen
class ReviewRow:
    """One pack. `heading` is its finding; `amount` the downtime; `pdf` may be empty."""

    path: str
    name: str
    months: str
    heading: str
    provider: str
    amount: str
    pdf: str


@frozen
class ReviewsView:
    """`meetings` reads "Service review every quarter"; empty when none is agreed. Without a row `empty` says why."""

    sentence: str
    second: str
    rows: tuple[ReviewRow, ...]
    empty: str


def portal_reviews_page(
    edition: Edition, quarters: Sequence[Quarter], *, with_pdf: Collection[Quarter] = frozenset()
) -> Page:
    """`quarters` as `quarters_shown` has them; `with_pdf` are those that have a paper."""
    view = _view(edition, quarters, with_pdf)
    return Page(
        path="reviews/index.html",
        title="Reviews",
        description=view.sentence,
        section="reviews",
        template="portal-reviews.html",
        view=view,
        as_of=quarters[0].interval(edition.zone)[1] if quarters else None,
        notes=(zone_note(edition.zone),),
    )


def _view(edition: Edition, quarters: Sequence[Quarter], with_pdf: Collection[Quarter]) -> ReviewsView:
    customer = edition.register.customers[edition.reader.customer or ""]
    tracks = tracks_of(edition)
    rows = tuple(_row(one, sum_of(edition, tracks, one), has_pdf=one in with_pdf) for one in quarters)
    meetings = "; ".join(f"{one.what} every {one.every.value}" for one in customer.meetings)
    return ReviewsView(
        sentence=f"{count_text(len(rows), 'review pack')}" if rows else "No review pack yet",
        second=f"Agreed: {meetings}." if meetings else "",
        rows=rows,
        empty="" if rows else "A pack is made of each quarter that is over and in which a service of yours was agreed.",
    )


def _row(quarter: Quarter, sums: Sum, *, has_pdf: bool) -> ReviewRow:
    is_agreed = sums.availability is not None
    return ReviewRow(
        path=review_path(quarter),
        name=quarter_text(quarter),
        months=span_text(quarter.months),
        heading=heading_of(sums),
        provider=f"our part {percent_text(sums.our_availability)}" if sums.downtime else "",
        amount=duration_text(sums.downtime) if is_agreed else "",
        pdf=review_pdf_path(quarter) if has_pdf else "",
    )
