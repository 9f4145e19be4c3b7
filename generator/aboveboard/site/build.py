"""A build: by the short way when all that changed are words about what is over, else of everything."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of, package_digest
from aboveboard.publish.survey import begin_survey
from aboveboard.site.audiences import Wanted
from aboveboard.site.built import Built
from aboveboard.site.own_inputs import own_inputs_digest, paper_inputs_digest
from aboveboard.site.place import Place
from aboveboard.site.plan import kept_plan
from aboveboard.site.shells import BuildShell
from aboveboard.site.short_way import built_shortly


def build(place: Place, wanted: Wanted, shell: tuple[Callable[[Path], str], BuildShell]) -> Built:
    """`shell` is what names the frame's inputs, and what lets MkDocs build it. Raises what the disk raises, and
    ProofFailed; the old trees then stay."""
    key_of, build_shell = shell
    with Cache(place.cache / "cache.sqlite", package_digest()) as cache:
        plan, frame_key, own_inputs = kept_plan(cache, place.into), key_of(place.config), own_inputs_digest(place.root)
        if plan is None:
            from aboveboard.publish.reuse import thawed  # all of it will be needed

            surveyed = begin_survey(place.root, cache, place.jobs, thawed)
            import_module("aboveboard.site.long_way")  # while other processes read
        else:
            surveyed = begin_survey(place.root, cache, place.jobs)
        survey = surveyed()
        papers = paper_inputs_digest(place.root) if place.has_papers else ""
        rest = (repr(survey.problems), str(place.fixed), papers, wanted.key)
        inputs = digest_of(frame_key, own_inputs, *rest)
        short = None if plan is None else built_shortly(place, wanted, cache, survey, inputs, frame_key, plan)
        if short is not None:
            return short
        from aboveboard.site.long_way import built_at_length  # the short way does without all of this

        return built_at_length(place, wanted, cache, survey, inputs, (frame_key, build_shell))
