"""The page on which a vehicle is registered."""
