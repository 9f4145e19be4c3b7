"""A cState repository made into one of ours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from aboveboard.errors import UsageError
from aboveboard.importers.carried import Carried, CarriedProvider
from aboveboard.importers.cstate.catalog import Catalog, catalog_of
from aboveboard.importers.cstate.clock import Clock
from aboveboard.importers.cstate.incident import PlacedIssue, change_of, incident_of
from aboveboard.importers.cstate.issue import Issue, is_issue, read_issue
from aboveboard.importers.cstate.lifespan import Lifespan, Planned, lifespan_of
from aboveboard.importers.cstate.markdown import clean_body, with_links_mended
from aboveboard.importers.cstate.passages import passages_of
from aboveboard.importers.cstate.site import Site, site_of
from aboveboard.importers.cstate.source import Page, read_configuration, read_pages
from aboveboard.importers.cstate.translations import without_translations
from aboveboard.importers.ids import dated_id_of
from aboveboard.importers.report import Effect, Notes, Report
from aboveboard.importers.writing import files_of
from aboveboard.records.ids import unique_id
from aboveboard.records.zones import zone_named
from aboveboard.starter import refuse_unless_empty, write_files

_TOOL = "cState"


def import_cstate(source: Path, into: Path, zone: ZoneInfo | None = None, as_of: int | None = None) -> Report:
    """Reads `source` without touching it, then writes `into`; see `Importer` for the parameters and what is raised."""
    refuse_unless_empty(into, "import into")
    notes = Notes(".")
    carried = read_cstate(source, zone, as_of, notes)
    write_files(files_of(carried, _TOOL), into)
    return Report(
        tool=_TOOL,
        components=len(carried.components),
        services=len(carried.services),
        incidents=len(carried.incidents),
        changes=len(carried.changes),
        updates=sum(len(incident.updates) for incident in carried.incidents),
        findings=tuple(sorted(notes.findings)),
    )


def read_cstate(source: Path, zone: ZoneInfo | None, as_of: int | None, notes: Notes) -> Carried:
    """Everything that can be carried; findings are added to `notes`. Raises `UsageError` for what is no cState repository."""
    path, tree = read_configuration(source, notes)
    site = site_of(tree, notes.at(path))
    clock = Clock(zone or site.zone or zone_named("UTC"))
    if not any((source / folder).is_dir() for folder, _ in site.folders):
        raise UsageError(f"{source} is no cState repository: it has no folder {site.folders[0][0]} with issues")
    issues = [read_issue(page, site, clock, notes.at(page.path)) for page in _issue_pages(source, site, notes)]
    _note_naive_instants(issues, clock, zone is not None, notes.at(path))
    placed = _placed(issues, clock, as_of, notes)
    return _carried(site, clock, placed, _catalog(site, placed, notes.at(path)), as_of, notes)


def _issue_pages(source: Path, site: Site, notes: Notes) -> list[Page]:
    """A folder of content within another is read once, as its own."""
    read: dict[str, tuple[str, Page]] = {}
    for folder, language in sorted(site.folders, key=lambda pair: -pair[0].count("/")):
        skipped = frozenset(other for other, _ in site.folders if other.startswith(f"{folder}/"))
        for page in read_pages(source, folder, skipped, notes):
            read.setdefault(page.path, (language, page))
    pages = [(language, page) for language, page in read.values() if is_issue(page, notes.at(page.path))]
    return without_translations(pages, site, notes)


def _note_naive_instants(issues: Sequence[Issue], clock: Clock, is_chosen: bool, notes: Notes) -> None:
    count = sum(issue.naive_instants for issue in issues)
    if count and not is_chosen:
        notes.add(
            Effect.DOUBTFUL,
            "",
            "1 instant has no offset" if count == 1 else f"{count} instants have no offset",
            f"read as {clock.zone.key}; --timezone names another zone",
        )


def _placed(issues: Sequence[Issue], clock: Clock, as_of: int | None, notes: Notes) -> list[PlacedIssue]:
    placed: list[PlacedIssue] = []
    taken: set[str] = set()
    for issue in issues:
        there = notes.at(issue.path)
        passages = passages_of(clean_body(issue.body, there), clock, as_of)
        told = [passage.at for passage in passages if passage.at is not None]
        time = lifespan_of(issue, told, clock, as_of, there)
        if time is None:
            continue
        started = time.started if isinstance(time, Lifespan) else time.window_from
        id = unique_id(dated_id_of(issue.stem, started, "incident"), taken)
        taken.add(id)
        placed.append(PlacedIssue(issue, id, time, passages))
    return placed


def _catalog(site: Site, placed: Sequence[PlacedIssue], notes: Notes) -> Catalog:
    # What only a draft names was never published, and would be public as a component.
    disrupted = [one for one in placed if one.level is not None and not one.issue.is_draft]
    nameless = [one for one in disrupted if not one.issue.affected]
    catalog = catalog_of(site, (name for one in disrupted for name in one.issue.affected), bool(nameless))
    if not site.systems:
        whole = f'; disruptions of all of it fall on the service "{catalog.whole_page}"' if catalog.whole_page else ""
        notes.add(
            Effect.DOUBTFUL, "systems", "none are listed", f"components were made of the names in `affected`{whole}"
        )
    return catalog


def _carried(
    site: Site, clock: Clock, placed: Sequence[PlacedIssue], catalog: Catalog, as_of: int | None, notes: Notes
) -> Carried:
    targets = {f"issues/{one.issue.stem.lower()}": f"{site.url}{_page_of(one)}" for one in placed}
    incidents, changes = [], []
    for one in placed:
        there = notes.at(one.issue.path)

        def mend(text: str, there: Notes = there) -> str:
            return with_links_mended(text, targets, site.url, there)

        if isinstance(one.time, Planned):
            changes.append(change_of(one, one.time, catalog, mend, there))
        else:
            incidents.append(incident_of(one, one.time, catalog, mend, as_of, there))
    provider = CarriedProvider(site.title, site.url, clock.zone.key)
    return Carried(provider, catalog.components, catalog.services, tuple(incidents), tuple(changes))


def _page_of(placed: PlacedIssue) -> str:
    folder = "maintenance" if isinstance(placed.time, Planned) else "incidents"
    return f"{folder}/{placed.id}.html"
