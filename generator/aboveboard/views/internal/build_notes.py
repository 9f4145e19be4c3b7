"""What a build has to tell staff about the records it was made of."""

from __future__ import annotations

from aboveboard.frozen import frozen
from aboveboard.views.links import Link


@frozen
class BuildNotes:
    """`broken` are `file:line:column: message` of what cannot be read, and `strangers` of ids that name nothing;
    `restored` the files whose last good version stands in; `withheld` say which record was kept from other readers, and
    why, and lead to its page."""

    broken: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    withheld: tuple[Link, ...] = ()
    strangers: tuple[str, ...] = ()
