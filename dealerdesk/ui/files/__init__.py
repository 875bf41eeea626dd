"""The files page: the list of vehicle files, and a preview of the one that is chosen."""
