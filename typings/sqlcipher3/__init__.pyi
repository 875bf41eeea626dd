"""Types of the driver, which has the interface of the standard library's sqlite3."""
