"""The command line: thin commands on the same services as the window, one module for each group."""
