"""What staff alone read: what is owed, what is wrong with the records, every customer, every action."""
