"""Possible duplicates: pairs at the left, the chosen two beside each other, and what becomes of them."""
