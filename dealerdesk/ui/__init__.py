"""The window: a shell that arranges, one folder per screen, and nothing that waits on the UI thread."""
