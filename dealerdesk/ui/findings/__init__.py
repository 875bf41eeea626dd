"""What an audit found, and closing it."""
