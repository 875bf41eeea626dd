"""The page on which spreadsheets are imported."""
