"""Where a person begins who has no open data folder."""
