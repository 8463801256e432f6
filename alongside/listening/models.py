"""Tables of listening."""
