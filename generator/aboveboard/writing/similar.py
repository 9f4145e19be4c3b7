"""The past incidents nearest to a new one: what they had in common with it, why they happened and what ended them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import log

from aboveboard.frozen import frozen
from aboveboard.records.catalog import Node
from aboveboard.records.incident import Incident
from aboveboard.records.register import Register
from aboveboard.records.requires import ids_of
from aboveboard.records.rfo import Rfo
from aboveboard.records.vocabulary import IncidentStatus

_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_WORDS = frozenset(
    ("and", "are", "for", "from", "has", "have", "not", "our", "that", "the", "this", "was", "were", "with")
)
_SAME_NODE, _NEAR_NODE, _SAME_SUPPLIER = 4.0, 1.5, 2.0
_MOST_WORDS = 40


@frozen
class Likeness:
    """What is known about the new incident that others can be compared by."""

    title: str
    nodes: tuple[str, ...] = ()
    supplier: str | None = None


@frozen
class PastIncident:
    """`root_cause` and `summary` are its RFO's, empty when nobody wrote them; `mitigated_by` is what was said when it was
    mitigated, or at its end, as written; `mitigation_seconds` count from its start.
    """

    incident: Incident
    root_cause: str
    summary: str
    mitigated_by: str
    mitigation_seconds: int | None


def nearest_past(register: Register, likeness: Likeness, at_most: int = 3) -> tuple[PastIncident, ...]:
    """The likest first, of two alike the newer one; only those that have something in common."""
    words_of = {
        incident.id: _words(incident, register.rfos.get(incident.id)) for incident in register.incidents.values()
    }
    frequency = Counter(word for words in words_of.values() for word in words)
    wanted = _words_in([likeness.title])
    near = _near(register, likeness.nodes)
    scored = []
    for incident in register.incidents.values():
        if incident.resolved is None:
            continue
        score = _node_score(incident, likeness.nodes, near)
        score += _word_score(wanted & words_of[incident.id], frequency, len(words_of))
        score += _SAME_SUPPLIER * (likeness.supplier is not None and incident.supplier == likeness.supplier)
        scored.append((score, incident.started, incident))
    scored.sort(key=lambda one: (-one[0], -one[1], one[2].id))
    least = scored[0][0] / 3 if scored else 0
    return tuple(
        past_incident(incident, register.rfos.get(incident.id))
        for score, _, incident in scored[:at_most]
        if score > 0 and score >= least
    )


def past_incident(incident: Incident, rfo: Rfo | None) -> PastIncident:
    mitigated = incident.mitigated if incident.mitigated is not None else incident.resolved
    return PastIncident(
        incident,
        (rfo.root_cause or "") if rfo else "",
        (rfo.summary or "") if rfo else "",
        _mitigated_by(incident, mitigated),
        None if mitigated is None else mitigated - incident.started,
    )


def root_causes(register: Register) -> tuple[str, ...]:
    """Every root cause that an RFO names, the most frequent first."""
    counted = Counter(rfo.root_cause for rfo in register.rfos.values() if rfo.root_cause)
    return tuple(sorted(counted, key=lambda cause: (-counted[cause], cause)))


def _node_score(incident: Incident, nodes: Collection[str], near: Collection[str]) -> float:
    hit = {impact.on for impact in incident.impacts}
    return _SAME_NODE * len(hit.intersection(nodes)) + _NEAR_NODE * len(hit.intersection(near))


def _word_score(common: Iterable[str], frequency: Mapping[str, int], of: int) -> float:
    """Rare words tell more than those that stand in every title."""
    return sum(log((1 + of) / frequency[word]) for word in common)


def _near(register: Register, nodes: Collection[str]) -> set[str]:
    """What the nodes require, and what requires them."""
    every: list[Node] = [*register.components.values(), *register.services.values()]
    requires = {node.id: {id for entry in node.requires for id in ids_of(entry)} for node in every}
    near = {id for node in nodes for id in requires.get(node, ())}
    near |= {id for id, needed in requires.items() if needed.intersection(nodes)}
    return near.difference(nodes)


def _words(incident: Incident, rfo: Rfo | None) -> frozenset[str]:
    cause = (rfo.root_cause or "").replace("-", " ") if rfo else ""
    return _words_in([incident.title, *incident.tags, cause, incident.supplier or ""])


def _words_in(texts: Iterable[str]) -> frozenset[str]:
    """Words cut to their first letters, so that `packets` is like `packet`."""
    found = [word for text in texts for word in _WORD.findall(text.casefold())[:_MOST_WORDS]]
    return frozenset(word[:6].removesuffix("s") for word in found if word not in _NO_WORDS)


def _mitigated_by(incident: Incident, mitigated: int | None) -> str:
    """The text of the Monitoring update, or the Resolved one; of several, the one nearest to the mitigation."""
    for status in (IncidentStatus.MONITORING, IncidentStatus.RESOLVED):
        said = [update for update in incident.updates if update.status == status]
        if said:
            return min(said, key=lambda update: abs(update.at - (mitigated or 0))).text
    return ""
