"""What people would otherwise type: new records, updates, publishing steps, each changing only the lines it must.

`text_edit` changes texts and `skeleton` makes new ones, both pure; `saving` is the one door to the disk: it reads what
was written through the real reader, refuses what would break a record, and replaces files atomically under a lock.
"""
