"""Random units of work over the recorded tables, for laws that must hold whatever people do."""
