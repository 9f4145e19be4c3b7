"""Aboveboard: service status, RFOs and the availability that customers really had, from records in git.

A guided tour, in the direction in which the data flows:

`records` reads what people write into a `Register`; `availability` makes the ledger of charged intervals of it;
`views` decides what each page says to each audience; `render` turns views into bytes; `publish` puts bytes on a disk.
`site` is the pipeline through all of them, `cli` and `mkdocs_plugin` are the two front doors.
"""

__version__ = "0.1.0"
