"""The pipeline: which pages, feeds and files exist for an audience, what each is made of, and how they get there.

`records_of` reads, `keys` names what every page depends on, `public` lists the outputs of the public tree, `shells`
lets MkDocs make the frame, and `build` publishes. The MkDocs plugin asks `public` for the same outputs.
"""
