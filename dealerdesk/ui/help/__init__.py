"""Help without a network: short topics in three languages, and a list of keys that is never wrong."""
