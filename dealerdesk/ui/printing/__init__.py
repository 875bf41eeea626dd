"""Printing labels, cover sheets and the cabinet index: what is printed, how, and how it will look."""
