"""Spreadsheets in and out: read, recognise columns, check, stage, write."""
