"""One byte per tick and thing: is it active in this second?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from oracle.instants import Span


def ticks_of(period: Span, tick_seconds: int) -> range:
    """Every tick of the period; raises ValueError when it is no whole number of ticks long."""
    start, end = period[0], max(period)
    if (end - start) % tick_seconds:
        raise ValueError(f"a period of {end - start} s is no multiple of {tick_seconds} s")
    return range(start, end, tick_seconds)


def strip_of(spans: Iterable[Span], ticks: range) -> bytes:
    """1 for every tick that lies in one of the half-open spans, else 0."""
    strip = bytearray(len(ticks))
    for start, end in spans:
        first, last = _index_of(start, ticks), _index_of(end, ticks)
        strip[first:last] = b"\1" * (last - first)
    return bytes(strip)


def shape_strip_of(untils: Sequence[int], ticks: range) -> bytes:
    """For every tick how many earlier shapes still lie ahead of their end: 0 is the present shape, 1 the newest past one."""
    ahead = [strip_of([(ticks.start, until)], ticks) for until in untils]
    return bytes(map(sum, zip(*ahead, strict=True)))


def states_by_tick(strips: Sequence[bytes], ticks: range) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every tick with the byte of each strip in it."""
    if not strips:
        return ((tick, ()) for tick in ticks)
    return zip(ticks, zip(*strips, strict=True), strict=True)


def count_states(strips: Sequence[bytes], ticks: range) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every distinct state (the byte of each strip) with the number of ticks in it; equal strips are looked at once."""
    distinct = list(dict.fromkeys([bytes(len(ticks)), *strips]))
    places = [distinct.index(strip) for strip in strips]
    for state, count in Counter(zip(*distinct, strict=True)).items():
        yield tuple(state[place] for place in places), count


def _index_of(instant: int, ticks: range) -> int:
    """The tick at an instant, or the nearer end of the strip; raises ValueError when it lies between two ticks."""
    if instant <= ticks.start:
        return 0
    if instant >= ticks.stop:
        return len(ticks)
    if (instant - ticks.start) % ticks.step:
        raise ValueError(f"second {instant} lies on no tick of {ticks.step} s")
    return (instant - ticks.start) // ticks.step
