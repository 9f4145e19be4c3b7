"""What each page says to each audience, as plain frozen data: `audience` alone decides who may see what.

An `Edition` is a register and its ledger as one reader may know them. Every view is a function of an edition; templates
get views and nothing else.
"""
