"""The files of the public tree that repeat what is said about incidents that are over, made again when it is said in
other words: their pages, the entries of feeds, and what the search says of them.

They are made of a register that holds these incidents and their neighbours, which is all that the keys of the pages name;
feeds and the search are those that stand, with other words in their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import starmap

from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of
from aboveboard.publish.survey import Survey
from aboveboard.publish.tree import Output
from aboveboard.records.incident import Incident
from aboveboard.render.listings import reworded_search_index
from aboveboard.render.shell import Shells
from aboveboard.render.theme import theme_folders
from aboveboard.site.joining import PageOutput
from aboveboard.site.place import Place
from aboveboard.site.plan import Spoken
from aboveboard.site.publishing import Publishing
from aboveboard.site.record_pages import RecordPages
from aboveboard.site.records_of import recorded_in
from aboveboard.site.remembered import Remembered
from aboveboard.site.shells import SEARCH_INDEX
from aboveboard.views.edition import Edition, public_edition


def retold(
    place: Place,
    survey: Survey,
    cache: Cache,
    shells: Shells,
    remembered: Remembered,
    spoken: Mapping[str, Spoken],
    as_of: int,
    tree: Publishing,
) -> Sequence[Output] | None:
    """`spoken` is by the paths of the incidents. None when there may be more to do."""
    neighbours = (path for one in spoken.values() for path in one.neighbours)
    made_of = recorded_in(survey, cache, {*spoken, *neighbours})
    if any(problem.path in spoken for problem in made_of.problems):
        return None
    edition = public_edition(made_of.register, as_of)
    told = [incident for incident in edition.register.incidents.values() if incident.path in spoken]
    if place.has_papers and any(incident.id in edition.register.rfos for incident in told):
        return None
    records = RecordPages(made_of, edition, place.now, place.fixed, remembered, place.has_papers)
    pages = [page for incident in told for page in records.about(incident)]
    try:
        feeds = _feeds(edition, [(incident, spoken[incident.path]) for incident in told], records.site_url, tree)
        repeated = {**feeds, **_search(edition, pages, tree)}
    except (ValueError, LookupError, TypeError):
        return None  # somebody has written into one of these files, and left it as long as it was
    return [*_in_shells(records, pages, shells), *starmap(_output, repeated.items())]


def _in_shells(records: RecordPages, pages: Sequence[PageOutput], shells: Shells) -> Iterable[Output]:
    if not pages:
        return ()
    from aboveboard.render.html import Fragments  # where no page is to be made, no template is needed

    return records.joined(pages, shells, Fragments(theme_folders("html", records.made_of.root)))


def _output(path: str, data: bytes) -> Output:
    return Output(path, partial(digest_of, "retold", data), partial(bytes, data))


def _feeds(
    edition: Edition, told: Sequence[tuple[Incident, Spoken]], site_url: str, tree: Publishing
) -> Mapping[str, bytes]:
    """By path."""
    if not any(one.entries for _, one in told):
        return {}
    from aboveboard.render.feeds import entry_texts, with_texts  # most incidents stand in no feed any more
    from aboveboard.views.stories import Post, incident_story

    texts: dict[str, dict[int, str]] = {}
    for incident, one in told:
        story = incident_story(edition, incident, one.services)
        for feed, at, said in one.entries:
            posts = [Post(date, position, story) for position, date in said]
            for ending, text in entry_texts(edition, site_url, feed, posts).items():
                texts.setdefault(f"{feed}.{ending}", {})[at] = text
    return {path: with_texts(path, tree.bytes_of(path), texts[path]) for path in sorted(texts)}


def _search(edition: Edition, pages: Sequence[PageOutput], tree: Publishing) -> Mapping[str, bytes]:
    """What the search says repeats how a record begins, so it often stays; it finds the newest records alone."""
    standing = tree.bytes_of(SEARCH_INDEX) if SEARCH_INDEX in tree.standing else b""
    told = {page.path for page in pages if page.path.encode() in standing}
    if not told:
        return {}
    from aboveboard.views.search import search_entries

    entries = [entry for entry in search_entries(edition) if entry.path in told]
    reworded = reworded_search_index(standing, entries)
    return {SEARCH_INDEX: reworded} if reworded != standing else {}
