"""The command line: a file per command, the clock read once, errors as one line, exit codes as in the handbook.

0 is fine, 1 means findings, 2 usage, 3 the machine.
"""

from aboveboard.cli.app import main

__all__ = ["main"]
