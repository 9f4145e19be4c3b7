"""An issue's text taken apart into passages: what was said at one time, as far as that can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aboveboard.frozen import frozen
from aboveboard.importers.cstate.blocks import Block, blocks_of
from aboveboard.importers.cstate.clock import Clock
from aboveboard.importers.cstate.labels import Label, label_of, sounds_over
from aboveboard.records.vocabulary import IncidentStatus

_TRACK = re.compile(r"\{\{[<%]\s*+track\b\s*+(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^\s>%]*))\s*+/?[>%]\}\}")
_RULE = "---"


@frozen
class Passage:
    """`at` None: no instant of its own. `status` None: no label. `paragraphs` may be empty below a bare label."""

    status: IncidentStatus | None
    at: int | None
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(slots=True)
class _Cut:
    """The passages so far, and the one that is being read; a `track` or a rule closes it."""

    clock: Clock
    passages: list[Passage] = field(default_factory=list)
    status: IncidentStatus | None = None
    at: int | None = None
    paragraphs: list[str] = field(default_factory=list)

    def close(self) -> None:
        while self.paragraphs and self.paragraphs[-1] == _RULE:
            self.paragraphs.pop()
        if self.paragraphs or self.status is not None:
            self.passages.append(Passage(self.status, self.at, tuple(self.paragraphs)))
        self.status, self.at, self.paragraphs = None, None, []


def passages_of(body: str, clock: Clock, as_of: int | None = None) -> tuple[Passage, ...]:
    """Oldest first. A body is written either way: the instants tell, or else the labels.

    An instant after `as_of` cannot be that of something that was said: it is taken for none.
    """
    cut = _Cut(clock)
    for block in blocks_of(body):
        if block.is_rule:
            _read_rule(cut)
        else:
            _read_block(cut, block)
    cut.close()
    passages = [replace(one, at=None) if _is_future(one, as_of) else one for one in cut.passages]
    return tuple(_oldest_first(passages))


def _is_future(passage: Passage, as_of: int | None) -> bool:
    return passage.at is not None and as_of is not None and passage.at > as_of


def _read_rule(cut: _Cut) -> None:
    if cut.status is not None or cut.at is not None:
        cut.close()
    elif cut.paragraphs:
        cut.paragraphs.append(_RULE)


def _read_block(cut: _Cut, block: Block) -> None:
    if block.is_code:
        cut.paragraphs.append(block.text)
        return
    text = block.text
    label = label_of(text)
    heading = _instant_line(text, cut.clock)
    if label is not None:
        text = _begin(cut, label, text)
    elif heading is not None:
        cut.close()
        cut.at, text = heading
    _read_tracks(cut, text)


def _begin(cut: _Cut, label: Label, text: str) -> str:
    cut.close()
    cut.status = label.status
    return text[label.length :]


def _instant_line(text: str, clock: Clock) -> tuple[int, str] | None:
    """The instant that is a paragraph's whole first line, and the rest of it."""
    first, _, rest = text.partition("\n")
    plain = first.strip("*_ \t:")
    instant = clock.read(plain) if ":" in plain else None
    return (instant.at, rest) if instant else None


def _read_tracks(cut: _Cut, text: str) -> None:
    """A `track` dates what stands before it, back to the one before; with nothing before it, what follows."""
    rest = text
    while match := _TRACK.search(rest):
        before, rest = rest[: match.start()].strip("\n"), rest[match.end() :]
        if before.strip():
            cut.paragraphs.append(before.rstrip())
        instant = cut.clock.read(next((group for group in match.groups() if group), ""))
        if instant is not None and cut.at is None:
            cut.at = instant.at
        if cut.paragraphs:
            cut.close()
    if rest.strip():
        cut.paragraphs.append(rest.strip("\n").rstrip() if rest == text else rest.strip())


def _oldest_first(passages: Sequence[Passage]) -> list[Passage]:
    dated = [passage.at for passage in passages if passage.at is not None]
    if len(set(dated)) > 1:
        return list(reversed(passages)) if dated[0] > dated[-1] else list(passages)
    if not _is_newest_first(passages):
        return list(passages)
    *earlier, last = passages
    if len(last.paragraphs) > 1 and last.at is None and last.status not in (None, IncidentStatus.INVESTIGATING):
        update = replace(last, paragraphs=last.paragraphs[:1])
        first_report = Passage(None, None, _without_rule(last.paragraphs[1:]))
        return [first_report, update, *reversed(earlier)]
    return list(reversed(passages))


def _is_newest_first(passages: Sequence[Passage]) -> bool:
    told = [passage for passage in passages if passage.status is not IncidentStatus.POSTMORTEM]
    if not told or told[0].status not in (IncidentStatus.UPDATE, IncidentStatus.RESOLVED, IncidentStatus.MONITORING):
        return False
    first, last = told[0], told[-1]
    if last.status in (None, IncidentStatus.INVESTIGATING) or (
        len(told) > 1 and first.status is IncidentStatus.RESOLVED
    ):
        return True
    if len(last.paragraphs) > 1 and last.status is IncidentStatus.UPDATE:
        return True
    return len(told) > 1 and sounds_over(first.text) and not sounds_over(last.text)


def _without_rule(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    return paragraphs[1:] if paragraphs[:1] == (_RULE,) else paragraphs
