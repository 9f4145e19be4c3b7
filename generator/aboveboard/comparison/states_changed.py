"""How services stand now, as the public sees them, before and after."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.records.register import Register
from aboveboard.views.edition import public_edition
from aboveboard.views.service_state import ServiceState, service_states


@frozen
class StateChange:
    """None where the service does not exist."""

    service: str
    name: str
    before: ServiceState | None
    after: ServiceState | None


def states_changed(before: Register, after: Register, as_of: int) -> tuple[StateChange, ...]:
    """Services whose state, or since when or because of what it holds, differs; those that are disrupted now first."""
    olds, news = _states(before, as_of), _states(after, as_of)
    found = []
    for id in sorted(olds.keys() | news.keys()):
        old, new = olds.get(id), news.get(id)
        if _shown(old) != _shown(new):
            found.append(StateChange(id, (new or old).name if new or old else id, old, new))  # type: ignore[union-attr]
    return tuple(sorted(found, key=lambda one: (not (one.after and one.after.is_disrupted), one.service)))


def _states(register: Register, as_of: int) -> dict[str, ServiceState]:
    return {state.service: state for state in service_states(public_edition(register, as_of))}


def _shown(state: ServiceState | None) -> object:
    return None if state is None else (state.state, state.since.epoch if state.since else None, state.record)
