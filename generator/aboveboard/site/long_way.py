"""The build of everything: the trees of all audiences that were asked for, looked through before the first takes its place."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial

from aboveboard.frozen import frozen
from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.survey import Survey
from aboveboard.publish.tree import Output
from aboveboard.render.html import Fragments
from aboveboard.render.listings import compress_sitemap, merge_search_index, merge_sitemap
from aboveboard.site.audiences import PUBLIC, Wanted
from aboveboard.site.built import Built, built_tree
from aboveboard.site.papers import papers_at
from aboveboard.site.place import Place
from aboveboard.site.plan import Plan, keep_plan, packed_spoken, plan_of
from aboveboard.site.proving import Proof, proof_of
from aboveboard.site.public import PublicSite
from aboveboard.site.publishing import Collected, Prepared, Publishing, give_up, take_places
from aboveboard.site.records_of import recorded
from aboveboard.site.remembered import Remembered, remembered_of, with_restatements
from aboveboard.site.shells import LISTINGS, SEARCH_INDEX, BuildShell, Frame, frame_of
from aboveboard.site.templates import coming_templates


def built_at_length(
    place: Place, wanted: Wanted, cache: Cache, survey: Survey, inputs: str, frame: tuple[str, BuildShell]
) -> Built:
    """`inputs` names all that is no record, `frame` is what names the frame, and what lets MkDocs build it."""
    frame_key, build_shell = frame
    templates = coming_templates(place.root, wanted, place.jobs if survey.thawed else 1)
    with closing(remembered_of(place.root, place.now, cache)) as remembered:
        made_of = recorded(survey, cache)
        whole = with_restatements(remembered, made_of.register, cache)
        proof = proof_of(made_of, cache)
        is_all_public = wanted.public and not proof.has_secrets and not made_of.register.customers

        @functools.cache
        def plan(site: PublicSite) -> tuple[Plan | None, Mapping[str, bytes]]:
            found = plan_of(site, survey, inputs) if is_all_public else None
            return found, {} if found is None else packed_spoken(site)

        find_frame = partial(_frame, place, frame_key, build_shell)
        site, built = _LongWay(place, wanted, cache, whole, find_frame, plan, templates).built(proof)
    keep_plan(cache, place.into, *plan(site))
    return built


def _frame(place: Place, key: str, build_shell: BuildShell, known_paths: Sequence[str]) -> Callable[[], Frame]:
    return frame_of(place.config, key, place.frames, known_paths, build_shell, place.jobs)


@frozen
class _LongWay:
    place: Place
    wanted: Wanted
    cache: Cache
    remembered: Remembered
    find_frame: Callable[[Sequence[str]], Callable[[], Frame]]
    plan: Callable[[PublicSite], object]
    templates: Callable[[], Fragments]

    def built(self, proof: Proof) -> tuple[PublicSite, Built]:
        """What holds what it must not is made again without the records that say it, until nothing does."""
        while True:
            site, frame, prepared, said = self._prepared(proof)
            found = [(self._name(tree), hit) for tree in prepared for hit in tree.hits]
            if not found:
                break
            give_up(prepared, self.place.spares)
            proof = proof.withholding(found)
        take_places(prepared, self.place.spares, self.cache)
        said += self.wanted.remove_others(self.place.into, proof.made_of.register.customers)
        trees = tuple(built_tree(tree, self._name(tree)) for tree in prepared)
        warnings = (*frame.shells.warnings, *said)
        problems = (*proof.made_of.problems, *proof.made_of.strangers)
        return site, Built(problems, site.edition.as_of, trees, warnings, proof.withheld)

    def _prepared(self, proof: Proof) -> tuple[PublicSite, Frame, list[Prepared], list[str]]:
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
        coming_frame = self.find_frame(site.paths)
        if self.wanted.public:
            site.begin()
        frame = coming_frame()
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
        # First the feeds, since those that one process makes share their entries; nothing long at the end.
        outputs = [*site.files, *_of_frame(frame, site), *site.in_shells(frame.shells, self.templates())]
        return publishing.prepare(outputs, site, meanwhile=partial(self._meanwhile, site))

    def _meanwhile(self, site: PublicSite) -> None:
        """What no file waits for."""
        self.cache.catch_up()
        self.plan(site)

    def _portals(self, proof: Proof, frame: Frame) -> Iterator[tuple[Prepared, Collected]]:
        ids = self.wanted.portals(proof.made_of.register.customers)
        if ids:
            from aboveboard.site.portals import Portals  # who has no customers does without them

            site = Portals(proof, frame, self.place, self.cache, self.remembered, self.templates())
            yield from site.prepare(ids)

    def _internal(self, proof: Proof, frame: Frame) -> Prepared:
        from aboveboard.site.internal import InternalSite  # not every build is asked for it

        site = InternalSite(proof, frame, self.place, self.cache, self.remembered, self.templates())
        return site.prepare()

    def _name(self, tree: Prepared) -> str:
        return tree.into.relative_to(self.place.into).as_posix()


def _of_frame(frame: Frame, site: PublicSite) -> Iterable[Output]:
    """MkDocs' own files; in its listings our pages are added."""
    for path in frame.files:
        if path not in LISTINGS:
            yield frame.output(path)
    if SEARCH_INDEX in frame.files:
        index = frame.read(SEARCH_INDEX)
        yield Output(
            SEARCH_INDEX,
            lambda: digest_of(frame.key, site.keys.all_words),
            lambda: merge_search_index(index, site.search_entries),
        )

    @functools.cache
    def sitemap() -> bytes:
        return merge_sitemap(frame.read("sitemap.xml"), site.site_url, site.sitemap_paths)

    def sitemap_key(ending: str) -> str:
        return digest_of(frame.key, ending, site.site_url, *site.sitemap_paths)

    yield Output("sitemap.xml", partial(sitemap_key, "xml"), sitemap)
    yield Output("sitemap.xml.gz", partial(sitemap_key, "gz"), lambda: compress_sitemap(sitemap()))
