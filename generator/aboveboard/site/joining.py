"""Pages into files: a page's fragment in the shell of its tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aboveboard.frozen import frozen
from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Key, Output
from aboveboard.render.escaping import marked
from aboveboard.render.shell import Shells, shell_page
from aboveboard.views.page import Page

if TYPE_CHECKING:
    from aboveboard.render.html import Fragments


@frozen
class PageOutput:
    """A page that can be made."""

    path: str
    key: Key
    view: Callable[[], Page]


@frozen
class Joiner:
    """What the pages of one tree share. `site_url` is empty for a tree whose pages have no address of their own,
    `reader` is whom a portal speaks to. `shells_key` names the shells."""

    shells: Shells
    shells_key: str
    fragments: Fragments
    look: str
    site_url: str = ""
    reader: str = ""
    is_fixed: bool = False

    @property
    def key(self) -> str:
        return digest_of(self.shells_key, self.look, self.site_url, self.reader, str(self.is_fixed))

    def speaking_to(self, reader: str) -> Joiner:
        return replace(self, reader=reader)

    def joined(self, pages: Iterable[PageOutput]) -> Iterator[Output]:
        """The pages as files; each is made when it is asked for."""
        key = self.key
        for page in pages:
            yield Output(page.path, partial(_key_with, key, page), partial(self._bytes, page))

    def _bytes(self, output: PageOutput) -> bytes:
        page = output.view()
        body = marked(self.fragments.render(page))
        shown = shell_page(page, body, self.site_url, self.reader, is_fixed=self.is_fixed)
        return self.shells.join(self.look, shown)


def _key_with(key: str, page: PageOutput) -> str:
    return digest_of(page.key(), key)


def joiner_of(shells: Shells, fragments: Fragments, look: str, site_url: str = "", *, is_fixed: bool = False) -> Joiner:
    return Joiner(shells, digest_of(shells.to_json()), fragments, look, site_url, is_fixed=is_fixed)
