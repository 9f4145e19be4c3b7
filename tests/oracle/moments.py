"""Weight and candidates at one instant, by literal recursion over `requires` (availability.md, sections 2 and 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oracle.impacts import FAULTS, LEVELS, Impact

Entry = str | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant as one reader sees it through one lens."""

    impacts: Sequence[Impact]
    """Those that are active, admitted, and have the reader in scope."""
    requires: Mapping[str, Sequence[Entry]]
    """The shape of every node that is in force."""
    of_level: Mapping[str, Fraction]


def weight_of_path(path: Sequence[str], moment: Moment) -> Fraction:
    """The weight of a subscription, whose path is its service and its via nodes; or of a single node."""
    return max(_weight_of_node(node, moment) for node in path)


def charged_impact(path: Sequence[str], moment: Moment) -> Impact:
    """The one candidate to whom this second is charged; the path must weigh more than 0."""
    weight = weight_of_path(path, moment)
    candidates = [
        candidate
        for node in path
        if _weight_of_node(node, moment) == weight
        for candidate in _candidates_of_node(node, moment)
    ]
    return min(candidates, key=_nearness)


def _nearness(impact: Impact) -> tuple[bool, bool, int, int, str, str, int]:
    return (
        not impact.is_ours,
        impact.planned,
        FAULTS.index(impact.fault),
        impact.written_from,
        impact.source,
        impact.node,
        LEVELS.index(impact.level),
    )


def _own_weight(node: str, moment: Moment) -> Fraction:
    own = [moment.of_level[impact.level] for impact in moment.impacts if impact.node == node]
    return max(own, default=Fraction(0))


def _weight_of_node(node: str, moment: Moment) -> Fraction:
    return max(_own_weight(node, moment), _weight_of_entry({"all": moment.requires[node]}, moment))


def _weight_of_entry(entry: Entry, moment: Moment) -> Fraction:
    if isinstance(entry, str):
        return _weight_of_node(entry, moment)
    weights = sorted(_weight_of_entry(inner, moment) for inner in _entries_of_group(entry))
    return weights[_needed_by_group(entry) - 1] if weights else Fraction(0)


def _candidates_of_node(node: str, moment: Moment) -> list[Impact]:
    weight = _weight_of_node(node, moment)
    candidates: list[Impact] = []
    if _own_weight(node, moment) == weight:
        candidates += [
            impact for impact in moment.impacts if impact.node == node and moment.of_level[impact.level] == weight
        ]
    requires: Entry = {"all": moment.requires[node]}
    if _weight_of_entry(requires, moment) == weight:
        candidates += _candidates_of_entry(requires, moment)
    return candidates


def _candidates_of_entry(entry: Entry, moment: Moment) -> list[Impact]:
    if isinstance(entry, str):
        return _candidates_of_node(entry, moment)
    weight = _weight_of_entry(entry, moment)
    return [
        candidate
        for inner in _entries_of_group(entry)
        if _weight_of_entry(inner, moment) >= weight
        for candidate in _candidates_of_entry(inner, moment)
    ]


def _entries_of_group(group: Mapping[str, Any]) -> Sequence[Entry]:
    entries: Sequence[Entry] = group.get("any") or group.get("all") or group.get("of") or ()
    return entries


def _needed_by_group(group: Mapping[str, Any]) -> int:
    """How many entries must hold: the group weighs as its k-th lightest entry; *all* is k = length."""
    if "at_least" in group:
        return int(group["at_least"])
    return 1 if "any" in group else len(_entries_of_group(group))
