"""The review pack of one quarter: what a customer and an account manager put on the table. `pack` has its shape."""

from __future__ import annotations

from collections.abc import Sequence

from aboveboard.availability.quarters import Quarter
from aboveboard.views.edition import Edition
from aboveboard.views.page import Page
from aboveboard.views.page_notes import zone_note
from aboveboard.views.portal.pack import ReviewPack
from aboveboard.views.portal.pack_actions import action_section
from aboveboard.views.portal.pack_disruptions import disruption_section, disruption_title
from aboveboard.views.portal.pack_facts import QuarterFacts, Sum, quarter_facts
from aboveboard.views.portal.pack_months import month_section
from aboveboard.views.portal.pack_overview import credits_sentence, overview_of
from aboveboard.views.portal.pack_people import people_section
from aboveboard.views.portal.pack_promises import word_section
from aboveboard.views.portal.pack_words import quarter_text, span_text
from aboveboard.views.portal.pack_work import work_section
from aboveboard.views.words.instants import full_day_text, month_text
from aboveboard.views.words.numbers import duration_text, percent_text


def review_path(quarter: Quarter) -> str:
    return f"reviews/{quarter}.html"


def review_pdf_path(quarter: Quarter) -> str:
    return f"reviews/{quarter}.pdf"


def review_page(edition: Edition, quarter: Quarter, *, restated: Sequence[str] = (), has_pdf: bool = False) -> Page:
    """For a customer's edition. `restated` are sentences about figures of this quarter that changed since they were
    first published."""
    pack = review_pack(edition, quarter, restated=restated, has_pdf=has_pdf)
    return Page(
        path=review_path(quarter),
        title=f"Review {pack.name}",
        description=f"{pack.months}: {pack.heading}.",
        section="reviews",
        template="review.html",
        view=pack,
        as_of=quarter.interval(edition.zone)[1],
        notes=(pack.figures_until, pack.stand, zone_note(edition.zone)),
    )


def review_pack(
    edition: Edition, quarter: Quarter, *, restated: Sequence[str] = (), has_pdf: bool = False
) -> ReviewPack:
    """Raises KeyError for a reader who is no customer."""
    facts = quarter_facts(edition, quarter)
    overview = overview_of(edition, facts)
    disruptions = disruption_section(edition, facts)
    actions = action_section(edition, facts)
    return ReviewPack(
        customer=facts.customer.name,
        provider=edition.register.provider.name,
        name=quarter_text(quarter),
        months=span_text(quarter.months),
        heading=heading_of(facts.sum),
        sentences=_sentences(facts, overview.sla_title, credits_sentence(overview.sla, facts)),
        restated=tuple(restated),
        overview=overview,
        by_month=month_section(edition, facts),
        disruptions=disruptions,
        actions=actions,
        words=word_section(edition, facts),
        work=work_section(edition, facts),
        people=people_section(edition, facts, overview, disruptions, actions),
        figures_until=f"Figures up to the end of {month_text(quarter.months[-1].first_day)}.",
        stand=f"Actions and plans as of {full_day_text(facts.stand)}.",
        zone=edition.zone,
        pdf=review_pdf_path(quarter) if has_pdf else "",
    )


def heading_of(sums: Sum) -> str:
    """ "Your real availability was 99.812 %", "Nothing disrupted you"."""
    if not sums.real.agreed:
        return "No service was agreed"
    if not sums.reached:
        return "Nothing disrupted you"
    if not sums.downtime:
        return "No service of yours was down"
    return f"Your real availability was {percent_text(sums.availability)}"


def _sentences(facts: QuarterFacts, sla: str, due: str) -> tuple[str, ...]:
    """The quarter in three: what it was, whose fault, what was promised. Nothing agreed needs one."""
    if not facts.sum.real.agreed:
        return ("No subscription of yours was in service in this quarter, so there is nothing to measure.",)
    return (_downtime_sentence(facts), _cause_sentence(facts), f"{sla}. {due}".strip())


def _downtime_sentence(facts: QuarterFacts) -> str:
    if not facts.sum.downtime:
        return f"Your services were up for {percent_text(facts.sum.availability)} of the agreed time."
    return f"Your services were down for {duration_text(facts.sum.downtime)} in all, {_our_part(facts)}."


def _our_part(facts: QuarterFacts) -> str:
    ours = facts.sum.our_downtime
    if ours == facts.sum.downtime:
        return "all of it on our side"
    return f"{duration_text(ours)} of it our part" if ours else "none of it our part"


def _cause_sentence(facts: QuarterFacts) -> str:
    if not facts.reached:
        return "No service of yours was disrupted, by whomever."
    planned = facts.sum.real.planned
    also = f"; {duration_text(planned)} of them were planned work" if planned else ""
    return f"{disruption_title(facts)}{also}."
