"""Counting along the cabinet."""
