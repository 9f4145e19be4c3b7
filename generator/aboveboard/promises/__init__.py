"""What was promised, what of it was kept, and what is owed: now and next, by whom.

`kept_promises` judges an incident's words, `rfo_dues` its report. `SOURCES` are the kinds of debts, each a function of the
register and an instant in a file of its own; `due` sorts what they find, and `warnings` says which of it `check` tells.
Pure, and internal: debts name customers, so nothing of this may reach a public page without the audience's filter.
"""
