"""What other readers must never find: the words that belong to one customer or to staff, and who may read them."""
