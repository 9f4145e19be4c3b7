"""The small file of every tree that says when it was built."""

from __future__ import annotations

import json
from functools import partial

from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Output
from aboveboard.records.instants import iso_text
from aboveboard.render.look import BUILD_FILE


def build_file(as_of: int, now: int) -> Output:
    build = json.dumps({"as_of": iso_text(as_of), "built_at": iso_text(now)}) + "\n"
    return Output(BUILD_FILE, partial(digest_of, build), build.encode)
