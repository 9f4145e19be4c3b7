"""Systems made into components and services, and the names in `affected` looked up in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from aboveboard.frozen import frozen
from aboveboard.importers.carried import CarriedComponent, CarriedService
from aboveboard.importers.cstate.site import Site, System
from aboveboard.importers.report import Effect, Notes
from aboveboard.records.ids import slug_of, unique_id
from aboveboard.records.values import LISTING, MAX_ID_LENGTH
from aboveboard.records.vocabulary import Owner

_SUFFIX = "-system"
_OTHERS = "Other systems"


@frozen
class Catalog:
    """`components_by_name` has the names exactly as systems are called, `by_fold` as they are pronounced."""

    components: tuple[CarriedComponent, ...]
    services: tuple[CarriedService, ...]
    components_by_name: Mapping[str, str]
    by_fold: Mapping[str, str]
    listed: frozenset[str]
    whole_page: str

    def component_of(self, name: str) -> str | None:
        return self.components_by_name.get(name) or self.by_fold.get(_fold(name))

    def note_spelling(self, names: Iterable[str], notes: Notes) -> None:
        """Findings for names that the configuration does not have, or has in another spelling."""
        unlisted = [name for name in names if name not in self.listed] if self.listed else []
        respelt = {name: same for name in unlisted if (same := self._same(name))}
        made = {name: component for name in unlisted if name not in respelt and (component := self.component_of(name))}
        others = [name for name in unlisted if name not in respelt and name not in made]
        if respelt:
            notes.add(
                Effect.DOUBTFUL, "affected", f"no system {_quoted(respelt)}", f"taken for {_quoted(respelt.values())}"
            )
        if made:
            components = f"component{'s' if len(made) > 1 else ''} {_quoted(made.values())}"
            notes.add(
                Effect.DOUBTFUL, "affected", f"no system {self._with_hints(made)}", f"carried as new {components}"
            )
        if others:
            reason = f"no system {self._with_hints(others)}"
            notes.add(Effect.DOUBTFUL, "affected", reason, "not carried, since no published downtime falls on it")

    def _same(self, name: str) -> str | None:
        return next((listed for listed in sorted(self.listed) if _fold(listed) == _fold(name)), None)

    def _with_hints(self, names: Iterable[str]) -> str:
        hints = ((name, _closest(name, self.listed)) for name in names)
        return ", ".join(f'"{name}"' + (f' (did you mean "{close}"?)' if close else "") for name, close in hints)


def catalog_of(site: Site, disrupted: Iterable[str], needs_whole_page: bool) -> Catalog:
    """`disrupted` are the names in `affected` of issues with downtime: each is a component, listed or not.

    A system is a component and, above it, a service of its own, which is what readers see. The whole page is a service
    alone: it stands for what issues without a system disrupt.
    """
    systems = [*site.systems, *_unlisted(site, disrupted)]
    taken = {LISTING}
    pairs = [_pair(system, taken) for system in systems]
    whole_page = unique_id(slug_of(site.title, "whole-page"), taken) if needs_whole_page or not systems else ""
    page = (CarriedService(whole_page, site.title),) if whole_page else ()
    by_fold: dict[str, str] = {}
    for system, (component, _) in zip(systems, pairs, strict=True):
        by_fold.setdefault(_fold(system.name), component.id)
    return Catalog(
        components=tuple(component for component, _ in pairs),
        services=(*(service for _, service in pairs), *page),
        components_by_name={system.name: component.id for system, (component, _) in zip(systems, pairs, strict=True)},
        by_fold=by_fold,
        listed=frozenset(system.name for system in site.systems),
        whole_page=whole_page,
    )


def _unlisted(site: Site, names: Iterable[str]) -> list[System]:
    known = {_fold(system.name) for system in site.systems}
    found: dict[str, System] = {}
    for name in names:
        if _fold(name) not in known:
            found.setdefault(_fold(name), System(name, name, category=_OTHERS if site.systems else ""))
    return [system for _, system in sorted(found.items())]


def _pair(system: System, taken: set[str]) -> tuple[CarriedComponent, CarriedService]:
    service_id = unique_id(slug_of(system.name, "system", MAX_ID_LENGTH - len(_SUFFIX) - 4), taken)
    taken.add(service_id)
    component_id = unique_id(f"{service_id}{_SUFFIX}", taken)
    taken.add(component_id)
    component = CarriedComponent(
        component_id, _cut(system.name), Owner.INFRASTRUCTURE, _cut(system.category), system.description
    )
    service = CarriedService(service_id, _cut(system.shown), _cut(system.category), system.description, (component_id,))
    return component, service


@lru_cache(maxsize=1024)
def _closest(name: str, listed: frozenset[str]) -> str | None:
    """Many issues misspell a name alike."""
    return next(iter(get_close_matches(name, sorted(listed), n=1, cutoff=0.8)), None)


def _cut(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:299]}…"


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
