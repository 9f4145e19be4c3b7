"""The impacts of incidents and changes, as availability.md, section 1, reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oracle.instants import Span, read_instant

Case = Mapping[str, Any]
"""A case of the vectors: `as_of`, `provider`, `components`, `services`, `slas`, `customers`, `incidents`, `changes`."""

OURS = ("infrastructure", "software", "unknown")
FAULTS = (*OURS, "third-party", "customer")
LEVELS = ("operational", "degraded", "partial", "outage")


@dataclass(frozen=True, slots=True)
class Impact:
    """One disruption of one node; of a change, the part within or the part outside of its window."""

    source: str
    node: str
    level: str
    fault: str
    planned: bool
    span: Span
    written_from: int
    """The impact's own `from`, also where the part starts later."""
    announced: int | None
    scope: frozenset[str] | None
    """The customers named, or None for everybody."""
    public: bool

    @property
    def is_ours(self) -> bool:
        return self.fault in OURS

    def reaches(self, customer: str) -> bool:
        return self.scope is None or customer in self.scope


def impacts_of(case: Case) -> tuple[Impact, ...]:
    """Every impact that counts; impacts that end before they start, drafts and unused windows count nothing."""
    return tuple(
        impact
        for impact in (*_impacts_of_incidents(case), *_impacts_of_changes(case))
        if impact.span[0] < impact.span[1]
    )


def _impacts_of_incidents(case: Case) -> Iterator[Impact]:
    for source, incident in case.get("incidents", {}).items():
        audience = _audience_of(incident)
        if audience == "internal":
            continue
        for written in _written_impacts(incident):
            start = read_instant(written.get("from", incident["started"]))
            yield Impact(
                source=source,
                node=written["on"],
                level=written["level"],
                fault=written.get("fault", incident["fault"]),
                planned=False,
                span=(start, read_instant(written.get("to") or incident.get("resolved") or case["as_of"])),
                written_from=start,
                announced=None,
                scope=_scope_of(written),
                public=audience == "public",
            )


def _impacts_of_changes(case: Case) -> Iterator[Impact]:
    for source, change in case.get("changes", {}).items():
        audience = _audience_of(change)
        if audience == "internal" or change["outcome"] in ("planned", "cancelled"):
            continue
        window = read_instant(change["window"]["from"]), read_instant(change["window"]["to"])
        announced = read_instant(change["announced"]) if "announced" in change else None
        for written in _written_impacts(change):
            whole = _span_within_change(written, change, window, read_instant(case["as_of"]))
            for span, planned in _parts_by_window(whole, window):
                yield Impact(
                    source=source,
                    node=written["on"],
                    level=written["level"],
                    fault=written.get("fault") or _owner_of(written["on"], case),
                    planned=planned,
                    span=span,
                    written_from=whole[0],
                    announced=announced,
                    scope=_scope_of(written),
                    public=audience == "public",
                )


def _span_within_change(written: Mapping[str, Any], change: Mapping[str, Any], window: Span, as_of: int) -> Span:
    start = read_instant(written["from"]) if "from" in written else window[0]
    if "to" in written:
        return start, read_instant(written["to"])
    if change["outcome"] == "in-progress" and window[1] <= as_of:
        return start, as_of
    return start, window[1]


def _parts_by_window(whole: Span, window: Span) -> tuple[tuple[Span, bool], ...]:
    """The parts before, within and after the window with whether they are planned; empty parts are sorted out later."""
    start, end = whole
    return (
        ((start, min(end, window[0])), False),
        ((max(start, window[0]), min(end, window[1])), True),
        ((max(start, window[1]), end), False),
    )


def _written_impacts(record: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    written = record.get("impacts") or ()
    return () if written == "none" else written


def _audience_of(record: Mapping[str, Any]) -> str:
    """As written, else public.

    The default is `affected` when each impact names its customers; that moves no figure, since the public view leaves
    such impacts out anyway.
    """
    return str(record.get("audience") or "public")


def _scope_of(written: Mapping[str, Any]) -> frozenset[str] | None:
    return frozenset(written["customers"]) if written.get("customers") is not None else None


def _owner_of(node: str, case: Case) -> str:
    return "software" if node in case["services"] else str(case["components"][node]["owner"])
