"""`aboveboard build` by a clock of one's own: the as-of is not fixed but follows it, as it does on a server.

`python -m tests.benchmarks.clocked ROOT NOW`, with NOW in seconds of UTC; says on stderr what the command says.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def main() -> None:
    gc.disable()
    from aboveboard.cli.build_command import _build_shell, _summary
    from aboveboard.cli.workplace import workplace_at
    from aboveboard.publish.workers import default_jobs
    from aboveboard.render.shell_key import shell_key
    from aboveboard.site.audiences import wanted_of
    from aboveboard.site.build import build
    from aboveboard.site.place import Place

    root, now = Path(sys.argv[1]), int(sys.argv[2])
    has_papers = workplace_at(root, None).has_papers
    place = Place(root, root / "site", now, fixed=False, has_papers=has_papers, jobs=default_jobs())
    built = build(place, wanted_of(()), (shell_key, _build_shell))
    for line in (*built.warnings, *map(str, built.withheld), *_summary(built.trees)):
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
