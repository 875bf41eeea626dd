"""Numbered steps from one released database to the next."""
