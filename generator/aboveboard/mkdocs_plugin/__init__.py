"""The MkDocs plugin `aboveboard`, and `build_shell`, by which `aboveboard build` uses MkDocs for the shell alone.

Nothing outside of this package imports mkdocs.
"""

from __future__ import annotations

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from aboveboard.mkdocs_plugin.plugin import AboveboardPlugin, PublicSite
from aboveboard.mkdocs_plugin.shell_build import build_shell

__all__ = ["AboveboardPlugin", "PublicSite", "build_shell"]
