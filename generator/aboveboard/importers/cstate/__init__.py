"""cState: a Hugo theme whose issues are Markdown files with front matter.

`source` finds and decodes the files, `front_matter` reads them, `site` and `issue` say what they mean, `lifespan` from when to
when, `catalog` of what, `passages` and `updates` what was said; `mapping` puts it together.
"""

from aboveboard.importers.cstate.mapping import import_cstate

__all__ = ["import_cstate"]
