"""What the seconds of one month can hold for one reader, and what meters show in each of them."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from oracle.figures import Tally
from oracle.impacts import Case, Impact
from oracle.instants import midnight, month_span, read_date, read_instant
from oracle.lenses import Lens
from oracle.moments import Entry, Moment, charged_impact, weight_of_path
from oracle.strips import count_states, shape_strip_of, states_by_tick, strip_of, ticks_of

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Scene:
    """One month, up to as-of, with the impacts that have the reader in scope."""

    ticks: range
    impacts: Sequence[Impact]
    shapes: Mapping[str, Sequence[Sequence[Entry]]]
    """Of every node its present `requires` and then the earlier ones, newest first."""
    shape_ends: Mapping[str, Sequence[int]]
    """Of the nodes with earlier shapes when each of these ended, newest first."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Measures one path through one lens in the seconds where its strip is 1: the agreed ones."""

    path: Sequence[str]
    lens: Lens
    admitted: Sequence[bool]
    """For every impact of the scene whether the lens admits it."""
    strip: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one meter shows in one second; `charged` is None when nothing weighs."""

    weight: Fraction
    charged: Impact | None


def scene_of(case: Case, month: str, zone: str, impacts: Sequence[Impact], tick_seconds: int) -> Scene:
    start, end = month_span(month, zone)
    nodes: Mapping[str, Mapping[str, Any]] = {**case["components"], **case["services"]}
    return Scene(
        ticks=ticks_of((start, min(end, read_instant(case["as_of"]))), tick_seconds),
        impacts=impacts,
        shapes={
            node: [body.get("requires") or (), *(shape.get("requires") or () for shape in body.get("was") or ())]
            for node, body in nodes.items()
        },
        shape_ends={
            node: [midnight(read_date(shape["until"]), case["provider"]["timezone"]) for shape in body["was"]]
            for node, body in nodes.items()
            if body.get("was")
        },
    )


def meter_of(path: Sequence[str], lens: Lens, scene: Scene, strip: bytes) -> Meter:
    return Meter(path, lens, [lens.admits(impact) for impact in scene.impacts], strip)


def counted_outcomes(scene: Scene, meters: Mapping[Key, Meter]) -> Iterator[tuple[int, dict[Key, Outcome]]]:
    """For every distinct state of the month its seconds, and what each meter that runs shows in it."""
    for state, count in count_states(_strips(scene, meters), scene.ticks):
        yield count * scene.ticks.step, _outcomes(scene, meters, state)


def outcomes_by_second(scene: Scene, meters: Mapping[Key, Meter]) -> Iterator[tuple[int, dict[Key, Outcome]]]:
    """For every tick of the month its instant, and what each meter that runs shows in it."""
    known: dict[tuple[int, ...], dict[Key, Outcome]] = {}
    for second, state in states_by_tick(_strips(scene, meters), scene.ticks):
        if state not in known:
            known[state] = _outcomes(scene, meters, state)
        yield second, known[state]


def add_outcomes(tallies: Mapping[Key, Tally], seconds: int, outcomes: Mapping[Key, Outcome]) -> None:
    """Counts those seconds in the tally of each meter that ran."""
    for key, outcome in outcomes.items():
        tallies[key].add_seconds(seconds, outcome.weight, outcome.charged)


def _strips(scene: Scene, meters: Mapping[Key, Meter]) -> list[bytes]:
    """Everything that can be active: impacts, then shapes, then meters."""
    return [
        *(strip_of([impact.span], scene.ticks) for impact in scene.impacts),
        *(shape_strip_of(ends, scene.ticks) for ends in scene.shape_ends.values()),
        *(meter.strip for meter in meters.values()),
    ]


def _outcomes(scene: Scene, meters: Mapping[Key, Meter], state: Sequence[int]) -> dict[Key, Outcome]:
    """What each meter that runs shows while exactly that is active."""
    of_shapes = len(scene.impacts)
    of_meters = of_shapes + len(scene.shape_ends)
    number_of_shape = dict(zip(scene.shape_ends, state[of_shapes:of_meters], strict=True))
    requires = {node: shapes[number_of_shape.get(node, 0)] for node, shapes in scene.shapes.items()}
    outcomes = {}
    for (key, meter), runs in zip(meters.items(), state[of_meters:], strict=True):
        if runs:
            active = [
                impact
                for impact, is_active, is_admitted in zip(scene.impacts, state[:of_shapes], meter.admitted, strict=True)
                if is_active and is_admitted
            ]
            outcomes[key] = _outcome_of(meter.path, Moment(active, requires, meter.lens.of_level))
    return outcomes


def _outcome_of(path: Sequence[str], moment: Moment) -> Outcome:
    weight = weight_of_path(path, moment)
    return Outcome(weight, charged_impact(path, moment) if weight > 0 else None)
