"""The templates of a build that will show everything: compiled once, by another process, while this one finds out what
there is to show."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from aboveboard.publish.workers import in_parallel
from aboveboard.render.html import Fragments
from aboveboard.render.theme import theme_folders
from aboveboard.site.audiences import Wanted

# Whatever else there is speaks to customers, or to staff.
OF_PUBLIC_PAGES = (
    "change.html", "history.html", "home.html", "how-we-measure.html", "incident.html", "incidents.html",
    "maintenance.html", "rfo.html", "rfos.html", "service.html", "services.html", "subscribe.html",
)  # fmt: skip


def coming_templates(root: Path, wanted: Wanted, jobs: int) -> Callable[[], Fragments]:
    """What gives them. With one job, each is compiled when the first page asks for it."""
    folders = theme_folders("html", root)
    if jobs < 2:
        return cache(partial(Fragments, folders))
    uncompiled = Fragments(folders)
    names = OF_PUBLIC_PAGES if wanted.only_public else uncompiled.names
    coming = in_parallel(uncompiled.compiled, (names,), jobs, least=1)

    @cache
    def given() -> Fragments:
        (compiled,) = coming
        return Fragments(folders, compiled)

    return given
