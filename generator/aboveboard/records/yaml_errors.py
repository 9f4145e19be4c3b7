"""What libyaml complains about, in words that somebody who never read its grammar can act on."""

from __future__ import annotations

import yaml

from aboveboard.errors import Problem
from aboveboard.records.wrong import quoted

# What libyaml says, what it means, and what would be right.
_WORDS = (
    ("mapping values are not allowed", "a colon where none can stand", "put text that contains `: ` in quotes; does the line above lack its colon, or the space after it?"),
    ("could not find expected ':'", "a line without `: `", "write `key: value`, with the space; is the text above it indented?"),
    ("did not find expected key", "this does not continue what stands above it", "is the indentation the same, are quotes and brackets closed?"),
    ("expected <document start>", "this does not continue what stands above it", "is the indentation the same?"),
    ("expected ',' or", "a list or mapping in brackets goes on without a comma", "is a bracket or a comma missing?"),
    ("did not find expected node content", "a bracket or comma where a value should stand", "put text that begins with it in quotes"),
    ("found unexpected end of stream", "a quote that is never closed", "close it; a quote inside of it is written twice"),
    ("found another document", "a second document", "remove the second `---`"),
    ("block sequence entries", "a list that begins beside its key", "begin it on the next line, or write `[a, b]`"),
    ("expected '-' indicator", "a line in a list without `- `", "begin it with `- `, or change its indentation"),
    ("tab character", "a tab", "indent with spaces"),
    ("alphabetic or numeric character", "no text begins with `*` or `&`", "put the whole text in quotes"),
    ("incompatible YAML document", "a directive", "remove the line that begins with `%`"),
    ("unknown directive name", "a directive", "remove the line that begins with `%`"),
    ("unknown escape character", "a backslash that escapes nothing", "use single quotes, or write it twice"),
    ("comment or line break", "text beside `|` or `>`", "begin it on the next line"),
)  # fmt: skip
# Where the mark of the problem is the end of the file, and its context says where it began.
_BEGAN_BEFORE = ("found unexpected end of stream", "could not find expected ':'", "alphabetic or numeric character")


def syntax_problem(path: str, text: str, error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    """`text` begins on line `first_line` of the file."""
    said = error.problem or ""
    began_before = error.context_mark is not None and any(part in said for part in _BEGAN_BEFORE)
    mark = error.context_mark if began_before else error.problem_mark
    assert mark is not None
    if "cannot start any token" in said:
        message, hint = _odd_first_character(text, mark.line, mark.column)
    else:
        message, hint = next(
            ((message, hint) for part, message, hint in _WORDS if part in said),
            (said, "compare with a record that works"),
        )
    if "expected ',' or" in said and error.context_mark is not None:
        hint = f"{hint} it opens on line {first_line + error.context_mark.line}"
    return Problem(path, first_line + mark.line, mark.column + 1, "", f"not YAML: {message}", hint)


def _odd_first_character(text: str, line: int, column: int) -> tuple[str, str]:
    character = text.split("\n")[line][column]
    if character == "\t":
        return "a tab", "indent with spaces"
    return f"no text begins with {quoted(character)}", "put the whole text in quotes"
