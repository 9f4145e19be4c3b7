"""The one table of commands, and what every command shares: its options, and how it fails."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer

from aboveboard import __version__
from aboveboard.errors import MachineError, Problems, UsageError

# Each command is the function of that name in its module below `aboveboard.cli`.
COMMANDS = (
    "availability",
    "build",
    "check",
    "comment",
    "diff",
    "due",
    "from-issue",
    "import",
    "ingest",
    "init",
    "links",
    "new",
    "propose",
    "resolve",
    "rfo",
    "schema",
    "update",
)

# Set, it lets a stack trace through: for whoever reports a fault of ours.
TRACE = "ABOVEBOARD_TRACE"

FINDINGS, USAGE, MACHINE = 1, 2, 3

# Options that name a folder or a file. Empty, they would mean the folder in which the command happens to run.
_PLACES = ("--epochs", "--event", "--from", "--into", "--root", "--seal")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


def _callback(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Service status, RFOs and the availability that customers really had, from records in git."""


def app(only: str | None = None) -> typer.Typer:
    """The whole command line, or, so that a command starts quickly, the part of it with one command."""
    whole = typer.Typer(
        no_args_is_help=True, add_completion=True, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    whole.callback()(_callback)
    for name in COMMANDS:
        if only is None or only == name:
            module: Any = import_module(f"aboveboard.cli.{name.replace('-', '_')}_command")
            module.add_to(whole)
    return whole


def main(arguments: list[str] | None = None) -> NoReturn:
    gc.disable()  # a command is short, and nearly everything that it makes lives to its end
    atexit.register(gc.freeze)  # where nobody needs to walk through it once more
    _open_what_is_closed()
    words = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none; looking for some takes long
    only = next((word for word in words if not word.startswith("-")), None)
    try:
        _refuse_no_place(words)
        app(only if only in COMMANDS else None)(args=words)
    except UsageError as error:
        _fail(str(error), USAGE)
    except Problems as error:
        _fail(str(error), FINDINGS)
    except BrokenPipeError:
        sys.exit(MACHINE)
    except (MachineError, OSError) as error:
        _fail(str(error), MACHINE)
    except Exception as error:
        if os.environ.get(TRACE):
            raise
        _fail(f"a fault of its own: {type(error).__name__}: {error}; {TRACE}=1 shows where", MACHINE)
    raise AssertionError("a command line always exits")


def _open_what_is_closed() -> None:
    """Whatever starts a command without a stream, as some daemons do, gives it an empty one."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _refuse_no_place(words: list[str]) -> None:
    """`--into "$DIR"` of a script whose variable is not set must not write here."""
    options = words[: words.index("--")] if "--" in words else words
    for word, value in zip(options, [*options[1:], None], strict=True):
        name, equals, own = word.partition("=")
        if name in _PLACES and (own if equals else value) == "":
            raise UsageError(f"{name} is empty; name what is meant, `.` for this folder, or leave it out")


def _fail(text: str, code: int) -> NoReturn:
    print(f"aboveboard: {text}", file=sys.stderr)
    sys.exit(code)
