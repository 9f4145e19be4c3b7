"""The proof that no tree holds a term of somebody else: every written byte is looked at, in all the ways it can be read.

`scanner` is the door: it takes the terms of `views.private_terms` and says which of them stand in a file. `texts` and the
modules beside it find what can be read in the bytes, `patterns` decides what is a hit. `sources` looks in the records
themselves, before anything is written, and `traces` leads from a hit to the record that it came from.
"""
