"""Repair orders on the screen: a file's service history, the editor of an order, the Service page."""
