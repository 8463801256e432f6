"""Tables of mirror."""
