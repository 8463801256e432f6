"""Pages of choosing: see the room of that name."""
