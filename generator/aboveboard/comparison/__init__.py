"""What differs between two states of the records: records, figures, states shown to the public, problems; and the story.

Pure: two sides and one as-of in, frozen dataclasses out. Where a side comes from (a commit, a folder) is others' business.
"""
