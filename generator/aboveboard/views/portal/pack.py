"""The shape of a review pack: what a customer and an account manager have on the table, as finished words and numbers.

The page and the paper show the same. Every `title` is a finding for a heading, without a full stop; other texts are whole
sentences. Texts are plain; an empty one is not shown. Durations in a pack's tables have one form (`unit` says which) and
add up to the totals.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from aboveboard.frozen import frozen
from aboveboard.views.contacts import ContactLines
from aboveboard.views.portal.fault_rows import FaultRow
from aboveboard.views.service_months import FaultCell, FaultColumn, Trend
from aboveboard.views.words.instants import Moment
from aboveboard.views.words.states import State


@frozen
class Target:
    """A text and where it leads. `href` counts from the top of the portal, is absolute for pages of the public site, and
    empty where there is nothing to lead to."""

    text: str
    href: str = ""


@frozen
class Card:
    """A large figure: `number` under its `term`, and what has to stand with it: `amount` ("37 min"), bold, then `line`."""

    term: str
    number: str
    amount: str
    line: str


@frozen
class Comparison:
    """One quarter beside others. `disruptions` counts incidents and works. A quarter that was not measured, or in which
    nothing was agreed, has dashes, and `note` says why."""

    quarter: str
    months: str
    real: str
    provider: str
    downtime: str
    our_downtime: str
    disruptions: str
    note: str


@frozen
class SlaMonth:
    """The verdict of one closed month: Met or Missed with its mark, or that nothing was agreed; `credit` is "5 %"."""

    state: State
    availability: str
    downtime: str
    credit: str


@frozen
class SlaRow:
    """One service under one SLA. `months` follow the table's; a month has several verdicts when one subscription
    followed another in it, and none when no subscription was alive. Without an SLA `policy` says so and `target` is
    empty. `real` and `provider` are the service's figures of the quarter, which are an SLA's neither."""

    service: str
    real: str
    provider: str
    policy: str
    target: str
    months: tuple[tuple[SlaMonth, ...], ...]


@frozen
class Overview:
    """`cards`: real (the big one), our part, SLA. `comparisons`: this quarter, the one before, the same of last year.

    `sla_title` is the finding over `sla`; `sla_months` are the heads of its columns ("Jul", "Aug", "Sep"). Without a
    subscription `sla` is empty.
    """

    title: str
    cards: tuple[Card, ...]
    comparisons: tuple[Comparison, ...]
    sla_title: str
    sla_months: tuple[str, ...]
    sla: tuple[SlaRow, ...]
    sla_note: str


@frozen
class MonthRow:
    """`faults` follow the table's columns. `disruptions` counts incidents and works that reached the customer."""

    name: str
    agreed: str
    real: str
    provider: str
    faults: tuple[FaultCell, ...]
    downtime: str
    disruptions: str


@frozen
class MonthSection:
    """`rows` oldest first, `total` their sum; `unit` says how durations are written ("h:mm"). `trend` None: there are
    not yet two months to draw a line between."""

    title: str
    columns: tuple[FaultColumn, ...]
    rows: tuple[MonthRow, ...]
    total: MonthRow
    unit: str
    note: str
    trend_title: str
    trend: Trend | None


@frozen
class DisruptionRow:
    """An incident or planned work that reached the customer. `lasted` is the time in which at least one of their
    services was disrupted, within the quarter; `downtime` is in the table's unit and counts each service.

    `report` is the RFO, or its promise ("RFO by Tue 17 Nov"), which leads nowhere; empty when none is owed.
    """

    day: Moment
    title: Target
    services: str
    state: State
    fault_key: str
    fault: str
    lasted: str
    downtime: str
    report: Target
    is_report_late: bool


@frozen
class WorstCase:
    """One of the worst disruptions in more words. `what` is two or three sentences at the most."""

    title: Target
    when: str
    state: State
    services: str
    fault_key: str
    fault: str
    lasted: str
    downtime: str
    what: str
    report: Target


@frozen
class Recurrence:
    """A root cause that came back: "Power feed: 3 incidents that reached you in twelve months." `incidents` with their
    days, oldest first."""

    sentence: str
    incidents: tuple[Target, ...]


@frozen
class DisruptionSection:
    """`spent` are seconds by fault, for the bar: a picture of `faults`. `rows` are in the order of time; their downtimes
    add up to `total`, as those of `faults` do. `worst` has three at the most, and none where `rows` say it all. Without
    a row `note` says something true."""

    title: str
    spent: Mapping[str, Fraction]
    faults: tuple[FaultRow, ...]
    rows: tuple[DisruptionRow, ...]
    total: str
    unit: str
    note: str
    worst_title: str
    worst: tuple[WorstCase, ...]
    recurrences: tuple[Recurrence, ...]


@frozen
class PackAction:
    """`state` is Done, Due, Overdue or No date, with its mark; `detail` says since when. `report` is the RFO that it
    stems from."""

    id: str
    what: str
    owner: str
    due: str
    state: State
    detail: str
    report: Target


@frozen
class ActionSection:
    """`rows` stem from this quarter's incidents, `older` from earlier ones and are not done yet; overdue ones first."""

    title: str
    rows: tuple[PackAction, ...]
    older: tuple[PackAction, ...]
    note: str


@frozen
class KeptRow:
    """One kind of promise: `kept` reads "5 of 6"."""

    what: str
    kept: str
    detail: str


@frozen
class WorkRow:
    """A change on the customer's paths. `state` is its outcome with a mark; `what` a sentence on what was expected and
    what happened, `timing` reads "overran by 12 min" (ahead: how long before it was announced)."""

    when: str
    title: Target
    kind: str
    services: str
    state: State
    what: str
    timing: str


@frozen
class WordSection:
    """How promises about speaking were kept. No row: nothing was to be said."""

    title: str
    kept: tuple[KeptRow, ...]


@frozen
class WorkSection:
    """`past` are the quarter's, oldest first; `ahead` what is planned, the next one first. Where one is empty,
    `past_line` or `ahead_line` says something true instead; else the line stands above it."""

    title: str
    past_line: str
    past: tuple[WorkRow, ...]
    ahead_line: str
    ahead: tuple[WorkRow, ...]


@frozen
class PackMeeting:
    """ "Service review", "every quarter", and with whom, which may be empty."""

    what: str
    every: str
    who: str


@frozen
class PeopleSection:
    """`manager` None: nobody is named, and `ours` has who can be called. `questions` come out of the findings;
    `empty_lines` is how many lines stand below them to write on."""

    title: str
    manager: ContactLines | None
    ours: tuple[ContactLines, ...]
    yours: tuple[ContactLines, ...]
    meetings: tuple[PackMeeting, ...]
    questions: tuple[str, ...]
    empty_lines: int


@frozen
class ReviewPack:
    """The view of `reviews/2026-Q3.html`, and what its PDF is made of.

    `name` reads "Q3 2026", `months` "July to September 2026". `heading` is the finding of the quarter, `sentences` are
    the quarter in three. `restated` are sentences about figures that changed since.
    `figures_until` and `stand` say of when the figures, and actions and plans, are; `zone` in which times stand.
    `pdf` leads from the top of the portal to the paper, empty without one.
    """

    customer: str
    provider: str
    name: str
    months: str
    heading: str
    sentences: tuple[str, ...]
    restated: tuple[str, ...]
    overview: Overview
    by_month: MonthSection
    disruptions: DisruptionSection
    actions: ActionSection
    words: WordSection
    work: WorkSection
    people: PeopleSection
    figures_until: str
    stand: str
    zone: str
    pdf: str
