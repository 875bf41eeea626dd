"""Spreadsheets out: workbooks streamed row by row, templates, and text for every spreadsheet."""
