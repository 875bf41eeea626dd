"""The rows that stay out of an import, as a copy of the workbook that they came in."""
