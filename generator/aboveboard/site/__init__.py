"""The pipeline: which pages, feeds and files exist for an audience, what each is made of, and how they get there.

`records_of` reads, `keys` names what every page depends on, `record_pages` and `public` list the outputs of the public
tree, `shells` lets MkDocs make the frame, `publishing` puts the tree in its place, and `build` does it all, by the short
way that `plan` knows if it can. The MkDocs plugin asks `public` for the same outputs.
"""
