"""DealerDesk keeps one file per vehicle for a small car dealership."""

__version__ = "0.1.0"
