"""Real availability: from the register to the ledger of charged intervals, and from the ledger to figures.

The contract is availability.md, whose sections the modules name. Everything here is pure and exact: whole seconds of
UTC, half-open intervals, integers and fractions; zones appear only where a month or a service hour begins.
"""
