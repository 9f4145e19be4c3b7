"""The names of levels, faults, urgencies, outcomes and RFO states, and the key of the shape that stands beside a name."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.vocabulary import ChangeKind, DetectedBy, Expected, Fault, Level, Outcome, RfoStatus


@frozen
class State:
    """`key` is the mark's name and the CSS class (`partial`), `word` its label ("Partial outage")."""

    key: str
    word: str


OPERATIONAL = State("operational", "Operational")
MAINTENANCE = State("maintenance", "Maintenance")
UNKNOWN = State("unknown", "Not measured")

_LEVELS = {
    Level.DEGRADED: State("degraded", "Degraded"),
    Level.PARTIAL: State("partial", "Partial outage"),
    Level.OUTAGE: State("outage", "Outage"),
}
_VERBS = {
    "operational": ("works", "work"),
    "degraded": ("is degraded", "are degraded"),
    "partial": ("is partly down", "are partly down"),
    "outage": ("is down", "are down"),
    "maintenance": ("is in maintenance", "are in maintenance"),
}
_BRIEFLY = {"degraded": "Degraded", "partial": "Partly down", "outage": "Down", "maintenance": "In maintenance"}

_BY_KEY = {state.key: state for state in (OPERATIONAL, MAINTENANCE, UNKNOWN, *_LEVELS.values())}

# From the mildest to the worst, as the colour of a verdict and the cell of a day are chosen.
_SEVERITY = ("unknown", "operational", "maintenance", "degraded", "partial", "outage")

FAULTS = {
    Fault.INFRASTRUCTURE: "Our infrastructure",
    Fault.SOFTWARE: "Our software",
    Fault.UNKNOWN: "Not yet known",
    Fault.THIRD_PARTY: "Third party",
    Fault.CUSTOMER: "Customer",
}
YOUR_SIDE = "Your side"

RFO_STATES = {
    RfoStatus.DRAFT: "Draft",
    RfoStatus.PRELIMINARY: "Preliminary",
    RfoStatus.FINAL: "Final",
}
OUTCOMES = {
    Outcome.PLANNED: "Planned",
    Outcome.IN_PROGRESS: "In progress",
    Outcome.SUCCEEDED: "Succeeded",
    Outcome.FAILED: "Failed",
    Outcome.ROLLED_BACK: "Rolled back",
    Outcome.CANCELLED: "Cancelled",
}
EXPECTATIONS = {
    Expected.NONE: "No disruption expected.",
    Expected.DEGRADED: "Slow answers or passing errors are expected.",
    Expected.PARTIAL: "Part of it is expected not to work.",
    Expected.OUTAGE: "It is expected not to work.",
}
CHANGE_KINDS = {
    ChangeKind.RELEASE: "Planned release",
    ChangeKind.MAINTENANCE: "Planned maintenance",
    ChangeKind.PREVENTIVE: "Planned preventive work",
}
DETECTED_BY = {
    DetectedBy.MONITORING: "our monitoring",
    DetectedBy.CUSTOMER: "a customer",
    DetectedBy.STAFF: "our staff",
}
MILESTONES = {
    "started": "Started",
    "detected": "Detected",
    "acknowledged": "Acknowledged",
    "diagnosed": "Diagnosed",
    "mitigated": "Mitigated",
    "resolved": "Resolved",
}


def state_of(level: Level | None, *, planned: bool = False) -> State:
    """Planned disruptions are maintenance, at whatever level; None is operational."""
    if level is None:
        return OPERATIONAL
    return MAINTENANCE if planned else _LEVELS[level]


def by_key(key: str) -> State:
    """The state of a mark's key; raises KeyError for a key that is none."""
    return _BY_KEY[key]


def severity_of(state: State) -> int:
    """The higher, the worse; maintenance is worse than operational and milder than any disruption."""
    return _SEVERITY.index(state.key)


def verb_of(state: State, count: int = 1) -> str:
    """ "is partly down", "are partly down": what follows the names of that many services."""
    one, many = _VERBS[state.key]
    return one if count == 1 else many


def briefly(state: State) -> str:
    """ "Partly down": the head of a sentence that goes on with "since 13:12 UTC"."""
    return _BRIEFLY[state.key]


def fault_word(fault: Fault, *, yours: bool = False) -> str:
    """`yours` is for pages that speak to one customer."""
    return YOUR_SIDE if yours and fault is Fault.CUSTOMER else FAULTS[fault]


def fault_text(fault: Fault, supplier: str | None, *, yours: bool = False) -> str:
    """The fault with the supplier's name, when a third party has one: "Third party (Norvia)"."""
    named = f" ({supplier})" if supplier and fault is Fault.THIRD_PARTY else ""
    return fault_word(fault, yours=yours) + named


def cause_text(fault: Fault, supplier: str | None, *, yours: bool = False) -> str:
    """ "Cause: third party (Norvia)"."""
    text = fault_text(fault, supplier, yours=yours)
    return f"Cause: {text[0].lower()}{text[1:]}"
