"""The frame around every page: rail, search box, status bar, and what is said when something is wrong."""
