"""Hypothesis strategies for whole cases: a small catalog, customers in several zones, and records around a few instants.

A drawn case is a dict `{"months": [...], "case": {...}}`, in the shape of the vectors. Every instant in it, every month
border and every edge of service hours is a multiple of `grid_seconds`, so that a simulation in ticks of that length is
exact. Records are valid; `oddities=True` adds what is an error but has a defined meaning all the same: impacts that end
before they start, impacts of planned and cancelled changes, instants after as-of, months after as-of.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

from hypothesis import strategies as st

Drawn = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Value = TypeVar("Value")

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
OWNERS = ("infrastructure", "software", "third-party", "customer")
FAULTS = (*OWNERS, "unknown")
DAY = 86400

_SEASONS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("2026-10", "2026-11"): ("2026-10-25T01:00:00Z", "2026-11-01T06:00:00Z", "2026-10-03T15:30:00Z"),
    ("2026-03", "2026-04"): ("2026-03-29T01:00:00Z", "2026-03-08T07:00:00Z", "2026-04-04T16:30:00Z"),
    ("2026-09", "2026-10", "2026-11"): ("2026-10-25T01:00:00Z", "2026-10-03T16:30:00Z", "2026-11-01T06:00:00Z"),
}
"""The months of a case and the clock changes within them."""

_WEIGHTS = (
    None,
    {"outage": 1, "partial": 1, "degraded": 0},
    {"outage": 1, "partial": 0.5, "degraded": 0.1},
    {"outage": 0.9, "partial": 0.3337, "degraded": 0.3337},
    {"outage": 1, "partial": 0, "degraded": 0},
    {"degraded": 0.25},
    {"partial": 0.333},
)
_WEEKLY = (
    {"mon-fri": "08:00-18:00"},
    {"mon-thu": "08:00-12:30", "fri-sun": ["00:00-02:30", "09:15-24:00"]},
    {"fri-mon": "22:00-06:00", "wed": ["08:00-12:00", "13:00-24:00"]},
    {"sat-sun": "02:15-02:45", "mon": ["00:00-00:00"]},
    {"sun": ["01:30-02:15", "02:30-01:00"], "tue-wed": "20:00-20:00"},
)
_NOTICES = (None, "5d", "3d", "1d", "3bd", "1bd", "5bd")
_NOTICES_GIVEN = tuple(
    days * DAY + shift for days in (5, 3, 7, 1, 4, 9) for shift in (0, 900, -900, 3600, -3600)
)  # exactly in time, and a little on either side of it
_CREDITS: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"below": 99.95, "percent": 5}, {"below": 99.0, "percent": 25}],
    [{"below": 100, "percent": 2.5}],
)
_AUDIENCES = (None, None, None, None, None, "public", "affected", "internal")
_LONG_AGO = "2025-01-01"


@dataclass(frozen=True, slots=True)
class _Calendar:
    """When things happen in a case: near one of the hot instants, and not after `latest`."""

    grid: int
    hot: Sequence[int]
    as_of: int
    latest: int
    oddities: bool


def cases(*, grid_seconds: int = 900, oddities: bool = False) -> st.SearchStrategy[Drawn]:
    """Whole cases with the months to ask for; `grid_seconds` divides 900, the shortest step between zones."""
    if 900 % grid_seconds:
        raise ValueError("grid_seconds must divide 900: some zones are a quarter of an hour apart")
    return _cases(grid_seconds, oddities)


@st.composite
def incidents_for(draw: Draw, drawn: Drawn, *, grid_seconds: int = 900) -> tuple[str, dict[str, Any]]:
    """One more incident that fits into a drawn case: its id, which is new, and its body."""
    case = drawn["case"]
    as_of = _second_of(case["as_of"])
    hot = [_second_of(incident["started"]) for incident in case["incidents"].values()]
    calendar = _Calendar(grid_seconds, hot, as_of, as_of, oddities=False)
    return _incident(draw, calendar, [*case["services"], *case["components"]], list(case["customers"]), "another")


@st.composite
def crowds(draw: Draw) -> Drawn:
    """Much that fails within a few hours, on three parts of which one service needs some: nothing but overlaps, and gaps
    in which a spare part holds."""
    parts = ("edge", "db-a", "db-b")
    noon = _second_of("2026-10-03T12:00:00Z")
    incidents: dict[str, Any] = {}
    for number in range(_count(draw, 3, 6)):
        begins = noon + _steps(draw, 0, 10) * 900
        incidents[f"2026-10-03-i{number}"] = {
            "title": "An incident",
            "urgency": "P2",
            "fault": _one_of(draw, *OWNERS),
            "started": _written(begins),
            "resolved": _written(begins + _steps(draw, 1, 10) * 900),
            "impacts": [{"on": _one_of(draw, *parts), "level": _one_of(draw, "outage", "partial")}],
        }
    group = {"at_least": _one_of(draw, 2, 1, 3), "of": list(parts)}
    return {
        "months": ["2026-10"],
        "case": {
            "as_of": "2026-10-04T12:00:00Z",
            "provider": {"name": "Northwind Cloud", "url": "https://status.northwind.example/", "timezone": "UTC"},
            "components": {part: {"name": part, "owner": "infrastructure"} for part in parts},
            "services": {"erp": {"name": "ERP", "requires": [group]}},
            "slas": {},
            "customers": {"acme": {"name": "Acme", "subscriptions": [{"service": "erp", "since": _LONG_AGO}]}},
            "incidents": incidents,
            "changes": {},
        },
    }


@st.composite
def _cases(draw: Draw, grid: int, oddities: bool) -> Drawn:
    months = draw(st.sampled_from(sorted(_SEASONS)))
    calendar = _calendar(draw, months, grid, oddities)
    components, services = _catalog(draw, calendar)
    nodes = [*services, *components, *services]
    slas = {name: _sla(draw, calendar) for name in ("gold", "silver")[: _count(draw, 1, 2)]}
    customers = {
        name: _customer(draw, calendar, list(components), list(services), list(slas))
        for name in ("acme", "bolt", "civic")[: _count(draw, 1, 3)]
    }
    incidents = dict(
        _incident(draw, calendar, nodes, list(customers), f"i{number}") for number in range(_count(draw, 1, 4))
    )
    changes = dict(
        _change(draw, calendar, list(components), nodes, list(customers), f"c{number}")
        for number in range(_count(draw, 0, 3))
    )
    return {
        "months": list(months),
        "case": {
            "as_of": _zulu(calendar.as_of),
            "provider": _provider(draw, calendar),
            "components": components,
            "services": services,
            "slas": slas,
            "customers": customers,
            "incidents": incidents,
            "changes": changes,
        },
    }


def _calendar(draw: Draw, months: tuple[str, ...], grid: int, oddities: bool) -> _Calendar:
    borders = [_second_of(f"{month}-01T00:00:00Z") for month in months]
    end = _second_of(f"{date.fromisoformat(f'{months[-1]}-01') + timedelta(days=31):%Y-%m}-01T00:00:00Z")
    ends = (end + 2 * DAY, end - 14 * DAY, end + 40 * DAY, *([end - 40 * DAY] if oddities else []))
    as_of = _one_of(draw, *ends) + _steps(draw, -40, 40) * grid
    clock_changes = [_second_of(change) for change in _SEASONS[months]]
    anywhere = borders[0] + _steps(draw, 1, 40) * DAY
    hot = [anywhere, *clock_changes, *borders[1:], *([as_of] if as_of < end else [])]
    chosen = draw(st.lists(st.sampled_from(hot), min_size=1, max_size=2))
    return _Calendar(grid, chosen, as_of, end + 7 * DAY if oddities else as_of, oddities)


def _provider(draw: Draw, calendar: _Calendar) -> dict[str, Any]:
    business_days = {
        "timezone": _one_of(draw, None, *ZONES),
        "holidays": _one_of(draw, None, "DE-BE", _days(draw, calendar)),
    }
    return _without_none(
        {
            "name": "Northwind Cloud",
            "url": "https://status.northwind.example/",
            "timezone": _one_of(draw, *ZONES),
            "weights": _one_of(draw, *_WEIGHTS),
            "business_days": _without_none(business_days) or None,
        }
    )


def _catalog(draw: Draw, calendar: _Calendar) -> tuple[dict[str, Any], dict[str, Any]]:
    """Components and services; a node requires only nodes that stand before it, so there are no cycles."""
    below: list[str] = []
    components, services = {}, {}
    for node in ("edge", "db-a", "db-b", "carrier", "vpn")[: _count(draw, 3, 5)]:
        owner = _one_of(draw, *OWNERS)
        components[node] = {"name": node.title(), "owner": owner, **_shapes(draw, calendar, below, 0)}
        below.append(node)
    for node in ("erp", "mail", "crm")[: _count(draw, 1, 3)]:
        services[node] = {"name": node.upper(), **_shapes(draw, calendar, below, 1)}
        below.append(node)
    return components, services


def _shapes(draw: Draw, calendar: _Calendar, below: Sequence[str], at_least: int) -> dict[str, Any]:
    if not below:
        return {}
    shapes: dict[str, Any] = {}
    requires = _entries(draw, below, at_least, depth=2)
    if requires or _is_rare(draw):
        shapes["requires"] = requires
    if _is_rare(draw):
        untils = sorted(set(_days(draw, calendar)), reverse=True)
        shapes["was"] = [{"until": until, "requires": _entries(draw, below, 0, depth=1)} for until in untils]
    return shapes


def _entries(draw: Draw, below: Sequence[str], at_least: int, depth: int) -> list[Any]:
    """Entries of a list or group, all different."""
    entries: list[Any] = []
    for _ in range(_count(draw, at_least, 3)):
        kind = _one_of(draw, "node", "node", "any", "all", "at_least") if depth else "node"
        entry: Any = _one_of(draw, *below)
        if kind != "node":
            inner = _entries(draw, below, 1, depth - 1)
            entry = {kind: inner} if kind != "at_least" else {kind: _count(draw, 1, len(inner)), "of": inner}
        if entry not in entries:
            entries.append(entry)
    return entries


def _sla(draw: Draw, calendar: _Calendar) -> dict[str, Any]:
    return _without_none(
        {
            "target": _one_of(draw, 99.95, 99.9, 99, 95.5, 100),
            "counts": draw(st.lists(st.sampled_from(FAULTS), min_size=1, max_size=5, unique=True)),
            "levels": _one_of(draw, *_WEIGHTS),
            "hours": _hours(draw, calendar),
            "notice": _one_of(draw, *_NOTICES),
            "credits": _one_of(draw, None, *_CREDITS),
        }
    )


def _hours(draw: Draw, calendar: _Calendar) -> Any:
    kind = _one_of(draw, None, "24x7", "weekly", "weekly")
    if kind != "weekly":
        return kind
    return _without_none(
        {
            "timezone": _one_of(draw, None, *ZONES),
            "weekly": _one_of(draw, *_WEEKLY),
            "holidays": _one_of(draw, None, "DE-BE", _days(draw, calendar)),
        }
    )


def _customer(
    draw: Draw, calendar: _Calendar, components: Sequence[str], services: Sequence[str], slas: Sequence[str]
) -> dict[str, Any]:
    subscriptions: list[dict[str, Any]] = []
    for service in draw(st.lists(st.sampled_from(services), min_size=1, max_size=len(services), unique=True)):
        for life in _lives(draw, calendar):
            via = draw(st.lists(st.sampled_from(components), max_size=2, unique=True))
            path = {"service": service, **life, "via": via or None, "sla": _one_of(draw, *slas, None)}
            subscriptions.append(_without_none(path))
    last_since = max(subscription["since"] for subscription in subscriptions)
    last_day = _days(draw, calendar)[0]
    ends = _is_rare(draw) and last_day > last_since
    return _without_none(
        {
            "name": "A customer",
            "timezone": _one_of(draw, None, *ZONES),
            "subscriptions": subscriptions,
            "ended": {"on": last_day, "reason": "price"} if ends else None,
        }
    )


def _lives(draw: Draw, calendar: _Calendar) -> list[dict[str, str]]:
    """The lives of the subscriptions to one service: one, or two that follow one another with or without a break."""
    first, *others = sorted(set(_days(draw, calendar)))
    second = others[0] if others else first
    lives: dict[str, list[dict[str, str]]] = {
        "whole": [{"since": _LONG_AGO}],
        "starts": [{"since": first}],
        "ends": [{"since": _LONG_AGO, "until": first}],
        "two": [{"since": _LONG_AGO, "until": first}, {"since": second}],
    }
    return lives[_one_of(draw, "whole", "whole", "two", "starts", "ends")]


def _incident(
    draw: Draw, calendar: _Calendar, nodes: Sequence[str], customers: Sequence[str], name: str
) -> tuple[str, dict[str, Any]]:
    started = min(_instant(draw, calendar), calendar.latest - calendar.grid)
    resolved = None if _is_rare(draw) else min(started + _steps(draw, 1, 60) * calendar.grid, calendar.latest)
    end = calendar.as_of if resolved is None else resolved
    impacts = [_impact(draw, calendar, nodes, customers, started, end) for _ in range(_one_of(draw, 1, 2, 3, 2, 1, 0))]
    incident = {
        "title": "An incident",
        "urgency": _one_of(draw, "P2", "P1", "P3", "P4"),
        "fault": _one_of(draw, *FAULTS),
        "started": _written(started),
        "detected": _one_of(draw, None, _written(started)),
        "resolved": None if resolved is None else _written(resolved),
        "impacts": impacts,
        "audience": _one_of(draw, *_AUDIENCES),
    }
    return f"{_day_of(started)}-{name}", _without_none(incident)


def _change(
    draw: Draw,
    calendar: _Calendar,
    components: Sequence[str],
    nodes: Sequence[str],
    customers: Sequence[str],
    name: str,
) -> tuple[str, dict[str, Any]]:
    outcome = _one_of(draw, "succeeded", "failed", "rolled-back", "in-progress", "in-progress", "planned", "cancelled")
    opens = _instant(draw, calendar)
    closes = opens + _steps(draw, 1, 16) * calendar.grid
    if outcome == "in-progress" and not calendar.oddities:
        opens = min(opens, calendar.latest - calendar.grid)
        closes = max(closes, opens + calendar.grid)
    if outcome in ("succeeded", "failed", "rolled-back"):
        closes = min(closes, calendar.latest)
        opens = min(opens, closes - calendar.grid)
    impacts: Any = None
    if outcome not in ("planned", "cancelled") or calendar.oddities:
        end = calendar.as_of if outcome == "in-progress" and closes <= calendar.as_of else closes
        impacts = [_impact(draw, calendar, nodes, customers, opens, end) for _ in range(_count(draw, 1, 2))]
        impacts = _one_of(draw, impacts, impacts, "none")
    announced = _one_of(draw, None, *(min(opens - ahead, calendar.as_of) for ahead in _NOTICES_GIVEN))
    change = {
        "title": "Maintenance",
        "kind": _one_of(draw, "maintenance", "release", "preventive"),
        "components": [_one_of(draw, *components)],
        "announced": None if announced is None else _written(announced),
        "window": {"from": _written(opens), "to": _written(closes)},
        "expected": _one_of(draw, "outage", "none", "degraded", "partial"),
        "impacts": impacts,
        "outcome": outcome,
        "audience": _one_of(draw, *_AUDIENCES),
    }
    return f"{_day_of(opens)}-{name}", _without_none(change)


def _impact(
    draw: Draw,
    calendar: _Calendar,
    nodes: Sequence[str],
    customers: Sequence[str],
    default_from: int,
    default_to: int,
) -> dict[str, Any]:
    """An impact that may begin before and end after its record says; it lasts at least a step, except as an oddity."""
    start = _one_of(draw, None, default_from + _steps(draw, -4, 16) * calendar.grid)
    if start is not None and not calendar.oddities:
        start = min(start, default_to - calendar.grid, calendar.latest - calendar.grid)
    begins = default_from if start is None else start
    end = _one_of(draw, None, begins + _steps(draw, 1, 24) * calendar.grid)
    if calendar.oddities and _is_rare(draw):
        end = begins - _steps(draw, 0, 3) * calendar.grid
    elif end is not None:
        end = max(min(end, calendar.latest), begins + calendar.grid)
    scope = draw(st.lists(st.sampled_from(customers), min_size=1, unique=True)) if _is_rare(draw) else None
    impact = {
        "on": _one_of(draw, *nodes),
        "level": _one_of(draw, "outage", "partial", "degraded"),
        "from": None if start is None else _written(start),
        "to": None if end is None else _written(end),
        "customers": scope,
        "fault": _one_of(draw, None, None, *FAULTS),
    }
    return _without_none(impact)


def _instant(draw: Draw, calendar: _Calendar) -> int:
    """Within half a day of a hot instant."""
    reach = DAY // 2 // calendar.grid
    return int(_one_of(draw, *calendar.hot) + _steps(draw, -reach, reach) * calendar.grid)


def _days(draw: Draw, calendar: _Calendar) -> list[str]:
    """One to three dates near the hot instants."""
    around = [_day_of(hot + shift * DAY) for hot in calendar.hot for shift in (0, 1, -1, 3, -6)]
    return list(draw(st.lists(st.sampled_from(around), min_size=1, max_size=3)))


def _one_of(draw: Draw, *values: Value) -> Value:
    value: Value = draw(st.sampled_from(values))
    return value


def _count(draw: Draw, smallest: int, largest: int) -> int:
    return int(draw(st.integers(smallest, largest)))


def _steps(draw: Draw, first: int, last: int) -> int:
    return int(draw(st.integers(first, last)))


def _is_rare(draw: Draw) -> bool:
    """True in about one of five draws."""
    return int(draw(st.integers(0, 4))) == 4


def _without_none(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if value is not None}


def _second_of(text: str) -> int:
    return int(datetime.fromisoformat(text.replace(" UTC", "+00:00")).timestamp())


def _zulu(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _written(second: int) -> str:
    """The instant in one of the ways in which people write it."""
    moment = datetime.fromtimestamp(second, UTC)
    ways = (
        _zulu(second),
        moment.strftime("%Y-%m-%d %H:%M:%S UTC"),
        moment.astimezone(timezone(timedelta(hours=5, minutes=30))).isoformat(sep=" "),
    )
    return ways[second // 900 % 3]


def _day_of(second: int) -> str:
    return date.isoformat(datetime.fromtimestamp(second, UTC).date())
