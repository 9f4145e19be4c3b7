"""A customer's month with its working: three figures, and for each of them a sum that anybody can do again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from aboveboard.availability.figures import Figure, total
from aboveboard.availability.months import Month
from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import Fault
from aboveboard.views.edition import Edition
from aboveboard.views.links import Link
from aboveboard.views.page import Page
from aboveboard.views.portal.months_shown import is_unmeasured, month_path, months_shown
from aboveboard.views.portal.restated import Restated, restated_text
from aboveboard.views.portal.service_working import Policy, ServiceWorking, policies_of, service_workings
from aboveboard.views.portal.sla_summary import SlaSummary, sla_summary
from aboveboard.views.portal.working import Working, disrupted_seconds, month_is_closed, workings_of
from aboveboard.views.tree_paths import ways_of
from aboveboard.views.words.instants import Moment, full_moment, month_text, zone_text
from aboveboard.views.words.numbers import DASH, duration_text, percent_text
from aboveboard.views.words.seconds import places_of, seconds_text, share_text
from aboveboard.views.words.states import fault_word


@frozen
class Box:
    """A large figure: the percentage and the downtime that it stands for."""

    percent: str
    downtime: str


@frozen
class FaultShare:
    key: str
    word: str
    lasted: str


@frozen
class ServiceLine:
    """One subscription in the sum of all; `path` is the anchor of its own, and empty for the sum."""

    path: str
    name: str
    agreed: str
    real_downtime: str
    provider_downtime: str
    real: str
    provider: str
    verdict: str


@frozen
class MonthView:
    """`services` is empty in a month in which nothing was agreed or nothing was measured; then all figures are dashes, and
    `nothing` and `no_sla` say why.

    `faults` are seconds of real downtime by fault, for the bar. `divisions` say how the two figures follow from `sum`.
    """

    name: str
    is_closed: bool
    until: Moment
    sentence: str
    nothing: str
    no_sla: str
    is_restated: bool
    bands: tuple[str, ...]
    real: Box
    provider: Box
    slas: SlaSummary
    faults: Mapping[str, Fraction]
    fault_shares: tuple[FaultShare, ...]
    disrupted: str
    lines: tuple[ServiceLine, ...]
    sum: ServiceLine
    divisions: tuple[str, ...]
    services: tuple[ServiceWorking, ...]
    policies: tuple[Policy, ...]
    zone: str
    previous: Link | None
    following: Link | None
    csv: str
    json: str
    rules: str


def portal_month_page(
    edition: Edition,
    month: Month,
    restatement: Sequence[Restated] = (),
    announced_in_git: Mapping[str, int] | None = None,
) -> Page:
    """`restatement` are the changes of this closed month's figure after it was published, in the order to be told.

    `announced_in_git` says of changes, by id, when git first knew that they were announced.
    """
    is_measured = not is_unmeasured(edition, month)
    workings = workings_of(edition, month) if is_measured else ()
    is_closed = month_is_closed(edition, month)
    until = min(month.interval(edition.zone)[1], edition.as_of)
    real = total(one.real for one in workings)
    provider = total(one.provider for one in workings)
    services = service_workings(edition, month, workings, announced_in_git or {}, is_closed=is_closed)
    places = places_of(figure.downtime for one in workings for figure in (one.real, one.provider))
    disrupted = disrupted_seconds(workings)
    name = month_text(month.first_day)
    view = MonthView(
        name=name,
        is_closed=is_closed,
        until=full_moment(until, edition.zone),
        sentence=_sentence(workings, real, is_closed=is_closed) if is_measured else "Not measured.",
        nothing="nothing was agreed" if is_measured else "not measured",
        no_sla=_no_sla_text(workings) if is_measured else "not measured",
        is_restated=bool(restatement),
        bands=_bands(edition, month, restatement),
        real=_box(real),
        provider=_box(provider),
        slas=sla_summary(edition.register, workings, is_closed=is_closed),
        faults={fault.value: seconds for fault, seconds in real.by_fault.items()},
        fault_shares=_fault_shares(real),
        disrupted=duration_text(disrupted) if disrupted != real.downtime else "",
        lines=tuple(_lines(workings, services, places)),
        sum=_line("", "All together", real, provider, places, ""),
        divisions=_divisions(real, provider, places),
        services=services,
        policies=policies_of(edition, workings),
        zone=_zone(edition, month),
        previous=_neighbour(edition, month.plus(-1)),
        following=_neighbour(edition, month.following),
        csv=month_path(month, "csv"),
        json=month_path(month, "json"),
        rules=ways_of(edition).rules,
    )
    return Page(
        path=month_path(month),
        title=name,
        description=f"{name}: the availability you really had, with every interval that was counted and every one that was left out.",
        section="months",
        template="portal-month.html",
        view=view,
        as_of=until,
        is_open=not is_closed,
    )


def _bands(edition: Edition, month: Month, restatement: Sequence[Restated]) -> tuple[str, ...]:
    bands = [restated_text(one, edition.zone) for one in restatement]
    if is_unmeasured(edition, month):
        bands.append("Our records begin after this month: nothing was measured in it.")
    return tuple(bands)


def _no_sla_text(workings: Sequence[Working]) -> str:
    return "its terms are missing here" if any(one.lacks_its_sla for one in workings) else "no SLA is agreed"


def _sentence(workings: Sequence[Working], real: Figure, *, is_closed: bool) -> str:
    if not workings:
        return "Nothing was agreed in this month."
    far = "" if is_closed else " so far"
    if not any(one.rows for one in workings):
        return f"No downtime{far}."
    if not real.downtime:
        return f"No downtime{far}, but an SLA counts what weighs nothing in the real figure."
    services = {one.subscription.service for one in workings}
    if len(services) == 1:
        return f"{duration_text(real.downtime)} of downtime{far}, whoever caused it."
    hit = len({one.subscription.service for one in workings if one.real.downtime})
    return f"{duration_text(real.downtime)} of downtime{far}, whoever caused it, in {hit} of {len(services)} services."


def _box(figure: Figure) -> Box:
    return Box(percent_text(figure.availability), duration_text(figure.downtime) if figure.agreed else "")


def _fault_shares(real: Figure) -> tuple[FaultShare, ...]:
    return tuple(
        FaultShare(fault.value, fault_word(fault, yours=True), duration_text(real.by_fault[fault]))
        for fault in Fault
        if fault in real.by_fault
    )


def _lines(workings: Sequence[Working], services: Sequence[ServiceWorking], places: int) -> Iterator[ServiceLine]:
    for one, shown in zip(workings, services, strict=True):
        verdict = one.standing.state.word if one.standing else DASH
        yield _line(f"#{shown.anchor}", shown.name, one.real, one.provider, places, verdict)


def _line(path: str, name: str, real: Figure, provider: Figure, places: int, verdict: str) -> ServiceLine:
    return ServiceLine(
        path=path,
        name=name,
        agreed=seconds_text(real.agreed),
        real_downtime=seconds_text(real.downtime, places),
        provider_downtime=seconds_text(provider.downtime, places),
        real=percent_text(real.availability),
        provider=percent_text(provider.availability),
        verdict=verdict,
    )


def _divisions(real: Figure, provider: Figure, places: int) -> tuple[str, ...]:
    """ "Real: (2,682,000 − 9,360) ÷ 2,682,000 = 0.99651006…, cut: 99.651 %"; none where nothing was agreed."""
    return tuple(
        f"{word}: ({seconds_text(figure.agreed)} − {seconds_text(figure.downtime, places)}) ÷ {seconds_text(figure.agreed)}"
        f" = {share_text(figure.availability)}, cut: {percent_text(figure.availability)}"
        for word, figure in (("Real", real), ("Our part", provider))
        if figure.availability is not None
    )


def _zone(edition: Edition, month: Month) -> str:
    """ "Europe/Berlin (CEST, from the 25th CET)": which clock the page shows."""
    start, end = month.interval(edition.zone)
    letters = dict.fromkeys((zone_text(start, edition.zone), zone_text(end - 1, edition.zone)))
    return f"{edition.zone} ({', then '.join(letters)})"


def _neighbour(edition: Edition, month: Month) -> Link | None:
    if month not in months_shown(edition):
        return None
    return Link(month_path(month), month_text(month.first_day))
