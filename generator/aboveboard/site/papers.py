"""PDFs as files of a tree: typeset only when what they say has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aboveboard.publish.digest import digest_of
from aboveboard.publish.tree import Key, Output
from aboveboard.render.paper.imprint import Imprint
from aboveboard.render.paper.press import Press
from aboveboard.render.theme import theme_folders
from aboveboard.site.own_inputs import paper_inputs_digest
from aboveboard.views.page import Page

Sheet = Mapping[str, Any]


@dataclass(slots=True)
class Papers:
    """Those of one tree. `matter` names what all are made of beside their data, `said` tells of characters that no font has, by the path of the file, once they were met."""

    press: Press
    matter: str
    said: dict[str, str] = field(default_factory=dict)

    def take_said(self) -> dict[str, str]:
        """What was said since the last time."""
        taken, self.said = self.said, {}
        return taken

    def rfo(self, path: str, key: Key, page: Callable[[], Page], imprint: Imprint) -> Output:
        """`page` is what `rfo_page` makes."""
        from aboveboard.render.paper import rfo  # with all that its views need: a tree without a paper does without

        return self.output(path, key, rfo.TEMPLATE, lambda: rfo.rfo_sheet(page(), imprint))

    def review(self, path: str, key: Key, page: Callable[[], Page], imprint: Imprint) -> Output:
        """`page` is what `review_page` makes."""
        from aboveboard.render.paper import review

        return self.output(path, key, review.TEMPLATE, lambda: review.review_sheet(page(), imprint))

    def output(self, path: str, key: Key, template: str, sheet: Callable[[], Sheet]) -> Output:
        """`sheet` gives the paper's data with its fingerprint, `key` names all that these are made of."""
        typeset = _Typeset(self, path, template, sheet)
        matter = self.matter
        return Output(path, lambda: digest_of(key(), matter), typeset.bytes, lambda: f"{matter}{typeset.fingerprint()}")


@dataclass(slots=True)
class _Typeset:
    """Asks for the data once."""

    papers: Papers
    path: str
    template: str
    make_sheet: Callable[[], Sheet]
    sheet: Sheet | None = None

    def fingerprint(self) -> str:
        if self.sheet is None:
            self.sheet = self.make_sheet()
        return str(self.sheet["fingerprint"])

    def bytes(self) -> bytes:
        self.fingerprint()
        sheet, self.sheet = self.sheet or {}, None
        paper = self.papers.press.printed(self.template, sheet)
        if paper.missing:
            names = ", ".join(f"U+{ord(character):04X}" for character in paper.missing)
            self.papers.said[self.path] = f"{self.path}: no font has {names}; each is shown by its number"
        return paper.data


def papers_at(root: Path, has_papers: bool) -> Papers | None:
    return Papers(Press(theme_folders("paper", root)), paper_inputs_digest(root)) if has_papers else None
