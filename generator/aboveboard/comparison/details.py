"""What changed in one record, in words: a line for each field, impact, update, subscription or action that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from aboveboard.comparison.value_words import bare_text, cut, entry_text, value_text
from aboveboard.frozen import frozen
from aboveboard.records.catalog import Subscription
from aboveboard.records.incident import WrittenImpact
from aboveboard.records.instants import utc_text
from aboveboard.records.rfo import Action
from aboveboard.records.updates import Update, section_headings


@frozen
class Detail:
    """`text` is the whole of it in words, for people; `before` and `after` are None where there is nothing."""

    field: str
    text: str
    before: str | None = None
    after: str | None = None


# Who a person is and what a customer pays is nothing that a comment needs to repeat.
_UNTOLD = frozenset(("contacts", "contact", "account_manager", "value", "note"))
_UNNAMED = frozenset(("id",))
# What models have first, because it comes from around the front matter.
_BELOW = frozenset(("path", "introduction", "updates", "body"))


def details_of(before: BaseModel, after: BaseModel) -> tuple[Detail, ...]:
    """In the order in which a record is written, its text last; nothing when the two say the same."""
    found: list[Detail] = []
    for name in sorted(type(after).model_fields, key=lambda name: name in _BELOW):
        old, new = getattr(before, name), getattr(after, name)
        if old != new and name not in _UNNAMED:
            found.extend(_WORDS.get(name, _of_field)(name, old, new))
    return tuple(found)


def impact_text(impact: WrittenImpact) -> str:
    """ "outage of edge-fra1 from 2026-10-03 08:12 UTC to the end, acme only"."""
    start = "the start" if impact.from_ is None else utc_text(impact.from_)
    end = "the end" if impact.to is None else utc_text(impact.to)
    fault = f", fault {impact.fault.value}" if impact.fault else ""
    return f"{impact.level.value} of {impact.on} from {start} to {end}{fault}{_scope_text(impact.customers)}"


def _of_field(name: str, old: Any, new: Any) -> Iterator[Detail]:
    label = name.rstrip("_").replace("_", " ")
    if name in _UNTOLD:
        yield Detail(name, f"{label} changed")
        return
    if isinstance(old, tuple) and isinstance(new, tuple):
        yield from _of_list(name, label, old, new)
        return
    was, now = (None if value is None else value_text(value, name) for value in (old, new))
    if was is None:
        yield Detail(name, f"{label} set: {now}", was, now)
    elif now is None:
        yield Detail(name, f"{label} removed, was {was}", was, now)
    elif isinstance(new, int) and not isinstance(new, bool) and now.endswith("UTC"):
        yield Detail(name, f"{label} moved from {was} to {now}", was, now)
    else:
        yield Detail(name, f"{label}: {was} became {now}", was, now)


def _of_list(name: str, label: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Detail]:
    added, removed = (
        [bare_text(one) for one in these if one not in those] for these, those in ((new, old), (old, new))
    )
    if added:
        yield Detail(name, f"{label} added: {cut('; '.join(added))}", None, "; ".join(added))
    if removed:
        yield Detail(name, f"{label} removed: {cut('; '.join(removed))}", "; ".join(removed), None)
    if not added and not removed:
        yield Detail(name, f"{label} in another order")


def _of_path(name: str, old: str, new: str) -> Iterator[Detail]:
    yield Detail(name, f"moved from {old} to {new}", old, new)


def _of_text(name: str, old: str, new: str) -> Iterator[Detail]:
    what = "text" if name == "body" else name
    olds, news = _sections(old), _sections(new)
    if name != "body" or not (olds.keys() | news.keys()):
        verb = "written" if not old else "removed" if not new else "reworded"
        yield Detail(name, f"{what} {verb}")
        return
    for title in dict.fromkeys([*news, *olds]):
        was, now = olds.get(title), news.get(title)
        if was != now:
            verb = "written" if was is None else "removed" if now is None else "reworded"
            yield Detail(name, f"section “{cut(title)}” {verb}" if title else f"text before the sections {verb}")


def _sections(body: str) -> dict[str, str]:
    """The text below each second-level heading; what stands above the first one under no name."""
    lines = body.split("\n")
    headings = [*section_headings(body), (len(lines), "")]
    found = {"": "\n".join(lines[: headings[0][0]]).strip()}
    for (at, title), (end, _) in pairwise(headings):
        found[title] = "\n".join(lines[at + 1 : end]).strip()
    return {title: text for title, text in found.items() if title or text}


def _of_requires(name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Detail]:
    was, now = (cut(", ".join(map(entry_text, entries))) or "nothing" for entries in (old, new))
    yield Detail(name, f"requires {now}, was {was}", was, now)


def _of_impacts(
    name: str, old: Sequence[WrittenImpact] | None, new: Sequence[WrittenImpact] | None
) -> Iterator[Detail]:
    if old is None or new is None:
        was, now = ("silent" if one is None else _count_text(len(one), "impact") for one in (old, new))
        yield Detail(name, f"impacts: {was} became {now}", was, now)
    left, fresh = _apart(old or (), new or ())
    for earlier, later in _pairs(left, fresh, lambda impact: impact.on):
        if earlier is None and later is not None:
            yield Detail(name, f"impact added: {impact_text(later)}", None, impact_text(later))
        elif later is None and earlier is not None:
            yield Detail(name, f"impact removed: {impact_text(earlier)}", impact_text(earlier), None)
        elif earlier is not None and later is not None:
            words = ", ".join(_impact_words(earlier, later))
            yield Detail(name, f"impact on {later.on}: {words}", impact_text(earlier), impact_text(later))


def _impact_words(old: WrittenImpact, new: WrittenImpact) -> Iterator[str]:
    if old.level != new.level:
        yield f"{old.level.value} became {new.level.value}"
    for name, word in (("from_", "start"), ("to", "end")):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            texts = ["that of the record" if one is None else utc_text(one) for one in (was, now)]
            yield f"{word} moved from {texts[0]} to {texts[1]}"
    if old.fault != new.fault:
        yield f"fault {_or_default(old.fault)} became {_or_default(new.fault)}"
    if old.customers != new.customers:
        was, now = (_scope_text(one).removeprefix(", ") or "everybody" for one in (old.customers, new.customers))
        yield f"{was} became {now}"


def _of_updates(name: str, old: Sequence[Update], new: Sequence[Update]) -> Iterator[Detail]:
    left = _beyond(old, new)
    fresh = _beyond(new, old)
    for same in (_by_heading, _by_text):
        for later in tuple(fresh):
            earlier = next((one for one in left if same(one) == same(later)), None)
            if earlier is not None:
                left.remove(earlier)
                fresh.remove(later)
                how = "reworded" if same is _by_heading else f"moved from {_heading_text(earlier)}"
                yield Detail(name, f"update {_heading_text(later)} {how}", earlier.text, later.text)
    yield from (Detail(name, f"update added: {_heading_text(one)}", None, one.text) for one in fresh)
    yield from (Detail(name, f"update removed: {_heading_text(one)}", one.text, None) for one in left)


def _beyond(these: Sequence[Update], those: Sequence[Update]) -> list[Update]:
    """Those that the others do not have; where they stand in the file does not matter."""
    known = [(one.status, one.at, one.text) for one in those]
    return [one for one in these if (one.status, one.at, one.text) not in known]


def _by_heading(update: Update) -> object:
    return update.status, update.at


def _by_text(update: Update) -> object:
    return update.status, update.text


def _heading_text(update: Update) -> str:
    return f"{update.status}, {utc_text(update.at)}"


def _of_subscriptions(name: str, old: Sequence[Subscription], new: Sequence[Subscription]) -> Iterator[Detail]:
    left, fresh = _apart(old, new)
    yield from _of_parts(name, "subscription to", left, fresh, lambda one: one.service)


def _of_actions(name: str, old: Sequence[Action] | None, new: Sequence[Action] | None) -> Iterator[Detail]:
    if new == () and old is None:
        yield Detail(name, "says that no action is needed")
    left, fresh = _apart(old or (), new or ())
    yield from _of_parts(name, "action", left, fresh, lambda one: one.id)


def _of_parts(
    name: str, what: str, left: Sequence[Any], fresh: Sequence[Any], key: Callable[[Any], str]
) -> Iterator[Detail]:
    for earlier, later in _pairs(left, fresh, key):
        if earlier is None:
            yield Detail(name, f"{what} {key(later)} added: {bare_text(later)}", None, bare_text(later))
        elif later is None:
            yield Detail(name, f"{what} {key(earlier)} removed", bare_text(earlier), None)
        else:
            words = "; ".join(detail.text for detail in details_of(earlier, later))
            yield Detail(name, f"{what} {key(later)}: {words}", bare_text(earlier), bare_text(later))


def _apart(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """What each side alone has, in its order."""
    left, fresh = list(old), []
    for one in new:
        if one in left:
            left.remove(one)
        else:
            fresh.append(one)
    return left, fresh


def _pairs(left: Sequence[Any], fresh: Iterable[Any], key: Callable[[Any], str]) -> Iterator[tuple[Any, Any]]:
    """Each with the first of the other side that has the same key; None where there is none."""
    waiting = list(left)
    for later in fresh:
        earlier = next((one for one in waiting if key(one) == key(later)), None)
        if earlier is not None:
            waiting.remove(earlier)
        yield earlier, later
    yield from ((one, None) for one in waiting)


def _scope_text(customers: tuple[str, ...] | None) -> str:
    if customers is None:
        return ""
    shown = ", ".join(customers[:3]) + (f" and {len(customers) - 3} more" if len(customers) > 3 else "")
    return f", {shown} only"


def _or_default(fault: Any) -> str:
    return "of the record" if fault is None else str(fault.value)


def _count_text(count: int, thing: str) -> str:
    return f"no {thing}s" if not count else f"{count} {thing}{'' if count == 1 else 's'}"


_WORDS: dict[str, Callable[[str, Any, Any], Iterator[Detail]]] = {
    "path": _of_path,
    "introduction": _of_text,
    "body": _of_text,
    "requires": _of_requires,
    "impacts": _of_impacts,
    "updates": _of_updates,
    "subscriptions": _of_subscriptions,
    "actions": _of_actions,
}
