"""Spreadsheets in: guarded, opened, recognised, checked cell by cell, and laid aside as rows."""
