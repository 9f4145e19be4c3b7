"""A build: by the short way when all that changed are words about what is over, else of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of, package_digest
from aboveboard.publish.reuse import Survey, surveyed
from aboveboard.publish.tree import Output
from aboveboard.render.listings import compress_sitemap, merge_search_index, merge_sitemap
from aboveboard.site.plan import (
    digest_of_records,
    incidents_at,
    is_found_as_before,
    neighbourhood,
    plan_of,
    reworded,
    unpacked_plan,
)
from aboveboard.site.publishing import Progress, Publishing
from aboveboard.site.record_pages import RecordPages, own_inputs_digest
from aboveboard.site.records_of import Recorded, recorded, recorded_in
from aboveboard.site.shells import LISTINGS, BuildShell, Frame, frame_of, kept_frame

if TYPE_CHECKING:
    from aboveboard.site.public import PublicSite

CACHE = ".cache/aboveboard"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: counts of files of the tree, what the records lack, and what MkDocs warned about."""

    made_of: Recorded
    as_of: int
    made: int
    written: int
    kept: int
    removed: int
    warnings: tuple[str, ...]


def build_public(
    root: Path,
    into: Path,
    now: int,
    fixed: bool,
    jobs: int,
    shell: tuple[Callable[[Path], str], BuildShell],
    progress: Progress,
) -> Built:
    """`shell` is what names the frame's inputs, and what lets MkDocs build it. Raises what the disk raises; the old tree
    then stays."""
    key_of, build_shell = shell
    with Cache(root / CACHE / "cache.sqlite", package_digest()) as cache:
        survey = surveyed(root, cache, jobs)
        config = root / "mkdocs.yml"
        frame_key = key_of(config)
        publishing = Publishing(into, root / CACHE / "spare", cache, jobs, progress)
        inputs = digest_of(frame_key, own_inputs_digest(root), repr(survey.problems), str(fixed))
        short = _built_shortly(survey, inputs, publishing, (now, fixed), frame_key)
        if short is not None:
            return short
        from aboveboard.site.public import PublicSite  # the short way does without most of it

        site = PublicSite(recorded(survey, cache), now, fixed, cache, jobs)
        frame = frame_of(config, frame_key, root / CACHE / "frame", site.paths, build_shell)
        outputs = [*site.in_shells(frame.shells), *site.files, *_of_frame(frame, site)]
        counts = publishing.publish(outputs, site)
        plan = plan_of(site, survey, inputs)
        publishing.remember_plan(None if plan is None else plan.packed())
        return Built(site.made_of, site.edition.as_of, *counts, frame.shells.warnings)


def _built_shortly(
    survey: Survey, inputs: str, publishing: Publishing, clock: tuple[int, bool], frame_key: str
) -> Built | None:
    """The build when nothing but words about incidents that are over has changed; None when there may be more to do."""
    packed, frame = publishing.plan(), kept_frame(survey.root / CACHE / "frame", frame_key)
    plan = None if packed is None else unpacked_plan(packed)
    paths = None if plan is None else reworded(plan, survey, inputs, clock[0])
    if plan is None or paths is None or frame is None or not publishing.is_untouched():
        return None
    made_of = recorded_in(survey, publishing.cache, paths | neighbourhood(plan, paths))
    if any(problem.path in paths for problem in made_of.problems):
        return None
    site = RecordPages(made_of, plan.as_of, *clock)
    pages = [page for one in incidents_at(site.edition.register, paths) for page in site.about(one)]
    if not is_found_as_before(plan, site.edition, {page.path for page in pages}):
        return None
    counts = publishing.publish_again([*site.joined(pages, frame.shells), site.build_file])
    publishing.remember_plan(replace(plan, records=digest_of_records(survey.stamps)).packed())
    return Built(replace(made_of, problems=plan.problems), site.edition.as_of, *counts, frame.shells.warnings)


def _of_frame(frame: Frame, site: PublicSite) -> Iterable[Output]:
    """MkDocs' own files; in its listings our pages are added."""
    for path in frame.files:
        if path not in LISTINGS:
            yield Output(path, digest_of("frame", frame.key, path), partial(frame.read, path))
    if "search/search_index.json" in frame.files:
        index = frame.read("search/search_index.json")
        key = digest_of(frame.key, repr(site.search_entries))
        yield Output("search/search_index.json", key, partial(merge_search_index, index, site.search_entries))
    sitemap = merge_sitemap(frame.read("sitemap.xml"), site.site_url, site.sitemap_paths)
    yield Output("sitemap.xml", digest_of(sitemap), lambda: sitemap)
    yield Output("sitemap.xml.gz", digest_of("gz", sitemap), partial(compress_sitemap, sitemap))
