"""The files that a new status repository begins with.

They lie in `files/`, whole: a name that begins with `dot-` stands for one that begins with a dot, and `@WORD@` for what
`_words` says. The workflows among them are those of this project's own repository, too.
"""

from aboveboard.starter.files import files_of, shared_files_of
from aboveboard.starter.folder import refuse_unless_empty, write_files

__all__ = ["files_of", "refuse_unless_empty", "shared_files_of", "write_files"]
