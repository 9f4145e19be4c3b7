"""Publishing a tree: what changed is made, on several processes if need be, and the new tree takes the old one's place."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgpack

from aboveboard.publish.cache import Cache
from aboveboard.publish.digest import digest_of, package_digest
from aboveboard.publish.tree import Output, Staging, check_paths, standing_files
from aboveboard.publish.workers import in_parallel
from aboveboard.render.listings import compress_sitemap, merge_search_index, merge_sitemap
from aboveboard.site.public import PublicSite
from aboveboard.site.records_of import Recorded, recorded
from aboveboard.site.shells import LISTINGS, BuildShell, Frame, frame_of

CACHE = ".cache/aboveboard"

# Told of each file that is made: how many are done, of how many.
Progress = Callable[[int, int], None]


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
    gc.disable()  # nearly everything lives until the end
    with Cache(root / CACHE / "cache.sqlite", package_digest()) as cache:
        made_of = recorded(root, cache, jobs)
        site = PublicSite(made_of, now, fixed, cache, jobs)
        config = root / "mkdocs.yml"
        frame = frame_of(config, key_of(config), root / CACHE / "frame", site.paths, build_shell)
        outputs = [*site.in_shells(frame.shells), *site.files, *_of_frame(frame, site)]
        counts = _publish(outputs, site, into, cache, jobs, progress)
        return Built(made_of, site.edition.as_of, *counts, frame.shells.warnings)


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


def _publish(
    outputs: Sequence[Output], site: PublicSite, into: Path, cache: Cache, jobs: int, progress: Progress
) -> tuple[int, int, int, int]:
    """How many files were made, written because their bytes differ, kept, and removed."""
    check_paths(output.path for output in outputs)
    shelf = f"tree {into.resolve()}"
    known = {path: _unpacked(value) for path, value in cache.shelf(shelf).items()}
    standing = standing_files(into)
    kept = {output.path for output in outputs if _stands(output, known, standing)}
    if len(kept) == len(outputs) == len(standing):
        return 0, 0, len(outputs), 0
    into.parent.mkdir(parents=True, exist_ok=True)
    with Staging(into) as staging:
        for path in sorted(kept):
            staging.keep(path)
        made = {}
        written = 0
        to_make = [output for output in outputs if output.path not in kept]
        results = in_parallel(partial(_make, staging, site, into), to_make, jobs)
        for output, (size, differs, collected) in zip(to_make, results, strict=True):
            made[output.path] = msgpack.packb((output.key, size))
            written += differs
            site.keep(collected)
            progress(len(made), len(to_make))
        cache.put(shelf, made)
        cache.keep_only(shelf, (output.path for output in outputs))
        staging.publish()
    return len(made), written, len(outputs) - written, len(standing.keys() - {output.path for output in outputs})


def _make(staging: Staging, site: PublicSite, into: Path, output: Output) -> tuple[int, bool, Mapping[str, bytes]]:
    """The size of the file, whether its bytes differ from those that stand there now (equal ones are taken over), and
    what was made on the way that is worth keeping."""
    data = output.make()
    standing = into / output.path
    if standing.is_file() and standing.stat().st_size == len(data) and standing.read_bytes() == data:
        staging.keep(output.path)
        return len(data), False, site.collected()
    staging.write(output.path, data)
    return len(data), True, site.collected()


def _stands(output: Output, known: Mapping[str, tuple[str, int]], standing: Mapping[str, int]) -> bool:
    """Whether the file in the tree was made of the same things, and still has the size that it had."""
    return known.get(output.path) == (output.key, standing.get(output.path, -1))


def _unpacked(value: bytes) -> tuple[str, int]:
    key, size = msgpack.unpackb(value)
    return key, size
