"""The build when nothing has changed, or nothing but words about incidents that are over: of the files that repeat them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property

from aboveboard.history.commits import mark_of
from aboveboard.history.git import Git
from aboveboard.publish.cache import Cache
from aboveboard.publish.survey import Survey
from aboveboard.publish.tree import Output
from aboveboard.site.audiences import INTERNAL, PUBLIC, Wanted
from aboveboard.site.build_file import build_file
from aboveboard.site.built import Built, built_tree
from aboveboard.site.inspection import NOTHING_TO_HIDE
from aboveboard.site.place import Place
from aboveboard.site.plan import Plan, committed, holds, keep_plan, kept_spoken, reworded
from aboveboard.site.publishing import Prepared, Publishing, give_up, take_places
from aboveboard.site.shells import Frame, kept_frame


def built_shortly(
    place: Place, wanted: Wanted, cache: Cache, survey: Survey, inputs: str, frame_key: str, plan: Plan
) -> Built | None:
    """`plan` is what the last build left behind. None when there may be more to do."""
    frame = kept_frame(place.frames, frame_key)
    if frame is None or not holds(plan, survey, inputs, place.now):
        return None
    return _ShortWay(place, wanted, cache, survey, plan, frame).built()


@dataclass(frozen=True)
class _ShortWay:
    place: Place
    wanted: Wanted
    cache: Cache
    survey: Survey
    plan: Plan
    frame: Frame

    def built(self) -> Built | None:
        words = reworded(self.plan, self.survey)
        if words is None:
            return None
        if not words and (Git(self.place.root).head() or ("", "")) == self.plan.mark[:2]:
            return self._published((), self.plan) if self._are_untouched else None
        from aboveboard.site.remembered import remembered_of  # where nothing has changed, nothing is told again
        from aboveboard.site.retelling import retold

        with closing(remembered_of(self.place.root, self.place.now, self.cache)) as remembered:
            log = remembered.history.log
            more = committed(self.plan, log, self.place.now)
            spoken = None if more is None else kept_spoken(self.cache, self.place.into, words | more)
            if spoken is None or not self._are_untouched:
                return None
            made_of = (self.place, self.survey, self.cache, self.frame.shells, remembered)
            outputs = retold(*made_of, spoken, self.plan.as_of, self._trees[0])
            plan = replace(self.plan, mark=mark_of(log))
            return None if outputs is None else self._published(outputs, plan)

    @cached_property
    def _trees(self) -> Sequence[Publishing]:
        """The public tree, then that of staff; nobody else reads anything."""
        names = (PUBLIC, INTERNAL) if self.wanted.internal else (PUBLIC,)
        place = self.place
        return [Publishing(place.into / name, place.spares, self.cache, NOTHING_TO_HIDE) for name in names]

    @property
    def _are_untouched(self) -> bool:
        return all(tree.is_untouched() for tree in self._trees)

    def _published(self, outputs: Sequence[Output], plan: Plan) -> Built:
        """With these files in the public tree."""
        place, build = self.place, build_file(plan.as_of, self.place.now)
        prepared: list[Prepared] = []
        try:
            for tree, files in zip(self._trees, (outputs, ()), strict=False):
                prepared.append(tree.prepare_again([*files, build]))
        except BaseException:
            give_up(prepared, place.spares)
            raise
        take_places(prepared, place.spares, self.cache)
        kept = replace(plan, records=self.survey.number, now=place.now)
        if kept != self.plan:
            keep_plan(self.cache, place.into, kept)
        trees = tuple(built_tree(tree, tree.into.name) for tree in prepared)
        return Built(plan.problems, plan.as_of, trees, self.frame.shells.warnings)
