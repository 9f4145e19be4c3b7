"""A build: the trees of all audiences that were asked for, looked through before the first of them takes its place.

By the short way when all that changed are words about what is over, else of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aboveboard.frozen import frozen
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of, package_digest
from aboveboard.publish.reuse import Survey, surveyed
from aboveboard.publish.tree import Output
from aboveboard.records.layout import Kind
from aboveboard.render.listings import compress_sitemap, merge_search_index, merge_sitemap
from aboveboard.site.audiences import PUBLIC, Wanted
from aboveboard.site.inspection import NOTHING_TO_HIDE
from aboveboard.site.place import Place
from aboveboard.site.plan import (
    digest_of_records,
    incidents_at,
    is_found_as_before,
    neighbourhood,
    plan_of,
    reworded,
    unpacked_plan,
)
from aboveboard.site.publishing import Collected, Prepared, Publishing, give_up, take_places
from aboveboard.site.record_pages import RecordPages, own_inputs_digest
from aboveboard.site.records_of import Recorded, recorded, recorded_in
from aboveboard.site.remembered import Remembered, remembered_of, with_restatements
from aboveboard.site.shells import LISTINGS, BuildShell, Frame, frame_of, kept_frame
from aboveboard.views.edition import public_edition

if TYPE_CHECKING:
    from aboveboard.site.proving import Proof, Withheld
    from aboveboard.site.public import PublicSite

_PLANS = "plans"


@frozen
class BuiltTree:
    """`name` is its path below the folder of all trees. Of its `files`, how many were made, and written because their
    bytes differ; and how many are gone."""

    name: str
    files: int
    made: int
    written: int
    removed: int

    @property
    def touched(self) -> bool:
        return bool(self.written or self.removed)


@frozen
class Built:
    """What a build did, what the records lack, what was withheld, and what else is to be said."""

    made_of: Recorded
    as_of: int
    trees: tuple[BuiltTree, ...]
    warnings: tuple[str, ...]
    withheld: tuple[Withheld, ...] = ()


def build(place: Place, wanted: Wanted, shell: tuple[Callable[[Path], str], BuildShell]) -> Built:
    """`shell` is what names the frame's inputs, and what lets MkDocs build it. Raises what the disk raises, and
    ProofFailed; the old trees then stay."""
    key_of, build_shell = shell
    with Cache(place.cache / "cache.sqlite", package_digest()) as cache:
        survey = surveyed(place.root, cache, place.jobs)
        config = place.root / "mkdocs.yml"
        frame_key = key_of(config)
        rest = (repr(survey.problems), str(place.fixed), str(place.has_papers), wanted.key)
        inputs = digest_of(frame_key, own_inputs_digest(place.root), *rest)
        with closing(remembered_of(place.root, place.now, cache)) as remembered:
            short = _built_shortly(place, survey, inputs, cache, frame_key, remembered)
            if short is not None:
                return short
            from aboveboard.site.proving import proof_of  # the short way does without it

            made_of = recorded(survey, cache)
            remembered = with_restatements(remembered, made_of.register, cache)
            work = _Work(place, wanted, cache, remembered, partial(_frame, config, frame_key, place, build_shell))
            site, built, is_open = work.built(proof_of(made_of, cache))
        plan = plan_of(site, survey, inputs) if is_open and _may_be_short(survey) else None
        cache.put(_PLANS, {str(place.into.resolve()): plan.packed() if plan is not None else b""})
        return built


def _frame(config: Path, key: str, place: Place, build_shell: BuildShell, known_paths: Sequence[str]) -> Frame:
    return frame_of(config, key, place.cache / "frame", known_paths, build_shell)


@frozen
class _Work:
    """The long way: of everything."""

    place: Place
    wanted: Wanted
    cache: Cache
    remembered: Remembered
    frame: Callable[[Sequence[str]], Frame]

    def built(self, proof: Proof) -> tuple[PublicSite, Built, bool]:
        """What holds what it must not is made again without the records that say it, until nothing does.

        The last says that nothing at all is private, so that nothing needs to be looked through.
        """
        while True:
            site, frame, prepared, said = self._prepared(proof)
            found = [(self._name(tree), hit) for tree in prepared for hit in tree.hits]
            if not found:
                break
            give_up(prepared, self.place.spares)
            proof = proof.withholding(found)
        take_places(prepared, self.place.spares, self.cache)
        said += self.wanted.remove_others(self.place.into, proof.made_of.register.customers)
        trees = tuple(_built_tree(tree, self._name(tree)) for tree in prepared)
        warnings = (*frame.shells.warnings, *said)
        built = Built(proof.made_of, site.edition.as_of, trees, warnings, proof.withheld)
        return site, built, not proof.has_secrets

    def _prepared(self, proof: Proof) -> tuple[PublicSite, Frame, list[Prepared], list[str]]:
        from aboveboard.site.papers import papers_at  # the short way does without all of this
        from aboveboard.site.public import PublicSite

        place, said, prepared = self.place, list[str](), list[Prepared]()
        site = PublicSite(
            proof.told,
            place.now,
            place.fixed,
            self.cache,
            self.remembered,
            papers_at(place.root, place.has_papers),
            place.jobs,
        )
        if self.wanted.public:
            site.begin()
        frame = self.frame(site.paths)
        try:
            if self.wanted.public:
                prepared.append(self._public(site, frame, proof))
                said += (f"public/{line}" for line in site.said)
                self.cache.checkpoint()
            for tree, collected in self._portals(proof, frame):
                prepared.append(tree)
                site.keep(Collected(collected.entries, {}))
                said += (collected.said[path] for path in sorted(collected.said))
            if self.wanted.internal:
                prepared.append(self._internal(proof, frame))
        except BaseException:
            give_up(prepared, place.spares)
            raise
        return site, frame, prepared, said

    def _public(self, site: PublicSite, frame: Frame, proof: Proof) -> Prepared:
        place = self.place
        publishing = Publishing(
            place.into / PUBLIC, place.spares, self.cache, proof.inspection(None), place.jobs, place.progress
        )
        return publishing.prepare([*site.files, *site.in_shells(frame.shells), *_of_frame(frame, site)], site)

    def _portals(self, proof: Proof, frame: Frame) -> Iterator[tuple[Prepared, Collected]]:
        ids = self.wanted.portals(proof.made_of.register.customers)
        if ids:
            from aboveboard.site.portals import Portals

            yield from Portals(proof, frame, self.place, self.cache, self.remembered).prepare(ids)

    def _internal(self, proof: Proof, frame: Frame) -> Prepared:
        from aboveboard.site.internal import InternalSite

        return InternalSite(proof, frame, self.place, self.cache, self.remembered).prepare()

    def _name(self, tree: Prepared) -> str:
        return tree.into.relative_to(self.place.into).as_posix()


def _may_be_short(survey: Survey) -> bool:
    """Portals repeat what was said: while there are any, other words are no small thing."""
    return not any(file.kind is Kind.CUSTOMER for file in survey.files)


def _built_shortly(
    place: Place, survey: Survey, inputs: str, cache: Cache, frame_key: str, remembered: Remembered
) -> Built | None:
    """The build when nothing but words about incidents that are over has changed; None when there may be more to do."""
    packed = cache.get(_PLANS, str(place.into.resolve())) or None
    frame = kept_frame(place.cache / "frame", frame_key)
    plan = None if packed is None else unpacked_plan(packed)
    paths = None if plan is None else reworded(plan, survey, inputs, place.now)
    if plan is None or paths is None or frame is None:
        return None
    made_of = recorded_in(survey, cache, paths | neighbourhood(plan, paths))
    publishing = Publishing(place.into / PUBLIC, place.spares, cache, NOTHING_TO_HIDE)
    if any(problem.path in paths for problem in made_of.problems) or not publishing.is_untouched():
        return None
    edition = public_edition(made_of.register, plan.as_of)
    records = RecordPages(made_of, edition, place.now, place.fixed, remembered, place.has_papers)
    told = list(incidents_at(edition.register, paths))
    pages = [page for incident in told for page in records.about(incident)]
    if any(incident.id in edition.register.rfos for incident in told) and place.has_papers:
        return None
    if not is_found_as_before(plan, edition, {page.path for page in pages}):
        return None
    prepared = publishing.prepare_again([*records.joined(pages, frame.shells), records.build_file])
    take_places([prepared], place.spares, cache)
    cache.put(_PLANS, {str(place.into.resolve()): replace(plan, records=digest_of_records(survey.stamps)).packed()})
    return Built(
        replace(made_of, problems=plan.problems), plan.as_of, (_built_tree(prepared, PUBLIC),), frame.shells.warnings
    )


def _built_tree(tree: Prepared, name: str) -> BuiltTree:
    made, written, kept, removed = tree.counts
    return BuiltTree(name, kept + written, made, written, removed)


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
