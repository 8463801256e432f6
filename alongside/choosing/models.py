"""Tables of choosing."""
