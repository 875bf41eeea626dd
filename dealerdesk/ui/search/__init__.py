"""The search: what is found as one types, below the search box."""
