"""The documents of a vehicle file: slots to fill, a viewer, fields, and the folder that a scanner fills."""
