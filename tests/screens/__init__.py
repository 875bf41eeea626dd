"""What there is to see, one module a room, each with its ``SCREENS``."""
