"""Opening an audit."""
