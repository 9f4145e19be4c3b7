"""What a status repository tells git about merging its records: the text of its `.gitattributes`."""

GITATTRIBUTES = """\
# Two branches that add updates to one record merge by themselves: the lines of both are kept.
# The blanks that keep two updates apart are no mistake (-whitespace). An RFO is prose: its conflicts want a person.
incidents/**/*.md merge=union -whitespace
incidents/**/*.rfo.md merge -whitespace
content/changes/**/*.md merge=union -whitespace
"""
